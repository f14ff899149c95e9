//! RCPT, and VRFY, which reads its argument the same way.

use super::address::{self, Address, Rules};
use super::error::{Mistake, last_text, log, mistake};
use super::line::{argument, check_sync};
use super::log::host;
use super::mail::mailbox;
use super::memory::{recall, remember};
use super::options;
use super::policy;
use smtp_engine::session::{Check, Refusal, Slot, Turn, Verdict, checks};
use smtp_engine::spec::ReplyKey;

pub(super) const CHECKS: &[Check] = checks![note_rcpt, mail_given, has_operand];

fn note_rcpt(turn: &mut Turn<'_>) -> Verdict {
    remember(turn, |known| {
        known.note_command("RCPT");
        known.envelope.rcpt_count += 1;
        known.was_rcpt = true;
    });
    Ok(())
}

/// After a refused MAIL, a client that may pipeline could not know better: that is no mistake.
fn mail_given(turn: &mut Turn<'_>) -> Verdict {
    if turn.session.transaction().is_some() {
        return Ok(());
    }
    let refusal = Refusal::new(ReplyKey::NeedMail);
    let excused = recall(turn.session, |known| known.pipelining_advertised && known.last_was_rejected_mail);
    remember(turn, |known| {
        known.was_rejected_mail = excused;
        known.was_rcpt = excused;
    });
    let refusal = if excused { refusal } else { mistake(turn, Mistake::Protocol, refusal) };
    Err(answered(turn, refusal))
}

fn has_operand(turn: &mut Turn<'_>) -> Verdict {
    if !argument(turn).is_empty() {
        return Ok(());
    }
    let refusal = mistake(turn, Mistake::Syntax, Refusal::new(ReplyKey::RcptSyntax));
    Err(answered(turn, refusal))
}

/// Keeps the answer, so that a DATA after refused recipients can repeat it where all had the same.
/// Refusals by the ACL are kept without their number.
fn answered(turn: &mut Turn<'_>, refusal: Refusal) -> Refusal {
    let text = turn.compose(refusal.key, &refusal.slots).text;
    keep_answer(turn, text.trim_end_matches("\r\n").split("\r\n").next().unwrap_or_default());
    refusal
}

fn keep_answer(turn: &mut Turn<'_>, text: &str) {
    remember(turn, |known| match &known.envelope.rcpt_answer {
        None => known.envelope.rcpt_answer = Some(text.to_owned()),
        Some(first) => known.envelope.rcpt_answers_differ |= first != text,
    });
}

/// The rest of RCPT: address, qualification, the recipient limit, then the ACL.
pub(super) fn rcpt(turn: &mut Turn<'_>) {
    match accept(turn) {
        Ok(recipient) => {
            let forward_path = mailbox(&recipient);
            let parameters = Vec::new();
            keep_answer(turn, "250 Accepted");
            remember(turn, |known| known.envelope.recipients.push(recipient.shown()));
            if let Some(transaction) = turn.session.transaction_mut() {
                transaction.forward_paths.push(forward_path);
                transaction.recipient_parameters.push(parameters);
            }
            turn.say_with(ReplyKey::RcptOk, &[(Slot::Address, recipient.shown())]);
        }
        Err(refusal) => turn.refuse(refusal),
    }
}

fn accept(turn: &mut Turn<'_>) -> Result<Address, Refusal> {
    let mut data = argument(turn).to_vec();
    if recall(turn.session, |known| known.esmtp) {
        options::of_recipient(&mut data);
    }
    let shown = String::from_utf8_lossy(&data).into_owned();
    let recipient = match address::extract(&data, rules(turn)) {
        Ok(recipient) => recipient,
        Err(reason) => {
            let refusal = Refusal::new(ReplyKey::RecipientSyntax).with(Slot::Argument, shown).with(Slot::Reason, reason);
            let refusal = mistake(turn, Mistake::Syntax, refusal);
            return Err(answered(turn, refusal));
        }
    };
    let recipient = match qualify(turn, recipient, &shown, "recipient") {
        Ok(recipient) => recipient,
        Err(refusal) => return Err(answered(turn, refusal)),
    };
    if recall(turn.session, |known| known.envelope.rcpt_count) > turn.world.recipient_limit {
        if !remember(turn, |known| std::mem::replace(&mut known.envelope.too_many, true)) {
            let sender = recall(turn.session, |known| known.envelope.sender.clone());
            let client = host(turn.session, turn.world);
            log(turn, &format!("too many recipients: excess temporarily rejected: sender=<{sender}> {client}"));
        }
        return Err(answered(turn, Refusal::new(ReplyKey::TooManyRecipients)));
    }
    if let Err(refusal) = policy::acl(turn, &recipient, &shown) {
        let text = turn.compose(refusal.key, &refusal.slots).text;
        keep_answer(turn, last_text(&text));
        return Err(refusal);
    }
    check_sync(turn)?;
    Ok(recipient)
}

fn rules(turn: &Turn<'_>) -> Rules {
    Rules { null: false, utf8: recall(turn.session, |known| known.utf8_domains) }
}

/// `qualify_recipient()`: only `postmaster` may stand without a domain.
fn qualify(turn: &mut Turn<'_>, mut address: Address, shown: &str, what: &str) -> Result<Address, Refusal> {
    if address.domain.is_some() {
        return Ok(address);
    }
    if address.text.eq_ignore_ascii_case(b"postmaster") {
        address.text.push(b'@');
        address.domain = Some(address.text.len());
        address.text.extend_from_slice(policy::QUALIFY_DOMAIN.as_bytes());
        return Ok(address);
    }
    let text = format!("unqualified {what} rejected: <{}> {}", address.shown(), host(turn.session, turn.world));
    log(turn, &text);
    Err(Refusal::new(ReplyKey::RecipientNotQualified).with(Slot::Argument, shown))
}

/// VRFY: the address must be one, but without `acl_smtp_vrfy` nothing is told about it.
pub(super) fn verify(turn: &mut Turn<'_>) {
    remember(turn, |known| known.note_command("VRFY"));
    let shown = String::from_utf8_lossy(argument(turn)).into_owned();
    let refusal = match address::extract(argument(turn), rules(turn)) {
        Err(reason) => Refusal::new(ReplyKey::VrfySyntax).with(Slot::Reason, reason),
        Ok(address) => match qualify(turn, address, &shown, "verify") {
            Err(refusal) => refusal,
            Ok(_) => {
                policy::log_denied(turn, "VRFY", &shown);
                Refusal::new(ReplyKey::VrfyCannot)
            }
        },
    };
    turn.refuse(refusal);
}
