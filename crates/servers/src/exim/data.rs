//! DATA and BDAT, and what becomes of the message.

use super::delivery;
use super::error::{Mistake, last_words, log, mistake};
use super::line::argument;
use super::log::{connection, host, login, tls};
use super::memory::{Loop, recall, remember};
use super::stored::{Stored, first_line_crlf, reading_place};
use smtp_engine::session::{Chunk, Delivery, Refusal, Slot, Transaction, Turn, Verdict, act};
use smtp_engine::spec::ReplyKey;
use smtp_engine::wire::DataReader;

/// The longest line that `acl_check_data` lets pass (RFC 5322 section 2.1.1).
const LONGEST_LINE: usize = 998;

pub(super) fn note_data(turn: &mut Turn<'_>) -> Verdict {
    remember(turn, |known| {
        known.note_command("DATA");
        known.sync_enforced = true;
    });
    Ok(())
}

pub(super) fn some_recipient(turn: &mut Turn<'_>) -> Verdict {
    if turn.session.transaction().is_some_and(|open| !open.forward_paths.is_empty()) {
        return Ok(());
    }
    // Where all RCPT commands had the same answer, it is repeated.
    let (answer, excused) = recall(turn.session, |known| {
        let envelope = &known.envelope;
        (envelope.rcpt_answer.clone().filter(|_| !envelope.rcpt_answers_differ), known.pipelining_advertised && known.last_was_rcpt)
    });
    let repeated = answer.map(|answer| format!("All RCPT commands were rejected with this error:\n{answer}\n")).unwrap_or_default();
    // Right after RCPT, a client that may pipeline could not know better: that is no mistake.
    if excused {
        return Err(Refusal::new(ReplyKey::NoValidRecipients).with(Slot::Argument, repeated));
    }
    Err(mistake(turn, Mistake::Protocol, Refusal::new(ReplyKey::NeedRcpt).with(Slot::Argument, repeated)))
}

pub(super) fn data(turn: &mut Turn<'_>) {
    remember(turn, |known| known.in_chunks = false);
    act::data(turn);
}

/// The lone dot came.
pub(super) fn end_of_data(turn: &mut Turn<'_>, message: Vec<u8>, reader: &DataReader) {
    let crlf = first_line_crlf(&message);
    let stored = Stored::read(&message, crlf);
    let size = if reader.size() > message.len() as u64 { reader.size() - reader.line_ends() } else { stored.size() };
    finish(turn, message, &stored, size, ReplyKey::Queued);
}

/// `sscanf("%u %n")`: a number of 32 bits, and what stands after it.
fn chunk_size(text: &[u8]) -> Option<(u64, &[u8])> {
    let unsigned = text.strip_prefix(b"-").or_else(|| text.strip_prefix(b"+")).unwrap_or(text);
    let digits = unsigned.iter().take_while(|octet| octet.is_ascii_digit()).count();
    let number: u64 = match std::str::from_utf8(&unsigned[..digits]).ok()? {
        "" => return None,
        digits => digits.parse().unwrap_or(u64::MAX),
    };
    // A negative number wraps around.
    let number = if text.starts_with(b"-") { number.wrapping_neg() } else { number };
    Some((number & u64::from(u32::MAX), unsigned[digits..].trim_ascii_start()))
}

/// BDAT: a chunk comes next.
pub(super) fn bdat(turn: &mut Turn<'_>) {
    let between_chunks = recall(turn.session, |known| known.reading == Loop::Chunks);
    if !between_chunks {
        remember(turn, |known| known.note_command("BDAT"));
        if !recall(turn.session, |known| known.chunking_offered) {
            let refusal = mistake(turn, Mistake::Protocol, Refusal::new(ReplyKey::BdatNotOffered));
            return turn.refuse(refusal);
        }
    }
    let Some((size, rest)) = chunk_size(argument(turn)) else {
        let refusal = mistake(turn, Mistake::Protocol, Refusal::new(ReplyKey::BdatSyntax));
        if between_chunks {
            give_up(turn);
        }
        return turn.refuse(refusal);
    };
    let last = rest.eq_ignore_ascii_case(b"LAST");
    remember(turn, |known| {
        known.sync_enforced = true;
        known.chunk_size = size;
        known.in_chunks = true;
    });
    if let Err(refusal) = some_recipient(turn) {
        // The chunk is read all the same, and thrown away (`bdat_flush_data()`).
        let close = refusal.close;
        turn.refuse(refusal.clone());
        if size > 0 && !close {
            turn.session.await_chunk(Chunk { left: size, last, refusal: Some(refusal) });
        }
        return;
    }
    if between_chunks && size == 0 && !last {
        remember(turn, |known| known.reading = Loop::UntilReset);
        let refusal = mistake(turn, Mistake::Protocol, Refusal::new(ReplyKey::BdatZeroSize));
        return turn.refuse(refusal);
    }
    turn.session.await_chunk(Chunk { left: size, last, refusal: None });
}

/// The connection ends between two chunks (`handle_lost_connection()`).
pub(super) fn lost_in_chunks(turn: &mut Turn<'_>) -> Refusal {
    let chunks = turn.session.transaction().and_then(|open| open.chunks.as_deref()).unwrap_or_default();
    let place = reading_place(chunks);
    let text = format!("SMTP connection from {} lost while reading message data{place}", connection(turn.session, turn.world));
    log(turn, &text);
    last_words(turn, Refusal::new(ReplyKey::LostInMessage))
}

/// The message at hand is dropped, and a new one may come.
pub(super) fn give_up(turn: &mut Turn<'_>) {
    turn.session.reset_transaction();
    remember(turn, |known| known.new_message());
}

/// All octets of a chunk came (`bdat_getc()`).
pub(super) fn end_of_chunk(turn: &mut Turn<'_>, chunk: Chunk) {
    if chunk.refusal.is_some() {
        return;
    }
    let size = remember(turn, |known| {
        known.reading = Loop::Chunks;
        known.chunks_size += known.chunk_size;
        known.chunk_size
    });
    let told = recall(turn.session, |known| known.pipelining_advertised);
    if !told && !turn.pending.is_empty() {
        remember(turn, |known| known.reading = Loop::UntilReset);
        let refusal = mistake(turn, Mistake::Protocol, Refusal::new(ReplyKey::SyncError));
        return turn.refuse(Refusal { close: false, ..refusal });
    }
    if !chunk.last {
        // The message has an id from the end of its headers on.
        let chunks = turn.session.transaction().and_then(|open| open.chunks.as_deref()).unwrap_or_default();
        if recall(turn.session, |known| known.message_id.is_none()) && Stored::read_chunks(chunks).headers_ended() {
            let id = next_message_id(turn);
            remember(turn, |known| known.message_id = Some(id));
        }
        return turn.say_with(ReplyKey::ChunkOk, &[(Slot::Octets, size.to_string())]);
    }
    let octets = turn.session.transaction_mut().and_then(|open| open.chunks.take()).unwrap_or_default();
    let stored = Stored::read_chunks(&octets);
    let all = recall(turn.session, |known| known.chunks_size);
    let kept = stored.size();
    let stored_size = if all > octets.len() as u64 { kept + (all - octets.len() as u64) } else { kept };
    finish(turn, octets, &stored, stored_size, ReplyKey::ChunkQueued);
}

fn next_message_id(turn: &mut Turn<'_>) -> String {
    (turn.server.words.queue_id)(turn.session.open_message())
}

/// The whole message came: the size limit, `acl_check_data`, and then it is taken.
fn finish(turn: &mut Turn<'_>, message: Vec<u8>, stored: &Stored, size: u64, key: ReplyKey) {
    let id = recall(turn.session, |known| known.message_id.clone()).unwrap_or_else(|| next_message_id(turn));
    let Some(mut transaction) = turn.session.end_transaction() else {
        return;
    };
    transaction.queue_id = Some(id.clone());
    match check(turn, stored, size, &id) {
        Ok(()) => accept(turn, transaction, message, stored, key, id),
        Err(refusal) => turn.refuse(refusal),
    }
    remember(turn, |known| known.new_message());
}

fn check(turn: &mut Turn<'_>, stored: &Stored, size: u64, id: &str) -> Verdict {
    let sender = recall(turn.session, |known| known.envelope.sender.clone());
    let limit = turn.world.message_size_limit;
    let client = host(turn.session, turn.world);
    if size > limit {
        log(turn, &format!("{id} rejected from <{sender}> {client}: message too big: read={size} max={limit}"));
        return Err(Refusal::new(ReplyKey::MessageTooBig));
    }
    let longest = stored.longest_line();
    let (refusal, detail) = if longest > LONGEST_LINE {
        (Refusal::new(ReplyKey::MessageLineTooLong).with(Slot::Octets, longest.to_string()), String::new())
    } else if let Some(bad) = stored.bad_address() {
        (Refusal::new(ReplyKey::HeaderSyntax), format!(" ({bad})"))
    } else {
        return Ok(());
    };
    let reply = turn.compose(refusal.key, &refusal.slots).text;
    let message = reply.trim_end().get(4..).unwrap_or_default();
    let text = format!("{id} {client}{} F=<{sender}>{} rejected after DATA: {message}{detail}", tls(turn.session), login(turn.session));
    log(turn, &text);
    Err(refusal)
}

fn accept(turn: &mut Turn<'_>, transaction: Transaction, message: Vec<u8>, stored: &Stored, key: ReplyKey, id: String) {
    let trace = (turn.server.words.trace)(turn.session, turn.world, &transaction, &id);
    let (recipients, prdr) = remember(turn, |known| {
        known.messages += 1;
        (known.envelope.recipients.clone(), known.envelope.prdr)
    });
    let crlf = first_line_crlf(&message);
    remember(turn, |known| known.crlf = crlf);
    let chunk_size = recall(turn.session, |known| known.chunk_size);
    let slots = [(Slot::QueueId, id.clone()), (Slot::Octets, chunk_size.to_string()), (Slot::Argument, stored.chunked_size().to_string())];
    // PRDR: each recipient is answered for, then all together.
    if prdr && recipients.len() > 1 {
        turn.say(ReplyKey::PrdrStart);
        for recipient in &recipients {
            turn.say_with(ReplyKey::PrdrRecipient, &[(Slot::Address, recipient.clone())]);
        }
        turn.say_with(ReplyKey::PrdrQueued, &slots);
    } else {
        turn.say_with(key, &slots);
    }
    let (mailboxes, relayed) = delivery::destinations(&transaction.forward_paths, turn.world);
    let at = turn.session.now();
    let Transaction { reverse_path, forward_paths, .. } = transaction;
    turn.deliver(Delivery { reverse_path, forward_paths, mailboxes, relayed, queue_id: id, trace, message, at });
}
