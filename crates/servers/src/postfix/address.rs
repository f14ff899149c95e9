//! How Postfix reads an address in the envelope: as RFC 822 wrote them in headers, so much passes that
//! RFC 5321 forbids (`extract_addr()` and the `tok822` routines; `strict_rfc821_envelopes = no`).

use std::borrow::Cow;

use super::name::{is_host_name, is_wide_host_name};
use smtp_engine::session::{Mailbox, Turn};
use smtp_engine::syntax::is_address_literal;

/// A token of RFC 822 section 3.3. White space and comments are gone.
#[derive(Debug, PartialEq)]
enum Token<'t> {
    /// An atom, a quoted string without its quotes, or a domain literal with its brackets.
    Word(Cow<'t, str>),
    /// One of `<>@,;:.`
    Special(u8),
}

/// Reads the address in `text`, or nothing where Postfix finds none or more than one.
pub(super) fn read(text: &[u8]) -> Option<Mailbox> {
    let tokens = scan(text);
    let tokens = without_route(without_group(innermost(&tokens)?)?);
    let adjacent = |pair: &[Token<'_>]| matches!(pair, [Token::Word(_), Token::Word(_)]);
    let foreign = |token: &Token<'_>| matches!(token, Token::Special(b'<' | b'>' | b',' | b';'));
    if tokens.windows(2).any(adjacent) || tokens.iter().any(foreign) {
        return None;
    }
    let Some(at) = tokens.iter().rposition(|token| *token == Token::Special(b'@')) else {
        return Some(Mailbox { local_part: join(tokens), domain: None });
    };
    let mailbox = Mailbox { local_part: join(&tokens[..at]), domain: Some(join(&tokens[at + 1..])) };
    let forgiven = mailbox.local_part.contains('@');
    (forgiven || mailbox.domain.as_deref() != Some("")).then_some(mailbox)
}

/// Whether Postfix can make out where mail for this address goes (`RESOLVE_FLAG_ERROR`).
pub(super) fn is_resolvable(mailbox: &Mailbox, smtputf8: bool) -> bool {
    match mailbox.domain_name() {
        None | Some("") => true,
        Some(literal) if literal.starts_with('[') => is_address_literal(literal.as_bytes()),
        Some(name) => is_host_name(name) || (smtputf8 && is_wide_host_name(name)),
    }
}

/// The address that a command line holds: the path of MAIL and RCPT, or the argument of VRFY.
pub(super) fn of_turn<'t>(turn: &'t Turn<'_>) -> Option<Cow<'t, Mailbox>> {
    match (turn.path(), turn.mailbox()) {
        // What cannot be read is a null path to the session.
        (Some(_), Some(mailbox)) if !mailbox.is_null() => Some(Cow::Borrowed(mailbox)),
        (Some(path), _) => read(path.span.of(turn.line)).map(Cow::Owned),
        (None, _) => read(verify_argument(turn).as_bytes()).map(Cow::Owned),
    }
}

/// The argument of VRFY without the word SMTPUTF8 at its end (RFC 6531 section 3.7.4.2).
pub(super) fn verify_argument(turn: &Turn<'_>) -> String {
    let argument = turn.text(turn.argument());
    let words: Vec<&str> = argument.split_ascii_whitespace().collect();
    match words.split_last() {
        Some((last, rest)) if last.eq_ignore_ascii_case("SMTPUTF8") => rest.join(" "),
        _ => words.join(" "),
    }
}

/// What the innermost `<` and `>` hold, or all where there are none. Behind an empty `<>` the words that
/// follow it are the address.
fn innermost<'s, 't>(tokens: &'s [Token<'t>]) -> Option<&'s [Token<'t>]> {
    let is = |wanted: u8| move |token: &Token<'_>| *token == Token::Special(wanted);
    let Some(close) = tokens.iter().position(is(b'>')) else {
        // The tokenizer gives no `<` without its partner.
        return (!tokens.iter().any(is(b'<'))).then_some(tokens);
    };
    let Some(open) = tokens[..close].iter().rposition(is(b'<')) else {
        return (close + 1 == tokens.len()).then_some(&tokens[..close]);
    };
    let (address, behind) = (&tokens[open + 1..close], &tokens[close + 1..]);
    let opened = tokens[..close].iter().filter(|token| is(b'<')(token)).count();
    let only_brackets = behind.iter().all(|token| is(b'>')(token));
    match address.is_empty() {
        _ if only_brackets && behind.len() <= opened => Some(address),
        true => Some(behind),
        false => None,
    }
}

/// What a group `name: address;` holds (RFC 822 section 6.1).
fn without_group<'s, 't>(tokens: &'s [Token<'t>]) -> Option<&'s [Token<'t>]> {
    match tokens.split_last() {
        Some((Token::Special(b';'), rest)) => {
            let colon = rest.iter().position(|token| *token == Token::Special(b':'))?;
            Some(&rest[colon + 1..])
        }
        _ => Some(tokens),
    }
}

/// What follows source routes `@domain,@domain:` (RFC 5321 appendix C).
fn without_route<'s, 't>(mut tokens: &'s [Token<'t>]) -> &'s [Token<'t>] {
    while tokens.first() == Some(&Token::Special(b'@')) {
        match tokens.iter().position(|token| *token == Token::Special(b':')) {
            Some(colon) => tokens = &tokens[colon + 1..],
            None => break,
        }
    }
    tokens
}

fn join(tokens: &[Token<'_>]) -> String {
    let mut text = String::with_capacity(32);
    for token in tokens {
        match token {
            Token::Word(word) => text.push_str(word),
            Token::Special(special) => text.push(char::from(*special)),
        }
    }
    text
}

fn scan(text: &[u8]) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(8);
    let mut rest = text;
    while let Some(&first) = rest.first() {
        let (token, length) = match first {
            b' ' | b'\t' => (None, 1),
            b'(' => (None, comment_length(rest)),
            b'"' => quoted(rest),
            b'[' => {
                let end = rest.iter().position(|octet| matches!(octet, b']' | b'>')).unwrap_or(rest.len());
                let closed = usize::from(rest.get(end) == Some(&b']'));
                (Some(Token::Word(format!("{}]", String::from_utf8_lossy(&rest[..end])).into())), end + closed)
            }
            b'<' | b'>' | b'@' | b',' | b';' | b':' | b'.' => (Some(Token::Special(first)), 1),
            _ => atom(rest),
        };
        tokens.extend(token);
        rest = &rest[length.clamp(1, rest.len())..];
    }
    tokens
}

fn quoted(text: &[u8]) -> (Option<Token<'_>>, usize) {
    let mut word = Vec::new();
    let mut position = 1;
    while let Some(&octet) = text.get(position) {
        position += 1;
        match octet {
            b'"' => break,
            b'\\' => {
                word.extend(text.get(position));
                position += 1;
            }
            _ => word.push(octet),
        }
    }
    (Some(Token::Word(String::from_utf8_lossy(&word).into_owned().into())), position.min(text.len()))
}

fn atom(text: &[u8]) -> (Option<Token<'_>>, usize) {
    let ends = |octet: &u8| matches!(octet, b' ' | b'\t' | b'(' | b'"' | b'[' | b'<' | b'>' | b'@' | b',' | b';' | b':' | b'.');
    let plain = text.iter().take_while(|octet| !ends(octet) && **octet != b'\\').count();
    if text.get(plain) != Some(&b'\\') {
        return (Some(Token::Word(String::from_utf8_lossy(&text[..plain]))), plain);
    }
    let mut word = Vec::new();
    let mut position = 0;
    while let Some(&octet) = text.get(position) {
        match octet {
            b'\\' => {
                word.extend(text.get(position + 1));
                position += 2;
            }
            _ if ends(&octet) => break,
            _ => {
                word.push(octet);
                position += 1;
            }
        }
    }
    (Some(Token::Word(String::from_utf8_lossy(&word).into_owned().into())), position.min(text.len()))
}

fn comment_length(text: &[u8]) -> usize {
    let mut depth = 0;
    for (index, octet) in text.iter().enumerate() {
        match octet {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Option<String> {
        read(text.as_bytes()).map(|mailbox| mailbox.to_string())
    }

    /// Each of these was tried on a real Postfix 3.7.11.
    #[test]
    fn addresses_are_read_as_postfix_reads_them() {
        for (text, expected) in [
            ("<joe@example.org>", Some("joe@example.org")),
            ("joe@example.org>", Some("joe@example.org")),
            ("<joe@example.org>>", Some("joe@example.org")),
            ("<joe@example.org>>>", None),
            ("<<joe@example.org>>", Some("joe@example.org")),
            ("<Joe User <joe@example.org>>", Some("joe@example.org")),
            ("<>", Some("")),
            ("<>x", Some("x")),
            ("<joe@example.org>foo", None),
            ("<joe@example.org>,<ann@example.org>", None),
            ("<@a.example,@b.example:joe@example.org>", Some("joe@example.org")),
            ("<team:joe@example.org;>", Some("joe@example.org")),
            ("<joe;@example.org>", None),
            ("<joe:x@example.org>", Some("joe:x@example.org")),
            ("<\"joe\"user@example.org>", None),
            ("<joe user@example.org>", None),
            ("<alice @example.com>", Some("alice@example.com")),
            ("<alice(c)@example.com>", Some("alice@example.com")),
            ("<jo(comment)e@example.org>", None),
            ("<al\\ice@example.com>", Some("alice@example.com")),
            ("<joe@>", None),
            ("<@>", None),
            ("<alice@example.com@>", Some("alice@example.com@")),
            ("<alice@[127.0.0.25>", Some("alice@[127.0.0.25]")),
        ] {
            assert_eq!(address(text).as_deref(), expected, "{text}");
        }
    }
}
