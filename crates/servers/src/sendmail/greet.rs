//! HELO and EHLO (`CMDHELO`, `CMDEHLO` in `srvrsmtp.c`).

use super::arguments::behind_verb;
use super::memo::{self, Memo, Words, slow_down};
use super::{address, log, text};
use smtp_engine::session::check::require;
use smtp_engine::session::{Check, Hello, Refusal, Role, Server, Session, Slot, Turn, Verdict, World, checks};
use smtp_engine::spec::{ReplyKey, Verb};

/// In the order of Sendmail.
pub(super) const CHECKS: &[Check] = checks![protocol, not_too_often, nothing_behind, some_name, valid_name];

/// `MAXHELOCOMMANDS`
const LIMIT: u64 = 3;
/// `MAXNAME`
const NAME_LIMIT: usize = 256;

/// What the client said counts for the protocol, whether it is accepted or not.
fn protocol(turn: &mut Turn<'_>) -> Verdict {
    let name = if turn.verb() == Some(Verb::Ehlo) { esmtp(turn.session.tls(), turn.session.login().is_some()) } else { "SMTP".to_owned() };
    memo::write(turn.session, Words::Protocol, name);
    Ok(())
}

/// `GET_PROTOCOL()` (RFC 3848).
pub(super) fn esmtp(tls: bool, logged_in: bool) -> String {
    let tls = if tls { "S" } else { "" };
    let login = if logged_in { "A" } else { "" };
    format!("ESMTP{tls}{login}")
}

fn not_too_often(turn: &mut Turn<'_>) -> Verdict {
    slow_down(turn, Memo::Hellos, LIMIT, "HELO/EHLO");
    Ok(())
}

/// The client must wait for the answer (the fix of December 2023 against smuggling): if it does not, all
/// that follows is refused.
fn nothing_behind(turn: &mut Turn<'_>) -> Verdict {
    if turn.pending.is_empty() {
        return Ok(());
    }
    let verb = turn.verb().map_or("", Verb::name);
    let text = format!("rejecting server {verb} from {} due to traffic before response", log::client(turn.world));
    log::note(turn, &text);
    memo::set(turn.session, Memo::Rejecting, 1);
    Err(Refusal::new(ReplyKey::PipelinedTooEarly))
}

fn some_name(turn: &mut Turn<'_>) -> Verdict {
    if !behind_verb(turn.line).is_empty() {
        return Ok(());
    }
    let key = if turn.verb() == Some(Verb::Ehlo) { ReplyKey::EhloSyntax } else { ReplyKey::HeloSyntax };
    let word = text::seven_bits(turn.parsed.verb_span.of(turn.line));
    Err(Refusal::new(key).with(Slot::Argument, word))
}

/// Letters, digits and `[].-_#:`; only blanks may follow.
fn valid_name(turn: &mut Turn<'_>) -> Verdict {
    let given = behind_verb(turn.line);
    let end = given.iter().position(|octet| !(octet.is_ascii_alphanumeric() || b"[].-_#:".contains(octet))).unwrap_or(given.len());
    let only_blanks = given[end..].iter().all(|octet| address::is_space(*octet));
    require(given.len() <= NAME_LIMIT && only_blanks, ReplyKey::HelloNameInvalid)
}

/// HELO was accepted.
pub(super) fn helo(turn: &mut Turn<'_>) {
    greet(turn, false);
    turn.say(ReplyKey::HeloOk);
}

/// EHLO was accepted.
pub(super) fn ehlo(turn: &mut Turn<'_>) {
    greet(turn, true);
    let lines = (turn.server.words.extensions)(turn.session, turn.world, turn.server);
    turn.say_with(ReplyKey::EhloOk, &[(Slot::Extensions, lines.join("\n"))]);
}

fn greet(turn: &mut Turn<'_>, extended: bool) {
    if turn.session.hello().is_some() || turn.session.transaction().is_some() {
        memo::clear_envelope(turn);
    }
    let name = String::from_utf8_lossy(behind_verb(turn.line).trim_ascii_end()).into_owned();
    turn.session.greet(Hello { extended, name });
}

/// The lines of the EHLO reply after the first, in Sendmail's order.
pub(super) fn extensions(session: &Session, world: &World, server: &Server) -> Vec<String> {
    let mut lines: Vec<String> = vec!["ENHANCEDSTATUSCODES".into()];
    if memo::is(session, Memo::Rejecting) {
        return lines;
    }
    lines.extend(["PIPELINING", "EXPN", "VERB", "8BITMIME"].map(String::from));
    lines.push(format!("SIZE {}", world.message_size_limit));
    lines.push("DSN".into());
    // DAEMON_OPTIONS(..., M=E): no ETRN.
    if server.role == Role::Mx {
        lines.push("ETRN".into());
    }
    if server.offers_auth() {
        let names: Vec<&str> = super::sasl::offered(session, server).map(|mechanism| mechanism.name()).collect();
        lines.push(format!("AUTH {}", names.join(" ")));
    }
    if !session.tls() {
        lines.push("STARTTLS".into());
    }
    lines.extend(["DELIVERBY", "HELP"].map(String::from));
    lines
}
