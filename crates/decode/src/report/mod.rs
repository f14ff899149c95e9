//! What [`crate::decode`] answers. `schema.json` describes the same as JSON Schema.

mod dialogue;
mod finding;
mod mark;

pub use dialogue::{Dialogue, Turn};
pub use finding::{Action, Confidence, Finding, Stage, Warning, Who};
pub use mark::{Mark, MarkKind};

use crate::header::Header;
use serde::{Serialize, Serializer};

/// The version of the form in which a report is written as JSON.
const VERSION: u8 = 1;

/// What a paste is and what is in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// What kind of text it is.
    pub kind: Kind,
    /// What wrote it, as far as that is known: "Postfix", "qmail", "Python smtplib", "PostgreSQL".
    pub source: Option<String>,
    /// One for each recipient or failure, in the order of the paste.
    pub findings: Vec<Finding>,
    /// The dialogues in it, in the order of the paste.
    pub dialogues: Vec<Dialogue>,
    /// What the head of the mail tells: the way that it took, and what was checked.
    pub header: Option<Header>,
    /// What else is to be known of this reading.
    pub notes: Vec<Note>,
    /// What was recognised where, sorted by place.
    pub marks: Vec<Mark>,
}

/// A kind of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A mail that says that another one was not delivered, or not yet, or was (RFC 3464).
    Bounce,
    /// A log of a mail server.
    Log,
    /// What a client and a server said to each other.
    Dialogue,
    /// The error of a program.
    Error,
    /// A single reply, or a code.
    Reply,
    /// A report of abuse (RFC 5965).
    Report,
    /// An answer that a program gave for its owner, such as a vacation notice (RFC 3834).
    #[serde(rename = "autoreply")]
    AutoReply,
    /// Something that mail never says.
    NotSmtp,
    /// Nothing of this was recognised.
    Unknown,
}

/// What is to be known of a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Note {
    /// There is more in the paste than was read.
    CutShort,
}

impl Report {
    /// Of this kind, and empty.
    pub fn new(kind: Kind) -> Self {
        Self { kind, source: None, findings: Vec::new(), dialogues: Vec::new(), header: None, notes: Vec::new(), marks: Vec::new() }
    }
}

/// As it is written: `dialogue` is the first one, and `dialogues` stands there where they are several.
#[derive(Serialize)]
struct Written<'a> {
    version: u8,
    kind: Kind,
    source: Option<&'a str>,
    findings: &'a [Finding],
    dialogue: Option<&'a Dialogue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dialogues: Option<&'a [Dialogue]>,
    header: Option<&'a Header>,
    notes: &'a [Note],
    marks: &'a [Mark],
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let written = Written {
            version: VERSION,
            kind: self.kind,
            source: self.source.as_deref(),
            findings: &self.findings,
            dialogue: self.dialogues.first(),
            dialogues: (self.dialogues.len() > 1).then_some(self.dialogues.as_slice()),
            header: self.header.as_ref(),
            notes: &self.notes,
            marks: &self.marks,
        };
        written.serialize(serializer)
    }
}
