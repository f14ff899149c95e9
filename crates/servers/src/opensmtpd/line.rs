//! How OpenSMTPD reads a line (`smtp_io()`) and makes out its command (`smtp_command()`).

use std::borrow::Cow;

use smtp_engine::session::{Check, Refusal, Turn, Verdict, checks};
use smtp_engine::spec::{ReplyKey, Verb};

pub(super) const CHECKS: &[Check] = checks![nothing_behind, not_too_long, is_command];

/// `SMTP_LINE_MAX`: with so many octets in one line it hangs up.
pub(super) const CAP: usize = 65_535;

/// `LINE_MAX`, as Linux has it: what a command and the NUL after it must fit into.
const COMMAND_BUFFER: usize = 2048;

/// A line is a string of C, so it ends at the first NUL.
pub(super) fn read(line: &[u8]) -> Cow<'_, [u8]> {
    Cow::Borrowed(until_nul(line))
}

pub(super) fn until_nul(octets: &[u8]) -> &[u8] {
    octets.split(|&octet| octet == 0).next().unwrap_or_default()
}

/// Whoever does not wait for each reply is sent away, even at the end of a message.
pub(super) fn nothing_behind(turn: &mut Turn<'_>) -> Verdict {
    if turn.pending.is_empty() { Ok(()) } else { Err(Refusal::new(ReplyKey::PipelinedTooEarly).closing()) }
}

pub(super) fn not_too_long(turn: &mut Turn<'_>) -> Verdict {
    if turn.line.len() < COMMAND_BUFFER { Ok(()) } else { Err(Refusal::new(ReplyKey::LineTooLong).closing()) }
}

/// The learner's parser forgives white space that OpenSMTPD does not: the name must start the line and
/// end at one space, `MAIL FROM` and `RCPT TO` at the colon.
fn is_command(turn: &mut Turn<'_>) -> Verdict {
    let (name, _) = split(turn.line);
    let known = turn.verb().is_some_and(|verb| {
        let wanted = match verb {
            Verb::Mail => "MAIL FROM",
            Verb::Rcpt => "RCPT TO",
            _ => verb.name(),
        };
        turn.server.rule(verb).is_some() && name.eq_ignore_ascii_case(wanted.as_bytes())
    });
    if known { Ok(()) } else { Err(unknown_command(turn)) }
}

pub(super) fn unknown_command(turn: &Turn<'_>) -> Refusal {
    let (name, arguments) = split(turn.line);
    Refusal::new(match arguments {
        None if name.eq_ignore_ascii_case(b"WIZ") => ReplyKey::JestRefused,
        Some(_) if name.eq_ignore_ascii_case(b"WIZ") => ReplyKey::UnexpectedArgument,
        _ if turn.line.is_empty() => ReplyKey::EmptyLine,
        _ => ReplyKey::UnknownCommand,
    })
}

/// The command's name, and what stands after it. An empty argument is one all the same.
pub(super) fn split(line: &[u8]) -> (&[u8], Option<&[u8]>) {
    let starts = |name: &[u8]| line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    let separator = if starts(b"MAIL FROM:") || starts(b"RCPT TO:") { b':' } else { b' ' };
    match line.iter().position(|&octet| octet == separator) {
        Some(at) => (&line[..at], Some(trim_start(&line[at + 1..]))),
        None => (line, None),
    }
}

/// What stands after the command's name.
pub(super) fn arguments<'l>(turn: &Turn<'l>) -> Option<&'l [u8]> {
    split(turn.line).1
}

/// `isspace()` of C.
fn trim_start(text: &[u8]) -> &[u8] {
    let blanks = text.iter().take_while(|octet| matches!(octet, b' ' | b'\t'..=b'\r')).count();
    &text[blanks..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_ends_at_the_first_space_and_an_empty_argument_is_one() {
        assert_eq!(split(b"NOOP"), (&b"NOOP"[..], None));
        assert_eq!(split(b"QUIT "), (&b"QUIT"[..], Some(&b""[..])));
        assert_eq!(split(b"mail from: \t<>"), (&b"mail from"[..], Some(&b"<>"[..])));
        assert_eq!(split(b"MAIL FROM :<>"), (&b"MAIL"[..], Some(&b"FROM :<>"[..])));
        assert_eq!(split(b" NOOP"), (&b""[..], Some(&b"NOOP"[..])));
        assert_eq!(split(b"EHLO\tx"), (&b"EHLO\tx"[..], None));
    }
}
