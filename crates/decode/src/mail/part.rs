//! A mail or one of its parts (RFC 2045, RFC 2046).

use super::fields::{Fields, parameter};
use super::{charset, html, transfer};
use crate::Budget;

/// A mail, or a part of one.
#[derive(Clone, Debug)]
pub(crate) struct Part<'a> {
    /// Its fields.
    pub(crate) fields: Fields,
    /// Its type in lower case, such as "text/plain".
    pub(crate) kind: String,
    /// Its body, encoded as it came.
    pub(crate) body: &'a [u8],
    /// The line of the paste where the body begins.
    pub(crate) line: usize,
    /// The parts in it: of a multipart, or the mail in a message/rfc822.
    pub(crate) parts: Vec<Part<'a>>,
}

/// Octets of one part that are decoded to text: a notice is short, an attachment is not read.
const TEXT: usize = 256 << 10;

impl<'a> Part<'a> {
    /// Reads `octets`, of which the first line has the number `line`.
    pub(crate) fn read(octets: &'a [u8], line: usize, budget: &Budget) -> Self {
        let mut left = budget.parts;
        Self::nested(octets, line, budget.depth, &mut left)
    }

    fn nested(octets: &'a [u8], line: usize, depth: usize, left: &mut usize) -> Self {
        let (fields, start, first) = Fields::read(octets, line);
        let value = fields.get("content-type").unwrap_or_default().to_owned();
        let kind = value.split([';', ' ', '\t']).next().unwrap_or_default().to_ascii_lowercase();
        let body = octets.get(start..).unwrap_or_default();
        *left = left.saturating_sub(1);
        let mut part = Self { fields, kind, body, line: first, parts: Vec::new() };
        if depth == 0 || *left == 0 {
            return part;
        }
        let named = parameter(&value, "boundary").filter(|boundary| !boundary.is_empty()).map(|boundary| boundary.as_bytes().to_vec());
        let named = named.filter(|boundary| contains_line(body, boundary));
        // Without a head the body may still be one of several parts.
        let headless = part.fields.0.is_empty();
        if part.kind.starts_with("multipart/") || (headless || named.is_some()) && !part.is_message() {
            if let Some(boundary) = named.or_else(|| guess(body)) {
                part.parts = cut(body, first, &boundary)
                    .into_iter()
                    .take(*left)
                    .map(|(octets, line)| Self::nested(octets, line, depth - 1, left))
                    .collect();
            }
        } else if part.is_message() && part.encoding().is_none_or(|name| !name.eq_ignore_ascii_case("base64")) {
            part.parts = vec![Self::nested(body, first, depth - 1, left)];
        }
        part
    }

    /// Whether it is a mail, or the head of one, in a part.
    pub(crate) fn is_message(&self) -> bool {
        matches!(
            self.kind.as_str(),
            "message/rfc822" | "message/global" | "text/rfc822-headers" | "message/rfc822-headers" | "message/global-headers"
        )
    }

    fn encoding(&self) -> Option<&str> {
        self.fields.get("content-transfer-encoding")
    }

    /// The body without its transfer encoding and as text.
    pub(crate) fn text(&self) -> String {
        let body = self.body.get(..TEXT).unwrap_or(self.body);
        let octets = transfer::decode(body, self.encoding());
        let name = self.fields.get("content-type").and_then(|value| parameter(value, "charset"));
        let text = charset::decode(&octets, name);
        if self.kind == "text/html" { html::text(&text) } else { text }
    }

    /// Itself and all parts below it, from the top, without those of a mail that lies in it.
    pub(crate) fn all(&self) -> Vec<&Part<'a>> {
        let mut all = vec![self];
        if !self.is_message() {
            all.extend(self.parts.iter().flat_map(Part::all));
        }
        all
    }
}

/// The parts between the lines `--boundary`, each with the number of its first line.
fn cut<'a>(body: &'a [u8], line: usize, boundary: &[u8]) -> Vec<(&'a [u8], usize)> {
    let mut parts = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let (mut place, mut number) = (0, line);
    while let Some(rest) = body.get(place..).filter(|rest| !rest.is_empty()) {
        let length = rest.iter().position(|octet| *octet == b'\n').map_or(rest.len(), |end| end + 1);
        let here = rest.get(..length).unwrap_or(rest);
        if let Some(last) = delimits(here, boundary) {
            if let Some((start, first)) = open.take() {
                parts.push((body.get(start..place).unwrap_or_default(), first));
            }
            if last {
                return parts;
            }
            open = Some((place + length, number + 1));
        }
        place += length;
        number += 1;
    }
    // Cut off: what came of the last part.
    if let Some((start, first)) = open {
        parts.push((body.get(start..).unwrap_or_default(), first));
    }
    parts
}

/// Whether `line` is a delimiter, and whether it is the last one.
///
/// ```text
/// delimiter = "--" boundary    close-delimiter = delimiter "--"
/// ```
fn delimits(line: &[u8], boundary: &[u8]) -> Option<bool> {
    match line.strip_prefix(b"--")?.strip_prefix(boundary)?.trim_ascii_end() {
        b"" => Some(false),
        b"--" => Some(true),
        _ => None,
    }
}

fn contains_line(body: &[u8], boundary: &[u8]) -> bool {
    body.split(|octet| *octet == b'\n').any(|line| delimits(line, boundary).is_some())
}

/// A boundary that the head does not name, as the head was not pasted or is damaged: a line `--x` with a field right after it.
fn guess(body: &[u8]) -> Option<Vec<u8>> {
    let mut lines = body.split(|octet| *octet == b'\n').take(5_000).peekable();
    while let Some(line) = lines.next() {
        let Some(boundary) = line.strip_prefix(b"--").map(<[u8]>::trim_ascii_end) else { continue };
        let next = lines.peek().copied().unwrap_or_default().to_ascii_lowercase();
        if boundary.len() > 3 && !boundary.contains(&b' ') && (next.starts_with(b"content-") || next.starts_with(b"mime-version")) {
            return Some(boundary.to_vec());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: &str = "Content-Type: multipart/report; boundary=\"b=_1\"\n\npreamble\n--b=_1\nContent-Type: text/plain; charset=gb18030\nContent-Transfer-Encoding: base64\n\n08O7pw==\n--b=_1\nContent-Type: message/rfc822\n\nSubject: inner\n\nx\n--b=_1--\nepilogue\n";

    #[test]
    fn parts_are_cut_and_decoded() {
        let mail = Part::read(MAIL.as_bytes(), 1, &Budget::default());
        let [notice, returned] = mail.parts.as_slice() else { panic!("{:?}", mail.parts) };
        assert_eq!((notice.text().as_str(), notice.line), ("用户", 8));
        assert_eq!(returned.parts[0].fields.get("subject"), Some("inner"));
    }

    #[test]
    fn a_boundary_is_guessed_where_the_head_is_missing() {
        let body = MAIL.split_once("\n\n").unwrap().1;
        let text = format!("\n{body}");
        let mail = Part::read(text.as_bytes(), 1, &Budget::default());
        assert_eq!(mail.parts.len(), 2);
    }
}
