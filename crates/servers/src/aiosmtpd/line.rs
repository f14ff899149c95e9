//! What aiosmtpd checks of every line before the command's own method (`_handle_client()`).

use super::{log, own, refuse, text};
use smtp_engine::session::{Check, Effect, Event, Input, Role, Slot, Turn, Verdict, checks};
use smtp_engine::spec::{ReplyKey, Verb};

/// `line_length_limit`: the stream gives no longer line, end included.
pub(super) const STREAM_LIMIT: usize = 1001;
/// `command_size_limit`
const LIMIT: usize = 512;
/// What each EHLO adds to the limit of MAIL, for SIZE and SMTPUTF8.
const MAIL_BONUS: usize = 26 + 10;
/// `BOGUS_LIMIT`
const UNKNOWN_LIMIT: u32 = 5;

pub(super) const CHECKS: &[Check] = checks![fits_the_stream, has_a_verb, is_short, tls_first, is_known];

/// What stands after the first space.
pub(super) fn argument(line: &[u8]) -> &[u8] {
    let space = line.iter().position(|&octet| octet == b' ').unwrap_or(line.len());
    text::strip_octets(line.get(space + 1..).unwrap_or_default())
}

/// A line over the stream's limit is thrown away before it is logged.
fn fits_the_stream(turn: &mut Turn<'_>) -> Verdict {
    turn.counts().own[own::HANDSHAKE] = 0;
    if turn.line.len() >= STREAM_LIMIT {
        return Err(refuse(ReplyKey::LineTooLong));
    }
    let shown = format!(">> {}", text::repr(&sanitized(turn.line)));
    log::client(turn, "INFO", &shown);
    Ok(())
}

/// After QUIT, and where the line is cut, one more line is carried out before the connection is gone;
/// only its reply is not sent any more. What it logs up to there is logged.
pub(super) fn log_straggler(turn: &mut Turn<'_>) {
    let Some(end) = turn.pending.iter().position(|&octet| octet == b'\n') else {
        return;
    };
    let mut effects = Vec::new();
    turn.session.clone().handle(Input::Octets(&turn.pending[..=end]), turn.server, turn.world, &mut effects);
    for effect in effects {
        match effect {
            Effect::Log(line) => turn.log(Event::Remark(&line)),
            Effect::Reply(_) => return,
            _ => {}
        }
    }
}

/// `sanitize()`: the response of AUTH is not logged. `\s*AUTH\s+\S+[^\S\r\n]+(\S+)`
fn sanitized(line: &[u8]) -> Vec<u8> {
    let spaces = |from: usize| from + line[from..].iter().take_while(|octet| is_space(**octet)).count();
    let word = |from: usize| from + line[from..].iter().take_while(|octet| !is_space(**octet)).count();
    let verb = spaces(0);
    let behind = verb + 4;
    if !line.get(verb..behind).is_some_and(|name| name.eq_ignore_ascii_case(b"AUTH")) {
        return line.to_vec();
    }
    let mechanism = spaces(behind);
    let end = word(mechanism);
    let response = spaces(end);
    let hidden = mechanism > behind && response > end && response < line.len() && !line[end..response].contains(&b'\r');
    if hidden { [&line[..response], b"********"].concat() } else { line.to_vec() }
}

const fn is_space(octet: u8) -> bool {
    matches!(octet, b' ' | b'\t'..=b'\r')
}

fn verb(line: &[u8]) -> &[u8] {
    line.split(|&octet| octet == b' ').next().unwrap_or_default()
}

fn has_a_verb(turn: &mut Turn<'_>) -> Verdict {
    if turn.line.is_empty() {
        return Err(refuse(ReplyKey::EmptyLine));
    }
    if verb(turn.line).is_ascii() { Ok(()) } else { Err(refuse(ReplyKey::VerbNotAscii)) }
}

fn is_short(turn: &mut Turn<'_>) -> Verdict {
    let extended = turn.session.hello().is_some_and(|hello| hello.extended);
    let is_mail = verb(turn.line).eq_ignore_ascii_case(b"MAIL");
    let bonus = if extended && is_mail { turn.session.counts().own[own::EHLOS] as usize * MAIL_BONUS } else { 0 };
    if turn.line.len() <= LIMIT + bonus { Ok(()) } else { Err(refuse(ReplyKey::LineTooLong)) }
}

/// `ALLOWED_BEFORE_STARTTLS`; HELO is not among them, and unknown commands are not told apart.
fn tls_first(turn: &mut Turn<'_>) -> Verdict {
    let open = [Verb::Noop, Verb::Ehlo, Verb::Starttls, Verb::Quit];
    let allowed = open.iter().any(|open| verb(turn.line).eq_ignore_ascii_case(open.name().as_bytes()));
    let wanted = turn.server.role == Role::Submission && !turn.session.tls();
    if allowed || !wanted { Ok(()) } else { Err(refuse(ReplyKey::TlsRequired)) }
}

/// The verb ends at the first space, so it may hold tabs, or be empty.
fn is_known(turn: &mut Turn<'_>) -> Verdict {
    let verb = verb(turn.line);
    let known = turn.verb().filter(|known| known.name().as_bytes().eq_ignore_ascii_case(verb));
    if known.is_some_and(|known| turn.server.rule(known).is_some()) {
        return Ok(());
    }
    let shown = String::from_utf8_lossy(verb).to_ascii_uppercase();
    log::client(turn, "WARNING", &format!("unrecognised: {shown}"));
    let count = &mut turn.counts().own[own::UNKNOWN];
    *count += 1;
    if *count >= UNKNOWN_LIMIT {
        log::client(turn, "WARNING", "too many bogus commands");
        log_straggler(turn);
        return Err(refuse(ReplyKey::TooManyErrors).closing());
    }
    Err(refuse(ReplyKey::UnknownCommand).with(Slot::Verb, shown))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn responses_are_hidden_from_the_log() {
        assert_eq!(sanitized(b"AUTH PLAIN abc def"), b"AUTH PLAIN ********");
        assert_eq!(sanitized(b"auth\tLOGIN  abc"), b"auth\tLOGIN  ********");
        for open in [&b"AUTH PLAIN"[..], b"AUTH PLAIN ", b"AUTHPLAIN abc", b"AUTH PLAIN \rabc", b"NOOP"] {
            assert_eq!(sanitized(open), open);
        }
    }
}
