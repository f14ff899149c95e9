//! What is looked at, what is told, and how the page looks.

use std::time::Duration;

use leptos::prelude::*;

use super::{Notice, NoticeAction, Part, Place, Store};
use crate::browser;
use crate::settings::Theme;
use playground::content::{Label, Language};

/// What needs no answer is seen for so long.
const SHORT: Duration = Duration::from_secs(6);
const SHORT_LIVED: &[Label] = &[Label::NoticeCopied];

impl Store {
    /// Explains the line of event `event`. Where the log is open, it stays: it marks the lines that belong to it.
    pub fn select(self, event: usize) {
        self.conversation.selected.set(Some(event));
        self.leave_for_line();
        self.reveal(event, true);
    }

    /// Explains the line of event `event` and brings it into view; the focus stays where it is.
    pub fn point_at(self, event: usize) {
        self.conversation.selected.set(Some(event));
        self.leave_for_line();
        self.reveal(event, false);
    }

    fn leave_for_line(self) {
        if self.why.part.get_untracked() != Part::Log {
            self.why.part.set(Part::Line);
        }
    }

    /// Shows what "why" says, on a narrow page too.
    pub fn look_at(self, part: Part) {
        self.why.part.set(part);
        self.frame.place.set(Place::Why);
    }

    /// Opens the message of event `event`.
    pub fn open_mail(self, event: usize) {
        self.why.mail.set(Some(event));
        self.look_at(Part::Mailbox);
    }

    pub fn set_language(self, language: Language) {
        self.settings.update(|settings| settings.language = Some(language));
        self.keep_settings();
    }

    pub fn set_theme(self, theme: Theme) {
        self.settings.update(|settings| settings.theme = theme);
        self.keep_settings();
    }

    /// Tells something. What is being told already is not told twice.
    pub fn tell(self, label: Label, values: Vec<(&'static str, String)>) {
        self.tell_with(label, values, None);
    }

    /// Takes away what is told by any of `labels`, as it is no longer so.
    pub(super) fn dismiss_told(self, labels: &[Label]) {
        self.frame.notices.update(|notices| notices.retain(|notice| !labels.contains(&notice.label)));
    }

    /// Tells something, with what can be done about it.
    pub(super) fn tell_with(self, label: Label, values: Vec<(&'static str, String)>, action: Option<NoticeAction>) {
        let id = self.frame.next_notice.get_value();
        self.frame.next_notice.set_value(id + 1);
        self.frame.notices.update(|notices| {
            notices.retain(|notice| notice.label != label);
            notices.push(Notice { id, label, values, action });
        });
        if SHORT_LIVED.contains(&label) {
            set_timeout(move || self.dismiss(id), SHORT);
        }
    }

    /// Takes the notice `id` away.
    pub fn dismiss(self, id: u32) {
        self.frame.notices.update(|notices| notices.retain(|notice| notice.id != id));
    }

    pub(super) fn keep_settings(self) {
        if let Err(error) = browser::save(self.settings.get_untracked()) {
            self.tell_failed(error);
        }
    }
}
