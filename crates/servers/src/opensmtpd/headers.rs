//! What OpenSMTPD makes of the header section of a message while it comes (`rfc5322_next()`,
//! `smtp_tx_dataline()`): `Bcc:` is left out, bare names in `From:`, `To:` and `Cc:` get a domain.

use smtp_engine::wire::lines;

/// Why a message is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// `MAX_HOPS_COUNT` lines of `Received:`.
    Loop,
    /// A line that is no header line, and no empty one before the body.
    Malformed,
}

const MAX_HOPS: usize = 100;
/// The most that a header's name, and an unfolded value, may take.
const NAME_BUFFER: usize = 1024;
const VALUE_BUFFER: usize = 65_536;

/// The header line at hand.
struct Header {
    name: Vec<u8>,
    /// Its value so far, where it is unfolded first.
    value: Option<Vec<u8>>,
}

/// Where the reader is.
enum Place {
    Headers(Option<Header>),
    Body,
}

struct Writer<'w> {
    host: &'w str,
    stamps: Option<[String; 2]>,
    hops: usize,
    has_date: bool,
    has_message_id: bool,
    names: NameBuffer,
    written: Vec<u8>,
}

/// Names are kept one after the other for two lines, so that two long ones can be too much.
#[derive(Default)]
struct NameBuffer {
    used: usize,
    room: usize,
}

impl NameBuffer {
    fn take(&mut self, length: usize) -> Result<(), Trouble> {
        let need = self.used + length + 1;
        if need > self.room {
            if need >= NAME_BUFFER {
                return Err(Trouble::Malformed);
            }
            self.room = need.div_ceil(256) * 256;
        }
        self.used = length + 1;
        Ok(())
    }
}

/// The message as it is kept, with CRLF; `stamps` are a Date and a Message-ID for a message that has
/// none.
pub(super) fn rewrite(message: &[u8], host: &str, stamps: Option<[String; 2]>) -> Result<Vec<u8>, Trouble> {
    let written = Vec::with_capacity(message.len() + 64);
    let mut writer = Writer { host, stamps, hops: 0, has_date: false, has_message_id: false, names: NameBuffer::default(), written };
    let mut place = Place::Headers(None);
    let whole = message.strip_suffix(b"\n").unwrap_or(message);
    if !message.is_empty() {
        for line in lines(whole) {
            // Lines are strings of C.
            let line = line.split(|&octet| octet == 0).next().unwrap_or_default();
            place = writer.line(place, line)?;
        }
    }
    if let Place::Headers(header) = place {
        writer.end_header(header);
        writer.stamp();
    }
    Ok(writer.written)
}

impl Writer<'_> {
    fn line(&mut self, place: Place, line: &[u8]) -> Result<Place, Trouble> {
        let Place::Headers(header) = place else {
            self.write(line);
            return Ok(Place::Body);
        };
        let folded = line.starts_with(b" ") || line.starts_with(b"\t");
        match header {
            Some(mut header) if folded => {
                match &mut header.value {
                    Some(value) => {
                        value.push(b'\n');
                        value.extend_from_slice(line);
                        if value.len() + 1 >= VALUE_BUFFER {
                            return Err(Trouble::Malformed);
                        }
                    }
                    None if is(&header.name, "Bcc") => {}
                    None => self.write(line),
                }
                return Ok(Place::Headers(Some(header)));
            }
            header => self.end_header(header),
        }
        match line.iter().position(|&octet| octet == b':').filter(|_| !folded) {
            Some(colon) => self.begin_header(line, colon).map(|header| Place::Headers(Some(header))),
            None => {
                self.stamp();
                self.write(line);
                if line.is_empty() { Ok(Place::Body) } else { Err(Trouble::Malformed) }
            }
        }
    }

    fn begin_header(&mut self, line: &[u8], colon: usize) -> Result<Header, Trouble> {
        self.names.take(colon)?;
        let name = line[..colon].to_vec();
        if ["To", "Cc", "From"].iter().any(|known| is(&name, known)) {
            return Ok(Header { name, value: Some(line[colon + 1..].to_vec()) });
        }
        if is(&name, "Bcc") {
            return Ok(Header { name, value: None });
        }
        if is(&name, "Received") {
            self.hops += 1;
            if self.hops >= MAX_HOPS {
                return Err(Trouble::Loop);
            }
        }
        self.has_date |= is(&name, "Date");
        self.has_message_id |= is(&name, "Message-Id");
        self.write(line);
        Ok(Header { name, value: None })
    }

    fn end_header(&mut self, header: Option<Header>) {
        if let Some(Header { name, value: Some(value) }) = header {
            let mut line = name;
            line.push(b':');
            line.extend(with_domains(&value, self.host));
            for part in line.split(|&octet| octet == b'\n') {
                self.write(part);
            }
        }
    }

    fn stamp(&mut self) {
        let Some([date, message_id]) = self.stamps.take() else {
            return;
        };
        if !self.has_date {
            self.write(format!("Date: {date}").as_bytes());
        }
        if !self.has_message_id {
            self.write(format!("Message-ID: {message_id}").as_bytes());
        }
    }

    fn write(&mut self, line: &[u8]) {
        self.written.extend_from_slice(line);
        self.written.extend_from_slice(b"\r\n");
    }
}

fn is(name: &[u8], known: &str) -> bool {
    name.eq_ignore_ascii_case(known.as_bytes())
}

/// Completes each address of a list (`header_domain_append_callback()`).
fn with_domains(value: &[u8], host: &str) -> Vec<u8> {
    let mut completed = Vec::with_capacity(value.len());
    let mut start = 0;
    let mut marks = Marks::default();
    for (index, &octet) in value.iter().enumerate() {
        marks.pass(octet, marks.quote);
        if octet == b',' && marks.is_open() {
            completed.extend(with_domain(&value[start..index], host));
            completed.push(b',');
            start = index + 1;
        }
    }
    completed.extend(with_domain(&value[start..], host));
    completed
}

/// Comments, quotes and backslashes of a header's value.
#[derive(Default)]
struct Marks {
    escape: bool,
    quote: bool,
    comment: usize,
}

impl Marks {
    /// A backslash escapes; whether also inside quotes is told by `quoted`.
    fn pass(&mut self, octet: u8, quoted: bool) {
        if octet == b'(' && !self.escape && !self.quote {
            self.comment += 1;
        }
        if octet == b'"' && !self.escape && self.comment == 0 {
            self.quote = !self.quote;
        }
        if octet == b')' && !self.escape && !self.quote && self.comment > 0 {
            self.comment -= 1;
        }
        self.escape = octet == b'\\' && !self.escape && self.comment == 0 && (quoted || !self.quote);
    }

    fn is_open(&self) -> bool {
        !self.escape && !self.quote && self.comment == 0
    }
}

/// Puts the server's name after an address without a domain (`header_append_domain_buffer()`).
fn with_domain(address: &[u8], host: &str) -> Vec<u8> {
    let mut marks = Marks::default();
    let (mut open, mut close, mut last) = (false, None, 0);
    for (index, &octet) in address.iter().enumerate() {
        marks.pass(octet, false);
        if marks.is_open() {
            match octet {
                b'<' => open = true,
                b'>' if open => {
                    open = false;
                    close = Some(index);
                }
                // It has a domain, or is a group.
                b'@' | b':' => return address.to_vec(),
                _ => {}
            }
        }
        if marks.comment == 0 && octet != b')' && !is_space(octet) {
            last = index;
        }
    }
    if open || !marks.is_open() || address.get(last).is_none_or(|&octet| is_space(octet)) {
        return address.to_vec();
    }
    let end = match close {
        None => last + 1,
        Some(close) => match address[..close].iter().rposition(|&octet| !is_space(octet)) {
            Some(at) if address[at] != b'<' => at + 1,
            _ => return address.to_vec(),
        },
    };
    [&address[..end], b"@", host.as_bytes(), &address[end..]].concat()
}

const fn is_space(octet: u8) -> bool {
    matches!(octet, b' ' | b'\t'..=b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(message: &str) -> Result<String, Trouble> {
        rewrite(message.as_bytes(), "h", None).map(|octets| String::from_utf8_lossy(&octets).replace("\r\n", "\n"))
    }

    #[test]
    fn bare_names_get_a_domain_and_bcc_is_left_out() {
        let message =
            "From: Joe <joe>\r\nBcc: x\r\n y\r\nTo: bob (Bob),\r\n \"a, b\" <c@d>, eve\r\nCc: team:;\r\nSubject: a\r\n b\r\n\r\nTo: x\r\n";
        let kept = "From: Joe <joe@h>\nTo: bob@h (Bob),\n \"a, b\" <c@d>, eve@h\nCc: team:;\nSubject: a\n b\n\nTo: x\n";
        assert_eq!(read(message).as_deref(), Ok(kept));
    }

    #[test]
    fn what_is_no_header_section_is_refused() {
        assert_eq!(read("Hello\r\n"), Err(Trouble::Malformed));
        assert_eq!(read(" x: y\r\n"), Err(Trouble::Malformed));
        assert_eq!(read("Subject: x\r\nHello\r\n\r\n"), Err(Trouble::Malformed));
        assert_eq!(read("\r\nHello\r\n").as_deref(), Ok("\nHello\n"));
        assert_eq!(read("").as_deref(), Ok(""));
        assert_eq!(read(&"Received: x\r\n".repeat(100)), Err(Trouble::Loop));
        assert!(read(&"Received: x\r\n".repeat(99)).is_ok());
    }

    #[test]
    fn stamps_are_put_at_the_end_of_the_headers() {
        let stamps = || Some(["D".to_owned(), "<M>".to_owned()]);
        assert_eq!(rewrite(b"A: b\r\n\r\nc\r\n", "h", stamps()).as_deref(), Ok(&b"A: b\r\nDate: D\r\nMessage-ID: <M>\r\n\r\nc\r\n"[..]));
        assert_eq!(rewrite(b"DATE: b\r\n", "h", stamps()).as_deref(), Ok(&b"DATE: b\r\nMessage-ID: <M>\r\n"[..]));
    }
}
