//! A header field's value with parameters: `text/plain; charset=utf-8` (RFC 2045 section 5.1, RFC 2231).

use super::encoded::{Charset, decode_words, to_text};
use super::transfer::hex_octet;

/// A value and its parameters; names in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parameterized {
    /// What stands before the first semicolon, in lower case.
    pub(super) value: String,
    parameters: Vec<(String, String)>,
}

/// Reads `text`.
pub(super) fn parameterized(text: &str) -> Parameterized {
    let mut pieces = pieces(text).into_iter();
    let value = pieces.next().unwrap_or_default().trim().to_ascii_lowercase();
    let parameters = pieces.filter_map(|piece| {
        let (name, value) = piece.split_once('=')?;
        Some((name.trim().to_ascii_lowercase(), unquoted(value.trim())))
    });
    Parameterized { value, parameters: parameters.collect() }
}

impl Parameterized {
    /// The parameter `name`, as it is.
    pub(super) fn plain(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The parameter `name` as text, in whatever way it was encoded.
    pub(super) fn text(&self, name: &str, charset: Charset) -> Option<String> {
        if let Some(value) = self.plain(name) {
            return Some(decode_words(value, charset));
        }
        self.extended(name).map(|(octets, set)| to_text(&set, &octets, charset))
    }

    /// `name*=utf-8''%e4...`, or in pieces `name*0*`, `name*1` and so on (RFC 2231 sections 3 and 4).
    fn extended(&self, name: &str) -> Option<(Vec<u8>, String)> {
        let whole = format!("{name}*");
        let mut octets = Vec::new();
        let mut set = String::new();
        let mut add = |value: &str, first: bool, encoded: bool| {
            let mut rest = value;
            if encoded
                && first
                && let Some((name, tail)) = value.split_once('\'')
            {
                set = name.to_owned();
                rest = tail.split_once('\'').map_or(tail, |(_, text)| text);
            }
            if encoded { percent(rest.as_bytes(), &mut octets) } else { octets.extend_from_slice(rest.as_bytes()) }
        };
        if let Some(value) = self.plain(&whole) {
            add(value, true, true);
            return Some((octets, set));
        }
        for number in 0..self.parameters.len() {
            let name = format!("{name}*{number}");
            match (self.plain(&name), self.plain(&format!("{name}*"))) {
                (Some(value), _) => add(value, number == 0, false),
                (None, Some(value)) => add(value, number == 0, true),
                (None, None) => break,
            }
        }
        (!octets.is_empty()).then_some((octets, set))
    }
}

/// `text` cut at the semicolons that stand in no quotes.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for character in text.chars() {
        match character {
            ';' if !quoted => {
                pieces.push(String::new());
                continue;
            }
            '"' if !escaped => quoted = !quoted,
            _ => {}
        }
        escaped = character == '\\' && quoted && !escaped;
        if let Some(piece) = pieces.last_mut() {
            piece.push(character);
        }
    }
    pieces
}

/// `text` without its quotes, and without what stands behind them.
fn unquoted(text: &str) -> String {
    let Some(inner) = text.strip_prefix('"') else {
        return text.split_whitespace().next().unwrap_or_default().to_owned();
    };
    let mut plain = String::new();
    let mut escaped = false;
    for character in inner.chars() {
        match character {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => break,
            _ => {
                plain.push(character);
                escaped = false;
            }
        }
    }
    plain
}

fn percent(text: &[u8], octets: &mut Vec<u8>) {
    let mut rest = text;
    while let Some((&octet, behind)) = rest.split_first() {
        let hex = (octet == b'%').then(|| behind.split_at_checked(2)).flatten();
        let decoded = hex.and_then(|(digits, tail)| Some((hex_octet(digits)?, tail)));
        let (octet, tail) = decoded.unwrap_or((octet, behind));
        octets.push(octet);
        rest = tail;
    }
}

#[cfg(test)]
mod tests {
    use super::super::encoded::known_charsets;
    use super::*;

    #[test]
    fn parameters_are_read_in_quotes_and_without() {
        let read = parameterized("Text/PLAIN; charset=utf-8 (comment); name=\"a;\\\"b\\\".txt\"; =; x");
        assert_eq!(read.value, "text/plain");
        assert_eq!(read.plain("charset"), Some("utf-8"));
        assert_eq!(read.plain("name"), Some("a;\"b\".txt"));
    }

    #[test]
    fn names_in_other_scripts_are_read_in_all_ways() {
        let name = |text: &str| parameterized(text).text("filename", known_charsets);
        assert_eq!(name("a; filename*=utf-8'zh'%E4%BD%A0.txt").as_deref(), Some("你.txt"));
        assert_eq!(name("a; filename*0*=utf-8''%E4%BD; filename*1*=%A0; filename*2=\".txt\"").as_deref(), Some("你.txt"));
        assert_eq!(name("a; filename=\"=?utf-8?B?5L2g?=.txt\"").as_deref(), Some("你.txt"));
        assert_eq!(name("a; filename*=%").as_deref(), Some("%"));
        assert_eq!(name("a; filename*1=x"), None);
    }
}
