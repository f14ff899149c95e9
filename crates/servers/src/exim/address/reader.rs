//! Reads one address: the functions that `parse_extract_address()` is made of.

use super::super::line::is_space;
use super::{Address, Group, Rules};

/// What was found, and where.
pub(super) struct Found {
    pub(super) address: Address,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Reads one address from left to right.
pub(super) struct Reader<'t> {
    text: &'t [u8],
    pub(super) at: usize,
    /// Where white space and comments began last (`last_comment_position`).
    comment: usize,
    rules: Rules,
}

impl<'t> Reader<'t> {
    pub(super) const fn new(text: &'t [u8], rules: Rules) -> Self {
        Self { text, at: 0, comment: 0, rules }
    }

    /// The octet at hand, 0 at the end.
    pub(super) fn peek(&self) -> u8 {
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

    /// An address with what may stand around it, or a group's first one.
    pub(super) fn mailbox(&mut self, group: &mut Group) -> Result<Found, String> {
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
                let address = match self.at_literal(&first) {
                    Some(address) => address,
                    None => self.at_domain(first)?,
                };
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

    /// `"@" domain` after a local part.
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

    /// `@` and a literal behind a local part without brackets. Nobody looks whether one is allowed there: the error
    /// that `read_domain()` tells is forgotten.
    fn at_literal(&mut self, local_part: &[u8]) -> Option<Address> {
        let before = (self.at, self.comment);
        self.at += 1;
        self.skip_comments();
        if self.peek() != b'[' {
            (self.at, self.comment) = before;
            return None;
        }
        let mut text = [local_part, b"@"].concat();
        let domain = text.len();
        let start = self.at;
        self.at += 1;
        let protocol = self.text.get(self.at..self.at + 5).unwrap_or_default();
        if protocol.eq_ignore_ascii_case(b"IPv4:") || protocol.eq_ignore_ascii_case(b"IPv6:") {
            self.at += 5;
        }
        while matches!(self.peek(), b'.' | b':') || self.peek().is_ascii_hexdigit() {
            self.at += 1;
        }
        if self.peek() == b']' {
            self.at += 1;
        }
        text.extend_from_slice(&self.text[start..self.at]);
        self.skip_comments();
        Some(Address { text, domain: Some(domain) })
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

/// How long the character at the start is; `None` where it is none.
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

/// After the quoted string or comment that begins at `start`.
pub(super) fn skip(text: &[u8], start: usize, comment: bool) -> usize {
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

/// The error for text that stands where an address has ended.
pub(super) fn may_not_follow(text: &[u8], rest: usize, before: usize) -> String {
    let rest = &text[rest.min(text.len())..];
    format!(
        "malformed address: {} may not follow {}",
        String::from_utf8_lossy(&rest[..rest.len().min(32)]),
        String::from_utf8_lossy(&text[..before.min(text.len())]),
    )
}
