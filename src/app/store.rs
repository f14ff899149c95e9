//! What the page knows, and what can be done. Components read signals and call actions; none of them
//! touches the session.

use leptos::prelude::*;

use super::browser::{self, Kept};
use super::dynamic::{Changing, words};
use super::queries::hint::{Hint, hint};
use super::queries::history::History;
use super::queries::palette::{Entry, palette};
use super::queries::paste;
use super::queries::servers::with_role;
use super::queries::status::{Status, status};
use super::queries::views::{LineKind, Views};
use super::settings::{Settings, Theme};
use crate::content::{Label, Language, fill, label};
use crate::record::{Action, Timeline};
use crate::servers::{self, postfix};
use crate::session::{Role, Server, Timestamp, World};
use crate::spec::State;

/// The id of the command line in the document.
pub const INPUT_ID: &str = "command";
/// The id of the comparison in the document.
pub const COMPARISON_ID: &str = "comparison";
/// The id of the transcript in the document.
pub const TRANSCRIPT_ID: &str = "transcript";

/// The longest pause between two actions that the server sees, in milliseconds; shorter than any server's timeout.
const LONGEST_PAUSE: u64 = 30_000;

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
    /// The server that the session is compared with, while that is looked at.
    pub compared: RwSignal<Option<&'static str>>,
    /// What there is to tell.
    pub notices: RwSignal<Vec<Notice>>,
    selected: RwSignal<Option<usize>>,
    history: RwSignal<History>,
    next_notice: StoredValue<u32>,
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
        let store = Self {
            timeline,
            views,
            status: Memo::new(move |_| timeline.with(status)),
            palette: Memo::new(move |_| timeline.with(palette)),
            hint: Memo::new(move |_| timeline.with(hint)),
            shown: Memo::new(move |_| selected.get().or_else(latest)),
            draft: RwSignal::new(String::new()),
            language: Memo::new(move |_| settings.get().language.unwrap_or(asked)),
            settings,
            place: RwSignal::new(Place::Talk),
            part: RwSignal::new(Part::Line),
            mail: RwSignal::new(None),
            narrow: RwSignal::new(false),
            compared: RwSignal::new(None),
            notices: RwSignal::new(Vec::new()),
            selected,
            history: RwSignal::new(History::default()),
            next_notice: StoredValue::new(0),
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

    // The session

    /// Connects.
    pub fn connect(self) {
        self.act([Action::Connect]);
        self.focus_input();
    }

    /// Closes the connection without QUIT.
    pub fn disconnect(self) {
        self.act([Action::Disconnect]);
    }

    /// Begins anew with the same server.
    pub fn reset(self) {
        self.begin(self.timeline.with_untracked(Timeline::server));
    }

    /// Begins anew with the server `id` in `role`, or in the first role that it has.
    pub fn choose(self, id: &str, role: Role) {
        let found = servers::find(id, role).or_else(|| servers::ALL.iter().copied().find(|server| server.id == id));
        if let Some(server) = found {
            self.begin(server);
        }
    }

    /// Sends `text`, line by line. What comes after the server has closed is not sent, and that is told.
    pub fn send(self, text: &str) {
        let lines = paste::lines(text);
        let mut unsent = 0;
        let moment = self.moment();
        self.timeline.update(|timeline| {
            for (number, line) in lines.iter().enumerate() {
                if timeline.state() == State::Closed {
                    unsent = lines.len() - number;
                    return;
                }
                timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), moment);
            }
        });
        self.history.update(|history| lines.iter().for_each(|line| history.push(line)));
        if unsent > 0 {
            self.tell(Label::NoticeSentAfterClose, vec![("count", unsent.to_string())]);
        }
        self.follow();
    }

    /// Begins anew with a server of the role `role` and sends `lines`.
    pub fn run(self, role: &str, lines: &[&str]) {
        let id = self.status.get_untracked().server;
        let role = Role::ALL.into_iter().find(|known| known.id() == role).unwrap_or(Role::Mx);
        self.choose(id, role);
        self.send(&lines.join("\n"));
        self.place.set(Place::Talk);
    }

    /// Takes the last action back.
    pub fn undo(self) {
        self.timeline.update(Timeline::undo);
        self.follow();
    }

    /// Does again what was taken back.
    pub fn redo(self) {
        self.timeline.update(Timeline::redo);
        self.follow();
    }

    // Other servers

    /// Shows what another server answers to the same, beside what this one did.
    pub fn compare(self) {
        let (id, role) = self.status.with_untracked(|status| (status.server, status.role));
        let other = with_role(role).into_iter().find(|server| server.id != id);
        self.compared.set(other.map(|server| server.id));
        browser::show_dialog(COMPARISON_ID);
    }

    /// Says the same to the server `id` that was said to this one, and goes on with it.
    pub fn replay_on(self, id: &str) {
        let Some(server) = servers::find(id, self.status.with_untracked(|status| status.role)) else {
            return;
        };
        self.timeline.update(|timeline| *timeline = timeline.with_server(server));
        self.views.update(Views::restart);
        self.mail.set(None);
        self.follow();
        browser::close_dialog(COMPARISON_ID);
        self.focus_input();
    }

    // The command line

    /// Puts `line` into the command line.
    pub fn insert(self, line: &str) {
        self.draft.set(line.to_owned());
        self.place.set(Place::Talk);
        self.focus_input();
    }

    /// Sends what was typed.
    pub fn submit(self) {
        if self.status.with_untracked(|status| status.state == State::Closed) {
            return self.connect();
        }
        let draft = self.draft.get_untracked();
        self.draft.set(String::new());
        self.send(&draft);
    }

    /// Brings back an earlier line.
    pub fn older(self) {
        let draft = self.draft.get_untracked();
        if let Some(line) = self.history.try_update(|history| history.older(&draft)).flatten() {
            self.draft.set(line);
        }
    }

    /// Brings back a later line, at last what was being typed.
    pub fn newer(self) {
        if let Some(line) = self.history.try_update(History::newer).flatten() {
            self.draft.set(line);
        }
    }

    /// Gives the focus to the command line: at once, and again when the page shows it.
    pub fn focus_input(self) {
        browser::focus(INPUT_ID);
        request_animation_frame(|| browser::focus(INPUT_ID));
    }

    /// Copies the transcript.
    pub fn copy_transcript(self) {
        let text: String = self.views.with_untracked(|views| views.lines.iter().filter_map(|line| line.plain()).collect());
        browser::copy(&text, move |done| self.tell(if done { Label::NoticeCopied } else { Label::NoticeCopyFailed }, vec![]));
    }

    // What is looked at

    /// Explains the line of event `event`.
    pub fn select(self, event: usize) {
        self.selected.set(Some(event));
        self.part.set(Part::Line);
        request_animation_frame(move || browser::focus(&format!("line-{event}")));
    }

    /// Shows what "why" says, on a narrow page too.
    pub fn look_at(self, part: Part) {
        self.part.set(part);
        self.place.set(Place::Why);
    }

    /// Opens the message of event `event`.
    pub fn open_mail(self, event: usize) {
        self.mail.set(Some(event));
        self.look_at(Part::Mailbox);
    }

    // The page

    /// Chooses a language.
    pub fn set_language(self, language: Language) {
        self.settings.update(|settings| settings.language = Some(language));
        self.keep();
    }

    /// Chooses light or dark.
    pub fn set_theme(self, theme: Theme) {
        self.settings.update(|settings| settings.theme = theme);
        self.keep();
    }

    /// Tells something. What is being told already is not told twice.
    pub fn tell(self, label: Label, values: Vec<(&'static str, String)>) {
        let id = self.next_notice.get_value();
        self.next_notice.set_value(id + 1);
        self.notices.update(|notices| {
            notices.retain(|notice| notice.label != label);
            notices.push(Notice { id, label, values });
        });
    }

    /// Takes the notice `id` away.
    pub fn dismiss(self, id: u32) {
        self.notices.update(|notices| notices.retain(|notice| notice.id != id));
    }

    fn keep(self) {
        if !browser::save(self.settings.get_untracked()) {
            self.tell(Label::NoticeStorageDenied, vec![]);
        }
    }

    fn begin(self, server: &'static Server) {
        self.timeline.set(Timeline::new(server, World::standard()));
        self.views.update(Views::restart);
        self.mail.set(None);
        self.act([Action::Connect]);
    }

    fn act<const N: usize>(self, actions: [Action; N]) {
        let moment = self.moment();
        self.timeline.update(|timeline| actions.into_iter().for_each(|action| timeline.act(action, moment)));
        self.follow();
    }

    /// The moment of the next action. Whoever reads or explains for long is not hung up on: a pause counts
    /// no more than [`LONGEST_PAUSE`].
    fn moment(self) -> Timestamp {
        let now = browser::now();
        let last = self.timeline.with_untracked(|timeline| timeline.actions().last().map(|(at, _)| at.0));
        Timestamp(last.map_or(now.0, |last| now.0.clamp(last, last + LONGEST_PAUSE)))
    }

    fn follow(self) {
        self.selected.set(None);
        self.timeline.with_untracked(|timeline| self.views.update(|views| views.follow(timeline.events())));
        let gone =
            self.mail.get_untracked().filter(|open| self.views.with_untracked(|views| views.mails.iter().all(|mail| mail.event != *open)));
        if gone.is_some() {
            self.mail.set(None);
        }
        request_animation_frame(|| browser::scroll_to_end(TRANSCRIPT_ID));
    }
}
