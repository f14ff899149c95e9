//! What the log says of a message's way on: the delivering process's lines.

use super::log::line;
use super::memo::{Memo, get};
use smtp_engine::session::{Delivery, Mailbox, Session, World};

/// `MaxHopCount`
const HOPS: usize = 100;
/// The process that delivers.
const PROCESS: u32 = 4243;
/// The first user's number; the others follow.
const FIRST_USER: usize = 1000;

/// Appends a line for each mailbox and each group of recipients at another host.
pub(super) fn log(delivery: &Delivery, session: &Session, world: &World, lines: &mut Vec<String>) {
    let id = &delivery.queue_id;
    let hops = super::message::hops(&delivery.message) + 1;
    if hops > HOPS {
        return log_loop(delivery, hops, session, world, lines);
    }
    let controlling = controlling(delivery, session, world);
    let mut write = |to: &str, rest: &str| {
        let text = format!("{id}: to={to}{controlling}, delay=00:00:00, xdelay=00:00:00, {rest}, dsn=2.0.0, stat=Sent");
        lines.push(line(session, world, PROCESS, &text));
    };
    for (printed, detail) in local_mailboxes(&delivery.forward_paths, super::memo::recipients(session), world) {
        let relay = if detail.is_empty() { String::new() } else { format!(", relay={detail}") };
        write(&printed, &format!("mailer=local, pri=30000{relay}"));
    }
    let given = delivery.forward_paths.iter().zip(super::memo::recipients(session));
    let mut hosts: Vec<(String, Vec<String>)> = Vec::new();
    for (path, printed) in given.filter(|(path, _)| path.domain.is_some()) {
        let host = path.domain.clone().unwrap_or_default();
        match hosts.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(&host)) {
            Some((_, all)) => all.push(printed.clone()),
            None => hosts.push((host, vec![printed.clone()])),
        }
    }
    for (host, printed) in hosts {
        let to = printed.join(",");
        let text = match world.zone(&host).filter(|zone| zone.mail_exchanger) {
            Some(_) => format!(
                "{id}: to={to}{controlling}, delay=00:00:00, xdelay=00:00:00, mailer=esmtp, pri=30000, relay=mx.{host}. [127.0.0.50], dsn=2.0.0, stat=Sent (2.0.0 Ok: queued as SINK)"
            ),
            None => format!(
                "{id}: to={to}{controlling}, delay=00:00:00, xdelay=00:00:00, mailer=esmtp, pri=30000, relay={host}, dsn=5.1.2, stat=Host unknown (Name server: {host}: host not found)"
            ),
        };
        lines.push(line(session, world, PROCESS, &text));
    }
}

/// Into which mailboxes of this host a message goes: how each is named, and what stands after a `+`. Each
/// comes once, by the name that came first; whom an alias names is named by the alias, the last one first.
pub(super) fn local_mailboxes(paths: &[Mailbox], printed: &[String], world: &World) -> Vec<(String, String)> {
    let mut done: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for (path, printed) in paths.iter().zip(printed).filter(|(path, _)| path.domain.is_none()) {
        let names: Vec<(String, String, String)> = if world.alias(base(path)).is_some() {
            world.mailboxes(&path.local_part).into_iter().rev().map(|member| (member.clone(), member, String::new())).collect()
        } else {
            let detail = path.local_part.split_once('+').map_or("", |(_, detail)| detail);
            vec![(path.local_part.to_ascii_lowercase(), printed.clone(), detail.to_owned())]
        };
        for (key, printed, detail) in names {
            if !done.contains(&key) {
                done.push(key);
                found.push((printed, detail));
            }
        }
    }
    found
}

/// The message goes in circles: it is sent back to its sender (RFC 5321 section 6.3).
fn log_loop(delivery: &Delivery, hops: usize, session: &Session, world: &World, lines: &mut Vec<String>) {
    let id = &delivery.queue_id;
    let bounce = super::message::queue_id(session.opened() + 1);
    let sender = super::memo::words(session, super::memo::Words::Sender);
    let to = super::memo::recipients(session).first().map_or("", String::as_str);
    let what = format!("Too many hops {hops} ({HOPS} max): from {sender} via {}, to {to}", world.client.name);
    let mut write = |text: &str| lines.push(line(session, world, PROCESS, text));
    write(&format!("{id}: SYSERR(root): {what}"));
    write(&format!("{id}: {bounce}: DSN: {what}"));
    if let Some(host) = delivery.reverse_path.domain_name() {
        write(&format!(
            "{bounce}: to={sender}, delay=00:00:00, xdelay=00:00:00, mailer=esmtp, pri=30000, relay=mx.{host}. [127.0.0.50], dsn=2.0.0, stat=Sent (2.0.0 Ok: queued as SINK)"
        ));
    }
}

fn base(path: &Mailbox) -> &str {
    path.local_part.split('+').next().unwrap_or_default()
}

/// `ctladdr=`: a sender who is a user here, with the number of the account and its group.
fn controlling(delivery: &Delivery, session: &Session, world: &World) -> String {
    let sender = &delivery.reverse_path;
    let user = world.users.iter().position(|user| sender.domain.is_none() && user.eq_ignore_ascii_case(base(sender)));
    let Some(user) = user else {
        return String::new();
    };
    let number = FIRST_USER + user;
    let printed = super::memo::words(session, super::memo::Words::Sender);
    format!(", ctladdr={printed} ({number}/{number})")
}

/// Appends a line for each recipient of a message that was refused.
pub(super) fn log_refused(id: &str, why: &str, session: &Session, world: &World, lines: &mut Vec<String>) {
    for printed in super::memo::recipients(session) {
        let priority = 30_000 + get(session, Memo::Size);
        lines.push(line(session, world, super::log::PROCESS, &format!("{id}: to={printed}, delay=00:00:00, pri={priority}, stat={why}")));
    }
}
