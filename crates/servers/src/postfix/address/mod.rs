//! How Postfix reads an address in the envelope: as RFC 822 wrote them in headers, so much passes that
//! RFC 5321 forbids (`extract_addr()` and the `tok822` routines; `strict_rfc821_envelopes = no`).

mod quoting;
mod resolve;
mod token;

pub(super) use quoting::quote;
pub(super) use resolve::resolve;

use crate::postfix::token::{Word, words};
use smtp_engine::session::{Mailbox, Turn, World};
use smtp_engine::spec::Verb;

/// Reads the address in a word of a command line; nothing where Postfix finds more than one.
pub(super) fn read(word: &str) -> Option<Mailbox> {
    let text = word.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(word);
    // A source route (RFC 5321 appendix C).
    let text = text.strip_prefix('@').and_then(|route| route.split_once(':')).map_or(text, |(_, address)| address);
    if let Some((local_part, domain)) = token::plain(text) {
        return Some(Mailbox { local_part: local_part.to_owned(), domain: Some(domain.to_owned()) });
    }
    match token::addresses(text).as_slice() {
        [] => Some(Mailbox::default()),
        [only] => Some(mailbox(&resolve::text(only))),
        _ => None,
    }
}

/// An address without quotes; the last `@` parts it.
fn mailbox(text: &str) -> Mailbox {
    match text.rsplit_once('@') {
        Some((local_part, domain)) => Mailbox { local_part: local_part.to_owned(), domain: Some(domain.to_owned()) },
        None => Mailbox { local_part: text.to_owned(), domain: None },
    }
}

/// Whether mail can go to this address (`smtpd_check_addr()`); a domain beyond ASCII needs SMTPUTF8.
pub(super) fn is_usable(address: &Mailbox, smtputf8: bool, world: &World) -> bool {
    if address.is_null() {
        return true;
    }
    let resolved = resolve(&address.to_string(), world);
    !resolved.is_wrong && (smtputf8 || resolved.domain.is_ascii())
}

/// The word of a command line that holds its address: the path of MAIL and RCPT, or all that is asked with VRFY.
pub(super) fn word_of<'l>(turn: &Turn<'l>) -> Option<Word<'l>> {
    word_of_line(turn.verb(), turn.line)
}

pub(super) fn word_of_line(verb: Option<Verb>, line: &[u8]) -> Option<Word<'_>> {
    match verb {
        Some(Verb::Mail | Verb::Rcpt) => words(line).nth(2),
        _ => Some(verify_argument(line)).filter(|word| !word.text.is_empty()),
    }
}

/// The address of a command line.
pub(super) fn of_turn(turn: &Turn<'_>) -> Option<Mailbox> {
    word_of(turn).and_then(|word| read(&word.text))
}

/// The address of MAIL and RCPT, for the session.
pub(super) fn of_path(line: &[u8]) -> Option<Mailbox> {
    words(line).nth(2).map(|word| read(&word.text).unwrap_or_default())
}

/// The words that are asked for with VRFY, without SMTPUTF8 at their end (RFC 6531 section 3.7.4.2).
pub(super) fn verify_argument(line: &[u8]) -> Word<'static> {
    let mut asked: Vec<Word<'_>> = words(line).collect();
    if asked.len() > 1 && asked.last().is_some_and(|last| last.text.eq_ignore_ascii_case("SMTPUTF8")) {
        asked.pop();
    }
    let texts: Vec<&str> = asked.iter().skip(1).map(|word| word.text.as_ref()).collect();
    Word { text: texts.join(" ").into(), torn: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Option<String> {
        read(text).filter(|mailbox| is_usable(mailbox, false, &World::standard())).map(|mailbox| mailbox.to_string())
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
