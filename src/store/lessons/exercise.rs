//! Doing an exercise.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::{Job, Place, Store};
use super::workshop::PREVIEW;
use super::{Before, Course, OpenSet, Task, Wanted};
use crate::browser;
use playground::content::Label;
use playground::record::{Kept, Timeline};
use smtp_engine::session::World;
use smtp_playground_lessons::{Done, KeptAttempt};
use smtp_servers::postfix;

impl Store {
    /// Sees to what happens by itself: a goal that is reached is noted.
    pub fn watch_exercises(self) {
        Effect::new(move || {
            if self.lessons.judgement.with(|judgement| judgement.as_ref().is_some_and(|judgement| judgement.solved)) {
                self.note_solved();
            }
        });
        // On a small screen there is room for the story or for the session.
        Effect::new(move |before: Option<(Option<String>, usize)>| {
            let now = (self.task_place(), self.conversation.timeline.with(Timeline::cursor));
            let went_on = before.is_some_and(|(place, done)| place == now.0 && done + 1 == now.1);
            if went_on && self.frame.narrow.get_untracked() && !self.is_solved() {
                self.lessons.unfold(false);
            }
            now
        });
    }

    /// Opens the exercise `exercise` of the set `set`; what has to be fetched first is.
    pub fn open_exercise(self, set: &str, exercise: &str) {
        self.lessons.wanted.update(|wanted| {
            let waiting = wanted.take();
            // After a reload, the session on the screen is that of an exercise already.
            let resumed = waiting.as_ref().is_some_and(|waiting| waiting.resumed && waiting.set == set && waiting.exercise == exercise);
            let before = waiting.map_or(Before::Unknown, |waiting| waiting.before);
            *wanted = Some(Wanted { set: set.to_owned(), exercise: exercise.to_owned(), resumed, before });
        });
        self.open_wanted();
    }

    /// Opens the exercise that was asked for, if it is known by now.
    pub(super) fn open_wanted(self) {
        let Some(wanted) = self.lessons.wanted.get_untracked() else { return };
        if let Some((set, at)) = self.find_exercise(&wanted.set, &wanted.exercise) {
            self.lessons.wanted.set(None);
            return if wanted.resumed { self.resume(set, at, wanted.before) } else { self.begin_exercise_after(set, at, wanted.before) };
        }
        match self.lessons.course.get_untracked() {
            Course::Unasked => self.load_course(),
            // It is told where the exercise would stand, with a way to try again.
            Course::Loading | Course::Missing => {}
            Course::Read(..) if self.lessons.fetches_set.get_value() => {}
            Course::Read(..) => {
                self.lessons.wanted.set(None);
                if !wanted.resumed {
                    self.tell(Label::LearnUnknown, vec![("name", format!("{}/{}", wanted.set, wanted.exercise))]);
                    self.show_exercises();
                }
            }
        }
    }

    fn find_exercise(self, set: &str, exercise: &str) -> Option<(Arc<OpenSet>, usize)> {
        if set == PREVIEW {
            return Some((self.lessons.preview()?, 0));
        }
        let find = |sets: &[Arc<OpenSet>]| {
            let named = sets.iter().filter(|open| open.key == set || open.set.id == set);
            let mut found =
                named.filter_map(|open| Some((open.clone(), open.set.exercises.iter().position(|known| known.id == exercise)?)));
            found.next()
        };
        let own = self.lessons.course.with_untracked(|course| match course {
            Course::Read(tracks, ..) => find(tracks),
            _ => None,
        });
        own.or_else(|| self.lessons.sets.with_untracked(|sets| find(sets)))
    }

    /// Goes to exercise number `at` of `set`: to where it was left, or to its start where it was solved or never begun.
    pub(super) fn begin_exercise(self, set: Arc<OpenSet>, at: usize) {
        self.begin_exercise_after(set, at, Before::Unknown);
    }

    fn begin_exercise_after(self, set: Arc<OpenSet>, at: usize, before: Before) {
        let same = |task: &Task| task.set == set && task.at == at;
        if self.lessons.task.with_untracked(|task| task.as_ref().is_some_and(same)) {
            return self.show_session();
        }
        let Some(exercise) = set.set.exercises.get(at) else { return };
        let before = match (self.lessons.task.get_untracked(), before) {
            (Some(task), _) => {
                self.keep_attempt();
                task.before
            }
            (None, Before::Kept(before)) => before,
            (None, Before::Unknown) => self.set_aside(),
        };
        let left = self.kept_attempt(&set.key, &exercise.id);
        if left.as_ref().is_some_and(|left| left.solved) {
            self.forget_attempt(&set.key, &exercise.id);
        }
        let left = left.filter(|left| !left.solved && exercise.is_other_session(&left.timeline).is_none());
        let timeline = left.as_ref().map_or_else(|| exercise.begin(browser::now()), |left| left.timeline.clone());
        let mut task = Task { hints: vec![0; exercise.steps.len()], set: set.clone(), at, pick: None, solved: false, before };
        if let Some(KeptAttempt { hints, pick, .. }) = left {
            task.hints.iter_mut().zip(hints).for_each(|(taken, kept)| *taken = kept);
            task.pick = pick;
        }
        // What was being typed is for another session; the Up arrow brings it back.
        if !self.typing.draft.with_untracked(String::is_empty) {
            self.clear_draft();
        }
        self.show(timeline);
        self.lessons.task.set(Some(task));
        self.lessons.unfold(true);
        self.keep_task();
        self.show_session();
    }

    /// Goes on with the exercise whose session is on the screen already.
    fn resume(self, set: Arc<OpenSet>, at: usize, before: Before) {
        let before = if let Before::Kept(before) = before { before } else { None };
        let Some(exercise) = set.set.exercises.get(at) else { return };
        let other = self.conversation.timeline.with_untracked(|timeline| exercise.is_other_session(timeline));
        if other.is_some() {
            return self.keep_task();
        }
        let left = self.kept_attempt(&set.key, &exercise.id);
        let mut task = Task { hints: vec![0; exercise.steps.len()], set: set.clone(), at, pick: None, solved: false, before };
        if let Some(KeptAttempt { hints, pick, solved, .. }) = left {
            task.hints.iter_mut().zip(hints).for_each(|(taken, kept)| *taken = kept);
            (task.pick, task.solved) = (pick, solved);
        }
        self.lessons.task.set(Some(task));
        self.keep_task();
    }

    /// Shows the session in the place of the list.
    fn show_session(self) {
        self.frame.job.set(Job::Learn(self.task_place().unwrap_or_default()));
        self.frame.place.set(Place::Talk);
        // In a frame, the focus is the page's around it; on a small screen it would bring up the keyboard.
        if self.keeps() && !self.frame.narrow.get_untracked() {
            self.focus_input();
        }
    }

    /// The exercise at work, as its address names it after `#/learn/`.
    pub(in crate::store) fn task_place(self) -> Option<String> {
        self.lessons.task.with_untracked(|task| task.as_ref().map(|task| format!("{}/{}", task.set.key, task.id())))
    }

    /// Goes back to the start of the exercise. The way that was gone can be taken again.
    pub fn back_to_start(self) {
        let Some(task) = self.lessons.task.get_untracked() else { return };
        let Some(exercise) = task.exercise() else { return };
        let (start, world) = (exercise.start_len(), exercise.world.clone());
        if self.conversation.timeline.with_untracked(|timeline| *timeline.world() != world) {
            self.show_timeline(self.conversation.timeline.with_untracked(|timeline| timeline.with_world(world)));
        }
        self.change_task(|task| task.pick = None);
        self.lessons.unfold(true);
        self.go_to(start);
        self.focus_input();
    }

    /// Leaves the exercise, and goes on with the session that was there before.
    pub fn leave_exercise(self) {
        let Some(task) = self.lessons.task.get_untracked() else { return };
        self.drop_task();
        let kept = task.before.as_deref().and_then(|key| self.kept_before(key));
        let text = kept.or_else(|| self.lessons.before.get_value());
        let before = text.and_then(|text| Kept::read(&text).ok()).map(|kept| kept.timeline);
        match before {
            Some(timeline) => {
                self.show(timeline);
                self.forget_before(task.before.as_deref());
            }
            None => {
                self.show_timeline(Timeline::new(&postfix::MX, World::standard()));
                self.connect();
            }
        }
        self.lessons.before.set_value(None);
        browser::clear_fragment();
        self.frame.job.set(Job::Practise);
        self.focus_input();
    }

    /// The session is no exercise any more; how far it was is kept.
    pub(in crate::store) fn drop_task(self) {
        if self.lessons.task.with_untracked(Option::is_some) {
            self.keep_attempt();
            self.lessons.task.set(None);
            self.keep_task();
        }
        self.lessons.wanted.set(None);
    }

    /// Shows one more hint for the part number `step`.
    pub fn take_hint(self, step: usize) {
        self.change_task(|task| {
            if let Some(taken) = task.hints.get_mut(step) {
                *taken += 1;
            }
        });
    }

    /// Chooses an answer.
    pub fn answer(self, choice: &str) {
        self.change_task(|task| task.pick = Some(choice.to_owned()));
    }

    fn change_task(self, change: impl FnOnce(&mut Task)) {
        self.lessons.task.update(|task| {
            if let Some(task) = task {
                change(task);
            }
        });
        self.keep_attempt();
    }

    /// Goes to the exercise after this one: of its set, or the first one of the next track.
    pub fn next_exercise(self) {
        if untrack(|| self.lessons.is_preview()) {
            return self.end_preview();
        }
        let Some((set, at)) = self.lessons.task.with_untracked(|task| self.after(task.as_ref()?)) else {
            return self.show_exercises();
        };
        match set.set.exercises.get(at) {
            Some(exercise) if self.keeps() => browser::go(&format!("#/learn/{}/{}", set.key, exercise.id)),
            _ => self.begin_exercise(set, at),
        }
    }

    /// Which exercise comes after `task`.
    fn after(self, task: &Task) -> Option<(Arc<OpenSet>, usize)> {
        if task.at + 1 < task.set.set.exercises.len() {
            return Some((task.set.clone(), task.at + 1));
        }
        self.lessons.course.with_untracked(|course| {
            let Course::Read(tracks, ..) = course else { return None };
            let track = tracks.iter().position(|track| *track == task.set)?;
            Some((tracks.get(track + 1)?.clone(), 0))
        })
    }

    /// Whether the exercise at work is solved where the session stands.
    fn is_solved(self) -> bool {
        self.lessons.judgement.with_untracked(|judgement| judgement.as_ref().is_some_and(|judgement| judgement.solved))
    }

    /// The goal is reached: that is noted once, told to a page around this one, and shown.
    fn note_solved(self) {
        let Some(task) = self.lessons.task.get_untracked().filter(|task| !task.solved) else { return };
        let Some(exercise) = task.exercise() else { return };
        let (commands, seconds) = self.conversation.timeline.with_untracked(|timeline| {
            let small = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
            (small(exercise.commands(timeline) as u64), small(exercise.seconds(timeline)))
        });
        let hints = task.hint_count();
        self.change_task(|task| task.solved = true);
        self.lessons.unfold(true);
        if task.is_preview() {
            return;
        }
        let done = Done { solved_at: Some(browser::now().0), commands: Some(commands), seconds: Some(seconds), hints };
        self.note_progress(&task.set.key, &exercise.id, done);
        self.keep_solved();
        if !self.keeps() {
            browser::tell_solved(&task.set.set.id, &exercise.id, commands, hints);
        }
    }
}
