//! A message that the server took, as the mailbox lists it.

use std::sync::Arc;

use super::letter::{fields, split};
use smtp_engine::session::{Delivery, Timestamp};
use smtp_engine::wire::visible_lines;

/// How many characters of a message its preview shows.
const PREVIEW: usize = 80;
/// So many octets are looked at for that.
const LOOKED_AT: usize = 2000;

/// A message that the server took, as the mailbox lists it. What is in it is read when it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The number of its event.
    pub event: usize,
    /// The server's id for it.
    pub queue_id: String,
    /// The envelope sender; empty for the null reverse-path.
    pub sender: String,
    /// The envelope recipients.
    pub recipients: Vec<String>,
    /// The mailboxes that it lies in.
    pub mailboxes: Vec<String>,
    /// The recipients that it was handed on to.
    pub relayed: Vec<String>,
    /// Its size in octets, without the server's own lines.
    pub size: usize,
    /// When it was taken.
    pub at: Timestamp,
    /// `Subject:` as it was sent.
    pub subject: Option<String>,
    /// How its text begins.
    pub preview: String,
}

impl Mail {
    /// Reads `delivery`, which event `event` brought.
    pub fn read(event: usize, delivery: &Delivery) -> Self {
        let (head, body) = split(&delivery.message);
        let subject = fields(&visible_lines(head)).into_iter().find(|(name, _)| name.eq_ignore_ascii_case("Subject"));
        let begin = visible_lines(body.get(..LOOKED_AT).unwrap_or(body));
        Self {
            event,
            queue_id: delivery.queue_id.clone(),
            sender: delivery.reverse_path.to_string(),
            recipients: delivery.forward_paths.iter().map(ToString::to_string).collect(),
            mailboxes: delivery.mailboxes.clone(),
            relayed: delivery.relayed.iter().map(ToString::to_string).collect(),
            size: delivery.message.len(),
            at: delivery.at,
            subject: subject.map(|(_, value)| value),
            preview: begin.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(PREVIEW).collect(),
        }
    }
}

/// The mailboxes that hold something, in the order in which they first got it, each with its latest mail
/// first. What was handed on stands under its recipient.
pub fn by_mailbox(mails: &[Arc<Mail>]) -> Vec<(String, Vec<Arc<Mail>>)> {
    let mut boxes: Vec<(String, Vec<Arc<Mail>>)> = Vec::new();
    for mail in mails {
        for name in mail.mailboxes.iter().chain(&mail.relayed) {
            match boxes.iter_mut().find(|(known, _)| known == name) {
                Some((_, held)) => held.insert(0, mail.clone()),
                None => boxes.push((name.clone(), vec![mail.clone()])),
            }
        }
    }
    boxes
}
