//! The methods of aiosmtpd, in the order of their checks.

use super::{envelope, help, line, log, message, own, refuse, sasl};
use smtp_engine::session::{Act, Check, CommandRule, Role, Slot, Turn, Verdict, act, checks};
use smtp_engine::spec::{ReplyKey, Verb};

pub(super) const COMMANDS: &[CommandRule] = &[
    rule(Verb::Helo, checks![hello_name], act::helo),
    rule(Verb::Ehlo, checks![hello_name], ehlo),
    rule(Verb::Noop, &[], act::noop),
    rule(Verb::Quit, checks![no_argument], quit),
    rule(Verb::Rset, checks![no_argument], act::rset),
    rule(Verb::Starttls, checks![no_argument], starttls),
    rule(
        Verb::Auth,
        checks![ehlo_first, extended, sasl::inside_tls, sasl::not_logged_in, sasl::words, sasl::mechanism_is_known],
        sasl::auth,
    ),
    rule(Verb::Help, checks![logged_in], help::help),
    rule(Verb::Vrfy, checks![logged_in, envelope::verify], act::verify),
    rule(Verb::Expn, checks![not_implemented], act::noop),
    rule(Verb::Mail, checks![hello_first, logged_in, envelope::sender], envelope::mail),
    rule(Verb::Rcpt, checks![hello_first, logged_in, envelope::mail_given, envelope::recipient], envelope::rcpt),
    rule(Verb::Data, checks![hello_first, logged_in, message::some_recipient, no_argument], message::data),
];

const fn rule(verb: Verb, checks: &'static [Check], act: Act) -> CommandRule {
    CommandRule { verb, checks, act }
}

fn hello_name(turn: &mut Turn<'_>) -> Verdict {
    let key = if turn.verb() == Some(Verb::Ehlo) { ReplyKey::EhloSyntax } else { ReplyKey::HeloSyntax };
    if line::argument(turn.line).is_empty() { Err(refuse(key)) } else { Ok(()) }
}

fn ehlo(turn: &mut Turn<'_>) {
    turn.counts().own[own::EHLOS] += 1;
    act::ehlo(turn);
}

fn no_argument(turn: &mut Turn<'_>) -> Verdict {
    if line::argument(turn.line).is_empty() { Ok(()) } else { Err(refuse(ReplyKey::UnexpectedArgument)) }
}

fn quit(turn: &mut Turn<'_>) {
    line::log_straggler(turn);
    act::quit(turn);
}

/// Nothing keeps a client from a second handshake inside TLS.
fn starttls(turn: &mut Turn<'_>) {
    turn.counts().own[own::HANDSHAKE] = 1;
    act::starttls(turn);
}

/// `check_helo_needed()`
fn hello_first(turn: &mut Turn<'_>) -> Verdict {
    hello_by(turn, "HELO")
}

fn ehlo_first(turn: &mut Turn<'_>) -> Verdict {
    hello_by(turn, "EHLO")
}

fn hello_by(turn: &Turn<'_>, name: &str) -> Verdict {
    if turn.session.hello().is_some() { Ok(()) } else { Err(refuse(ReplyKey::NeedHello).with(Slot::Argument, name)) }
}

/// After HELO there is no AUTH.
fn extended(turn: &mut Turn<'_>) -> Verdict {
    let extended = turn.session.hello().is_some_and(|hello| hello.extended);
    if extended { Ok(()) } else { Err(refuse(ReplyKey::AuthNeedsEhlo)) }
}

/// `check_auth_needed()`
fn logged_in(turn: &mut Turn<'_>) -> Verdict {
    if turn.server.role == Role::Mx || turn.session.login().is_some() {
        return Ok(());
    }
    let verb = turn.verb().map_or("", Verb::name);
    log::write(turn, "INFO", &format!("{verb}: Authentication required"));
    Err(refuse(ReplyKey::AuthRequired))
}

fn not_implemented(_: &mut Turn<'_>) -> Verdict {
    Err(refuse(ReplyKey::NotImplemented))
}
