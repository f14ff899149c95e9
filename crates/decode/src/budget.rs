//! How much of a paste is read, so that no input takes more than bounded memory.

/// Limits of one reading. What lies beyond is left out, and the report says so ([`crate::Note::CutShort`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Octets that are looked at.
    pub octets: usize,
    /// Findings in a report.
    pub findings: usize,
    /// Dialogues in a report.
    pub dialogues: usize,
    /// Turns in one dialogue.
    pub turns: usize,
    /// How deep MIME parts may lie in each other.
    pub depth: usize,
    /// MIME parts of one mail.
    pub parts: usize,
    /// Characters of the words that are kept of one finding.
    pub words: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { octets: 64 << 20, findings: 2_000, dialogues: 500, turns: 5_000, depth: 8, parts: 200, words: 4_000 }
    }
}
