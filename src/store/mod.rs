//! What the page knows, and what can be done. Components read signals and call actions; none of them
//! touches the session.

mod branches;
mod code;
mod compared;
mod first_screen;
mod frame;
pub(super) mod import;
mod keep;
mod line;
mod page;
mod server;
mod session;
mod sessions;
mod share;
mod states;
mod transcript;
mod typing;
mod world;

use std::ops::Range;
use std::sync::Arc;

use gloo::file::callbacks::FileReader;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;

pub use self::code::{Code, Programs};
pub use self::compared::Against;
pub use self::frame::{Presenter, Side};
pub use self::import::FileKind;
use self::keep::Keeper;
pub use self::sessions::Listed;
pub use self::share::Share;
pub use self::transcript::block_id;
pub use self::typing::{LIST_ID, List, Typing};
pub use self::world::{WorldForm, world_field_id};
use crate::browser::Kept;
use crate::dynamic::{Changing, words};
use crate::settings::Settings;
use playground::content::{Label, Language, fill, label};
use playground::queries::hint::{Hint, hint};
use playground::queries::history::History;
use playground::queries::palette::{Entry, palette};
use playground::queries::status::{Status, status};
use playground::queries::views::{LineKind, Views};
use playground::queries::window::Heights;
use playground::record::import::Imported;
use playground::record::{Action, Timeline};
use smtp_engine::session::World;
use smtp_servers::postfix;

/// The id of the command line in the document.
pub const INPUT_ID: &str = "command";
/// The id of the list of all actions in the document.
pub const ACTIONS_ID: &str = "actions";
/// The id of the field to find with in the document.
pub const FIND_ID: &str = "find";
/// The id of the comparison in the document.
pub const COMPARISON_ID: &str = "comparison";
/// The id of the list of branches in the document.
pub const BRANCHES_ID: &str = "branches";
/// The id of the search over the reference in the document.
pub const SEARCH_ID: &str = "search";
/// The id of the open reference in the document.
pub const READER_ID: &str = "reader";
/// The id of the list of sessions in the document.
pub const SESSIONS_ID: &str = "sessions";
/// The id of the dialog with programs in the document.
pub const CODE_ID: &str = "code";
/// The id of the program in the document.
pub const PROGRAM_ID: &str = "program";
/// The id of the share link in the document.
pub const LINK_ID: &str = "share-link";
/// The id of the dialog with what could not be copied in the document.
pub const BY_HAND_ID: &str = "by-hand";
/// The id of what could not be copied in the document.
pub const BY_HAND_TEXT_ID: &str = "by-hand-text";
/// The id of the share link's dialog in the document.
pub const SHARE_ID: &str = "share";
/// The id of the world's dialog in the document.
pub const WORLD_ID: &str = "world";
/// The id of the transcript in the document.
pub const TRANSCRIPT_ID: &str = "transcript";
/// The three places of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// What can be said.
    Say,
    /// The session.
    Talk,
    /// What it means.
    Why,
}

/// The parts of the place "why".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The line that is selected.
    Line,
    /// The state machine.
    States,
    /// The session as a sequence diagram.
    Sequence,
    /// The reply codes.
    Codes,
    /// The mailbox.
    Mailbox,
    /// The server's log.
    Log,
}

/// Something to tell the person, until it is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Unlike that of any other.
    pub id: u32,
    /// What to say.
    pub label: Label,
    /// What fills its braces.
    pub values: Vec<(&'static str, String)>,
}

/// A label, and what fills its braces.
pub type Told = (Label, Vec<(&'static str, String)>);

/// All of it. Copies are the same store.
#[derive(Clone, Copy)]
pub struct Store {
    /// What happened.
    pub timeline: RwSignal<Timeline>,
    /// What grows with it.
    pub views: RwSignal<Views>,
    /// Where the session is.
    pub status: Memo<Status>,
    /// What can be said now.
    pub palette: Memo<Vec<Entry>>,
    /// What may be done next.
    pub hint: Memo<Hint>,
    /// The line of the transcript that is explained: the one selected, else the latest reply.
    pub shown: Memo<Option<usize>>,
    /// What is being typed.
    pub draft: RwSignal<String>,
    /// What is known about it, and what helps with it.
    pub typing: Typing,
    /// The language of the page.
    pub language: Memo<Language>,
    /// What the person has chosen.
    pub settings: RwSignal<Settings>,
    /// Which place a narrow page shows.
    pub place: RwSignal<Place>,
    /// Which part of "why" is open.
    pub part: RwSignal<Part>,
    /// Which message of the mailbox is open, by its event.
    pub mail: RwSignal<Option<usize>>,
    /// Whether the page is narrow, so that its places are tabs.
    pub narrow: RwSignal<bool>,
    /// What the session is compared with, while that is looked at.
    pub compared: RwSignal<Option<Against>>,
    /// Whether the search over the reference is open.
    pub searching: RwSignal<bool>,
    /// Which page of the reference is open: what stands behind `#/reference/`.
    pub reading: RwSignal<Option<String>>,
    /// The session as a program.
    pub code: Programs,
    /// The link to the session, while it is shown.
    pub shared: RwSignal<Option<Share>>,
    /// What became of copying the link.
    pub copied: RwSignal<Option<Label>>,
    /// What could not be copied, while it is shown.
    pub to_copy: RwSignal<Option<String>>,
    /// The sessions that are kept, the latest first.
    pub sessions: RwSignal<Vec<Listed>>,
    /// What became of keeping the session.
    pub session_news: RwSignal<Option<Label>>,
    /// The session that was deleted last: where it was kept, and what was.
    pub deleted: RwSignal<Option<(String, String)>>,
    /// The log that was imported last.
    pub imported: RwSignal<Option<Arc<Imported>>>,
    /// Why nothing was imported.
    pub import_failed: RwSignal<Option<Told>>,
    /// What there is to tell.
    pub notices: RwSignal<Vec<Notice>>,
    /// The presenter.
    pub presenter: RwSignal<Presenter>,
    next_step: StoredValue<Option<Timeout>, LocalStorage>,
    file: StoredValue<Option<FileReader>, LocalStorage>,
    /// What is looked for in the transcript; nothing while nothing is.
    pub sought: RwSignal<Option<String>>,
    /// Whether the list of all actions is open.
    pub listing: RwSignal<bool>,
    /// From which line on the log is shown; nothing for its end.
    pub log_from: RwSignal<Option<usize>>,
    /// The world as it is being edited.
    pub world_form: RwSignal<Option<WorldForm>>,
    /// The world before it was changed last.
    pub world_before: RwSignal<Option<World>>,
    /// Which blocks of the transcript are in the document.
    pub window: RwSignal<Range<usize>>,
    heights: StoredValue<Heights>,
    selected: RwSignal<Option<usize>>,
    history: RwSignal<History>,
    next_notice: StoredValue<u32>,
    keeper: StoredValue<Keeper>,
}

impl Store {
    /// A store with a connected server, as the first visit shows it; `languages` are those the browser asks for.
    pub fn new(kept: Kept, languages: &[String]) -> Self {
        let settings = RwSignal::new(if let Kept::Read(settings) = kept { settings } else { Settings::default() });
        let asked = Language::choose(languages.iter().map(String::as_str));
        let timeline = RwSignal::new(Timeline::new(&postfix::MX, World::standard()));
        let views = RwSignal::new(Views::default());
        let selected = RwSignal::new(None);
        let latest = move || {
            views.with(|views| views.lines.iter().rev().find(|line| matches!(line.kind, LineKind::Reply(_))).map(|line| line.event))
        };
        let said = Memo::new(move |_| timeline.with(palette));
        let draft = RwSignal::new(String::new());
        let store = Self {
            timeline,
            views,
            status: Memo::new(move |_| timeline.with(status)),
            palette: said,
            hint: Memo::new(move |_| timeline.with(|timeline| views.with(|views| hint(timeline, &views.incoming)))),
            shown: Memo::new(move |_| selected.get().or_else(latest)),
            draft,
            typing: Typing::new(timeline, said, draft),
            language: Memo::new(move |_| settings.get().language.unwrap_or(asked)),
            settings,
            place: RwSignal::new(Place::Talk),
            part: RwSignal::new(Part::Line),
            mail: RwSignal::new(None),
            narrow: RwSignal::new(false),
            compared: RwSignal::new(None),
            searching: RwSignal::new(false),
            reading: RwSignal::new(None),
            code: Programs::new(),
            shared: RwSignal::new(None),
            copied: RwSignal::new(None),
            to_copy: RwSignal::new(None),
            sessions: RwSignal::new(Vec::new()),
            session_news: RwSignal::new(None),
            deleted: RwSignal::new(None),
            imported: RwSignal::new(None),
            import_failed: RwSignal::new(None),
            notices: RwSignal::new(Vec::new()),
            presenter: RwSignal::new(Presenter::default()),
            next_step: StoredValue::new_local(None),
            file: StoredValue::new_local(None),
            sought: RwSignal::new(None),
            listing: RwSignal::new(false),
            log_from: RwSignal::new(None),
            world_form: RwSignal::new(None),
            world_before: RwSignal::new(None),
            window: RwSignal::new(0..0),
            heights: StoredValue::new(Heights::default()),
            selected,
            history: RwSignal::new(History::default()),
            next_notice: StoredValue::new(0),
            keeper: StoredValue::new(Keeper::default()),
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
