//! What smtp-server does with a message: it counts its octets, and the program that uses it (here one that
//! keeps nothing) decides.

use super::{log, own, refuse};
use smtp_engine::session::{MessageCheck, Turn, Verdict, checks};
use smtp_engine::spec::ReplyKey;
use smtp_engine::wire::DataReader;

pub(super) const CHECKS: &[MessageCheck] = checks![size_limit];

/// `stream.sizeExceeded`, and the reply that the recorded server's `onData` gave for it.
fn size_limit(turn: &Turn<'_>, _: &[u8], size: u64) -> Verdict {
    if size <= turn.world.message_size_limit { Ok(()) } else { Err(refuse(ReplyKey::MessageTooBig)) }
}

/// `handler_DATA()`: unknown commands are counted anew.
pub(super) fn end_of_data(turn: &mut Turn<'_>, reader: &DataReader) {
    turn.counts().own[own::UNRECOGNIZED] = 0;
    log::write(turn, "debug", "data", &format!("C: <{} bytes of DATA>", reader.size()));
}
