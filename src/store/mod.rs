//! What the page knows, and what can be done.
//!
//! Each room is a struct of its own. Only the files of this folder write a signal: components get its reading end from
//! the room, and call what a room or the whole store offers. What concerns several rooms (a session that is opened
//! closes a dialog and gives the focus back) is an action of [`Store`]. None of the components touches the session.

mod branches;
mod code;
mod compared;
mod conversation;
mod decoding;
mod dialogs;
mod first_screen;
mod frame;
pub(super) mod import;
mod keep;
mod lessons;
mod library;
mod line;
mod looking;
mod page;
mod past;
mod server;
mod session;
mod sessions;
mod share;
mod states;
mod transcript;
mod typing;
mod world;

use leptos::prelude::*;

pub use self::code::{Code, Programs};
pub use self::compared::Against;
pub use self::conversation::Conversation;
pub use self::decoding::{Decoding, Document, LONG_TEXT, Reading};
pub use self::dialogs::{Dialogs, Sheet};
pub use self::frame::{Frame, Job, Presenter, Side};
pub use self::import::FileKind;
pub use self::lessons::{Candidates, Course, GRADES_ID, Graded, Lessons, OpenSet, Task, Workshop};
pub use self::library::Library;
pub use self::looking::Looking;
pub use self::sessions::Listed;
pub use self::share::Share;
pub use self::transcript::block_id;
pub use self::typing::{LIST_ID, List, Typing};
pub use self::world::{WorldForm, world_field_id};
use crate::browser::Kept;
use crate::dynamic::{Changing, words};
use crate::settings::Settings;
use playground::content::{Label, Language, fill, label};
use playground::record::Action;

/// The id of the command line in the document.
pub const INPUT_ID: &str = "command";
/// The id of the button that explains what is no command in the document.
pub const EXPLAIN_ID: &str = "explain-draft";
/// The id of the field to find with in the document.
pub const FIND_ID: &str = "find";
/// The id of the list of exercises in the document.
pub const LEARN_ID: &str = "learn";
/// The id of the open reference in the document.
pub const READER_ID: &str = "reader";
/// The id of the program in the document.
pub const PROGRAM_ID: &str = "program";
/// The id of the share link in the document.
pub const LINK_ID: &str = "share-link";
/// The id of what could not be copied in the document.
pub const BY_HAND_TEXT_ID: &str = "by-hand-text";
/// The id of the transcript in the document.
pub const TRANSCRIPT_ID: &str = "transcript";
/// The three places of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// What can be said.
    Say,
    Talk,
    /// What it means.
    Why,
}

/// The parts of the place "why".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The line that is selected.
    Line,
    States,
    /// The session as a sequence diagram.
    Sequence,
    Codes,
    Mailbox,
    Log,
    /// The form for making exercises.
    Workshop,
}

/// Something to tell the person, until it is closed.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Unlike that of any other.
    pub id: u32,
    /// What to say.
    pub label: Label,
    /// What fills its braces.
    pub values: Vec<(&'static str, String)>,
    /// What can be done about it.
    pub action: Option<NoticeAction>,
}

/// What can be done about a notice.
#[derive(Clone, Copy, Debug)]
pub struct NoticeAction {
    pub label: Label,
    pub act: fn(Store),
}

/// A label, and what fills its braces.
pub type Told = (Label, Vec<(&'static str, String)>);

/// What the page knows, in rooms. Copies are the same store.
#[derive(Clone, Copy)]
pub struct Store {
    pub conversation: Conversation,
    /// The line that is being typed, and what helps with it.
    pub typing: Typing,
    pub why: Looking,
    /// The sessions that are kept and brought in.
    pub library: Library,
    /// The exercises.
    pub lessons: Lessons,
    /// What is being decoded.
    pub decoding: Decoding,
    /// The dialogs over the page.
    pub dialogs: Dialogs,
    /// The page around the session.
    pub frame: Frame,
    /// The language of the page.
    pub language: Memo<Language>,
    settings: RwSignal<Settings>,
}

impl Store {
    /// A store with a connected server, as the first visit shows it; `languages` are those the browser asks for.
    pub fn new(kept: Kept, languages: &[String]) -> Self {
        let settings = RwSignal::new(if let Kept::Read(settings) = kept { settings } else { Settings::default() });
        let asked = Language::choose(languages.iter().map(String::as_str));
        let conversation = Conversation::new();
        let store = Self {
            conversation,
            typing: Typing::new(conversation.timeline, conversation.palette),
            why: Looking::new(),
            library: Library::new(),
            lessons: Lessons::new(conversation.timeline),
            decoding: Decoding::new(),
            dialogs: Dialogs::new(),
            frame: Frame::new(),
            language: Memo::new(move |_| settings.get().language.unwrap_or(asked)),
            settings,
        };
        match kept {
            Kept::Corrupt => store.tell(Label::NoticeStorageCorrupt, vec![]),
            Kept::Denied => store.tell(Label::NoticeStorageDenied, vec![]),
            Kept::Nothing | Kept::Read(_) => {}
        }
        store.act([Action::Connect]);
        store
    }

    /// The store of this page.
    pub fn get() -> Self {
        expect_context()
    }

    /// What the person has chosen.
    pub fn settings(self) -> ReadSignal<Settings> {
        self.settings.read_only()
    }

    /// The text of `wanted`, which follows the language of the page.
    pub fn t(self, wanted: Label) -> Changing<&'static str> {
        words(move || self.text(wanted))
    }

    /// The text of `wanted` in the language that the page has now.
    pub fn text(self, wanted: Label) -> &'static str {
        label(self.language.get(), wanted)
    }

    /// The text of `wanted` in the language that the page has now; it follows no later one.
    pub fn text_now(self, wanted: Label) -> &'static str {
        label(self.language.get_untracked(), wanted)
    }

    /// The text of `wanted` with its braces filled.
    pub fn filled(self, wanted: Label, values: &[(&str, &str)]) -> String {
        fill(label(self.language.get(), wanted), values)
    }

    /// So many octets.
    pub fn octets(self, count: usize) -> String {
        self.filled(if count == 1 { Label::UnitOctet } else { Label::UnitOctets }, &[("count", &count.to_string())])
    }

    /// So many lines.
    pub fn lines(self, count: usize) -> String {
        self.filled(if count == 1 { Label::UnitLine } else { Label::UnitLines }, &[("count", &count.to_string())])
    }
}
