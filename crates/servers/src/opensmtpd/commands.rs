//! The checks of each command, in the order of OpenSMTPD's `smtp_check_*()`. Most that comes at the
//! wrong time gets the same answer.

use super::line::arguments;
use super::{address, login, transaction};
use smtp_engine::session::check::{self, require};
use smtp_engine::session::{Act, Check, CommandRule, Refusal, Role, Turn, Verdict, act, checks};
use smtp_engine::spec::{ReplyKey, Verb};

pub(super) const COMMANDS: &[CommandRule] = &[
    rule(Verb::Helo, checks![once, helo_name, name_is_domain], act::helo),
    rule(Verb::Ehlo, checks![once, ehlo_name, name_is_domain], act::ehlo),
    rule(Verb::Starttls, checks![check::hello_given, starttls_outside_transaction, check::tls_not_active, starttls_alone], act::starttls),
    rule(
        Verb::Auth,
        checks![check::hello_given, check::no_auth_in_transaction, check::not_logged_in, check::auth_offered, auth_inside_tls, auth_syntax],
        login::auth,
    ),
    rule(
        Verb::Mail,
        checks![
            check::hello_given,
            check::no_nested_mail,
            tls_first,
            login_first,
            message_limit,
            transaction::sender_syntax,
            transaction::sender_options,
            transaction::sender_is_own,
        ],
        transaction::mail,
    ),
    rule(
        Verb::Rcpt,
        checks![check::mail_given, recipient_limit, transaction::recipient_syntax, transaction::recipient_options, ..recipients],
        transaction::rcpt,
    ),
    rule(Verb::Data, checks![alone, check::transaction_for_data, check::some_recipient], transaction::data),
    rule(Verb::Rset, checks![alone, check::hello_given], act::rset),
    rule(Verb::Quit, checks![alone], act::quit),
    rule(Verb::Noop, &[], act::noop),
    rule(Verb::Help, checks![alone], |turn| turn.say(ReplyKey::HelpText)),
];

const fn rule(verb: Verb, checks: &'static [Check], act: Act) -> CommandRule {
    CommandRule { verb, checks, act }
}

/// `smtp_check_noparam()`: even a space at the end is an argument.
fn alone(turn: &mut Turn<'_>) -> Verdict {
    require(arguments(turn).is_none(), ReplyKey::UnexpectedArgument)
}

/// Against RFC 5321 section 4.1.4, one cannot greet twice.
fn once(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.hello().is_none(), ReplyKey::HelloTwice)
}

fn helo_name(turn: &mut Turn<'_>) -> Verdict {
    require(arguments(turn).is_some(), ReplyKey::HeloSyntax)
}

fn ehlo_name(turn: &mut Turn<'_>) -> Verdict {
    require(arguments(turn).is_some(), ReplyKey::EhloSyntax)
}

fn name_is_domain(turn: &mut Turn<'_>) -> Verdict {
    require(arguments(turn).is_some_and(address::is_domain), ReplyKey::HelloNameInvalid)
}

fn starttls_outside_transaction(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.transaction().is_none(), ReplyKey::StartTlsInTransaction)
}

fn starttls_alone(turn: &mut Turn<'_>) -> Verdict {
    require(arguments(turn).is_none(), ReplyKey::StartTlsSyntax)
}

fn auth_inside_tls(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.tls(), ReplyKey::AuthNeedsTls)
}

fn auth_syntax(turn: &mut Turn<'_>) -> Verdict {
    require(arguments(turn).is_some(), ReplyKey::AuthSyntax)
}

/// `tls-require`
fn tls_first(turn: &mut Turn<'_>) -> Verdict {
    require(turn.server.role == Role::Mx || turn.session.tls(), ReplyKey::TlsRequired)
}

/// `auth`
fn login_first(turn: &mut Turn<'_>) -> Verdict {
    require(!turn.server.offers_auth() || turn.session.login().is_some(), ReplyKey::AuthRequired)
}

/// `smtp limit max-mails`, 1000 unless told.
fn message_limit(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.counts().verbs[Verb::Data as usize].accepted < 1000, ReplyKey::TooManyMessages)
}

/// `smtp limit max-rcpt`
fn recipient_limit(turn: &mut Turn<'_>) -> Verdict {
    let given = turn.session.transaction().map_or(0, |open| open.forward_paths.len());
    if given < turn.world.recipient_limit { Ok(()) } else { Err(Refusal::new(ReplyKey::TooManyRecipients)) }
}
