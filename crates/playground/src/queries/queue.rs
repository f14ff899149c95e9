//! The server's queue: every message on its way, and what became of it.

use std::sync::Arc;

use super::mail::Mail;
use crate::record::Timeline;
use smtp_engine::session::{Timestamp, World};

/// A message in the queue, or one that went through it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queued {
    /// The event that took it; nothing while it comes in.
    pub event: Option<usize>,
    /// The server's id for it; empty while it has none.
    pub queue_id: String,
    /// Its size in octets, as far as it has come.
    pub size: usize,
    /// When it was taken.
    pub at: Option<Timestamp>,
    /// The envelope sender; empty for the null reverse-path.
    pub sender: String,
    /// Each recipient and what became of the message there.
    pub recipients: Vec<(String, Fate)>,
}

/// What became of a message for one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It still comes in.
    Arriving,
    /// It was put into these mailboxes.
    Mailboxes(Vec<String>),
    /// It goes to the mail exchanger of that domain.
    ToExchanger(String),
    /// It goes to that host itself: its domain has an address and no MX record (RFC 5321 section 5.1).
    ToHost(String),
    /// The DNS knows no such domain.
    NoDomain(String),
    /// The DNS knows the domain, and no host that takes its mail.
    NoHost(String),
    /// Nothing was put anywhere.
    Nowhere,
}

impl Fate {
    /// Whether it cannot go on: the message waits, and in the end goes back to its sender.
    pub const fn is_stuck(&self) -> bool {
        matches!(self, Self::NoDomain(_) | Self::NoHost(_))
    }
}

impl Queued {
    /// Whether it has left the server for all recipients.
    pub fn is_done(&self) -> bool {
        self.event.is_some() && !self.recipients.iter().any(|(_, fate)| fate.is_stuck())
    }
}

/// The message that comes in, if there is one, and all that came, the latest first.
pub fn queue(timeline: &Timeline, mails: &[Arc<Mail>], arrived: usize) -> Vec<Queued> {
    let world = timeline.world();
    let arriving = timeline.session().transaction().map(|open| Queued {
        event: None,
        queue_id: open.queue_id.clone().unwrap_or_default(),
        size: arrived,
        at: None,
        sender: open.reverse_path.to_string(),
        recipients: open.forward_paths.iter().map(|path| (path.to_string(), Fate::Arriving)).collect(),
    });
    let taken = mails.iter().rev().map(|mail| Queued {
        event: Some(mail.event),
        queue_id: mail.queue_id.clone(),
        size: mail.size,
        at: Some(mail.at),
        sender: mail.sender.clone(),
        recipients: mail.recipients.iter().map(|recipient| (recipient.clone(), fate(recipient, mail, world))).collect(),
    });
    arriving.into_iter().chain(taken).collect()
}

fn fate(recipient: &str, mail: &Mail, world: &World) -> Fate {
    let (local_part, domain) = recipient.rsplit_once('@').map_or((recipient, ""), |(local_part, domain)| (local_part, domain));
    if !mail.relayed.iter().any(|relayed| relayed == recipient) {
        let boxes: Vec<String> = world.mailboxes(local_part).into_iter().filter(|name| mail.mailboxes.contains(name)).collect();
        return if boxes.is_empty() { Fate::Nowhere } else { Fate::Mailboxes(boxes) };
    }
    let name = domain.strip_suffix('.').unwrap_or(domain).to_owned();
    match world.zone(&name) {
        Some(zone) if zone.mail_exchanger => Fate::ToExchanger(name),
        Some(zone) if zone.address => Fate::ToHost(name),
        Some(_) => Fate::NoHost(name),
        // An address literal needs no DNS.
        None if name.starts_with('[') => Fate::ToHost(name),
        None => Fate::NoDomain(name),
    }
}

#[cfg(test)]
mod tests {
    use super::super::views::Views;
    use super::*;
    use crate::record::Action;
    use smtp_engine::session::Zone;
    use smtp_servers::postfix;

    fn play(lines: &[&str], world: World) -> Vec<Queued> {
        let mut timeline = Timeline::new(&postfix::SUBMISSION, world);
        timeline.act(Action::Connect, Timestamp(0));
        let login =
            ["EHLO client.example.org", "STARTTLS", "EHLO client.example.org", "AUTH PLAIN AGFsaWNlQGV4YW1wbGUuY29tAHdvbmRlcmxhbmQ="];
        for line in login.iter().chain(lines) {
            timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), Timestamp(0));
        }
        let mut views = Views::default();
        views.follow(timeline.events());
        queue(&timeline, &views.mails, views.incoming.octets)
    }

    #[test]
    fn a_message_that_comes_in_is_there_with_its_id() {
        let found = play(&["MAIL FROM:<alice@example.com>", "RCPT TO:<joe@example.org>"], World::standard());
        assert_eq!(found.len(), 1);
        assert!(!found[0].queue_id.is_empty() && found[0].event.is_none() && !found[0].is_done());
        assert_eq!(found[0].recipients, [("joe@example.org".to_owned(), Fate::Arriving)]);
    }

    #[test]
    fn where_a_message_goes_is_what_the_dns_says() {
        let mut world = World::standard();
        world.zones.push(Zone { name: "silent.example".into(), mail_exchanger: false, address: false });
        let lines = [
            "MAIL FROM:<alice@example.com>",
            "RCPT TO:<team@example.com>",
            "RCPT TO:<joe@example.org>",
            "RCPT TO:<joe@nomx.example.org>",
            "RCPT TO:<joe@silent.example>",
            "DATA",
            "Subject: x",
            ".",
        ];
        let found = play(&lines, world);
        let fates: Vec<&Fate> = found[0].recipients.iter().map(|(_, fate)| fate).collect();
        assert_eq!(
            fates,
            [
                &Fate::Mailboxes(vec!["alice".into(), "bob".into()]),
                &Fate::ToExchanger("example.org".into()),
                &Fate::ToHost("nomx.example.org".into()),
                &Fate::NoHost("silent.example".into()),
            ]
        );
        assert!(!found[0].is_done());
    }
}
