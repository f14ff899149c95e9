//! The four jobs that people come with, and the door of each: in the header, and where nothing has been said yet.

use crate::content::Label;

/// A job's door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Door {
    pub name: Label,
    /// What it is for, in a sentence.
    pub about: Label,
    /// The fragment of its view.
    pub address: &'static str,
}

/// Talking to a server.
pub const PRACTISE: Door = Door { name: Label::JobPractise, about: Label::JobPractiseAbout, address: "#/" };
/// The exercises.
pub const LEARN: Door = Door { name: Label::JobLearn, about: Label::JobLearnAbout, address: "#/learn" };
/// Explaining what was pasted.
pub const DECODE: Door = Door { name: Label::JobDecode, about: Label::JobDecodeAbout, address: "#/decode" };
pub const REFERENCE: Door = Door { name: Label::JobReference, about: Label::JobReferenceAbout, address: "#/reference" };

/// All of them, in the order in which they are shown.
pub const DOORS: [Door; 4] = [PRACTISE, LEARN, DECODE, REFERENCE];
