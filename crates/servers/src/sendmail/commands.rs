//! The commands of Sendmail (`CmdTab`). It has no BDAT; VERB, TURN and others that the tables do not
//! have are in `line.rs`.

use super::{greet, line, message, recipient, sasl, sender, verify};
use smtp_engine::session::check::require;
use smtp_engine::session::{Act, Check, CommandRule, Turn, Verdict, act, checks};
use smtp_engine::spec::{ReplyKey, Verb};

pub(super) const COMMANDS: &[CommandRule] = &[
    rule(Verb::Helo, greet::CHECKS, greet::helo),
    rule(Verb::Ehlo, greet::CHECKS, greet::ehlo),
    rule(Verb::Starttls, checks![no_argument, tls_not_active, no_mail], act::starttls),
    rule(Verb::Auth, sasl::CHECKS, sasl::auth),
    rule(Verb::Mail, sender::CHECKS, sender::mail),
    rule(Verb::Rcpt, recipient::CHECKS, recipient::rcpt),
    rule(Verb::Data, message::DATA_CHECKS, act::data),
    rule(Verb::Rset, &[], line::rset),
    rule(Verb::Noop, &[], line::noop),
    rule(Verb::Help, &[], line::help),
    rule(Verb::Vrfy, verify::CHECKS, verify::vrfy),
    rule(Verb::Expn, verify::CHECKS, verify::expn),
    rule(Verb::Etrn, verify::ETRN_CHECKS, verify::etrn),
    rule(Verb::Quit, &[], act::quit),
];

const fn rule(verb: Verb, checks: &'static [Check], act: Act) -> CommandRule {
    CommandRule { verb, checks, act }
}

fn no_argument(turn: &mut Turn<'_>) -> Verdict {
    require(super::arguments::behind_verb(turn.line).is_empty(), ReplyKey::UnexpectedArgument)
}

/// `tls_ok_srv` is false after the first handshake.
fn tls_not_active(turn: &mut Turn<'_>) -> Verdict {
    require(!turn.session.tls(), ReplyKey::TlsActive)
}

fn no_mail(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.transaction().is_none(), ReplyKey::StartTlsInTransaction)
}
