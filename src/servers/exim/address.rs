//! How Exim reads an address (`parse_extract_address()`): as RFC 822 does, with comments, display names
//! and source routes, but domains as RFC 821 does.

use super::line::is_space;

/// `ADDRESS_MAXLENGTH`
const MAX_LENGTH: usize = 256;

/// An address that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// Local part and domain as written, without comments, names and source route.
    pub(super) text: Vec<u8>,
    /// Where the domain begins in it, behind the `@`.
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
    let mut reader = Reader { text, at: 0, comment: 0, rules };
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

/// Behind the quoted string or comment that begins at `start`.
fn skip(text: &[u8], start: usize, comment: bool) -> usize {
    let mut level = 1;
    let mut position = start + 1;
    while let Some(&octet) = text.get(position) {
        match octet {
            b'\\' => position += 1,
            b'"' if !comment => return position + 1,
            b'(' if comment => level += 1,
            b')' if comment => {
                level -= 1;
                if level == 0 {
                    return position + 1;
                }
            }
            _ => {}
        }
        position += 1;
    }
    text.len()
}

fn may_not_follow(text: &[u8], rest: usize, before: usize) -> String {
    let rest = &text[rest.min(text.len())..];
    format!(
        "malformed address: {} may not follow {}",
        String::from_utf8_lossy(&rest[..rest.len().min(32)]),
        String::from_utf8_lossy(&text[..before.min(text.len())]),
    )
}

/// What was found, and where.
struct Found {
    address: Address,
    start: usize,
    end: usize,
}

struct Reader<'t> {
    text: &'t [u8],
    at: usize,
    /// Where white space and comments began last (`last_comment_position`).
    comment: usize,
    rules: Rules,
}

impl Reader<'_> {
    /// The octet at hand, 0 at the end.
    fn peek(&self) -> u8 {
        self.text.get(self.at).copied().unwrap_or(0)
    }

    fn skip_comments(&mut self) {
        self.comment = self.at;
        loop {
            while is_space(self.peek()) {
                self.at += 1;
            }
            if self.peek() != b'(' {
                return;
            }
            self.at = skip(self.text, self.at, true);
        }
    }

    fn mailbox(&mut self, group: &mut Group) -> Result<Found, String> {
        let (mut start, mut first) = self.words()?;
        if !matches!(self.peek(), b'@' | b'<') {
            if matches!(self.peek(), 0 | b';') {
                if first.is_empty() {
                    return Err("empty address".into());
                }
                return Ok(Found { address: Address { text: first, domain: None }, start, end: self.comment });
            }
            // A display name, or a group's name.
            while self.peek() != b'<' && !(group.allowed && self.peek() == b':') {
                self.local_part(false).map_err(|error| format!("{error} (expected word or \"<\")"))?;
            }
            if self.peek() == b':' {
                *group = Group { allowed: false, found: true };
                self.at += 1;
                (start, first) = self.words()?;
                if !matches!(self.peek(), b'@' | b'<') {
                    if !matches!(self.peek(), 0 | b';') {
                        return self.mailbox_behind_name();
                    }
                    if first.is_empty() {
                        return Err("empty address".into());
                    }
                    return Ok(Found { address: Address { text: first, domain: None }, start, end: self.comment });
                }
            }
        }
        match (self.peek(), first.is_empty()) {
            (b'<', _) => self.bracketed(),
            (_, true) => {
                self.route()?;
                let address = self.addr_spec(0)?;
                if address.domain.is_none() {
                    return Err("domain missing in source-routed address".into());
                }
                Ok(Found { address, start, end: self.comment })
            }
            (_, false) => {
                let address = self.at_domain(first)?;
                Ok(Found { address, start, end: self.comment })
            }
        }
    }

    /// The words at the start, and where they begin.
    fn words(&mut self) -> Result<(usize, Vec<u8>), String> {
        self.skip_comments();
        let start = self.at;
        Ok((start, self.local_part(true)?))
    }

    fn mailbox_behind_name(&mut self) -> Result<Found, String> {
        while self.peek() != b'<' {
            self.local_part(false).map_err(|error| format!("{error} (expected word or \"<\")"))?;
        }
        self.bracketed()
    }

    /// `"<" [ route ] addr-spec ">"`
    fn bracketed(&mut self) -> Result<Found, String> {
        self.at += 1;
        let start = self.at;
        self.skip_comments();
        let routed = self.peek() == b'@';
        if routed {
            self.route()?;
        }
        let address = if self.rules.null && !routed && self.peek() == b'>' {
            Address { text: Vec::new(), domain: None }
        } else {
            self.addr_spec(b'>')?
        };
        if routed && address.domain.is_none() {
            return Err("domain missing in source-routed address".into());
        }
        let end = self.at;
        match self.peek() {
            b'>' => self.at += 1,
            0 => return Err("'>' missing at end of address".into()),
            _ => return Err(may_not_follow(self.text, self.at, self.at)),
        }
        self.skip_comments();
        Ok(Found { address, start, end })
    }

    /// A local part, and a domain unless `end` comes first.
    fn addr_spec(&mut self, end: u8) -> Result<Address, String> {
        let text = self.local_part(false)?;
        match self.peek() {
            octet if octet == end => Ok(Address { text, domain: None }),
            b'@' => self.at_domain(text),
            _ => Err(format!("\"@\" or \".\" expected after \"{}\"", String::from_utf8_lossy(&text))),
        }
    }

    /// `"@" domain` behind a local part.
    fn at_domain(&mut self, mut text: Vec<u8>) -> Result<Address, String> {
        self.at += 1;
        text.push(b'@');
        let domain = text.len();
        text.extend(self.domain()?);
        Ok(Address { text, domain: Some(domain) })
    }

    /// Words of atoms and quoted strings with dots between them; dots may also stand at the ends and
    /// together.
    fn local_part(&mut self, may_be_empty: bool) -> Result<Vec<u8>, String> {
        let mut found = Vec::new();
        loop {
            let before = found.len();
            self.skip_comments();
            if self.peek() == b'"' {
                let end = skip(self.text, self.at, false);
                let quoted = &self.text[self.at..end];
                found.extend_from_slice(quoted);
                self.at = end;
                if quoted.len() < 2 || !ends_quote(quoted) {
                    return Err("unmatched doublequote in local part".into());
                }
            } else {
                while self.peek() == b'\\' || (self.peek() != 0 && !is_special(self.peek())) {
                    let octet = self.peek();
                    found.push(octet);
                    self.at += 1;
                    if octet == b'\\' && self.peek() != 0 {
                        found.push(self.peek());
                        self.at += 1;
                    }
                }
            }
            self.skip_comments();
            if found.len() == before && self.peek() != b'.' {
                if found.is_empty() && !may_be_empty {
                    return Err("missing or malformed local part".into());
                }
                return Ok(found);
            }
            if self.peek() != b'.' {
                return Ok(found);
            }
            while self.peek() == b'.' {
                found.push(b'.');
                self.at += 1;
            }
        }
    }

    /// `"@" domain *("," "@" domain) ":"`, which is read and forgotten.
    fn route(&mut self) -> Result<(), String> {
        let mut commas = false;
        while self.peek() == b'@' {
            self.at += 1;
            self.domain()?;
            if self.peek() != b',' {
                break;
            }
            self.at += 1;
            commas = true;
            self.skip_comments();
        }
        if self.peek() != b':' {
            return Err(if commas { "colon expected after route list" } else { "no local part" }.into());
        }
        self.at += 1;
        self.skip_comments();
        Ok(())
    }

    fn domain(&mut self) -> Result<Vec<u8>, String> {
        self.skip_comments();
        if self.peek() == b'[' {
            // allow_domain_literals is off; the later of the two errors is told.
            return Err("domain literals not allowed".into());
        }
        let mut found = Vec::new();
        loop {
            let before = found.len();
            if self.peek() != b'-' {
                while self.peek().is_ascii_alphanumeric() || self.peek() == b'-' || (self.rules.utf8 && self.peek() >= 0xc0) {
                    let length = utf8_length(&self.text[self.at..]).ok_or("invalid UTF-8 byte sequence")?;
                    found.extend_from_slice(&self.text[self.at..self.at + length]);
                    self.at += length;
                }
            }
            self.skip_comments();
            if found.len() == before {
                return Err("domain missing or malformed".into());
            }
            if self.peek() != b'.' {
                return Ok(found);
            }
            found.push(b'.');
            self.at += 1;
            self.skip_comments();
        }
    }
}

/// Whether the last `"` closes the string and is not escaped.
fn ends_quote(quoted: &[u8]) -> bool {
    let escapes = quoted[..quoted.len() - 1].iter().rev().take_while(|&&octet| octet == b'\\').count();
    quoted.ends_with(b"\"") && escapes % 2 == 0
}

/// How long the character at the start is; nothing where it is none.
fn utf8_length(text: &[u8]) -> Option<usize> {
    let length = match text.first()? {
        ..=0x7f => 1,
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 4,
    };
    let whole = text.get(1..length)?.iter().all(|octet| octet & 0xc0 == 0x80);
    whole.then_some(length)
}

/// `mac_iscntrl_or_special()`
fn is_special(octet: u8) -> bool {
    octet.is_ascii_control() || b" ()<>@,;:\\\".[]".contains(&octet)
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
