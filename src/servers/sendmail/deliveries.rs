//! What the log says of a message's way on: the delivering process's lines.

use super::log::line;
use super::memo::{Memo, get};
use crate::session::{Delivery, Mailbox, Session, World};

/// The process that delivers.
const PROCESS: u32 = 4243;
/// The first user's number; the others follow.
const FIRST_USER: usize = 1000;

/// Appends a line for each mailbox and each group of recipients at another host.
pub(super) fn log(delivery: &Delivery, session: &Session, world: &World, lines: &mut Vec<String>) {
    let id = &delivery.queue_id;
    let controlling = controlling(delivery, session, world);
    let mut done: Vec<String> = Vec::new();
    let mut write = |to: &str, rest: &str| {
        let text = format!("{id}: to={to}{controlling}, delay=00:00:00, xdelay=00:00:00, {rest}, dsn=2.0.0, stat=Sent");
        lines.push(line(session, world, PROCESS, &text));
    };
    let given = delivery.forward_paths.iter().zip(&session.notes.list);
    let local = |path: &Mailbox| path.domain.is_none();
    // Who is named outright comes before those whom an alias names.
    for (path, printed) in given.clone().filter(|(path, _)| local(path) && world.alias(base(path)).is_none()) {
        let key = path.local_part.to_ascii_lowercase();
        if !done.contains(&key) {
            let (_, detail) = path.local_part.split_once('+').unwrap_or_default();
            let relay = if detail.is_empty() { String::new() } else { format!(", relay={detail}") };
            write(printed, &format!("mailer=local, pri=30000{relay}"));
            done.push(key);
        }
    }
    for (path, _) in given.clone().filter(|(path, _)| local(path) && world.alias(base(path)).is_some()) {
        for member in world.mailboxes(&path.local_part) {
            if !done.contains(&member) {
                write(&member, "mailer=local, pri=30000");
                done.push(member);
            }
        }
    }
    let mut hosts: Vec<(String, Vec<String>)> = Vec::new();
    for (path, printed) in given.filter(|(path, _)| !local(path)) {
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
    for printed in &session.notes.list {
        let priority = 30_000 + get(session, Memo::Size);
        lines.push(line(session, world, super::log::PROCESS, &format!("{id}: to={printed}, delay=00:00:00, pri={priority}, stat={why}")));
    }
}
