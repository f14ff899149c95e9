//! What Postfix does with a message: ids, checks and the lines that it puts before it.

use smtp_engine::session::{MessageCheck, Refusal, Session, Transaction, Turn, Verdict, World, checks};
use smtp_engine::spec::ReplyKey;
use smtp_engine::wire::lines;

pub(super) const CHECKS: &[MessageCheck] = checks![size_limit, hop_count];

/// `message_size_limit`
fn size_limit(turn: &Turn<'_>, _: &[u8], size: u64) -> Verdict {
    if size <= turn.world.message_size_limit { Ok(()) } else { Err(Refusal::new(ReplyKey::MessageTooBig)) }
}

/// `hopcount_limit = 50`: so many `Received:` lines, Postfix's own among them, are a loop
/// (RFC 5321 section 6.3).
fn hop_count(_: &Turn<'_>, message: &[u8], _: u64) -> Verdict {
    const LIMIT: usize = 50;
    let name = b"received";
    let is_hop =
        |line: &&[u8]| line.split(|&octet| octet == b':').next().is_some_and(|start| start.trim_ascii_end().eq_ignore_ascii_case(name));
    let hops = header_lines(message).filter(is_hop).count();
    if hops + 1 < LIMIT { Ok(()) } else { Err(Refusal::new(ReplyKey::TooManyHops)) }
}

/// The lines of a message's header section, without their ends.
pub(super) fn header_lines(message: &[u8]) -> impl Iterator<Item = &[u8]> {
    lines(message).take_while(|line| !line.is_empty())
}

/// A message that came by BDAT is kept line by line, so all its lines end with CRLF, the last one, too.
pub(super) fn with_whole_lines(message: Vec<u8>) -> Vec<u8> {
    let mut whole = Vec::with_capacity(message.len() + 2);
    for line in message.split_inclusive(|&octet| octet == b'\n') {
        let kept = match line.strip_suffix(b"\n") {
            Some(ended) => &ended[..ended.iter().rposition(|&octet| octet != b'\r').map_or(0, |last| last + 1)],
            None => line,
        };
        whole.extend_from_slice(kept);
        whole.extend_from_slice(b"\r\n");
    }
    whole
}

/// A short queue id: five digits of the microsecond and the file's number, both in hexadecimal
/// (`enable_long_queue_ids = no`). Here both come from the message's number.
pub(super) fn queue_id(number: u64) -> String {
    let microsecond = number.wrapping_mul(0x6_f2c5) % 1_000_000;
    format!("{microsecond:05X}{:05X}", 0xF_A390 + number % 0x400)
}

/// `Return-Path:`, `X-Original-To:`, `Delivered-To:` and `Received:`, as `smtpd` and `local` write them
/// (`smtpd_tls_received_header = no`: nothing of TLS but the S in ESMTPS).
pub(super) fn trace(session: &Session, world: &World, transaction: &Transaction, queue_id: &str) -> String {
    let client = &world.client;
    let hello = session.hello().map_or(client.name.as_str(), |hello| hello.name.as_str());
    let mut trace = format!("Return-Path: <{}>\r\n", transaction.reverse_path);
    if let [only] = transaction.forward_paths.as_slice() {
        trace.push_str(&format!("X-Original-To: {only}\r\nDelivered-To: {only}\r\n"));
    }
    trace.push_str(&format!("Received: from {hello} ({} [{}])\r\n", client.name, client.address));
    let protocol = session.protocol(transaction);
    trace.push_str(&format!("\tby {} (Postfix) with {protocol} id {queue_id}", world.host));
    match transaction.forward_paths.as_slice() {
        [only] => trace.push_str(&format!("\r\n\tfor <{only}>; ")),
        _ => trace.push_str(";\r\n\t"),
    }
    trace.push_str(&format!("{} (UTC)\r\n", session.now().rfc5322()));
    trace
}

/// The `Received:` lines of a trace, without those of the delivery.
pub(super) fn received(trace: &str) -> &str {
    trace.find("Received:").map_or("", |start| &trace[start..])
}

/// How many octets `text` has when every line ends with CRLF, as the queue manager counts.
pub(super) fn crlf_size(text: &[u8]) -> usize {
    let ends = text.iter().filter(|&&octet| octet == b'\n').count();
    let whole = text.windows(2).filter(|pair| *pair == b"\r\n").count();
    let unfinished = if text.is_empty() || text.ends_with(b"\n") { 0 } else { 2 };
    text.len() + ends - whole + unfinished
}

/// How many octets a message takes in a queue file, as the queue manager counts: one or two go before each line to
/// tell its kind and length, long lines are cut, and there is an empty line between header and text.
pub(super) fn stored_size(message: &[u8]) -> usize {
    let record = |length: usize| length + 1 + [1 << 7, 1 << 14, 1 << 21].iter().filter(|&&limit| length >= limit).count() + 1;
    let lines = lines(message.strip_suffix(b"\n").unwrap_or(message))
        .map(|line| line.chunks(LINE_LIMIT).map(|piece| record(piece.len())).sum::<usize>().max(2));
    let total: usize = if message.is_empty() { 0 } else { lines.sum() };
    total + if lacks_empty_line(message) { 2 } else { 0 }
}

/// `line_length_limit`
const LINE_LIMIT: usize = 2048;

/// Whether the text begins without the empty line that ends the header section.
fn lacks_empty_line(message: &[u8]) -> bool {
    let is_header = |line: &[u8]| {
        line.starts_with(b" ")
            || line.starts_with(b"\t")
            || line.iter().position(|&octet| octet == b':').is_some_and(|colon| {
                let name = line[..colon].trim_ascii_end();
                !name.is_empty() && name.iter().all(u8::is_ascii_graphic)
            })
    };
    lines(message).find(|line| !is_header(line)).is_some_and(|line| !line.is_empty())
}
