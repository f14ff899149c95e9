//! What OpenSMTPD does with a message: ids, checks and the lines that it puts before it.

use super::headers::{self, Trouble};
use super::line::nothing_behind;
use smtp_engine::session::{Refusal, Role, Session, Transaction, Turn, World, act};
use smtp_engine::spec::ReplyKey;
use smtp_engine::wire::DataReader;

/// Numbers that look random and are the same each time (splitmix64).
pub(super) fn mix(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// A message id is 32 random bits.
pub(super) fn queue_id(number: u64) -> String {
    format!("{:08x}", mix(number) >> 32)
}

/// The lone dot (`smtp_message_end()`): what is wrong with the message was found while it came.
pub(super) fn end_of_data(turn: &mut Turn<'_>, message: Vec<u8>, reader: &DataReader) {
    if let Err(refusal) = nothing_behind(turn) {
        return turn.refuse(refusal);
    }
    // Each line counts with its stuffing and one octet for its end.
    let size = (reader.size() + reader.stuffed()).saturating_sub(reader.line_ends());
    let read = if size > turn.world.message_size_limit {
        Err(ReplyKey::MessageTooBig)
    } else {
        headers::rewrite(&message, &turn.world.host, stamps(turn)).map_err(|trouble| match trouble {
            Trouble::Loop => ReplyKey::TooManyHops,
            Trouble::Malformed => ReplyKey::MessageMalformed,
        })
    };
    match read {
        Ok(message) => act::end_of_data(turn, message, reader),
        Err(key) => {
            turn.refuse(Refusal::new(key));
            turn.session.reset_transaction();
        }
    }
}

/// On port 587 a message gets the Date and Message-ID that it lacks.
fn stamps(turn: &Turn<'_>) -> Option<[String; 2]> {
    (turn.server.role == Role::Submission).then(|| {
        let number = turn.session.opened() ^ turn.session.now().0;
        [format!("{} (UTC)", turn.session.now().rfc5322()), format!("<{:016x}@{}>", mix(number), turn.world.host)]
    })
}

/// `Received:` as it is put before the message (`smtp_message_begin()`), and what is put before that at
/// delivery.
pub(super) fn trace(session: &Session, world: &World, transaction: &Transaction, queue_id: &str) -> String {
    let mut trace = format!("Return-Path: <{}>\r\n", transaction.reverse_path);
    if let [only] = transaction.forward_paths.as_slice() {
        trace.push_str(&format!("Delivered-To: {only}\r\n"));
    }
    let client = &world.client;
    let hello = session.hello().map_or("", |hello| hello.name.as_str());
    trace.push_str(&format!("Received: from {hello} ({} [{}])\r\n", client.name, client.address));
    trace.push_str(&format!("\tby {} (OpenSMTPD) with {} id {queue_id}", world.host, protocol(session)));
    if session.tls() {
        trace.push_str(" (TLSv1.3:TLS_AES_256_GCM_SHA384:256:NO)");
    }
    if let [only] = transaction.forward_paths.as_slice() {
        trace.push_str(&format!("\r\n\tfor <{only}>"));
    }
    trace.push_str(&format!(";\r\n\t{} (UTC)\r\n", session.now().rfc5322()));
    trace
}

fn protocol(session: &Session) -> String {
    let extended = session.hello().is_some_and(|hello| hello.extended);
    let mark = |is: bool, letter: &'static str| if is { letter } else { "" };
    format!("{}SMTP{}{}", mark(extended, "E"), mark(session.tls(), "S"), mark(session.login().is_some(), "A"))
}

/// The part of the trace that is in the queue.
pub(super) fn received(trace: &str) -> &str {
    trace.find("Received: ").map_or(trace, |start| &trace[start..])
}

/// The size with LF alone as line end, as it is kept in the queue.
pub(super) fn unix_size(octets: &[u8]) -> usize {
    octets.len() - octets.iter().filter(|&&octet| octet == b'\n').count()
}
