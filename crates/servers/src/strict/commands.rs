//! The checks of each command: first its place in the session (section 4.1.4), then its grammar, then
//! what it asks for.

use super::{grammar, lookup, message, parameters, policy, sasl};
use smtp_engine::session::check::{self, require};
use smtp_engine::session::{Check, CommandRule, Turn, Verdict, act, checks};
use smtp_engine::spec::{ReplyKey, Verb};

pub(super) const MX: &[CommandRule] = &[
    EHLO,
    HELO,
    QUIT,
    STARTTLS,
    NOOP,
    RSET,
    HELP,
    rule(
        Verb::Mail,
        checks![
            check::hello_given,
            check::no_nested_mail,
            grammar::follows,
            parameters::fit,
            parameters::size_limit,
            parameters::delivery_time,
            parameters::hold,
        ],
        parameters::mail,
    ),
    RCPT,
    DATA,
    BDAT,
    VRFY,
    EXPN,
    rule(
        Verb::Etrn,
        checks![lookup::etrn_after_hello, lookup::etrn_outside_transaction, grammar::follows, lookup::etrn_node],
        lookup::etrn,
    ),
];

pub(super) const SUBMISSION: &[CommandRule] = &[
    EHLO,
    HELO,
    QUIT,
    STARTTLS,
    NOOP,
    RSET,
    HELP,
    rule(
        Verb::Auth,
        checks![
            check::hello_given,
            check::not_logged_in,
            check::no_auth_in_transaction,
            grammar::follows,
            sasl::mechanism_offered,
            sasl::initial_response_fits,
        ],
        sasl::auth,
    ),
    rule(
        Verb::Mail,
        checks![
            check::hello_given,
            policy::logged_in,
            check::no_nested_mail,
            grammar::follows,
            parameters::fit,
            parameters::size_limit,
            parameters::delivery_time,
            parameters::hold,
            policy::sender_is_own,
        ],
        parameters::mail,
    ),
    RCPT,
    DATA,
    BDAT,
    VRFY,
    EXPN,
];

const EHLO: CommandRule = rule(Verb::Ehlo, checks![grammar::follows], act::ehlo);
const HELO: CommandRule = rule(Verb::Helo, checks![grammar::follows], act::helo);
const QUIT: CommandRule = rule(Verb::Quit, checks![grammar::follows], act::quit);
const STARTTLS: CommandRule = rule(Verb::Starttls, checks![grammar::follows, check::tls_not_active], act::starttls);
const NOOP: CommandRule = rule(Verb::Noop, checks![grammar::follows], act::noop);
const RSET: CommandRule = rule(Verb::Rset, checks![grammar::follows], act::rset);
const HELP: CommandRule = rule(Verb::Help, checks![grammar::follows], lookup::help);
const VRFY: CommandRule = rule(Verb::Vrfy, checks![grammar::follows, lookup::verify_syntax], lookup::verify);
const EXPN: CommandRule = rule(Verb::Expn, checks![grammar::follows, lookup::expand_syntax], lookup::expand);
const RCPT: CommandRule = rule(
    Verb::Rcpt,
    checks![check::mail_given, no_recipient_after_chunk, grammar::follows, parameters::fit, policy::recipient_limit, ..recipients],
    act::rcpt,
);
const DATA: CommandRule = rule(
    Verb::Data,
    checks![grammar::follows, check::no_data_after_chunk, check::transaction_for_data, check::some_recipient, parameters::not_binary],
    act::data,
);
const BDAT: CommandRule =
    rule(Verb::Bdat, checks![grammar::follows, check::transaction_for_data, check::some_recipient, message::chunk_limit], act::bdat);

const fn rule(verb: Verb, checks: &'static [Check], act: act::Act) -> CommandRule {
    CommandRule { verb, checks, act }
}

/// RFC 3030 section 2: BDAT stands in the place of DATA, so no recipient comes after it.
fn no_recipient_after_chunk(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.transaction().is_none_or(|open| open.chunks.is_none()), ReplyKey::RcptAfterBdat)
}
