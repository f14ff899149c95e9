//! What Postfix checks of every line before it looks at the command (`smtpd_proto()`).

use std::borrow::Cow;

use smtp_engine::session::check::require;
use smtp_engine::session::{Check, Refusal, Turn, Verdict, checks};
use smtp_engine::spec::{ReplyKey, Verb};

pub(super) const CHECKS: &[Check] = checks![is_utf8, has_a_word];

/// With `smtpd_tls_security_level = encrypt`.
pub(super) const TLS_FIRST: &[Check] = checks![tls_first];

/// A line is a string of C, so it ends at the first NUL, and every white space parts words.
pub(super) fn read(line: &[u8]) -> Cow<'_, [u8]> {
    let line = line.split(|&octet| octet == 0).next().unwrap_or_default();
    if line.iter().any(|octet| matches!(octet, b'\r' | 0x0b | 0x0c)) {
        return line.iter().map(|&octet| if matches!(octet, b'\r' | 0x0b | 0x0c) { b' ' } else { octet }).collect();
    }
    Cow::Borrowed(line)
}

/// With `smtputf8_enable`, a line that is not UTF-8 is no command.
fn is_utf8(turn: &mut Turn<'_>) -> Verdict {
    require(std::str::from_utf8(turn.line).is_ok(), ReplyKey::BadUtf8)
}

fn has_a_word(turn: &mut Turn<'_>) -> Verdict {
    require(!turn.parsed.verb_span.is_empty(), ReplyKey::EmptyLine)
}

/// `smtpd_forbidden_commands`: `CONNECT GET POST` and what does not start with a letter; also what
/// looks like a message header.
pub(super) fn unknown_command(turn: &Turn<'_>) -> Refusal {
    let word = turn.parsed.verb_span.of(turn.line);
    let forbidden = ["CONNECT", "GET", "POST"].iter().any(|name| word.eq_ignore_ascii_case(name.as_bytes()));
    let header =
        word.iter().position(|&octet| octet == b':').is_some_and(|colon| colon > 0 && word[..colon].iter().all(u8::is_ascii_graphic));
    if forbidden || header || !word.first().is_some_and(u8::is_ascii_alphabetic) {
        return Refusal::new(ReplyKey::NotSmtp).closing();
    }
    Refusal::new(ReplyKey::UnknownCommand)
}

/// Before TLS only EHLO, HELO, NOOP, STARTTLS, QUIT and XCLIENT are let through (RFC 3207 section 4;
/// `SMTPD_CMD_FLAG_PRE_TLS`).
fn tls_first(turn: &mut Turn<'_>) -> Verdict {
    let open = matches!(turn.verb(), Some(Verb::Ehlo | Verb::Helo | Verb::Noop | Verb::Starttls | Verb::Quit | Verb::Xclient));
    require(open || turn.session.tls(), ReplyKey::TlsRequired)
}
