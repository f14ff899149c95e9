//! How Exim reads an address (`parse_extract_address()`): as RFC 822 does, with comments, display names
//! and source routes, but domains as RFC 821 does.

mod reader;

use super::line::is_space;
use reader::{Reader, may_not_follow, skip};

/// `ADDRESS_MAXLENGTH`
const MAX_LENGTH: usize = 256;

/// An address that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// Local part and domain as written, without comments, names and source route.
    pub(super) text: Vec<u8>,
    /// Where the domain begins in it, after the `@`.
    pub(super) domain: Option<usize>,
}

impl Address {
    /// As text; octets that are not UTF-8 become U+FFFD.
    pub(super) fn shown(&self) -> String {
        String::from_utf8_lossy(&self.text).into_owned()
    }

    /// The domain.
    pub(super) fn domain(&self) -> Option<String> {
        self.domain.map(|start| String::from_utf8_lossy(&self.text[start..]).into_owned())
    }

    /// The local part without its quoting, as routers and ACLs see it.
    pub(super) fn local_part(&self) -> String {
        let end = self.domain.map_or(self.text.len(), |start| start - 1);
        let mut plain = Vec::with_capacity(end);
        let mut octets = self.text[..end].iter();
        while let Some(&octet) = octets.next() {
            match octet {
                b'"' => {}
                b'\\' => plain.extend(octets.next()),
                _ => plain.push(octet),
            }
        }
        String::from_utf8_lossy(&plain).into_owned()
    }
}

/// What is taken and what is not.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rules {
    /// `<>` is an address.
    pub(super) null: bool,
    /// Domains may hold UTF-8 (`allow_utf8_domains`).
    pub(super) utf8: bool,
}

/// Whether a group (`name: a@b, c@d;`) is allowed here or was begun, as header lines have them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) allowed: bool,
    pub(super) found: bool,
}

/// Reads the address that `text` is; an error is told in Exim's words.
pub(super) fn extract(text: &[u8], rules: Rules) -> Result<Address, String> {
    extract_in_group(text, rules, &mut Group::default())
}

/// The same in a header line, where groups may stand.
pub(super) fn extract_in_group(text: &[u8], rules: Rules, group: &mut Group) -> Result<Address, String> {
    let mut reader = Reader::new(text, rules);
    let found = reader.mailbox(group);
    let result = found.and_then(|found| {
        if reader.peek() != 0 {
            if !(group.found && reader.peek() == b';') {
                return Err(may_not_follow(text, reader.at, reader.at));
            }
            *group = Group { allowed: true, found: false };
        }
        let mut end = found.end;
        while end > found.start && is_space(text[end - 1]) {
            end -= 1;
        }
        if end - found.start > MAX_LENGTH {
            let start = &found.address.text[..found.address.text.len().min(64)];
            return Err(format!("address is ridiculously long: {}...", String::from_utf8_lossy(start)));
        }
        Ok(found.address)
    });
    if result.is_err() && group.found && reader.peek() == b';' {
        *group = Group { allowed: true, found: false };
    }
    result
}

/// The end of the address that `text` begins with: a comma, or the text's end
/// (`parse_find_address_end()`).
pub(super) fn address_end(text: &[u8]) -> usize {
    let at = |index: usize| text.get(index).copied().unwrap_or(0);
    let mut routed = at(0) == b'@';
    let mut inside = i32::from(routed);
    let mut position = 0;
    while position < text.len() && (at(position) != b',' || inside > 0) {
        match at(position) {
            b'\\' if at(position + 1) != 0 => position += 2,
            b'"' => position = skip(text, position, false),
            b'(' => position = skip(text, position, true),
            octet => {
                match octet {
                    b'<' => {
                        routed = at(position + 1) == b'@';
                        inside = if routed { 2 } else { 1 };
                    }
                    b'>' => inside -= 1,
                    b':' if routed => inside -= 1,
                    _ => {}
                }
                position += 1;
            }
        }
    }
    position.min(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        extract(text.as_bytes(), Rules::default()).expect_err("an error")
    }

    #[test]
    fn errors_are_told_in_exims_words() {
        assert_eq!(error("<joe@x@example.org>"), "malformed address: @example.org> may not follow <joe@x");
        assert_eq!(error("<joe@example.org> trailing"), "malformed address: trailing may not follow <joe@example.org> ");
        assert_eq!(error("<Joe User <joe@example.org>>"), "\"@\" or \".\" expected after \"Joe\"");
        assert_eq!(error("<\"joe@example.org>"), "unmatched doublequote in local part");
        assert_eq!(error("<@example.org>"), "no local part");
        assert_eq!(error("<joe@example.org"), "'>' missing at end of address");
        assert_eq!(error(""), "empty address");
        assert_eq!(error("Joe User"), "missing or malformed local part (expected word or \"<\")");
    }

    #[test]
    fn much_is_forgiven() {
        for text in
            ["joe@example.org", "<joe@example.org> (comment)", "Joe User <joe@example.org>", "<@a.example,@b.example:joe@example.org>"]
        {
            let found = extract(text.as_bytes(), Rules::default()).expect("an address");
            assert_eq!((found.shown(), found.domain()), ("joe@example.org".into(), Some("example.org".into())), "{text}");
        }
        let quoted = extract(b"<\"a\\\"b c\"@example.org>", Rules::default()).expect("an address");
        assert_eq!(quoted.local_part(), "a\"b c");
    }

    #[test]
    fn header_lines_have_groups() {
        let mut group = Group { allowed: true, found: false };
        assert!(extract_in_group(b"friends: joe@example.org", Rules::default(), &mut group).is_ok());
        assert!(extract_in_group(b"ann@example.org;", Rules::default(), &mut group).is_ok());
        assert_eq!(address_end(b"\"a,b\" <c@d>, e@f"), 11);
    }
}
