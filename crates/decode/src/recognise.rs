//! What kind of text a paste is: each room says how sure it is, and the surest one reads.

use crate::bounce;
use crate::dialogue;
use crate::error;
use crate::header;
use crate::log;
use crate::marks;
use crate::not_smtp;
use crate::paste::Paste;
use crate::reply;
use crate::report::{Kind, Note, Report};

/// How sure a room is that a paste is of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Evidence {
    /// Nothing speaks for it.
    None,
    /// It may be.
    Possible,
    /// It has the look of it.
    Likely,
    /// Nothing else looks so.
    Certain,
}

/// A room: a kind of text, and who reads it.
struct Room {
    evidence: fn(&Paste<'_>) -> Evidence,
    /// `None`: it is not of this kind after all.
    read: fn(&Paste<'_>) -> Option<Report>,
}

/// All rooms. Of those that are equally sure, the first reads.
const ROOMS: &[Room] = &[
    Room { evidence: not_smtp::evidence, read: not_smtp::read },
    Room { evidence: bounce::evidence, read: bounce::read },
    Room { evidence: dialogue::evidence, read: dialogue::read },
    Room { evidence: log::evidence, read: log::read },
    Room { evidence: error::evidence, read: error::read },
    Room { evidence: reply::evidence, read: reply::read },
];

/// Reads `paste` in the room that is surest of it, and in the next one where that finds nothing.
pub(crate) fn read(paste: &Paste<'_>) -> Report {
    let mut sure: Vec<_> = ROOMS.iter().map(|room| ((room.evidence)(paste), room)).collect();
    sure.retain(|(evidence, _)| *evidence > Evidence::None);
    sure.sort_by(|(one, _), (other, _)| other.cmp(one));
    let mut report = sure.iter().find_map(|(_, room)| (room.read)(paste)).unwrap_or_else(|| Report::new(Kind::Unknown));
    report.header = header::read(paste);
    if report.marks.is_empty() {
        report.marks = marks::marks(paste, &report.findings);
    }
    if paste.cut {
        report.notes.push(Note::CutShort);
    }
    report
}
