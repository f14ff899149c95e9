//! What all of them do with a message: what is refused at its end, and what stands before it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::checks::{announced_size, is_local};
use super::triggers;
use smtp_engine::session::{MessageCheck, Refusal, Role, SaslError, Session, Slot, Stage, Transaction, Turn, Verdict, World, act, checks};
use smtp_engine::spec::ReplyKey;
use smtp_engine::wire::lines;

pub(super) const CHECKS: &[MessageCheck] = checks![size, hops, sender, recipients, headers, content];
/// With the sender held against the login only now.
pub(super) const CHECKS_OF_SENDER: &[MessageCheck] = checks![size, hops, sender_is_owned, sender, recipients, headers, content];

/// The largest message: what EHLO announces, and no more than the practice world keeps.
pub(super) fn limit(turn: &Turn<'_>) -> u64 {
    announced_size(turn).unwrap_or(u64::MAX).min(turn.world.message_size_limit)
}

pub(super) fn size(turn: &Turn<'_>, _: &[u8], size: u64) -> Verdict {
    if size <= limit(turn) { Ok(()) } else { Err(Refusal::new(ReplyKey::MessageTooBig)) }
}

/// RFC 5321 section 6.3: 100 `Received:` lines are no loop yet.
fn hops(_: &Turn<'_>, message: &[u8], _: u64) -> Verdict {
    at_most_hops(message, 100)
}

/// A message with more than `limit` `Received:` lines is in a loop.
pub(super) fn at_most_hops(message: &[u8], limit: usize) -> Verdict {
    let count = header_names(message).filter(|name| name.eq_ignore_ascii_case(b"received")).count();
    if count <= limit { Ok(()) } else { Err(Refusal::new(ReplyKey::TooManyHops)) }
}

/// The names of the lines of a message's header section.
fn header_names(message: &[u8]) -> impl Iterator<Item = &[u8]> {
    lines(message)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.iter().position(|&octet| octet == b':').map(|colon| &line[..colon]))
}

fn refuse(turn: &Turn<'_>, refusal: Option<Refusal>, address: &str) -> Verdict {
    match refusal {
        Some(refusal) => {
            let login = turn.session.login().unwrap_or_default().to_owned();
            Err(refusal.with(Slot::Address, address).with(Slot::Login, login))
        }
        None => Ok(()),
    }
}

pub(super) fn sender(turn: &Turn<'_>, _: &[u8], _: u64) -> Verdict {
    let Some(sender) = turn.session.transaction().map(|open| &open.reverse_path) else { return Ok(()) };
    refuse(turn, triggers::of_sender(turn.server, sender, Stage::EndOfData), sender.domain_name().unwrap_or_default())
}

/// The sender belongs to the login.
fn sender_is_owned(turn: &Turn<'_>, _: &[u8], _: u64) -> Verdict {
    let Some(sender) = turn.session.transaction().map(|open| &open.reverse_path) else { return Ok(()) };
    let owned = sender.is_null() || turn.world.owner(sender).is_some_and(|owner| Some(owner) == turn.session.login());
    refuse(turn, (!owned).then(|| Refusal::new(ReplyKey::SenderNotOwned)), &sender.to_string())
}

/// Some tell only now that a mailbox is not there.
pub(super) fn recipients(turn: &Turn<'_>, _: &[u8], _: u64) -> Verdict {
    let recipients = turn.session.transaction().map(|open| open.forward_paths.as_slice()).unwrap_or_default();
    for recipient in recipients.iter().filter(|recipient| is_local(turn, recipient)) {
        refuse(turn, triggers::of_recipient_at_end(turn.server, recipient), &recipient.to_string())?;
        let unknown = !turn.world.has_mailbox(&recipient.local_part);
        let told_now = triggers::refusal(turn.server, ReplyKey::UserUnknown, Stage::EndOfData).filter(|_| unknown);
        refuse(turn, told_now, &recipient.to_string())?;
    }
    Ok(())
}

/// RFC 5322 section 3.6: a message has a From line. Only a server that takes mail from anyone asks for it
/// here; one that takes it from its own users may add it (RFC 6409 section 8).
pub(super) fn headers(turn: &Turn<'_>, message: &[u8], _: u64) -> Verdict {
    let missing = turn.server.role == Role::Mx && !header_names(message).any(|name| name.eq_ignore_ascii_case(b"from"));
    refuse(turn, triggers::refusal(turn.server, ReplyKey::HeadersInvalid, Stage::EndOfData).filter(|_| missing), "")
}

pub(super) fn content(turn: &Turn<'_>, message: &[u8], _: u64) -> Verdict {
    let refusal = triggers::of_message(message).find_map(|key| triggers::refusal(turn.server, key, Stage::EndOfData));
    refuse(turn, refusal, "")
}

/// `Received:` as the standard writes it (RFC 5321 section 4.4).
pub(super) fn trace(session: &Session, world: &World, transaction: &Transaction, queue_id: &str) -> String {
    let client = &world.client;
    let hello = session.hello().map_or(client.name.as_str(), |hello| hello.name.as_str());
    let protocol = session.protocol(transaction);
    format!(
        "Return-Path: <{}>\r\nReceived: from {hello} ({} [{}])\r\n\tby {} with {protocol} id {queue_id};\r\n\t{}\r\n",
        transaction.reverse_path,
        client.name,
        client.address,
        world.host,
        session.now().rfc5322()
    )
}

/// RFC 4954 section 4: base64 to the letter.
pub(super) fn decode_base64(text: &[u8]) -> Result<Vec<u8>, SaslError> {
    STANDARD.decode(text).map_err(|_| SaslError::NotBase64)
}

/// The same; `=` is an empty initial response.
fn decode_initial(text: &[u8]) -> Result<Vec<u8>, SaslError> {
    if text == b"=" { Ok(Vec::new()) } else { decode_base64(text) }
}

/// AUTH.
pub(super) fn auth(turn: &mut Turn<'_>) {
    act::auth_with(turn, decode_initial);
}
