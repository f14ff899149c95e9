//! What is known about the line that is being typed, and what helps with it.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use super::{INPUT_ID, Store};
use crate::field;
use playground::queries::completion::{Completion, complete};
use playground::queries::draft::{Before, Change, Draft, Told, read, tell};
use playground::queries::helpers::Helper;
use playground::queries::hint::Hint;
use playground::queries::history::History;
use playground::queries::palette::Entry;
use playground::queries::paste_kind::NoCommand;
use playground::queries::scene::{Offer, Scene, offers};
use playground::record::Timeline;

/// The id of the list of completions in the document.
pub const LIST_ID: &str = "completions";
/// After such a pause one is told what is wrong, in milliseconds.
const PAUSE: u32 = 600;

/// The list of completions while it is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// What it holds.
    pub completion: Completion,
    /// Which one is chosen.
    pub at: usize,
}

/// The signals of the line that is being typed. Copies are the same.
#[derive(Clone, Copy)]
pub struct Typing {
    pub(super) draft: RwSignal<String>,
    pub(super) history: RwSignal<History>,
    /// What the server announced.
    pub offers: Memo<Vec<Offer>>,
    pub reading: Memo<Draft>,
    /// What is told about it.
    pub told: Memo<Told>,
    pub(super) settled: RwSignal<bool>,
    pub(super) composing: RwSignal<bool>,
    pub(super) list: RwSignal<Option<List>>,
    pub(super) helper: RwSignal<Option<Helper>>,
    pub(super) letter: RwSignal<String>,
    /// What the draft is, where it is plainly no command and that was asked about.
    pub(super) doubted: RwSignal<Option<NoCommand>>,
    pub(super) stuffs: RwSignal<bool>,
    /// The list was closed without a choice: Tab goes on, until something is typed.
    declined: StoredValue<bool>,
    pause: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Typing {
    pub(super) fn new(timeline: RwSignal<Timeline>, palette: Memo<Vec<Entry>>) -> Self {
        let draft = RwSignal::new(String::new());
        let offered = Memo::new(move |_| timeline.with(offers));
        let settled = RwSignal::new(true);
        let stuffs = RwSignal::new(false);
        let reading = Memo::new(move |_| draft.with(|text| look(timeline, palette, offered, |before| read(before, text, stuffs.get()))));
        let told = Memo::new(move |told: Option<&Told>| {
            let settled = settled.get();
            let told = |before: Before<'_>| reading.with(|reading| draft.with(|text| tell(before, text, reading, settled, told)));
            look(timeline, palette, offered, told)
        });
        Self {
            draft,
            history: RwSignal::new(History::default()),
            offers: offered,
            reading,
            told,
            settled,
            composing: RwSignal::new(false),
            list: RwSignal::new(None),
            helper: RwSignal::new(None),
            letter: RwSignal::new(String::new()),
            doubted: RwSignal::new(None),
            stuffs,
            declined: StoredValue::new(false),
            pause: StoredValue::new_local(None),
        }
    }

    pub fn draft(self) -> ReadSignal<String> {
        self.draft.read_only()
    }

    /// The person has paused.
    pub fn settled(self) -> ReadSignal<bool> {
        self.settled.read_only()
    }

    /// An input method is composing a word.
    pub fn composing(self) -> ReadSignal<bool> {
        self.composing.read_only()
    }

    /// The list of completions.
    pub fn list(self) -> ReadSignal<Option<List>> {
        self.list.read_only()
    }

    /// The panel that is open.
    pub fn helper(self) -> ReadSignal<Option<Helper>> {
        self.helper.read_only()
    }

    /// Dots at the start of a line are doubled when it is sent.
    pub fn stuffs(self) -> ReadSignal<bool> {
        self.stuffs.read_only()
    }

    /// What the draft is, where it is plainly no command and was not sent for that.
    pub fn doubted(self) -> ReadSignal<Option<NoCommand>> {
        self.doubted.read_only()
    }

    /// Opens the panel `helper`, or closes the one that is open.
    pub fn open_helper(self, helper: Option<Helper>) {
        self.helper.set(helper);
    }

    /// An input method began to compose a word, or has ended.
    pub fn compose(self, composing: bool) {
        self.composing.set(composing);
    }

    /// A message that is being written for later.
    pub fn letter(self) -> ReadSignal<String> {
        self.letter.read_only()
    }

    /// The message that is being written for later has changed.
    pub fn set_letter(self, text: String) {
        self.letter.set(text);
    }

    /// Says whether dots at the start of a line are doubled when it is sent.
    pub fn set_stuffs(self, stuffs: bool) {
        self.stuffs.set(stuffs);
    }

    /// Closes the list, which may be opened again.
    pub fn leave_list(self) {
        self.list.set(None);
    }

    /// What is open closes, and the next pause is waited for.
    pub(super) fn stir(self) {
        self.settled.set(false);
        self.doubted.set(None);
        self.declined.set_value(false);
        // The timer that was set before is dropped, and with that cancelled.
        self.pause.set_value(Some(Timeout::new(PAUSE, move || self.settled.set(true))));
    }
}

fn look<T>(timeline: RwSignal<Timeline>, palette: Memo<Vec<Entry>>, offers: Memo<Vec<Offer>>, see: impl FnOnce(Before<'_>) -> T) -> T {
    timeline.with(|timeline| palette.with(|palette| offers.with(|offers| see(Before { scene: Scene::of(timeline), palette, offers }))))
}

impl Store {
    /// What was typed by hand has changed.
    pub fn typed(self, text: String) {
        self.typing.stir();
        let open = self.typing.list.with_untracked(Option::is_some);
        self.typing.draft.set(text);
        if open {
            let found = self.completion();
            let some = found.possible().next().is_some();
            self.typing.list.set(some.then_some(List { completion: found, at: 0 }));
        }
    }

    /// Makes a change as if it had been typed, so that the browser can take it back.
    pub fn change(self, change: &Change) {
        let units = |text: &str| text.encode_utf16().count() as u32;
        let place = self.typing.draft.with_untracked(|draft| {
            let before = units(draft.get(..change.span.start).unwrap_or_default());
            (before, before + units(draft.get(change.span.range()).unwrap_or_default()))
        });
        field::type_into(INPUT_ID, place, &change.text);
    }

    /// Puts `text` in the place of the whole draft, as if it had been typed.
    pub fn write(self, text: &str) {
        let all = self.typing.draft.with_untracked(String::len);
        self.frame.place.set(super::Place::Talk);
        self.change(&Change { span: smtp_engine::wire::Span::new(0, all), text: text.to_owned() });
        self.focus_input();
    }

    /// Applies the first fix that there is; whether there was one.
    pub fn mend(self) -> bool {
        let fix = self.typing.reading.with_untracked(|draft| draft.findings.iter().find_map(|finding| finding.fix.clone()));
        if let Some(fix) = &fix {
            self.change(fix);
            field::caret_to_end(INPUT_ID);
            self.typing.settled.set(true);
        }
        fix.is_some()
    }

    /// Completes the word at the caret, or opens the list where there are several; whether it did.
    pub fn complete(self) -> bool {
        if self.lessons.is_bare_now()
            || self.typing.declined.get_value()
            || self.typing.draft.with_untracked(|draft| draft.trim().is_empty())
        {
            return false;
        }
        let found = self.completion();
        let texts: Vec<String> = found.possible().map(|(_, choice)| choice.text.clone()).collect();
        let only = match texts.as_slice() {
            [] => return false,
            [only] => Some(only.clone()),
            _ => None,
        };
        match only {
            Some(text) => self.change(&Change { span: found.span, text }),
            None => self.typing.list.set(Some(List { completion: found, at: 0 })),
        }
        true
    }

    /// Opens the list of completions, also with what cannot be had now.
    pub fn open_list(self) {
        if self.lessons.is_bare_now() {
            return;
        }
        let completion = self.completion();
        self.typing.list.set((!completion.choices.is_empty()).then_some(List { completion, at: 0 }));
    }

    /// Closes the list; whether it was open.
    pub fn close_list(self) -> bool {
        let open = self.typing.list.with_untracked(Option::is_some);
        if open {
            self.typing.list.set(None);
            self.typing.declined.set_value(true);
        }
        open
    }

    /// Goes up or down in the list, round its ends.
    pub fn move_in_list(self, down: bool) {
        self.typing.list.update(|list| {
            if let Some(list) = list {
                let last = list.completion.choices.len().saturating_sub(1);
                list.at = match (down, list.at) {
                    (true, at) if at >= last => 0,
                    (true, at) => at + 1,
                    (false, 0) => last,
                    (false, at) => at - 1,
                };
            }
        });
    }

    /// Takes the choice number `at`, or the one that is chosen; whether it could be had.
    pub fn accept(self, at: Option<usize>) -> bool {
        let change = self.typing.list.with_untracked(|list| {
            let list = list.as_ref()?;
            let choice = list.completion.choices.get(at.unwrap_or(list.at)).filter(|choice| choice.bar.is_none())?;
            Some(Change { span: list.completion.span, text: choice.text.clone() })
        });
        if let Some(change) = &change {
            self.typing.list.set(None);
            self.change(change);
        }
        change.is_some()
    }

    /// What the word at the caret may become.
    fn completion(self) -> Completion {
        let units = field::caret(INPUT_ID) as usize;
        let next = self.conversation.hint.with_untracked(|Hint { line, .. }| line.clone());
        self.typing.draft.with_untracked(|text| {
            let mut left = units;
            let caret = text.char_indices().find(|(_, character)| {
                let here = left == 0;
                left = left.saturating_sub(character.len_utf16());
                here
            });
            let caret = caret.map_or(text.len(), |(at, _)| at);
            self.conversation.timeline.with_untracked(|timeline| {
                self.conversation.palette.with_untracked(|palette| {
                    let find = |offers: &Vec<Offer>| {
                        complete(Before { scene: Scene::of(timeline), palette, offers }, next.as_deref(), text, caret)
                    };
                    self.typing.offers.with_untracked(find)
                })
            })
        })
    }
}
