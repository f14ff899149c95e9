//! The session is kept in the browser after each step, and comes back after a reload or a crash.
//!
//! Each tab has an entry of its own, so that two tabs do not write over each other. The tab's name lives as long as
//! the tab. Where a tab was copied together with its name, the copy takes the name, and the other one takes a new name
//! when it sees that.

use std::time::Duration;

use leptos::prelude::*;

use super::Store;
use super::lessons::TASK_START;
use crate::browser;
use crate::browser::storage::{self, StorageError};
use playground::content::Label;
use playground::record::{Kept, Timeline};
use smtp_engine::spec::State;

/// Where the session of a tab is kept: this and the tab's name.
pub(super) const TAB_START: &str = "smtp-playground-tab:";
/// Where sessions are kept that have a name: this and a number.
pub(super) const SESSION_START: &str = "smtp-playground-session:";
/// Where is kept what cannot be read: this and a number.
pub(super) const DAMAGED_START: &str = "smtp-playground-damaged:";
/// Which tab kept something last.
const LAST: &str = "smtp-playground-last-tab";
/// What is being typed in the tab.
const DRAFT: &str = "smtp-playground-draft";
/// Longer drafts are not written at each key.
const LONGEST_DRAFT: usize = 100_000;
/// How the key goes on, after [`SESSION_START`], of a session that was kept because another took its place.
const ASIDE: &str = "aside-";
/// So many of them are kept.
const MOST_ASIDE: usize = 12;
/// The tab's own name.
const TAB: &str = "smtp-playground-tab";
/// Which page keeps under a tab's name: this and the name.
const OWNER_START: &str = "smtp-playground-owner:";
/// The sessions of so many other tabs are kept.
const MOST_TABS: usize = 10;
/// Longer sessions are not written at every step, but when there is a pause.
const LONG: usize = 500;
/// How long the pause is.
const PAUSE: Duration = Duration::from_millis(500);

/// What is known about keeping.
#[derive(Clone, Debug, Default)]
pub struct Keeper {
    /// The tab's name; empty as long as nothing may be kept.
    pub(super) tab: String,
    /// What this page calls itself, among all that ever had the tab's name.
    page: String,
    scheduled: bool,
    /// Why the last try failed.
    failed: Option<StorageError>,
}

impl Store {
    /// Brings back what this tab, or the last one, had kept, and begins to keep.
    pub fn restore(self) {
        let tab = storage::read_of_tab(TAB);
        let is_new = tab.is_none();
        let source = tab.clone().or_else(|| storage::read(LAST).ok().flatten());
        self.library.keeper.update_value(|keeper| keeper.page = browser::unused_name());
        self.take_name(tab.unwrap_or_else(browser::unused_name));
        if let Some(source) = &source {
            self.restore_from(&format!("{TAB_START}{source}"), is_new);
        }
        self.restore_lessons(source.as_deref());
        self.forget_old_tabs();
        Effect::new(move || {
            self.conversation.timeline.track();
            self.keep_soon();
        });
        if let Some(draft) = storage::read_of_tab(DRAFT) {
            self.typing.draft.set(draft);
        }
        Effect::new(move || self.keep_draft());
        // A tab in the background draws nothing and may be thrown away without being told.
        for left in ["pagehide", "visibilitychange"] {
            window_event_listener_untyped(left, move |_| self.keep_now());
        }
    }

    /// Forgets what was typed, before it is sent: a line that breaks the page must not be there again after the restart.
    pub(super) fn forget_draft(self) {
        storage::remove_of_tab(DRAFT);
    }

    /// Keeps what is being typed, unless it may be a password.
    fn keep_draft(self) {
        let is_secret = self.conversation.status.with(|status| status.state == State::Authenticating);
        self.typing.draft.with(|draft| match draft.as_str() {
            draft if is_secret || draft.is_empty() || draft.len() > LONGEST_DRAFT => storage::remove_of_tab(DRAFT),
            draft => storage::write_of_tab(DRAFT, draft),
        });
    }

    /// Keeps under the name `name` from now on.
    fn take_name(self, name: String) {
        storage::write_of_tab(TAB, &name);
        let page = self.library.keeper.with_value(|keeper| keeper.page.clone());
        // Where this fails, so does keeping, and that is told then.
        let _ = storage::write(&format!("{OWNER_START}{name}"), &page);
        self.library.keeper.update_value(|keeper| keeper.tab = name);
    }

    /// Whether another page keeps under this tab's name.
    fn has_lost_name(self) -> bool {
        let (key, page) = self.library.keeper.with_value(|keeper| (format!("{OWNER_START}{}", keeper.tab), keeper.page.clone()));
        storage::read(&key).ok().flatten().is_some_and(|owner| owner != page)
    }

    fn restore_from(self, key: &str, is_new: bool) {
        let Ok(Some(text)) = storage::read(key) else {
            return;
        };
        match Kept::read(&text) {
            Ok(kept) => {
                let worth_telling = is_new && kept.timeline.all_actions().len() > 1;
                self.show(kept.timeline);
                if worth_telling {
                    self.tell(Label::SessionsRestored, vec![]);
                }
            }
            Err(error) => {
                // Not lost: it is listed with the sessions, to be saved as a file.
                if storage::write(&format!("{DAMAGED_START}{}", browser::unused_name()), &text).is_ok() {
                    storage::remove(key);
                }
                self.tell(Label::SessionsDamaged, vec![("what", error.to_string())]);
            }
        }
    }

    fn keep_soon(self) {
        if self.library.keeper.with_value(|keeper| keeper.scheduled || keeper.tab.is_empty()) {
            return;
        }
        self.library.keeper.update_value(|keeper| keeper.scheduled = true);
        if self.conversation.timeline.with_untracked(|timeline| timeline.all_actions().len()) < LONG {
            request_animation_frame(move || self.keep_now());
        } else {
            set_timeout(move || self.keep_now(), PAUSE);
        }
    }

    fn keep_now(self) {
        self.library.keeper.update_value(|keeper| keeper.scheduled = false);
        if self.has_lost_name() {
            self.take_name(browser::unused_name());
            self.keep_task();
        }
        let tab = self.library.keeper.with_value(|keeper| keeper.tab.clone());
        // Where the clock was put back, what is kept now is still the latest.
        let at = |timeline: &Timeline| timeline.latest().map_or_else(browser::now, |latest| latest.max(browser::now()));
        let text = self.conversation.timeline.with_untracked(|timeline| Kept::write("", at(timeline), timeline));
        browser::remember(&text);
        self.keep_attempt();
        let result = storage::write(&format!("{TAB_START}{tab}"), &text).and_then(|()| storage::write(LAST, &tab));
        let before = self.library.keeper.with_value(|keeper| keeper.failed);
        self.library.keeper.update_value(|keeper| keeper.failed = result.err());
        if let Err(error) = result
            && before != Some(error)
        {
            self.tell_failed(error);
        }
    }

    /// Tells why something was not kept.
    pub(super) fn tell_failed(self, error: StorageError) {
        match error {
            StorageError::Full => self.tell(Label::NoticeStorageFull, vec![]),
            StorageError::Denied => self.tell(Label::NoticeStorageDenied, vec![]),
        }
    }

    /// Keeps the session among the named ones before another takes its place; whether there was anything to
    /// keep.
    pub(super) fn keep_aside(self) -> bool {
        self.drop_task();
        let is_worth = self.conversation.timeline.with_untracked(|timeline| timeline.all_actions().len() > 1);
        // In a frame nothing is kept.
        let may = self.library.keeper.with_value(|keeper| !keeper.tab.is_empty());
        let is_kept = is_worth && may && self.keep_at(ASIDE, self.text_now(Label::SessionsAutosaved)).is_ok();
        if is_kept {
            forget_all_but(&format!("{SESSION_START}{ASIDE}"), MOST_ASIDE);
        }
        is_kept
    }

    /// Keeps the session under the name `name`; where it is kept.
    pub(super) fn keep_named(self, name: &str) -> Result<String, StorageError> {
        self.keep_at("", name)
    }

    fn keep_at(self, begin: &str, name: &str) -> Result<String, StorageError> {
        let text = self.conversation.timeline.with_untracked(|timeline| Kept::write(name, browser::now(), timeline));
        let key = format!("{SESSION_START}{begin}{}", browser::unused_name());
        storage::write(&key, &text).map(|()| key).inspect_err(|error| self.tell_failed(*error))
    }

    /// Deletes the sessions of tabs that were left long ago.
    fn forget_old_tabs(self) {
        for key in forget_all_but(TAB_START, MOST_TABS) {
            storage::remove(&key.replacen(TAB_START, OWNER_START, 1));
            storage::remove(&key.replacen(TAB_START, TASK_START, 1));
        }
    }
}

/// Deletes the sessions whose keys begin with `start`, but for the `most` latest; the keys of those that are gone.
fn forget_all_but(start: &str, most: usize) -> Vec<String> {
    let mut kept: Vec<_> =
        storage::keys(start).into_iter().filter_map(|key| Some((Kept::head(&storage::read(&key).ok()??).ok()?.at, key))).collect();
    kept.sort_unstable();
    kept.truncate(kept.len().saturating_sub(most));
    kept.into_iter().map(|(_, key)| key).inspect(|key| storage::remove(key)).collect()
}
