//! Where a message goes, and what the log says of it.

use std::collections::BTreeSet;

use super::policy::is_local;
use super::stored::{self, Stored};
use smtp_engine::session::{Delivery, Mailbox, Server, Session, World};

/// A local delivery: the mailbox, and the recipient that it comes from.
struct Local {
    /// The address that the last router was given.
    address: String,
    mailbox: String,
    recipient: String,
}

/// All recipients routed: to mailboxes here, elsewhere, or nowhere.
#[derive(Default)]
struct Routed {
    local: Vec<Local>,
    relayed: Vec<Mailbox>,
    failed: Vec<Mailbox>,
}

/// Aliases may stand for aliases; more turns than anyone needs are a ring.
const DEPTH: usize = 8;

fn route(forward_paths: &[Mailbox], world: &World) -> Routed {
    let mut routed = Routed::default();
    for path in forward_paths {
        let domain = path.domain.as_deref().unwrap_or("");
        if is_local(world, domain) {
            local(&mut routed, world, &path.local_part, domain, &path.to_string(), DEPTH);
        } else if world.zone(domain).is_none() {
            routed.failed.push(path.clone());
        } else if !routed.relayed.contains(path) {
            routed.relayed.push(path.clone());
        }
    }
    routed
}

/// `system_aliases`, then `localuser`.
fn local(routed: &mut Routed, world: &World, local_part: &str, domain: &str, recipient: &str, depth: usize) {
    if let Some(members) = world.alias(local_part).filter(|_| depth > 0) {
        for member in members {
            local(routed, world, member, super::policy::QUALIFY_DOMAIN, recipient, depth - 1);
        }
        return;
    }
    let name = local_part.split_once('+').map_or(local_part, |(name, _)| name);
    let Some(user) = world.users.iter().chain(&world.system_accounts).find(|user| user.eq_ignore_ascii_case(name)) else {
        return;
    };
    let address = format!("{local_part}@{domain}").to_ascii_lowercase();
    let found = Local { address, mailbox: user.clone(), recipient: recipient.to_owned() };
    // Of the same address Exim delivers the one that was found last: that of an alias, where there is one.
    match routed.local.iter_mut().find(|earlier| earlier.address == found.address) {
        Some(_) if depth == DEPTH => {}
        Some(earlier) => *earlier = found,
        None => routed.local.push(found),
    }
}

/// The mailboxes here, each once, and the recipients elsewhere.
pub(super) fn destinations(forward_paths: &[Mailbox], world: &World) -> (Vec<String>, Vec<Mailbox>) {
    let routed = route(forward_paths, world);
    let mut mailboxes: Vec<String> = Vec::new();
    for local in routed.local {
        if !mailboxes.contains(&local.mailbox) {
            mailboxes.push(local.mailbox);
        }
    }
    (mailboxes, routed.relayed)
}

/// The lines of the delivery, which the recordings show at once.
pub(super) fn lines(delivery: &Delivery, session: &Session, world: &World, server: &Server) -> Vec<String> {
    let id = &delivery.queue_id;
    let mut lines = Vec::new();
    let mut failed = Vec::new();
    // received_headers_max = 30, Exim's own line among them.
    if Stored::read(&delivery.message, stored::first_line_crlf(&delivery.message)).hops() >= 30 {
        for path in &delivery.forward_paths {
            failed.push(format!("{id} ** {path}: Too many \"Received\" headers - suspected mail loop"));
        }
    } else {
        let routed = route(&delivery.forward_paths, world);
        failed.extend(routed.failed.iter().map(|path| format!("{id} ** {path}: Unrouteable address")));
        for local in routed.local {
            lines.push(format!("{id} => {} <{}> R=localuser T=local_delivery", local.mailbox, local.recipient));
        }
        lines.extend(relay_lines(id, &routed.relayed));
    }
    if failed.is_empty() {
        lines.push(format!("{id} Completed"));
        return lines;
    }
    lines.splice(0..0, failed);
    lines.extend(bounce(delivery, session, world, server));
    lines.push(format!("{id} Completed"));
    lines
}

/// The first recipient of a domain is marked `=>`, further ones in the same delivery `->`.
fn relay_lines(id: &str, relayed: &[Mailbox]) -> Vec<String> {
    let mut domains: BTreeSet<&str> = BTreeSet::new();
    let mut lines = Vec::new();
    for path in relayed {
        let domain = path.domain.as_deref().unwrap_or("");
        let mark = if domains.insert(domain) { "=>" } else { "->" };
        lines.push(format!("{id} {mark} {path} R=dnslookup T=remote_smtp H=mx.{domain} [127.0.0.50] C=\"250 2.0.0 Ok: queued as SINK\""));
    }
    lines
}

/// The bounce is a message of its own, back to the sender.
fn bounce(delivery: &Delivery, session: &Session, world: &World, server: &Server) -> Vec<String> {
    if delivery.reverse_path.is_null() {
        return vec![format!("{} Frozen (delivery error message)", delivery.queue_id)];
    }
    let id = (server.words.queue_id)(session.opened() + 1000);
    let size = 1199 + stored::size(delivery, session);
    let mut lines = vec![format!("{id} <= <> R={} U=Debian-exim P=local S={size}", delivery.queue_id)];
    let routed = route(std::slice::from_ref(&delivery.reverse_path), world);
    for local in routed.local {
        lines.push(format!("{id} => {} <{}> R=localuser T=local_delivery", local.mailbox, local.recipient));
    }
    lines.extend(relay_lines(&id, &routed.relayed));
    lines.push(format!("{id} Completed"));
    lines
}
