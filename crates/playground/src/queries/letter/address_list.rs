//! Addresses in header fields (RFC 5322 section 3.4).

use super::encoded::{Charset, decode_words};

/// More addresses are not read.
const MOST: usize = 1000;

/// An address in a header field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The name that is shown with it; may be empty.
    pub name: String,
    /// The address.
    pub address: String,
}

/// What was read of the address at hand.
#[derive(Default)]
struct Open {
    outside: String,
    inside: Option<String>,
    closed: bool,
}

impl Open {
    fn push(&mut self, character: char) {
        match &mut self.inside {
            Some(inside) if !self.closed => inside.push(character),
            _ => self.outside.push(character),
        }
    }

    fn finish(&mut self, found: &mut Vec<Address>, charset: Charset) {
        let Self { outside, inside, .. } = std::mem::take(self);
        let (name, address) = match inside {
            Some(address) => (decode_words(outside.trim(), charset), address.trim().to_owned()),
            None => (String::new(), outside.trim().to_owned()),
        };
        if (!address.is_empty() || !name.is_empty()) && found.len() < MOST {
            found.push(Address { name, address });
        }
    }
}

/// The addresses of a header field's value. Comments are left out, and groups are taken apart.
pub fn addresses(value: &str, charset: Charset) -> Vec<Address> {
    let mut found = Vec::new();
    let mut open = Open::default();
    let (mut quoted, mut escaped, mut comments) = (false, false, 0_usize);
    for character in value.chars() {
        if escaped {
            escaped = false;
            if comments == 0 {
                open.push(character);
            }
            continue;
        }
        match character {
            '\\' if quoted || comments > 0 => escaped = true,
            '(' if !quoted => comments += 1,
            ')' if comments > 0 => comments -= 1,
            _ if comments > 0 => {}
            '"' => quoted = !quoted,
            _ if quoted => open.push(character),
            '<' if open.inside.is_none() => open.inside = Some(String::new()),
            '>' if open.inside.is_some() => open.closed = true,
            ',' | ';' if open.inside.is_none() || open.closed => open.finish(&mut found, charset),
            // The name of a group.
            ':' if open.inside.is_none() => open = Open::default(),
            _ => open.push(character),
        }
    }
    open.finish(&mut found, charset);
    found
}

#[cfg(test)]
mod tests {
    use super::super::encoded::known_charsets;
    use super::*;

    fn read(value: &str) -> Vec<(String, String)> {
        addresses(value, known_charsets).into_iter().map(|address| (address.name, address.address)).collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(name, address)| ((*name).to_owned(), (*address).to_owned())).collect()
    }

    #[test]
    fn names_comments_and_groups_are_understood() {
        assert_eq!(
            read("Alice <a@example.com>, b@example.com (Bob), \"C, \\\"the\\\" third\" <c@example.com>"),
            pairs(&[("Alice", "a@example.com"), ("", "b@example.com"), ("C, \"the\" third", "c@example.com")])
        );
        assert_eq!(read("Team: a@x, <b@x>;, c@x"), pairs(&[("", "a@x"), ("", "b@x"), ("", "c@x")]));
        assert_eq!(read("=?utf-8?B?5L2g?= <a@x>"), pairs(&[("你", "a@x")]));
        assert_eq!(read("undisclosed-recipients:;"), pairs(&[]));
    }

    #[test]
    fn broken_lists_are_read_as_far_as_they_go() {
        assert_eq!(read("Alice <a@x"), pairs(&[("Alice", "a@x")]));
        assert_eq!(read("((((a@x"), pairs(&[]));
        assert_eq!(read("\"a@x"), pairs(&[("", "a@x")]));
        assert_eq!(read(">,,<,>"), pairs(&[("", ">"), ("", ",")]));
        assert_eq!(read(&"a@x,".repeat(5000)).len(), MOST);
    }
}
