//! What Sendmail checks of every line before and after the look at its verb.

use std::borrow::Cow;

use super::arguments::behind_verb;
use super::memo::{self, Memo, slow_down};
use super::{log, text};
use smtp_engine::session::{Check, Refusal, Slot, Turn, Verdict, checks};
use smtp_engine::spec::{ReplyKey, Verb};

pub(super) const CHECKS: &[Check] = checks![not_too_long, no_web_request];

/// Once the client broke the protocol.
pub(super) const COMMAND_CHECKS: &[Check] = checks![not_rejecting];

/// `MAXLINE`, with the line's end.
const LINE_LIMIT: usize = 2048;
/// `MAXBADCOMMANDS`
const BAD_COMMANDS: u64 = 25;
/// `MaxNOOPCommands`
const NOOPS: u64 = 20;

/// A line is a string of C, so it ends at the first NUL. Around a known verb every white space of C is
/// turned into a blank; all else stays, since an unknown line is shown as it came.
pub(super) fn read(line: &[u8]) -> Cow<'_, [u8]> {
    let line = line.split(|&octet| octet == 0).next().unwrap_or_default();
    let start = line.len() - super::arguments::skip_spaces(line).len();
    let end = start + verb(line).len();
    let odd = |octet: &u8| matches!(octet, b'\r' | b'\n' | 0x0b | 0x0c);
    let known = Verb::parse(&line[start..end]).is_some();
    if !known || !(line[..start].iter().any(odd) || line.get(end).is_some_and(odd)) {
        return Cow::Borrowed(line);
    }
    let mut plain = line.to_vec();
    plain[..start].fill(b' ');
    if let Some(octet) = plain.get_mut(end) {
        *octet = b' ';
    }
    Cow::Owned(plain)
}

/// The first word, as C sees it.
fn verb(line: &[u8]) -> &[u8] {
    let line = super::arguments::skip_spaces(line);
    let end = line.iter().position(|&octet| super::address::is_space(octet)).unwrap_or(line.len());
    &line[..end]
}

fn not_too_long(turn: &mut Turn<'_>) -> Verdict {
    let length = turn.line.len() + 2;
    if length <= LINE_LIMIT || turn.line.get(..5).is_some_and(|start| start.eq_ignore_ascii_case(b"AUTH ")) {
        return Ok(());
    }
    let text = format!("{}: SMTP violation, input too long: {length}", log::client(turn.world));
    log::note(turn, &text);
    Err(Refusal::new(ReplyKey::LineTooLong).closing())
}

/// The first line of a connection, and the first inside TLS, must not look like a web request.
fn no_web_request(turn: &mut Turn<'_>) -> Verdict {
    let first = !memo::is(turn.session, Memo::SpokeFirst);
    memo::set(turn.session, Memo::SpokeFirst, 1);
    let word = verb(turn.line);
    let web = ["GET", "POST", "CONNECT", "USER"].iter().any(|name| word.eq_ignore_ascii_case(name.as_bytes()));
    if !first || !web || turn.line.first().is_some_and(|&octet| super::address::is_space(octet)) {
        return Ok(());
    }
    let mut command = log::octets(turn.line);
    command.push_str("\r\n");
    command.truncate(command.char_indices().nth(40).map_or(command.len(), |(at, _)| at));
    let text = format!("{}: probable open proxy: command={command}", log::client(turn.world));
    log::note(turn, &text);
    Err(Refusal::new(ReplyKey::NotSmtp).closing())
}

/// `nullserver`: of the known commands only these are carried out.
fn not_rejecting(turn: &mut Turn<'_>) -> Verdict {
    let name = turn.verb().map_or("", Verb::name);
    memo::remember_command(turn.session, name);
    if matches!(turn.verb(), Some(Verb::Mail | Verb::Expn | Verb::Vrfy | Verb::Etrn)) {
        memo::set(turn.session, Memo::UsedIt, 1);
    }
    let harmless = matches!(turn.verb(), Some(Verb::Quit | Verb::Helo | Verb::Ehlo | Verb::Noop | Verb::Rset));
    if harmless || !memo::is(turn.session, Memo::Rejecting) {
        return Ok(());
    }
    Err(count_bad(turn.session).unwrap_or_else(|| Refusal::new(ReplyKey::CommandRejected)))
}

/// Counts a bad command; with too many of them the server closes.
fn count_bad(session: &mut smtp_engine::session::Session) -> Option<Refusal> {
    let count = memo::get(session, Memo::BadCommands) + 1;
    memo::set(session, Memo::BadCommands, count);
    (count > BAD_COMMANDS).then(|| Refusal::new(ReplyKey::TooManyErrors).closing())
}

/// NOOP.
pub(super) fn noop(turn: &mut Turn<'_>) {
    slow_down(turn, Memo::Noops, NOOPS, "NOOP");
    turn.say(ReplyKey::NoopOk);
}

/// Verbs that the tables do not have: VERB, those of RFC 821 that nobody has any more, and those that
/// only an attacker says. Everything else is unknown. White space that only C knows also parts words.
pub(super) fn unknown(turn: &mut Turn<'_>) {
    let word = verb(turn.line).to_ascii_uppercase();
    memo::remember_command(turn.session, &String::from_utf8_lossy(&word));
    let rejecting = memo::is(turn.session, Memo::Rejecting);
    let not_implemented = matches!(word.as_slice(), b"TURN" | b"SEND" | b"SAML" | b"SOML");
    let suspicious = matches!(word.as_slice(), b"WIZ" | b"DEBUG" | b"SHOWQ");
    if rejecting && (not_implemented || suspicious || word == b"VERB") {
        let refusal = count_bad(turn.session).unwrap_or_else(|| Refusal::new(ReplyKey::CommandRejected));
        return turn.refuse(refusal);
    }
    if word == b"VERB" {
        slow_down(turn, Memo::Noops, NOOPS, "VERB");
        memo::set(turn.session, Memo::Verbose, 1);
        return turn.say(ReplyKey::VerboseOn);
    }
    // The quotes are part of what is shown: an octet that becomes NUL ends all of it.
    let shown = text::seven_bits(&text::shorten(turn.line));
    let shown = match shown.split_once('\0') {
        Some((start, _)) => format!("\"{start}"),
        None => format!("\"{shown}\""),
    };
    if not_implemented {
        return turn.refuse(Refusal::new(ReplyKey::NotImplemented).with(Slot::Argument, shown));
    }
    if suspicious {
        let name = String::from_utf8_lossy(&word).to_ascii_lowercase();
        let world = turn.world;
        let text = format!("\"{name}\" command from {} ({})", log::client(world), world.client.address);
        log::note(turn, &text);
    }
    let refusal = count_bad(turn.session).unwrap_or_else(|| Refusal::new(ReplyKey::UnknownCommand).with(Slot::Argument, shown));
    turn.refuse(refusal);
}

/// RSET.
pub(super) fn rset(turn: &mut Turn<'_>) {
    turn.say(ReplyKey::RsetOk);
    memo::clear_envelope(turn);
}

/// HELP.
pub(super) fn help(turn: &mut Turn<'_>) {
    let topic: Vec<u8> = behind_verb(turn.line).to_ascii_lowercase();
    if topic.is_empty() || topic == b"smtp" {
        return turn.say(ReplyKey::HelpTopics);
    }
    let topic = String::from_utf8_lossy(&topic).into_owned();
    match super::help::text(&topic) {
        Some(text) => turn.say_with(ReplyKey::HelpTopic, &[(Slot::Argument, text)]),
        None => turn.refuse(Refusal::new(ReplyKey::HelpUnknown).with(Slot::Argument, text::seven_bits(topic.as_bytes()))),
    }
}
