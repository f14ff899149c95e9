//! Opening the form, trying what is in it, and coming back.

use leptos::prelude::*;

use super::super::super::{Part, Place, Store};
use super::super::{OpenSet, Task};
use super::{PREVIEW, Workshop};
use crate::browser;
use playground::content::Label;
use smtp_playground_lessons::{Exercise, Set as ExerciseSet};

impl Store {
    /// Opens the form: as it was left, else for an exercise that begins where the session stands.
    pub fn make_exercise(self) {
        self.load_course();
        if self.lessons.making.workshop.with_untracked(Option::is_none) {
            let exercise = self.conversation.timeline.with_untracked(|timeline| Exercise::beginning_at("exercise-1", timeline));
            let set = ExerciseSet { id: "own".to_owned(), exercises: vec![exercise], ..ExerciseSet::default() };
            self.fill_workshop(set, 0);
        }
        self.show_workshop();
    }

    /// Opens the exercise at work in the form.
    pub fn open_task_in_workshop(self) {
        let Some(task) = self.lessons.task.get_untracked() else { return };
        let Some(exercise) = task.exercise().cloned() else { return };
        let Task { set, .. } = &task;
        let (set, at) = match set.built_in {
            true => (
                ExerciseSet { id: set.set.id.clone(), title: set.set.title.clone(), exercises: vec![exercise], ..ExerciseSet::default() },
                0,
            ),
            false => (set.set.clone(), task.place().0.saturating_sub(1)),
        };
        self.leave_exercise();
        self.open_in_workshop(set, at);
    }

    /// Opens the exercises of a set in the form.
    pub fn open_set_in_workshop(self, open: &OpenSet) {
        self.open_in_workshop(open.set.clone(), 0);
    }

    fn open_in_workshop(self, set: ExerciseSet, at: usize) {
        self.load_course();
        self.fill_workshop(ExerciseSet { for_students: false, ..set }, at);
        self.go_to_workshop_start();
        self.show_workshop();
    }

    /// Puts a set into the form. What was in it can be taken back.
    fn fill_workshop(self, set: ExerciseSet, at: usize) {
        self.lessons.making.note("");
        self.lessons.making.workshop.set(Some(Workshop { set, at, draft: None }));
        self.keep_workshop();
    }

    /// Shows the form beside the session.
    fn show_workshop(self) {
        self.go_back_to_session();
        self.why.part.set(Part::Workshop);
        self.frame.place.set(Place::Why);
        self.show_why();
        request_animation_frame(|| browser::focus("tab-part-workshop"));
    }

    /// Begins a new set; the one before is among those that were opened.
    pub fn begin_workshop_anew(self) {
        self.put_workshop_among_sets();
        self.lessons.making.note("");
        self.lessons.making.workshop.set(None);
        self.make_exercise();
    }

    /// Puts what is in the form among the sets that were opened.
    pub fn put_workshop_among_sets(self) {
        let Some(workshop) = self.lessons.making.workshop.get_untracked() else { return };
        let language = self.language.get_untracked().tag();
        let title = if workshop.set.title.is_empty() { &workshop.set.id } else { workshop.set.title.get(language) }.to_owned();
        self.add_set(workshop.set);
        self.tell(Label::MakeListed, vec![("title", title)]);
    }

    /// Goes to the start of the exercise in the form. The session before can be brought back.
    pub fn go_to_workshop_start(self) {
        let Some(exercise) = self.lessons.making.workshop.with_untracked(|workshop| workshop.as_ref()?.exercise().cloned()) else { return };
        let timeline = self.conversation.timeline.get_untracked();
        match exercise.is_other_session(&timeline) {
            None => self.go_to(exercise.start_len()),
            Some(_) => self.replace(exercise.begin(browser::now()), Label::MakeAtStart, vec![]),
        }
    }

    /// Tries the exercise in the form as a student does. Nothing of that counts.
    pub fn preview_exercise(self) {
        let Some(open) = self.lessons.preview() else { return };
        if let Some(exercise) = open.set.exercises.first() {
            self.forget_attempt(PREVIEW, &exercise.id);
        }
        self.why.part.set(Part::Line);
        self.begin_exercise(open, 0);
    }

    /// Goes back from trying the exercise to the form, and to the session that was there.
    pub fn end_preview(self) {
        self.leave_exercise();
        self.show_workshop();
    }
}
