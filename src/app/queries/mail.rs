//! A message that the server took, for reading.

use std::sync::Arc;

use crate::session::Delivery;
use crate::wire::visible_lines;

/// A message that the server took, for reading.
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
    /// The lines that the server put before it.
    pub trace: String,
    /// The header fields that the client sent: name and value.
    pub headers: Vec<(String, String)>,
    /// Its text.
    pub body: String,
    /// The message as it was sent, for reading.
    pub source: String,
}

impl Mail {
    /// Reads `delivery`, which event `event` brought.
    pub fn read(event: usize, delivery: &Delivery) -> Self {
        let (head, body) = split(&delivery.message);
        Self {
            event,
            queue_id: delivery.queue_id.clone(),
            sender: delivery.reverse_path.to_string(),
            recipients: delivery.forward_paths.iter().map(ToString::to_string).collect(),
            mailboxes: delivery.mailboxes.clone(),
            relayed: delivery.relayed.iter().map(ToString::to_string).collect(),
            size: delivery.message.len(),
            trace: visible_lines(delivery.trace.as_bytes()),
            headers: fields(&visible_lines(head)),
            body: visible_lines(body),
            source: visible_lines(&delivery.message),
        }
    }

    /// The value of the header field `name`.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
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

/// Header section and body. A message whose first line is no header field has none (a client that
/// forgot the empty line).
fn split(message: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    for line in message.split_inclusive(|&octet| octet == b'\n') {
        let text = line.trim_ascii_end();
        if text.is_empty() {
            return (&message[..at], &message[at + line.len()..]);
        }
        if !is_field(text) && (at == 0 || !matches!(text[0], b' ' | b'\t')) {
            return message.split_at(at);
        }
        at += line.len();
    }
    (message, &[])
}

/// Whether `line` begins with a field name and a colon (RFC 5322 section 3.6.8: printable, no space).
fn is_field(line: &[u8]) -> bool {
    let name = line.split(|&octet| octet == b':').next().unwrap_or_default();
    name.len() < line.len() && !name.is_empty() && name.iter().all(u8::is_ascii_graphic)
}

/// The fields of a header section, folded lines put together (RFC 5322 section 2.2.3).
fn fields(head: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in head.lines() {
        match (line.starts_with([' ', '\t']), fields.last_mut(), line.split_once(':')) {
            (true, Some((_, value)), _) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (_, _, Some((name, value))) => fields.push((name.to_owned(), value.trim().to_owned())),
            _ => {}
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(message: &str) -> (Vec<(String, String)>, String) {
        let (head, body) = split(message.as_bytes());
        (fields(&visible_lines(head)), visible_lines(body))
    }

    #[test]
    fn headers_end_at_the_empty_line() {
        let (headers, body) = parts("Subject: a\r\n  b\r\nFrom: x\r\n\r\nText: no header\r\n");
        assert_eq!(headers, [("Subject".into(), "a b".into()), ("From".into(), "x".into())]);
        assert_eq!(body, "Text: no header\n");
    }

    #[test]
    fn a_message_may_have_no_header_or_no_body() {
        assert_eq!(parts("Hello there\r\n"), (vec![], "Hello there\n".into()));
        assert_eq!(parts("Subject: x\r\n"), (vec![("Subject".into(), "x".into())], String::new()));
        assert_eq!(parts(""), (vec![], String::new()));
        assert_eq!(parts("\r\nbody"), (vec![], "body".into()));
    }
}
