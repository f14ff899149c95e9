//! Whether a message that was taken is as a condition wants it.

use smtp_engine::session::{Delivery, Mailbox};

use super::DeliveredPattern;

impl DeliveredPattern {
    /// Whether `delivery`, which came inside TLS or not, is so.
    pub(super) fn fits(&self, delivery: &Delivery, tls: bool) -> bool {
        let in_mailboxes = |name: &String| delivery.mailboxes.iter().any(|mailbox| mailbox.eq_ignore_ascii_case(name));
        let bytes = delivery.message.len() as u64;
        self.to.iter().all(in_mailboxes)
            && !self.not_to.iter().any(in_mailboxes)
            && self
                .only_to
                .as_ref()
                .is_none_or(|only| only.iter().all(in_mailboxes) && delivery.mailboxes.len() == only.len() && delivery.relayed.is_empty())
            && self.relayed.iter().all(|wanted| has_address(&delivery.relayed, wanted))
            && self.rcpt.iter().all(|wanted| has_address(&delivery.forward_paths, wanted))
            && self.from.as_deref().is_none_or(|from| is_address(&delivery.reverse_path, from))
            && self.from_null.is_none_or(|null| delivery.reverse_path.is_null() == null)
            && self.tls.is_none_or(|wanted| wanted == tls)
            && self.eight_bit.is_none_or(|wanted| wanted != delivery.message.is_ascii())
            && self.bytes_at_least.is_none_or(|least| bytes >= least)
            && self.bytes_at_most.is_none_or(|most| bytes <= most)
            && self.content_fits(&String::from_utf8_lossy(&delivery.message))
    }

    fn content_fits(&self, message: &str) -> bool {
        let (header, body) = split(message);
        let value = |name: &str| header.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value);
        let has = |(name, wanted): &(String, String)| {
            value(name).is_some_and(|value| wanted == "*" || value.to_lowercase().contains(&wanted.to_lowercase()))
        };
        self.header.iter().all(has)
            && self.no_header.iter().all(|name| value(name).is_none())
            && self.body.as_deref().is_none_or(|wanted| body.contains(wanted))
            && self.has_text.is_none_or(|wanted| wanted != body.trim().is_empty())
            && has_lines(message, &self.line)
    }
}

/// The header's fields, unfolded, and the body (RFC 5322 section 2.1). What begins with a line that is no
/// field has no header.
fn split(message: &str) -> (Vec<(&str, String)>, &str) {
    let mut fields: Vec<(&str, String)> = Vec::new();
    let mut rest = message;
    while !rest.is_empty() {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let text = line.strip_suffix('\r').unwrap_or(line);
        if text.is_empty() {
            return (fields, after);
        }
        let continues = text.starts_with([' ', '\t']);
        match (text.split_once(':'), fields.last_mut()) {
            (_, Some((_, value))) if continues => value.push_str(text),
            (Some((name, value)), _) if !continues && !name.contains(' ') => fields.push((name, value.trim().to_owned())),
            _ => return (fields, rest),
        }
        rest = after;
    }
    (fields, "")
}

/// Whether `wanted` stand in `message` one after the other, as whole lines.
fn has_lines(message: &str, wanted: &[String]) -> bool {
    let lines: Vec<&str> = message.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect();
    wanted.is_empty() || lines.windows(wanted.len()).any(|window| window.iter().zip(wanted).all(|(line, wanted)| line == wanted))
}

fn has_address(addresses: &[Mailbox], wanted: &str) -> bool {
    addresses.iter().any(|address| is_address(address, wanted))
}

fn is_address(address: &Mailbox, wanted: &str) -> bool {
    address.to_string().eq_ignore_ascii_case(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_split_at_its_first_empty_line() {
        assert_eq!(split("A: 1\r\nB: 2\r\n more\r\n\r\ntext\r\n"), (vec![("A", "1".to_owned()), ("B", "2 more".to_owned())], "text\r\n"));
        assert_eq!(split("no header here\r\nA: 1\r\n"), (vec![], "no header here\r\nA: 1\r\n"));
        assert_eq!(split("\r\nA: 1\r\n"), (vec![], "A: 1\r\n"));
        assert_eq!(split(""), (vec![], ""));
    }

    #[test]
    fn lines_are_whole_and_stand_one_after_the_other() {
        let lines = |wanted: &[&str]| has_lines("a\r\n.\r\nbc\r\n", &wanted.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>());
        assert!(lines(&["a", ".", "bc"]) && lines(&["."]) && lines(&[]));
        assert!(!lines(&["b"]) && !lines(&["a", "bc"]));
    }
}
