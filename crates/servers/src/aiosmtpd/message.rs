//! DATA (`smtp_DATA()`): lines that end with CRLF, counted as they come.

use super::{own, refuse};
use smtp_engine::session::{MessageCheck, Turn, Verdict, checks};
use smtp_engine::spec::ReplyKey;
use smtp_engine::wire::DataReader;

/// `line_length_limit`: 998 octets, a dot that stuffs, and CRLF.
const LINE_LIMIT: u64 = 1001;

/// `_DataState.TOO_LONG`
const TOO_LONG: u32 = 1;
/// `_DataState.TOO_MUCH`
const TOO_MUCH: u32 = 2;

pub(super) const CHECKS: &[MessageCheck] = checks![stayed_nominal];

pub(super) fn some_recipient(turn: &mut Turn<'_>) -> Verdict {
    let some = turn.session.transaction().is_some_and(|open| !open.forward_paths.is_empty());
    if some { Ok(()) } else { Err(refuse(ReplyKey::NeedRcpt)) }
}

pub(super) fn data(turn: &mut Turn<'_>) {
    turn.say(ReplyKey::DataStart);
    turn.session.await_data(DataReader::with_line_limit(LINE_LIMIT));
}

/// Which came first: a line that is too long, or too many octets (dots that stuff are counted, the end
/// of data is not).
pub(super) fn end_of_data(turn: &mut Turn<'_>, reader: &DataReader) {
    let limit = turn.world.message_size_limit;
    turn.counts().own[own::DATA_STATE] = match reader.overlong_at() {
        Some(before) if before <= limit => TOO_LONG,
        _ if reader.came().saturating_sub(3) > limit => TOO_MUCH,
        _ => 0,
    };
}

fn stayed_nominal(turn: &Turn<'_>, _: &[u8], _: u64) -> Verdict {
    match turn.session.counts().own[own::DATA_STATE] {
        TOO_LONG => Err(refuse(ReplyKey::TextLineTooLong)),
        TOO_MUCH => Err(refuse(ReplyKey::MessageTooBig)),
        _ => Ok(()),
    }
}
