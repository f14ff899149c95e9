//! The form for making exercises: what is in it, and what the compiler finds in that.

mod changing;
mod keeping;
mod opening;

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::super::Store;
use super::{Course, Lessons, OpenSet, Task};
use playground::record::Timeline;
use smtp_playground_lessons::{
    Exercise, Predicate, Problem, Rules, Set as ExerciseSet, check_text, conditions_that_became_true, write_alone,
};

/// The key of an exercise that its maker tries.
pub(super) const PREVIEW: &str = "preview";
/// How much work the compiler may take at each change: less than a tenth of a second.
const WORK: u64 = 4_000_000;
/// So many changes of the form can be taken back.
const MOST_CHANGES: usize = 200;

/// What is in the form.
#[derive(Clone, Debug)]
pub struct Workshop {
    pub set: ExerciseSet,
    /// Which exercise of the set is being made.
    pub at: usize,
    /// The exercise as text, as its maker typed it; it may be no exercise yet.
    pub draft: Option<String>,
}

/// What was in the form before a change, and which field was changed: typing on in it is one change.
struct Change {
    before: Workshop,
    field: String,
}

/// The room of the form. Copies are the same.
#[derive(Clone, Copy)]
pub struct Making {
    workshop: RwSignal<Option<Workshop>>,
    changes: RwSignal<Vec<Change>, LocalStorage>,
    /// What the compiler finds in the exercise.
    pub findings: Memo<Vec<Problem>>,
    /// What became true in the session on the screen since the exercise's start; nothing where that session has another
    /// start.
    pub candidates: Memo<Option<Candidates>>,
}

/// Conditions that can be chosen.
#[derive(Clone, Debug)]
pub struct Candidates(pub Vec<Predicate>);

impl PartialEq for Candidates {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(|(one, other)| one.written() == other.written())
    }
}

impl Workshop {
    /// The exercise that is being made; nothing only where the set has none.
    pub fn exercise(&self) -> Option<&Exercise> {
        self.set.exercises.get(self.at)
    }

    /// The exercise as text.
    pub fn text(&self) -> String {
        let written = || self.exercise().map(|exercise| write_alone(&self.set, exercise)).unwrap_or_default();
        self.draft.clone().unwrap_or_else(written)
    }
}

impl Making {
    pub(super) fn new(timeline: RwSignal<Timeline>, course: RwSignal<Course>) -> Self {
        let workshop = RwSignal::new(None::<Workshop>);
        let text = Memo::new(move |_| workshop.with(|workshop| workshop.as_ref().map(Workshop::text)));
        let findings =
            Memo::new(move |_| text.with(|text| text.as_ref().map(|text| course.with(|course| find(text, course))).unwrap_or_default()));
        let candidates = Memo::new(move |_| {
            workshop.with(|workshop| {
                let exercise = workshop.as_ref().and_then(Workshop::exercise)?;
                timeline.with(|timeline| {
                    let is_same = exercise.is_other_session(timeline).is_none() && timeline.cursor() >= exercise.start_len();
                    is_same.then(|| Candidates(conditions_that_became_true(timeline, &exercise.world, exercise.start_len())))
                })
            })
        });
        Self { workshop, changes: RwSignal::new_local(Vec::new()), findings, candidates }
    }

    /// What is in the form; nothing where no exercise is being made.
    pub fn workshop(self) -> ReadSignal<Option<Workshop>> {
        self.workshop.read_only()
    }

    /// What `read` finds in the exercise in the form; nothing where none is being made.
    pub fn read<T>(self, read: impl FnOnce(&Exercise) -> T) -> Option<T> {
        self.workshop.with(|workshop| workshop.as_ref().and_then(Workshop::exercise).map(read))
    }

    /// Whether the last change of the form can be taken back.
    pub fn can_undo(self) -> bool {
        self.changes.with(|changes| !changes.is_empty())
    }

    fn note(self, field: &str) {
        let Some(before) = self.workshop.get_untracked() else { return };
        self.changes.update(|changes| {
            if field.is_empty() || changes.last().is_none_or(|last| last.field != field) {
                changes.push(Change { before, field: field.to_owned() });
                changes.drain(..changes.len().saturating_sub(MOST_CHANGES));
            }
        });
    }
}

impl Lessons {
    /// Whether the form is shown: an exercise is being made, and none is at work.
    pub fn is_making(self) -> bool {
        self.making.workshop.with(Option::is_some) && self.task.with(Option::is_none)
    }

    /// The exercise at work is one that its maker tries.
    pub fn is_preview(self) -> bool {
        self.task.with(|task| task.as_ref().is_some_and(Task::is_preview))
    }

    /// What the maker's exercise is found as.
    pub(super) fn preview(self) -> Option<Arc<OpenSet>> {
        let workshop = self.making.workshop.get_untracked()?;
        let set =
            ExerciseSet { title: workshop.set.title.clone(), exercises: vec![workshop.exercise()?.clone()], ..ExerciseSet::default() };
        Some(Arc::new(OpenSet { key: PREVIEW.to_owned(), built_in: false, set }))
    }
}

/// What the compiler finds in `text`.
fn find(text: &str, course: &Course) -> Vec<Problem> {
    let known = if let Course::Read(_, _, references) = course { Some(references.as_ref()) } else { None };
    // As long as the names of the pages are not here, none is called wrong.
    let reference_exists = |reference: &str| known.is_none_or(|known: &BTreeSet<String>| known.contains(reference));
    check_text(text, Rules { languages: &[], reference_exists: &reference_exists, work: WORK }).1.problems
}

impl Store {
    /// What the compiler finds in a set that was given as `text`.
    pub(super) fn problems_of(self, text: &str) -> Vec<Problem> {
        self.lessons.course.with_untracked(|course| find(text, course))
    }
}
