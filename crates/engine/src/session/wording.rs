use crate::spec::{Enhanced, RfcRef};

/// How we know a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provenance {
    /// From recordings of the real one, made on that day.
    Recorded(&'static str),
    /// From the standard itself.
    Standard(RfcRef),
    /// From sessions and bounces that others made public, of those years; never recorded by us.
    PublicTranscripts(&'static str),
}

/// Where a wording comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// A recorded session of the real server in which it was said.
    Recorded(&'static str),
    /// The real server's documentation or source text.
    Published(&'static str),
    /// A section of the standard.
    Standard(RfcRef),
    /// Nobody has seen it; the page says so.
    Unverified,
    /// A session or bounce with the real server that somebody made public.
    Transcript {
        /// Where it can be read, or what kind of place it was.
        place: &'static str,
        /// The day when it was said or published, or [`Source::UNDATED`].
        date: &'static str,
    },
}

impl Source {
    /// Stands as the date of a transcript that tells none.
    pub const UNDATED: &'static str = "undated";
}

/// A server's words for one reply key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The three digits.
    pub code: u16,
    /// The enhanced status code.
    pub enhanced: Option<Enhanced>,
    /// The text, with [`Slot`](super::Slot)s in braces; `\n` separates the lines of a reply of several lines.
    pub text: &'static str,
    /// Where it comes from.
    pub source: Source,
}
