//! The checks of each command, in the order of Exim's `smtp_setup_msg()`.

use super::error::{Mistake, log, mistake};
use super::line::argument;
use super::log::connection;
use super::memory::{Envelope, Loop, recall, remember};
use super::{auth, data, greeting, mail, policy, rcpt};
use smtp_engine::session::{Act, Check, CommandRule, Refusal, Turn, Verdict, act, checks};
use smtp_engine::spec::{ReplyKey, Verb};

pub(super) const COMMANDS: &[CommandRule] = &[
    rule(Verb::Helo, checks![greeting::note_greeting, greeting::greeting_name], greeting::greet),
    rule(Verb::Ehlo, checks![greeting::note_greeting, greeting::greeting_name], greeting::greet),
    rule(Verb::Starttls, checks![greeting::tls_advertised], greeting::start_tls),
    rule(Verb::Auth, auth::CHECKS, auth::auth),
    rule(Verb::Mail, mail::CHECKS, mail::mail),
    rule(Verb::Rcpt, rcpt::CHECKS, rcpt::rcpt),
    rule(Verb::Data, checks![data::note_data, data::some_recipient], data::data),
    // Its checks are in the act: a chunk that is refused is answered before it is read.
    rule(Verb::Bdat, &[], data::bdat),
    rule(Verb::Rset, &[], reset),
    rule(Verb::Noop, &[], noop),
    rule(Verb::Help, &[], greeting::help),
    rule(Verb::Vrfy, &[], rcpt::verify),
    rule(Verb::Expn, &[], expand),
    rule(Verb::Etrn, checks![etrn_outside_transaction], etrn),
    rule(Verb::Quit, &[], quit),
];

const fn rule(verb: Verb, checks: &'static [Check], act: Act) -> CommandRule {
    CommandRule { verb, checks, act }
}

fn reset(turn: &mut Turn<'_>) {
    remember(turn, |known| {
        known.note_command("RSET");
        known.rset_spent = true;
        known.envelope = Envelope::default();
    });
    if recall(turn.session, |known| known.reading != Loop::Commands) {
        data::give_up(turn);
    }
    act::rset(turn);
}

fn noop(turn: &mut Turn<'_>) {
    remember(turn, |known| known.note_command("NOOP"));
    act::noop(turn);
}

/// Between chunks QUIT leaves a message unfinished; the log says so, and so does a second reply.
fn quit(turn: &mut Turn<'_>) {
    remember(turn, |known| known.note_command("QUIT"));
    if recall(turn.session, |known| matches!(known.reading, Loop::Commands | Loop::TlsFailed)) {
        return act::quit(turn);
    }
    turn.say(ReplyKey::Goodbye);
    let lost = data::lost_in_chunks(turn);
    turn.refuse(lost);
}

fn expand(turn: &mut Turn<'_>) {
    remember(turn, |known| known.note_command("EXPN"));
    let shown = String::from_utf8_lossy(argument(turn)).into_owned();
    policy::log_denied(turn, "EXPN", &shown);
    turn.refuse(Refusal::new(ReplyKey::ExpnDenied));
}

fn etrn_outside_transaction(turn: &mut Turn<'_>) -> Verdict {
    remember(turn, |known| known.note_command("ETRN"));
    if turn.session.transaction().is_none() {
        return Ok(());
    }
    Err(mistake(turn, Mistake::Protocol, Refusal::new(ReplyKey::EtrnInTransaction)))
}

fn etrn(turn: &mut Turn<'_>) {
    let shown = String::from_utf8_lossy(argument(turn)).into_owned();
    let text = format!("ETRN {shown} received from {}", connection(turn.session, turn.world));
    log(turn, &text);
    policy::log_denied(turn, "ETRN", &shown);
    turn.refuse(Refusal::new(ReplyKey::EtrnRefused));
}
