//! MAIL.

use super::address::{self, Rules};
use super::error::{Mistake, log, mistake};
use super::line::{argument, check_sync};
use super::log::{host, tls};
use super::memory::{Envelope, recall, remember};
use super::options;
use smtp_engine::session::check::require;
use smtp_engine::session::{Check, Mailbox, Refusal, Role, Slot, Transaction, Turn, Verdict, checks};
use smtp_engine::spec::ReplyKey;

pub(super) const CHECKS: &[Check] = checks![note_mail, hello_given, no_nested_mail, has_operand];

fn note_mail(turn: &mut Turn<'_>) -> Verdict {
    remember(turn, |known| {
        known.note_command("MAIL");
        // Taken back where the command is accepted.
        known.was_rejected_mail = true;
    });
    Ok(())
}

/// `hosts_require_helo = *`
fn hello_given(turn: &mut Turn<'_>) -> Verdict {
    if turn.session.hello().is_none() {
        let text = format!("rejected MAIL from {}: no HELO/EHLO given", super::log::connection(turn.session, turn.world));
        log(turn, &text);
    }
    require(turn.session.hello().is_some(), ReplyKey::NeedHello)
}

fn no_nested_mail(turn: &mut Turn<'_>) -> Verdict {
    match turn.session.transaction() {
        None => Ok(()),
        Some(_) => Err(mistake(turn, Mistake::Protocol, Refusal::new(ReplyKey::NestedMail))),
    }
}

fn has_operand(turn: &mut Turn<'_>) -> Verdict {
    if !argument(turn).is_empty() {
        return Ok(());
    }
    Err(mistake(turn, Mistake::Protocol, Refusal::new(ReplyKey::MailSyntax)))
}

/// The rest of MAIL: parameters, address, size, qualification, then the ACL.
pub(super) fn mail(turn: &mut Turn<'_>) {
    match accept(turn) {
        Ok(sender) => {
            let prdr = recall(turn.session, |known| known.envelope.prdr);
            let utf8 = recall(turn.session, |known| known.envelope.utf8);
            let reverse_path = mailbox(&sender);
            let shown = sender.shown();
            remember(turn, |known| {
                known.was_rejected_mail = false;
                known.envelope.sender = shown;
            });
            let parameters = turn
                .path_argument()
                .map_or_else(Vec::new, |argument| argument.parameters.iter().map(|parameter| turn.text(parameter.span)).collect());
            turn.session.begin(Transaction { reverse_path, parameters, smtputf8: utf8, ..Transaction::default() });
            let note = if prdr { ", PRDR Requested" } else { "" };
            turn.say_with(ReplyKey::MailOk, &[(Slot::Parameter, note.to_owned()), (Slot::Address, sender.shown())]);
        }
        Err(refusal) => turn.refuse(refusal),
    }
}

/// The mailbox of an address; the null path has neither part.
pub(super) fn mailbox(address: &address::Address) -> Mailbox {
    Mailbox { local_part: address.local_part(), domain: address.domain() }
}

fn accept(turn: &mut Turn<'_>) -> Result<address::Address, Refusal> {
    let mut data = argument(turn).to_vec();
    remember(turn, |known| known.envelope = Envelope::default());
    let size = if recall(turn.session, |known| known.esmtp) { options::of_sender(turn, &mut data)? } else { None };
    let shown = String::from_utf8_lossy(&data).into_owned();
    let rules = Rules { null: true, utf8: recall(turn.session, |known| known.utf8_domains) };
    let sender = address::extract(&data, rules).map_err(|reason| {
        let refusal = Refusal::new(ReplyKey::SenderSyntax).with(Slot::Argument, shown.clone()).with(Slot::Reason, reason);
        mistake(turn, Mistake::Syntax, refusal)
    })?;
    let limit = turn.world.message_size_limit;
    if let Some(size) = size.filter(|&size| size > limit) {
        let over = if size == i32::MAX as u64 { ">" } else { "" };
        let client = host(turn.session, turn.world);
        let text = format!("rejected MAIL FROM:<{}> {client}: message too big: size{over}={size} max={limit}", sender.shown());
        log(turn, &text);
        return Err(Refusal::new(ReplyKey::SizeTooBig));
    }
    if sender.domain.is_none() && !sender.text.is_empty() {
        let text = format!("unqualified sender rejected: <{}> {}", sender.shown(), host(turn.session, turn.world));
        log(turn, &text);
        return Err(Refusal::new(ReplyKey::SenderNotQualified).with(Slot::Argument, shown));
    }
    acl(turn, &sender, &shown)?;
    check_sync(turn)?;
    Ok(sender)
}

/// The text of an ACL over 75 characters is parted at its last space before; where there is none after the first 35,
/// at the next one.
fn fold(text: &str) -> String {
    const WIDTH: usize = 75;
    const LEAST: usize = 35;
    let mut folded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((width, _)) = rest.char_indices().nth(WIDTH) {
        let before = rest[..width].rfind(' ').filter(|&space| space > LEAST);
        let at_width = rest[width..].starts_with(' ').then_some(width);
        let Some(space) = at_width.or(before).or_else(|| rest[width..].find(' ').map(|space| width + space)) else { break };
        folded.push_str(&rest[..space]);
        folded.push('\n');
        rest = &rest[space + 1..];
    }
    folded + rest
}

/// `acl_check_mail`
fn acl(turn: &mut Turn<'_>, sender: &address::Address, shown: &str) -> Result<(), Refusal> {
    if turn.server.role == Role::Mx {
        return Ok(());
    }
    let address = sender.shown();
    let refusal = match turn.session.login() {
        _ if !turn.session.tls() => Refusal::new(ReplyKey::TlsRequired),
        None => Refusal::new(ReplyKey::AuthRequired),
        Some(login) if !login.eq_ignore_ascii_case(&address) => {
            let text = format!("Sender address <{address}> is not owned by {login}");
            Refusal::new(ReplyKey::SenderNotOwned).with(Slot::Reason, fold(&text))
        }
        Some(_) => return Ok(()),
    };
    let message = turn.compose(refusal.key, &refusal.slots).text;
    let message = message.trim_end().get(4..).unwrap_or_default().replace("\r\n550 ", " ");
    let shown: String = shown.chars().take(100).collect();
    let text = format!("{}{} rejected MAIL {shown}: {message}", host(turn.session, turn.world), tls(turn.session));
    log(turn, &text);
    Err(refusal)
}
