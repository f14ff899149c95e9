//! What can be done with the line that is being typed.

use leptos::prelude::*;

use super::{BY_HAND_TEXT_ID, EXPLAIN_ID, INPUT_ID, Place, Sheet, Store};
use crate::browser;
use playground::content::Label;
use playground::queries::doors::DECODE;
use playground::queries::history::History;
use playground::queries::paste_kind::no_command;
use playground::queries::status::Mode;
use smtp_engine::spec::State;

impl Store {
    /// Puts `line` into the command line.
    pub fn insert(self, line: &str) {
        self.typing.draft.set(line.to_owned());
        self.typing.settled.set(true);
        self.frame.place.set(Place::Talk);
        self.focus_input();
    }

    /// Sends what was typed. What is plainly no command stays, and the person is asked what is meant.
    pub fn submit(self) {
        let doubted = match self.conversation.status.with_untracked(|status| status.mode) {
            Mode::Command => self.typing.draft.with_untracked(|draft| no_command(draft)),
            _ => None,
        };
        self.typing.doubted.set(doubted);
        match doubted {
            Some(_) => request_animation_frame(|| browser::focus(EXPLAIN_ID)),
            None => self.send_draft(),
        }
    }

    /// Opens the view that explains what was typed; the command line is empty then.
    pub fn explain_draft(self) {
        let draft = self.typing.draft.get_untracked();
        self.clear_draft();
        self.decode_text(draft);
        browser::go(DECODE.address);
    }

    /// Sends what was typed, whatever it is.
    pub fn send_draft(self) {
        self.typing.doubted.set(None);
        if self.conversation.status.with_untracked(|status| status.state == State::Closed) {
            return self.connect();
        }
        let draft = self.typing.draft.get_untracked();
        self.typing.draft.set(String::new());
        self.typing.list.set(None);
        self.forget_draft();
        self.send(&draft);
    }

    /// Empties the command line; the Up arrow brings back what stood there, unless it may be a password.
    pub fn clear_draft(self) {
        let draft = self.typing.draft.get_untracked();
        let is_secret = self.conversation.status.with_untracked(|status| status.state == State::Authenticating);
        if !is_secret {
            self.typing.history.update(|history| history.push(&draft));
        }
        self.typed(String::new());
    }

    /// Brings back an earlier line.
    pub fn older(self) {
        let draft = self.typing.draft.get_untracked();
        if let Some(line) = self.typing.history.try_update(|history| history.older(&draft)).flatten() {
            self.typing.draft.set(line);
            self.typing.settled.set(true);
        }
    }

    /// Brings back a later line, at last what was being typed.
    pub fn newer(self) {
        if let Some(line) = self.typing.history.try_update(History::newer).flatten() {
            self.typing.draft.set(line);
            self.typing.settled.set(true);
        }
    }

    /// Gives the focus to the command line: at once, and again when the page shows it.
    pub fn focus_input(self) {
        browser::focus(INPUT_ID);
        request_animation_frame(|| browser::focus(INPUT_ID));
    }

    pub fn copy_transcript(self) {
        let text: String = self.conversation.views.with_untracked(|views| views.lines.iter().filter_map(|line| line.plain()).collect());
        self.copy(&text);
    }

    /// Copies `text`. Where the browser does not, it is shown, to be copied by hand.
    pub fn copy(self, text: &str) {
        let owned = text.to_owned();
        browser::copy(text, move |done| match done {
            Ok(()) => self.tell(Label::NoticeCopied, vec![]),
            Err(_) => self.show_to_copy(owned),
        });
    }

    pub(super) fn show_to_copy(self, text: String) {
        self.dialogs.to_copy.set(Some(text));
        self.open_sheet(Sheet::ByHand);
        // When the text is drawn.
        request_animation_frame(|| browser::select_text(BY_HAND_TEXT_ID));
    }

    /// Copies `text`, which stands in the element `id`; what became of it is told in `told`. Where the browser does not
    /// copy, the text is selected, to be copied by hand.
    pub(super) fn copy_shown(text: &str, id: &'static str, told: RwSignal<Option<Label>>) {
        browser::copy(text, move |done| {
            told.set(Some(if done.is_ok() { Label::NoticeCopied } else { Label::NoticeCopyFailed }));
            if done.is_err() {
                browser::select_text(id);
            }
        });
    }
}
