//! Cuts an address into tokens as RFC 822 does: comments and blanks go, quoted strings stay whole
//! (`prescan()` in `parseaddr.c`).

/// A word, an operator or a quoted string with its quotes.
pub(crate) type Token = Vec<u8>;

/// `OperatorChars` of the configuration and the delimiters that are always there.
const OPERATORS: &[u8] = b".:%@!^/[]+<>,;";
/// `MAXNAME`: the longest token, and one more than the longest address.
const NAME_LIMIT: usize = 256;
/// `MAXATOM`: the most tokens of an address.
const TOKEN_LIMIT: usize = 1000;
/// `PSBUFSIZE - 5`: the room for all tokens, each with a NUL after it.
const ROOM: usize = NAME_LIMIT + TOKEN_LIMIT - 5;

/// Why an address cannot be cut into tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScanError {
    /// One of `< > ( ) "` has no partner.
    Unbalanced(char),
    /// A token is too long.
    TokenTooLong,
    /// There are too many tokens.
    TooManyTokens,
    /// All of it is too long.
    TooLong,
}

/// Reads tokens up to `delimiter` (white space counts as one) or the end. Returns them and where it stopped.
pub(crate) fn scan(text: &[u8], delimiter: Option<u8>) -> Result<(Vec<Token>, usize), ScanError> {
    let mut scanner = Scanner::default();
    let mut position = 0;
    while let Some(&octet) = text.get(position) {
        let octet = if delimiter == Some(b' ') && is_space(octet) { b' ' } else { octet };
        if Some(octet) == delimiter && scanner.is_outside() {
            break;
        }
        scanner.take(octet)?;
        position += 1;
    }
    let tokens = scanner.finish()?;
    Ok((tokens, position))
}

/// What C's `isspace()` calls so.
pub(crate) const fn is_space(octet: u8) -> bool {
    matches!(octet, b' ' | 0x09..=0x0d)
}

#[derive(Default)]
struct Scanner {
    tokens: Vec<Token>,
    token: Token,
    used: usize,
    quoted: bool,
    escaped: bool,
    comments: usize,
    angles: usize,
}

impl Scanner {
    /// Not in a quoted string, a comment or angle brackets. A backslash does not keep the delimiter off.
    fn is_outside(&self) -> bool {
        !self.quoted && self.comments == 0 && self.angles == 0
    }

    fn take(&mut self, octet: u8) -> Result<(), ScanError> {
        if std::mem::take(&mut self.escaped) {
            return self.take_escaped(octet);
        }
        match octet {
            b'\\' => self.escaped = true,
            b'"' if self.comments == 0 => {
                if !self.quoted {
                    self.end_token()?;
                }
                self.put(octet)?;
                if self.quoted {
                    self.end_token()?;
                }
                self.quoted = !self.quoted;
            }
            _ if self.quoted => self.put(octet)?,
            b'(' => {
                self.end_token()?;
                self.comments += 1;
            }
            b')' if self.comments == 0 => return Err(ScanError::Unbalanced(')')),
            b')' => self.comments -= 1,
            _ if self.comments > 0 => {}
            b'>' if self.angles == 0 => return Err(ScanError::Unbalanced('>')),
            _ if is_space(octet) => self.end_token()?,
            _ if OPERATORS.contains(&octet) => {
                self.angles += usize::from(octet == b'<');
                self.angles -= usize::from(octet == b'>');
                self.end_token()?;
                self.put(octet)?;
                self.end_token()?;
            }
            _ => self.put(octet)?,
        }
        Ok(())
    }

    /// The backslash stays, but for `\!`, and its partner is a letter like any other.
    fn take_escaped(&mut self, octet: u8) -> Result<(), ScanError> {
        if self.comments > 0 {
            return Ok(());
        }
        if octet != b'!' || self.quoted {
            self.put(b'\\')?;
        }
        self.put(octet)
    }

    fn put(&mut self, octet: u8) -> Result<(), ScanError> {
        self.token.push(octet);
        self.used += 1;
        if self.used >= ROOM { Err(ScanError::TooLong) } else { Ok(()) }
    }

    fn end_token(&mut self) -> Result<(), ScanError> {
        if self.token.is_empty() {
            return Ok(());
        }
        self.used += 1;
        if self.used >= ROOM {
            return Err(ScanError::TooLong);
        }
        if self.tokens.len() >= TOKEN_LIMIT {
            return Err(ScanError::TooManyTokens);
        }
        if self.token.len() > NAME_LIMIT {
            return Err(ScanError::TokenTooLong);
        }
        self.tokens.push(std::mem::take(&mut self.token));
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<Token>, ScanError> {
        let open = match (self.quoted, self.comments, self.angles) {
            (true, ..) => Some('"'),
            (_, 1.., _) => Some('('),
            (_, _, 1..) => Some('<'),
            _ => None,
        };
        if let Some(open) = open {
            return Err(ScanError::Unbalanced(open));
        }
        self.end_token()?;
        Ok(self.tokens)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<String> {
        let (tokens, _) = scan(text.as_bytes(), Some(b' ')).expect("an address");
        tokens.into_iter().map(|token| String::from_utf8(token).expect("UTF-8")).collect()
    }

    #[test]
    fn operators_stand_alone_and_comments_go() {
        assert_eq!(tokens("<joe+tag(x)@example.org> SIZE=1"), ["<", "joe", "+", "tag", "@", "example", ".", "org", ">"]);
        assert_eq!(tokens("\"joe user\"@[127.0.0.1]"), ["\"joe user\"", "@", "[", "127", ".", "0", ".", "0", ".", "1", "]"]);
    }

    #[test]
    fn what_is_not_closed_is_named() {
        for (text, open) in [("<joe", '<'), ("joe>", '>'), ("(joe", '('), ("joe)", ')'), ("\"joe", '"')] {
            assert_eq!(scan(text.as_bytes(), Some(b' ')), Err(ScanError::Unbalanced(open)));
        }
    }

    #[test]
    fn the_delimiter_ends_the_address_outside_brackets_only() {
        assert_eq!(scan(b"<a b> c", Some(b' ')).map(|(_, end)| end), Ok(5));
        assert_eq!(scan(b"a,b", Some(b',')).map(|(_, end)| end), Ok(1));
    }
}
