//! Reads anything that mail ever said, and tells who refused, at which stage, why, and whose move it is.
//!
//! [`decode`] takes octets as they were pasted or dropped: a bounce, a server's log, a dialogue, a program's error,
//! a single reply. It answers with a [`Report`]: what kind of text this is, a [`Finding`] for each recipient or failure, and
//! the dialogues that it holds. Text that is not SMTP is told as such, and what is not known is told as unknown.
//!
//! The crate knows no browser, no clock and no network; the same octets always give the same report. Any octets are
//! welcome: it never panics, reads in linear time, and stops at a [`Budget`].
//!
//! # The way of a paste
//!
//! 1. [`paste`]: the octets become text with numbered lines, whatever their charset.
//! 2. [`recognise`]: each room says how sure it is that the paste is of its kind; the surest one reads it.
//!    A room is a module: `bounce`, `reply`, and one for each further kind.
//! 3. The room fills in what the text *states*: recipient, servers, codes, stage, the words of the refusal.
//! 4. [`causes`]: from those it is concluded what they *mean*: cause, confidence, whose move it is, entries of the
//!    reference. All rooms share this step, so that the same words mean the same wherever they stand.
//!
//! The facts are tables: `data/causes.toml` and `data/replies.toml`, words in `content/<language>/causes.toml`.

#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod bounce;
mod budget;
mod causes;
mod codes;
mod describe;
mod dialogue;
mod error;
mod header;
mod known;
mod log;
mod mail;
mod marks;
mod mojibake;
mod not_smtp;
mod paste;
mod recognise;
mod reply;
mod report;
mod shown;

pub use budget::Budget;
pub use causes::{CauseWords, LANGUAGES, cause_ids, cause_words};
pub use describe::{Tone, describe, summary};
pub use header::{Check, CheckMethod, Header, Hop};
pub use report::{Action, Confidence, Dialogue, Finding, Kind, Mark, MarkKind, Note, Report, Stage, Turn, Warning, Who};
pub use shown::{
    Advice, Attempt, Card, Fact, Link, Piece, PieceKind, Shown, ShownCheck, ShownDialogue, ShownHop, ShownLine, ShownTurn, show,
};

/// Reads `octets` within the usual [`Budget`].
///
/// ```
/// use smtp_playground_decode::{Kind, decode};
///
/// let report = decode(b"550 5.1.1 <bob@example.com>: Recipient address rejected: User unknown");
/// assert_eq!(report.kind, Kind::Reply);
/// assert_eq!(report.findings[0].cause, Some("user-unknown"));
/// ```
pub fn decode(octets: &[u8]) -> Report {
    decode_within(octets, Budget::default())
}

/// Reads `octets`, and no more of them than `budget` allows.
pub fn decode_within(octets: &[u8], budget: Budget) -> Report {
    recognise::read(&paste::Paste::new(octets, budget))
}
