use serde::Serialize;

/// A stretch of the pasted text in which something was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// Octets of the text before it.
    pub start: usize,
    /// Octets of the text up to its end.
    pub end: usize,
    /// What it is.
    pub kind: MarkKind,
    /// The number of the finding that it belongs to, from 0.
    pub finding: Option<usize>,
}

/// What a stretch of a paste is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkKind {
    /// The line that matters.
    Decisive,
    /// A reply code or an enhanced code.
    Code,
    /// An address of a person.
    Address,
    /// A host or an IP address.
    Host,
    /// A login or a password.
    Secret,
}
