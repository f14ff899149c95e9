//! Changing what is in the form.

use leptos::prelude::*;

use super::super::super::Store;
use super::{Change, Workshop};
use smtp_playground_lessons::{Exercise, Predicate, Set as ExerciseSet, Text, read_file, read_set};

impl Store {
    /// Changes the exercise in the form. Changes of one `field` that follow each other are one change; where it is empty, each is
    /// one.
    pub fn change_exercise(self, field: &str, change: impl FnOnce(&mut Exercise)) {
        self.change_workshop(field, |workshop| {
            if let Some(exercise) = workshop.set.exercises.get_mut(workshop.at) {
                change(exercise);
            }
        });
    }

    /// Changes what is in the form, as [`Self::change_exercise`] does.
    pub fn change_workshop(self, field: &str, change: impl FnOnce(&mut Workshop)) {
        self.lessons.making.note(field);
        self.lessons.making.workshop.update(|workshop| {
            if let Some(workshop) = workshop {
                workshop.draft = None;
                change(workshop);
            }
        });
        self.keep_workshop();
    }

    /// Takes the last change of the form back.
    pub fn undo_workshop(self) {
        let last = self.lessons.making.changes.try_update(Vec::pop).flatten();
        if let Some(Change { before, .. }) = last {
            self.lessons.making.workshop.set(Some(before));
            self.keep_workshop();
        }
    }

    /// Takes in the exercise as its maker wrote it as text; while that cannot be read, the form stays as it was.
    pub fn write_exercise(self, text: String) {
        let read = read_file("", text.as_bytes()).ok().map(|file| read_set(&file, &[]));
        let read = read.filter(|read| read.problems.is_empty() && !read.set.exercises.is_empty());
        self.change_workshop("text", |workshop| {
            if let Some(read) = read {
                let at = workshop.at.min(workshop.set.exercises.len());
                let end = (at + 1).min(workshop.set.exercises.len());
                let ExerciseSet { id, title, about, exercises, .. } = read.set;
                // As long as nobody gives the set a title of its own, it has that of its exercise.
                let is_own = exercises.first().is_none_or(|exercise| exercise.title != title);
                workshop.set.title = if is_own { title } else { Text::default() };
                (workshop.set.id, workshop.set.about) = (id, about);
                workshop.set.exercises.splice(at..end, exercises);
            }
            workshop.draft = Some(text);
        });
    }

    /// Adds an exercise that begins where the session stands.
    pub fn add_exercise(self) {
        self.change_workshop("", |workshop| {
            let known = |id: &str| workshop.set.exercises.iter().any(|exercise| exercise.id == id);
            let id = (1..).map(|number| format!("exercise-{number}")).find(|id| !known(id)).unwrap_or_default();
            let exercise = self.conversation.timeline.with_untracked(|timeline| Exercise::beginning_at(&id, timeline));
            workshop.set.exercises.push(exercise);
            workshop.at = workshop.set.exercises.len() - 1;
        });
    }

    /// Takes the exercise out of the set in the form; the last one stays.
    pub fn remove_exercise(self) {
        self.change_workshop("", |workshop| {
            if workshop.set.exercises.len() > 1 && workshop.at < workshop.set.exercises.len() {
                workshop.set.exercises.remove(workshop.at);
                workshop.at = workshop.at.saturating_sub(1);
            }
        });
    }

    /// Lets the exercise begin where the session stands.
    pub fn begin_exercise_here(self) {
        let timeline = self.conversation.timeline.get_untracked();
        self.change_exercise("", |exercise| exercise.begin_where(&timeline));
    }

    /// Lets what was done since the start be the best solution.
    pub fn solve_exercise_so(self) {
        let timeline = self.conversation.timeline.get_untracked();
        self.change_exercise("", |exercise| exercise.solve_as(&timeline));
    }

    /// Lets what was done since the start be a wrong way, which `when` tells.
    pub fn go_wrong_so(self, when: Predicate) {
        let timeline = self.conversation.timeline.get_untracked();
        self.change_exercise("", |exercise| {
            exercise.go_wrong_as(&timeline, when);
        });
    }
}
