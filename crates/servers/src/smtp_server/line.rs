//! What smtp-server checks of every line before the command's own handler (`_onCommand()`).

use super::{log, own, refuse, text};
use smtp_engine::session::{Check, Refusal, Slot, Turn, Verdict, checks};
use smtp_engine::spec::ReplyKey;
use smtp_engine::wire::without_end;

/// `maxCommandLength`
pub(super) const LIMIT: usize = 16 * 1024;
/// With so many unknown commands since the last message the line is cut.
const UNRECOGNIZED_LIMIT: u32 = 10;
/// `maxAllowedUnauthenticatedCommands`
const WITHOUT_LOGIN_LIMIT: u32 = 10;

pub(super) const CHECKS: &[Check] = checks![is_short, is_no_http, is_known, login_in_time, hello_first, login_first, jest_is_logged];

/// Commands that stand in no RFC; old sendmails knew them.
const JESTS: [&str; 3] = ["WIZ", "SHELL", "KILL"];

/// `You talk too soon`: a whole line before the greeting.
pub(super) fn waits_for_the_greeting(turn: &mut Turn<'_>) -> Verdict {
    if let Some(end) = turn.pending.iter().position(|&octet| octet == b'\n') {
        let line = without_end(&turn.pending[..=end]);
        log::command(turn, line, false);
        return Err(refuse(ReplyKey::TooEarly).closing());
    }
    turn.counts().own[own::FLAGS] |= own::GREETED;
    Ok(())
}

/// The parser itself refuses a line that is too long, so nothing is logged of it.
pub(super) fn is_short(turn: &mut Turn<'_>) -> Verdict {
    turn.counts().own[own::FLAGS] &= !own::HANDSHAKE;
    if turn.line.len() > LIMIT { Err(refuse(ReplyKey::LineTooLong).closing()) } else { Ok(()) }
}

fn is_no_http(turn: &mut Turn<'_>) -> Verdict {
    let line = turn.line;
    log::command(turn, line, false);
    refuse_http(line)
}

/// Browsers can be made to send requests here:
/// `/^(OPTIONS|GET|HEAD|POST|PUT|DELETE|TRACE|CONNECT) \/.* HTTP\/\d\.\d$/i`
pub(super) fn refuse_http(line: &[u8]) -> Verdict {
    let line = text::of(line).to_ascii_uppercase();
    let verb = ["OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "CONNECT"].iter().find_map(|verb| line.strip_prefix(verb));
    let Some((path, version)) = verb.and_then(|rest| rest.strip_prefix(" /")).and_then(|rest| rest.rsplit_once(" HTTP/")) else {
        return Ok(());
    };
    let is_version = matches!(version.as_bytes(), [b'0'..=b'9', b'.', b'0'..=b'9']);
    let one_line = !path.contains(['\n', '\r', '\u{2028}', '\u{2029}']);
    if is_version && one_line { Err(refuse(ReplyKey::NotSmtp).closing()) } else { Ok(()) }
}

/// The command's name: all before the first space, in upper case.
pub(super) fn name(line: &[u8]) -> String {
    text::of(line).split(' ').next().unwrap_or("").to_uppercase()
}

/// White space other than a space is part of the name, so `NOOP<tab>` is not known.
fn is_known(turn: &mut Turn<'_>) -> Verdict {
    let name = name(turn.line);
    let rule = turn.verb().filter(|verb| verb.name() == name).and_then(|verb| turn.server.rule(verb));
    let disabled = name == "AUTH" && !turn.server.offers_auth();
    if JESTS.contains(&name.as_str()) {
        if name == "WIZ" && wizard_word(turn.line) {
            turn.counts().own[own::FLAGS] |= own::WIZARD;
        }
        return Ok(());
    }
    if rule.is_some() && !disabled {
        return Ok(());
    }
    let count = &mut turn.counts().own[own::UNRECOGNIZED];
    *count += 1;
    if *count >= UNRECOGNIZED_LIMIT { Err(refuse(ReplyKey::TooManyErrors).closing()) } else { Err(refuse(ReplyKey::UnknownCommand)) }
}

fn login_in_time(turn: &mut Turn<'_>) -> Verdict {
    let is_auth = name(turn.line) == "AUTH";
    count_without_login(turn, is_auth)
}

/// Clients that do not log in may not say much. Answers in an AUTH exchange count too.
pub(super) fn count_without_login(turn: &mut Turn<'_>, is_auth: bool) -> Verdict {
    if turn.session.login().is_some() || !turn.server.offers_auth() || is_auth {
        return Ok(());
    }
    let count = &mut turn.counts().own[own::WITHOUT_LOGIN];
    *count += 1;
    if *count >= WITHOUT_LOGIN_LIMIT { Err(refuse(ReplyKey::TooManyWithoutLogin).closing()) } else { Ok(()) }
}

fn hello_first(turn: &mut Turn<'_>) -> Verdict {
    let needs = matches!(name(turn.line).as_str(), "MAIL" | "RCPT" | "DATA" | "AUTH");
    if needs && turn.session.hello().is_none() { Err(refuse(ReplyKey::NeedHello)) } else { Ok(()) }
}

pub(super) fn login_first(turn: &mut Turn<'_>) -> Verdict {
    let needs = matches!(name(turn.line).as_str(), "MAIL" | "RCPT" | "DATA");
    if needs && turn.server.offers_auth() && turn.session.login().is_none() { Err(refuse(ReplyKey::AuthRequired)) } else { Ok(()) }
}

/// `handler_WIZ()`, `handler_SHELL()`, `handler_KILL()`
pub(super) fn jest(turn: &Turn<'_>) -> Refusal {
    let wizard = turn.session.counts().own[own::FLAGS] & own::WIZARD != 0;
    let (key, words) = match name(turn.line).as_str() {
        "WIZ" if wizard_word(turn.line) => (ReplyKey::JestTaken, "Please pass, oh mighty wizard"),
        "WIZ" => (ReplyKey::JestRefused, "You are no wizard!"),
        "SHELL" if wizard => (ReplyKey::JestRefused, "Error: Invoking shell is not allowed. This incident will be reported."),
        "SHELL" => (ReplyKey::JestRefused, "Mere mortals must not mutter that mantra"),
        "KILL" => (ReplyKey::JestRefused, "Can not kill Mom"),
        _ => return refuse(ReplyKey::UnknownCommand),
    };
    refuse(key).with(Slot::Argument, words)
}

/// Two of them are told to the log.
fn jest_is_logged(turn: &mut Turn<'_>) -> Verdict {
    match name(turn.line).as_str() {
        "SHELL" => log::write(turn, "info", "shell", "Client tried to invoke SHELL"),
        "KILL" => log::write(turn, "info", "kill", "Client tried to invoke KILL"),
        _ => {}
    }
    Ok(())
}

/// Any password makes a wizard.
fn wizard_word(line: &[u8]) -> bool {
    text::words(&text::of(line)).len() > 1
}
