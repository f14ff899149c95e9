//! A message as Exim keeps it: lines end with LF, and the header section is told from the body.

use super::address::{self, Group, Rules};
use super::memory::recall;
use smtp_engine::session::{Delivery, Session, Transaction, World};

/// A message without the line that Exim puts before it.
#[derive(Clone, Debug, Default)]
pub(super) struct Stored {
    /// Header lines with their continuations and ends.
    headers: Vec<Vec<u8>>,
    body: Vec<u8>,
    ended: bool,
}

/// Whether the first line of a message ends with CRLF; where it does, a bare LF ends no line.
pub(super) fn first_line_crlf(message: &[u8]) -> bool {
    message.iter().position(|&octet| octet == b'\n').is_none_or(|end| end > 0 && message[end - 1] == b'\r')
}

impl Stored {
    /// Reads a message that came by DATA.
    pub(super) fn read(message: &[u8], crlf: bool) -> Self {
        Self::read_body(message, crlf, crlf)
    }

    /// Reads a message that came by BDAT: bare LF ends a line of the body.
    pub(super) fn read_chunks(chunks: &[u8]) -> Self {
        Self::read_body(chunks, first_line_crlf(chunks), false)
    }

    fn read_body(message: &[u8], crlf: bool, strict_body: bool) -> Self {
        let mut stored = Self::default();
        let mut rest = message;
        let mut continued = false;
        while !rest.is_empty() {
            let (line, taken, folds) = header_line(rest, crlf);
            if line == b"\n" && !continued {
                stored.ended = true;
                rest = &rest[taken..];
                break;
            }
            let blank_first = continued || line.starts_with(b" ") || line.starts_with(b"\t");
            match stored.headers.last_mut() {
                Some(header) if blank_first => {
                    if continued {
                        header.push(b' ');
                    }
                    header.extend(line);
                }
                _ if !blank_first && is_header(&line) => stored.headers.push(line),
                // Anything else is the first line of the body.
                _ => break,
            }
            continued = folds;
            rest = &rest[taken..];
        }
        stored.body = body(rest, strict_body);
        stored
    }

    /// `message_size`: the line between headers and body is counted, also where it did not come.
    pub(super) fn size(&self) -> u64 {
        (self.headers.iter().map(Vec::len).sum::<usize>() + 1 + self.body.len()) as u64
    }

    /// The octets of a message that came by BDAT, with CRLF. The line between headers and body counts once where it did
    /// not come but a body did, and not at all where there are only headers.
    pub(super) fn chunked_size(&self) -> u64 {
        let missing = match (self.ended, self.headers.is_empty(), self.body.is_empty()) {
            (false, _, false) => 1,
            (false, false, true) => 2,
            _ => 0,
        };
        self.size() + self.lines() - missing
    }

    /// The header section is over.
    pub(super) fn headers_ended(&self) -> bool {
        self.ended || !self.body.is_empty()
    }

    /// `message_linecount`
    pub(super) fn lines(&self) -> u64 {
        let count = |text: &[u8]| text.iter().filter(|&&octet| octet == b'\n').count();
        (self.headers.iter().map(|header| count(header)).sum::<usize>() + 1 + count(&self.body)) as u64
    }

    /// `max_received_linelength`
    pub(super) fn longest_line(&self) -> usize {
        let longest = |text: &[u8]| text.split(|&octet| octet == b'\n').map(<[u8]>::len).max().unwrap_or(0);
        self.headers.iter().map(|header| longest(header)).chain([longest(&self.body)]).max().unwrap_or(0)
    }

    fn named(&self, names: &'static [&'static str]) -> impl Iterator<Item = (&[u8], &[u8])> {
        self.headers.iter().filter_map(move |header| {
            let colon = header.iter().position(|&octet| octet == b':')?;
            let name = header[..colon].trim_ascii_end();
            let plain = name.get(..7).filter(|start| start.eq_ignore_ascii_case(b"resent-")).map_or(name, |_| &name[7..]);
            let wanted = names.iter().any(|wanted| plain.eq_ignore_ascii_case(wanted.as_bytes()));
            wanted.then_some((name, &header[colon + 1..]))
        })
    }

    /// The Message-ID without its brackets, as the log shows it.
    pub(super) fn message_id(&self) -> Option<String> {
        let (_, value) = self.named(&["message-id"]).next()?;
        let value = value.trim_ascii();
        let start = value.iter().position(|&octet| octet == b'<').map_or(0, |open| open + 1);
        let end = value[start..].iter().position(|&octet| octet == b'>').map_or(value.len(), |close| start + close);
        Some(super::log::printing(&value[start..end]))
    }

    /// How many `Received:` lines there are.
    pub(super) fn hops(&self) -> usize {
        self.named(&["received"]).count()
    }

    /// What is wrong with the first address that is none, as the log tells it
    /// (`verify_check_headers()`).
    pub(super) fn bad_address(&self) -> Option<String> {
        self.named(&["from", "reply-to", "sender", "to", "cc", "bcc"]).find_map(|(name, value)| bad_address_in(name, value))
    }
}

/// One physical line at the start of `rest` with LF for its end, how many octets it took, and whether
/// the next line is its continuation (after a bare CR, or a bare LF where lines end with CRLF).
fn header_line(rest: &[u8], crlf: bool) -> (Vec<u8>, usize, bool) {
    let ended = |end: usize, taken: usize, folds: bool| {
        let mut line = rest[..end].to_vec();
        line.push(b'\n');
        (line, taken, folds)
    };
    for (index, &octet) in rest.iter().enumerate() {
        match octet {
            b'\r' if rest.get(index + 1) == Some(&b'\n') => return ended(index, index + 2, false),
            b'\r' => return ended(index, index + 1, true),
            b'\n' => return ended(index, index + 1, crlf),
            _ => {}
        }
    }
    ended(rest.len(), rest.len(), false)
}

/// A name of printing characters, then a colon, perhaps after white space.
fn is_header(line: &[u8]) -> bool {
    let name = line.iter().take_while(|&&octet| octet.is_ascii_graphic() && octet != b':').count();
    let blanks = line[name..].iter().take_while(|&&octet| super::line::is_space(octet)).count();
    name > 0 && line.get(name + blanks) == Some(&b':')
}

fn body(rest: &[u8], strict: bool) -> Vec<u8> {
    let mut body = Vec::with_capacity(rest.len());
    for (index, &octet) in rest.iter().enumerate() {
        match octet {
            b'\r' if rest.get(index + 1) == Some(&b'\n') => {}
            b'\r' => body.push(b'\n'),
            b'\n' if strict && (index == 0 || rest[index - 1] != b'\r') => body.push(b' '),
            _ => body.push(octet),
        }
    }
    if body.last().is_some_and(|&octet| octet != b'\n') {
        body.push(b'\n');
    }
    body
}

fn bad_address_in(name: &[u8], value: &[u8]) -> Option<String> {
    let mut group = Group { allowed: true, found: false };
    let mut rest = value.trim_ascii_start();
    while !rest.is_empty() {
        let end = address::address_end(rest);
        let problem = match address::extract_in_group(&rest[..end], Rules::default(), &mut group) {
            Ok(address) if address.domain.is_none() => Some("unqualified address not permitted".to_owned()),
            Ok(_) => None,
            Err(error) => Some(error).filter(|error| error != "empty address"),
        };
        if let Some(problem) = problem {
            let shown = rest[..end].trim_ascii_end();
            let (verb, shown) = if shown.len() > 1024 { ("begins", &shown[..1024]) } else { ("is", shown) };
            let text = format!(
                "{problem}: failing address in \"{}:\" header {verb}: {}",
                String::from_utf8_lossy(name),
                String::from_utf8_lossy(shown)
            );
            return Some(super::log::printing(text.as_bytes()));
        }
        rest = rest.get(end + 1..).unwrap_or_default().trim_ascii_start();
    }
    None
}

/// How far reading had come when the client went away, as the log tells it.
pub(super) fn reading_place(data: &[u8]) -> &'static str {
    let stored = Stored::read(data, first_line_crlf(data));
    let whole_line = data.ends_with(b"\n");
    let lines = stored.body.iter().filter(|&&octet| octet == b'\n').count();
    match (stored.ended, stored.body.is_empty(), lines) {
        (true, ..) => "",
        (false, true, _) => " (header)",
        // A first line that is no header: it ends the header section once it is whole.
        (false, false, 1) if whole_line => " (after header)",
        (false, false, 1) => " (header)",
        _ => "",
    }
}

/// With what protocol the message came (`received_protocol`).
pub(super) fn protocol(session: &Session) -> String {
    let utf8 = if recall(session, |known| known.utf8_protocol) { "utf8" } else { "" };
    let secured = if session.tls() { "s" } else { "" };
    if session.hello().is_some_and(|hello| hello.extended) {
        let login = if session.login().is_some() { "a" } else { "" };
        format!("{utf8}esmtp{secured}{login}")
    } else {
        format!("{utf8}smtp{secured}")
    }
}

/// The size in the log: the message as it is kept, with the `Received:` line.
pub(super) fn size(delivery: &Delivery, session: &Session) -> u64 {
    let stored = if recall(session, |known| known.in_chunks) {
        Stored::read_chunks(&delivery.message)
    } else {
        Stored::read(&delivery.message, first_line_crlf(&delivery.message))
    };
    let received = delivery.trace.find("Received:").map_or("", |start| &delivery.trace[start..]);
    stored.size() + (received.len() - received.matches("\r\n").count()) as u64
}

/// `spool_received_header`, and the lines that the delivery puts before it.
pub(super) fn trace(session: &Session, world: &World, _transaction: &Transaction, queue_id: &str) -> String {
    let (sender, recipients, name) =
        recall(session, |known| (known.envelope.sender.clone(), known.envelope.recipients.clone(), known.shown_name.clone()));
    let date = session.now().rfc5322();
    let client = &world.client;
    let mut trace =
        format!("Return-path: <{sender}>\r\nEnvelope-to: {}\r\nDelivery-date: {}\r\n", recipients.join(",\r\n\t"), padded(&date));
    let helo = name.map(|name| format!(" helo={name}")).unwrap_or_default();
    trace.push_str(&format!("Received: from {} ([{}]{helo})\r\n\tby {} ", client.name, client.address, world.host));
    trace.push_str(&format!("with {} ", protocol(session)));
    if session.tls() {
        trace.push_str(" (TLS1.3) tls TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384\r\n\t");
    }
    trace.push_str("(Exim 4.96)\r\n\t");
    if !sender.is_empty() {
        trace.push_str(&format!("(envelope-from <{sender}>)\r\n\t"));
    }
    trace.push_str(&format!("id {queue_id}"));
    if let [only] = recipients.as_slice() {
        trace.push_str(&format!("\r\n\tfor {only}"));
    }
    trace.push_str(&format!(";\r\n\t{}\r\n", padded(&date)));
    trace
}

/// Exim writes the day with two digits.
fn padded(date: &str) -> String {
    match date.split_once(", ") {
        Some((weekday, rest)) if rest.find(' ') == Some(1) => format!("{weekday}, 0{rest}"),
        _ => date.to_owned(),
    }
}

/// An id of 6, 6 and 2 digits of base 62: the second, the process, and a fraction of the second. Here
/// all three come from the message's number.
pub(super) fn queue_id(number: u64) -> String {
    format!("{}-{}-{}", base62(1_795_341_600 + number, 6), base62(400 + 4 * number, 6), base62(number.wrapping_mul(97) % 2000, 2))
}

/// The id that the next message gets.
pub(super) fn next_id(session: &Session) -> String {
    queue_id(session.opened() + 1)
}

fn base62(mut number: u64, digits: usize) -> String {
    const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let mut text = vec!['0'; digits];
    for place in text.iter_mut().rev() {
        *place = char::from(DIGITS[(number % 62) as usize]);
        number /= 62;
    }
    text.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_end_at_an_empty_line_or_at_what_is_none() {
        let stored = Stored::read(b"A: b\r\n c\r\n\r\nx\r\n", true);
        assert_eq!((stored.headers.len(), stored.body.as_slice(), stored.size(), stored.lines()), (1, &b"x\n"[..], 11, 4));
        let stored = Stored::read(b"no header\r\nx\r\n", true);
        assert_eq!((stored.headers.len(), stored.body.as_slice()), (0, &b"no header\nx\n"[..]));
        assert_eq!(Stored::read(b"", true).size(), 1);
    }

    #[test]
    fn a_bare_lf_ends_no_line_of_a_body_where_lines_end_with_crlf() {
        assert_eq!(Stored::read(b"A: b\r\n\r\nx\n.\ny\r\n", true).body, b"x . y\n");
        assert_eq!(Stored::read(b"A: b\n\nx\n", false).body, b"x\n");
    }

    #[test]
    fn an_address_that_is_none_is_found() {
        let stored = Stored::read(b"To: friends: a@b, c@d;, e@f\r\nFrom: joe\r\n\r\n", true);
        assert_eq!(stored.bad_address().as_deref(), Some("unqualified address not permitted: failing address in \"From:\" header is: joe"));
    }
}
