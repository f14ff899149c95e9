//! What the strict server does with a message: checks, id and trace lines (sections 2.4, 4.4, 4.5.3.1).

use super::parameters::{body_is, named};
use smtp_engine::session::check::require;
use smtp_engine::session::{MessageCheck, Session, Transaction, Turn, Verdict, World, checks};
use smtp_engine::spec::ReplyKey;
use smtp_engine::syntax::Argument;

pub(super) const CHECKS: &[MessageCheck] = checks![size_limit, short_lines, announced_octets, hop_count];

/// RFC 1870 section 4.
fn size_limit(turn: &Turn<'_>, _: &[u8], size: u64) -> Verdict {
    require(size <= turn.world.message_size_limit, ReplyKey::MessageTooBig)
}

/// The same before the chunk has come; RFC 3030 section 2 lets the server say so after it only.
pub(super) fn chunk_limit(turn: &mut Turn<'_>) -> Verdict {
    let Argument::Chunk(chunk) = turn.parsed.argument else {
        return Ok(());
    };
    let so_far = turn.session.transaction().and_then(|open| open.chunks.as_ref()).map_or(0, |octets| octets.len() as u64);
    require(so_far.saturating_add(chunk.size.unwrap_or(0)) <= turn.world.message_size_limit, ReplyKey::ChunkTooBig)
}

/// The lines of `message`; CRLF alone ends one (section 2.3.8).
fn lines(message: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(message);
    std::iter::from_fn(move || {
        let octets = rest?;
        let end = octets.windows(2).position(|pair| pair == b"\r\n");
        rest = end.map(|end| &octets[end + 2..]);
        Some(end.map_or(octets, |end| &octets[..end]))
    })
}

/// Section 4.5.3.1.6: 1000 octets with CRLF; what is binary has no lines (RFC 3030 section 3).
fn short_lines(turn: &Turn<'_>, message: &[u8], _: u64) -> Verdict {
    require(body_is(turn, "BINARYMIME") || lines(message).all(|line| line.len() <= 998), ReplyKey::TextLineTooLong)
}

/// Section 2.4: a message with the high bit set may be rejected where no extension was asked for. With
/// SMTPUTF8 alone, only the header section may have it (RFC 6531 section 3.6).
fn announced_octets(turn: &Turn<'_>, message: &[u8], _: u64) -> Verdict {
    let body = message.windows(4).position(|octets| octets == b"\r\n\r\n").map_or(message.len(), |end| end);
    let smtputf8 = turn.session.transaction().is_some_and(|open| open.smtputf8);
    let looked_at = if smtputf8 { &message[body..] } else { message };
    let announced = body_is(turn, "8BITMIME") || body_is(turn, "BINARYMIME");
    require(announced || looked_at.is_ascii(), ReplyKey::EightBitNotAnnounced)
}

/// Section 6.3: at least 100 `Received:` lines.
fn hop_count(_: &Turn<'_>, message: &[u8], _: u64) -> Verdict {
    let is_hop = |line: &&[u8]| line.get(..9).is_some_and(|name| name.eq_ignore_ascii_case(b"received:"));
    let hops = lines(message).take_while(|line| !line.is_empty()).filter(is_hop).count();
    require(hops < 100, ReplyKey::TooManyHops)
}

/// An Atom (section 4.4, ID).
pub(super) fn queue_id(number: u64) -> String {
    format!("{number:08}")
}

/// `Return-Path:` and `Received:` (section 4.4); the protocol of RFC 3848, the priority of RFC 6710 section 7.
pub(super) fn trace(session: &Session, world: &World, transaction: &Transaction, queue_id: &str) -> String {
    let client = &world.client;
    let hello = session.hello().map_or("", |hello| hello.name.as_str());
    let mut trace = format!("Return-Path: <{}>\r\n", transaction.reverse_path);
    trace.push_str(&format!("Received: from {hello} ({} [{}])\r\n", client.name, client.address));
    trace.push_str(&format!("\tby {} with {} id {queue_id}", world.host, session.protocol(transaction)));
    if let [only] = transaction.forward_paths.as_slice() {
        trace.push_str(&format!("\r\n\tfor <{only}>"));
    }
    if let Some(priority) = transaction.parameters.iter().find_map(|parameter| named(parameter, "MT-PRIORITY")) {
        trace.push_str(&format!("\r\n\tPRIORITY {priority}"));
    }
    trace.push_str(&format!("; {}\r\n", session.now().rfc5322()));
    trace
}
