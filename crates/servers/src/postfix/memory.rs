//! What Postfix remembers of a session beyond what all servers do (`SMTPD_STATE`), and when it forgets it
//! (`mail_reset()`).

use smtp_engine::session::{Chunk, Session, Turn, act};
use smtp_engine::wire::DataReader;

/// All of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Remembered {
    /// `msg_size`: what SIZE said last.
    pub(super) declared_size: u64,
    /// `sasl_sender`: who submitted the message first, says AUTH of MAIL (RFC 4954 section 5).
    pub(super) submitter: Option<String>,
}

pub(super) fn of(session: &Session) -> Remembered {
    session.memory().get().cloned().unwrap_or_default()
}

pub(super) fn change(turn: &mut Turn<'_>, change: impl FnOnce(&mut Remembered)) {
    turn.session.memory_mut().with(change);
}

fn forget(turn: &mut Turn<'_>) {
    change(turn, |memory| *memory = Remembered::default());
}

pub(super) fn ehlo(turn: &mut Turn<'_>) {
    forget(turn);
    act::ehlo(turn);
}

pub(super) fn helo(turn: &mut Turn<'_>) {
    forget(turn);
    act::helo(turn);
}

pub(super) fn rset(turn: &mut Turn<'_>) {
    forget(turn);
    act::rset(turn);
}

pub(super) fn starttls(turn: &mut Turn<'_>) {
    forget(turn);
    act::starttls(turn);
}

pub(super) fn end_of_data(turn: &mut Turn<'_>, message: Vec<u8>, reader: &DataReader) {
    act::end_of_data(turn, message, reader);
    forget(turn);
}

/// A refused chunk ends the transaction if it is the last one; else all that follow are thrown away
/// (`skip_bdat()`).
pub(super) fn end_of_chunk(turn: &mut Turn<'_>, chunk: Chunk) {
    let last = chunk.last;
    act::end_of_chunk(turn, chunk);
    if last {
        forget(turn);
        turn.session.reset_transaction();
    }
}
