//! What the browser keeps of exercises. In a frame of another page nothing is kept, and nothing is looked up.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::super::Store;
use super::super::keep::DAMAGED_START;
use super::{Before, Wanted};
use crate::browser::{self, storage};
use playground::content::Label;
use playground::record::Kept;
use smtp_playground_lessons::{Done, KeptAttempt, Progress};

/// How far somebody is.
const PROGRESS: &str = "smtp-playground-progress";
/// Exercises are done without palette, completion and hints.
const HARD: &str = "smtp-playground-hard";
/// An exercise that was begun: this, the set, `/` and the exercise.
pub(super) const ATTEMPT_START: &str = "smtp-playground-attempt:";
/// The session that solved an exercise first.
pub(super) const SOLVED_START: &str = "smtp-playground-solved:";
/// Which exercise a tab is at: this and the tab's name.
pub(in crate::store) const TASK_START: &str = "smtp-playground-task:";

/// Which exercise a tab is at.
#[derive(Serialize, Deserialize)]
struct KeptTask {
    set: String,
    exercise: String,
    before: Option<String>,
}

impl Store {
    /// Whether anything may be kept.
    pub fn keeps(self) -> bool {
        self.library.keeper.with_value(|keeper| !keeper.tab.is_empty())
    }

    /// Brings back how far somebody is; and the exercise that the tab `tab` was at, whose session is back already.
    pub(in crate::store) fn restore_lessons(self, tab: Option<&str>) {
        self.lessons.hard.set(storage::read(HARD).ok().flatten().is_some());
        self.lessons.progress.set(self.kept_progress());
        self.restore_sets();
        self.restore_workshop();
        let kept = tab.and_then(|tab| storage::read(&format!("{TASK_START}{tab}")).ok().flatten());
        let kept = kept.and_then(|text| serde_json::from_str::<KeptTask>(&text).ok());
        if let Some(KeptTask { set, exercise, before }) = kept {
            self.lessons.wanted.set(Some(Wanted { set, exercise, resumed: true, before: Before::Kept(before) }));
            self.open_wanted();
        }
    }

    /// What is kept of how far somebody is. What cannot be read is put aside, where it can be saved as a file.
    fn kept_progress(self) -> Progress {
        let text = storage::read(PROGRESS).ok().flatten();
        text.map_or_else(Progress::default, |text| {
            Progress::read(&text).unwrap_or_else(|error| {
                self.put_aside(PROGRESS, &text);
                self.tell(Label::LearnProgressDamaged, vec![("what", error.to_string())]);
                Progress::default()
            })
        })
    }

    /// Takes what cannot be read away from `key`; it is listed with the sessions.
    pub(super) fn put_aside(self, key: &str, text: &str) {
        if storage::write(&format!("{DAMAGED_START}{}", browser::unused_name()), text).is_ok() {
            storage::remove(key);
        }
    }

    /// Notes what was done. Another tab may have noted more meanwhile: nothing of that is lost.
    pub(super) fn note_progress(self, set: &str, exercise: &str, done: Done) {
        self.lessons.progress.update(|progress| progress.note(set, exercise, done));
        self.merge_progress(&Progress::default());
    }

    /// Takes `other` in, and what is kept, and keeps all of it.
    pub(super) fn merge_progress(self, other: &Progress) {
        let kept = if self.keeps() { self.kept_progress() } else { Progress::default() };
        self.lessons.progress.update(|progress| {
            progress.merge(&kept);
            progress.merge(other);
        });
        if self.keeps()
            && let Err(error) = storage::write(PROGRESS, &self.lessons.progress.with_untracked(Progress::write))
        {
            self.tell_failed(error);
        }
    }

    pub(super) fn keep_hard(self) {
        if self.lessons.hard.get_untracked() {
            let _ = storage::write(HARD, "on");
        } else {
            storage::remove(HARD);
        }
    }

    /// Keeps which exercise this tab is at.
    pub(in crate::store) fn keep_task(self) {
        let tab = self.library.keeper.with_value(|keeper| keeper.tab.clone());
        if tab.is_empty() {
            return;
        }
        let key = format!("{TASK_START}{tab}");
        let task = self.lessons.task.with_untracked(|task| {
            let task = task.as_ref()?;
            Some(KeptTask { set: task.set.key.clone(), exercise: task.id().to_owned(), before: task.before.clone() })
        });
        match task.and_then(|task| serde_json::to_string(&task).ok()) {
            // Where this fails, so does keeping the session, and that is told.
            Some(text) => {
                let _ = storage::write(&key, &text);
            }
            None => storage::remove(&key),
        }
    }

    /// Keeps how far the exercise at work is, once anything was done in it.
    pub(in crate::store) fn keep_attempt(self) {
        if let Some((key, text)) = self.attempt_now().filter(|_| self.keeps()) {
            let _ = storage::write(&format!("{ATTEMPT_START}{key}"), &text);
        }
    }

    /// Keeps the session that solved the exercise; the first one stays.
    pub(super) fn keep_solved(self) {
        let Some((key, text)) = self.attempt_now().filter(|_| self.keeps()) else { return };
        let key = format!("{SOLVED_START}{key}");
        if storage::read(&key).ok().flatten().is_none()
            && let Err(error) = storage::write(&key, &text)
        {
            self.tell_failed(error);
        }
    }

    /// The exercise at work as it is kept, and under which name.
    fn attempt_now(self) -> Option<(String, String)> {
        let task = self.lessons.task.get_untracked()?;
        let start = task.exercise()?.start_len();
        let timeline = self.conversation.timeline.get_untracked();
        let untouched = timeline.all_actions().len() <= start && task.pick.is_none() && task.hint_count() == 0;
        let name = format!("{}/{}", task.set.key, task.id());
        let attempt = KeptAttempt { hints: task.hints, pick: task.pick, solved: task.solved, timeline };
        (!untouched || attempt.timeline.world() != &task.set.set.exercises.get(task.at)?.world)
            .then(|| (name, attempt.write(browser::now())))
    }

    /// What is kept of an exercise. What cannot be read is put aside and told.
    pub(super) fn kept_attempt(self, set: &str, exercise: &str) -> Option<KeptAttempt> {
        self.read_attempt(&format!("{ATTEMPT_START}{set}/{exercise}"))
    }

    /// A new attempt begins. What solved the exercise first is kept apart.
    pub(super) fn forget_attempt(self, set: &str, exercise: &str) {
        storage::remove(&format!("{ATTEMPT_START}{set}/{exercise}"));
    }

    pub(super) fn read_attempt(self, key: &str) -> Option<KeptAttempt> {
        self.keeps().then_some(())?;
        let text = storage::read(key).ok()??;
        match KeptAttempt::read(&text) {
            Ok(attempt) => Some(attempt),
            Err(error) => {
                self.put_aside(key, &text);
                self.tell(Label::SessionsDamaged, vec![("what", error.to_string())]);
                None
            }
        }
    }

    /// Sees which exercises were begun.
    pub(super) fn list_begun(self) {
        if self.keeps() {
            let names = storage::keys(ATTEMPT_START).into_iter().map(|key| key.replacen(ATTEMPT_START, "", 1));
            self.lessons.begun.set(names.collect());
        }
    }

    /// Keeps the session before an exercise takes its place; where it is kept. A session in which nothing was done is not.
    pub(super) fn set_aside(self) -> Option<String> {
        let (worth, text) = self.conversation.timeline.with_untracked(|timeline| {
            (timeline.all_actions().len() > 1, Kept::write(self.text_now(Label::SessionsAutosaved), browser::now(), timeline))
        });
        self.lessons.before.set_value(Some(text));
        if !worth || !self.keeps() {
            return None;
        }
        self.keep_named(self.text_now(Label::SessionsAutosaved)).ok()
    }

    pub(super) fn kept_before(self, key: &str) -> Option<String> {
        storage::read(key).ok().flatten()
    }

    /// The session that was put aside is on the screen again.
    pub(super) fn forget_before(self, key: Option<&str>) {
        if let Some(key) = key {
            storage::remove(key);
        }
    }
}
