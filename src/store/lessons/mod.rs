//! The exercises: what there is, the one at work, and how far somebody is.

mod exercise;
mod files;
mod grades;
mod hand_in;
mod keep;
mod sets;
mod workshop;

use std::collections::BTreeSet;
use std::sync::Arc;

use gloo::file::callbacks::FileReader;
use leptos::prelude::*;

use super::{Store, Told};
use playground::record::Timeline;
use smtp_playground_lessons::{Exercise, Feedback, Judgement, Kind, Progress, Set as ExerciseSet, Titles};

pub use self::grades::{GRADES_ID, Graded};
pub(super) use self::keep::TASK_START;
use self::workshop::Making;
pub use self::workshop::{Candidates, Workshop};

/// A set of exercises that can be chosen from.
#[derive(Clone, Debug)]
pub struct OpenSet {
    /// Its name in addresses and progress.
    pub key: String,
    /// It is a track of the course.
    pub built_in: bool,
    pub set: ExerciseSet,
}

impl PartialEq for OpenSet {
    /// Its key names what is in it.
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

/// What is known of the course.
#[derive(Clone, Debug, Default)]
pub enum Course {
    /// Nobody has asked for it.
    #[default]
    Unasked,
    /// It is being fetched.
    Loading,
    /// It cannot be had.
    Missing,
    /// Here it is: the tracks, the titles of the pages that they refer to, and all that an exercise may refer to.
    Read(Arc<Vec<Arc<OpenSet>>>, Arc<Titles>, Arc<BTreeSet<String>>),
}

/// The exercise at work.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    pub set: Arc<OpenSet>,
    /// Which exercise of the set.
    at: usize,
    /// How many hints were taken, for each part.
    pub hints: Vec<usize>,
    /// The answer that was chosen last.
    pub pick: Option<String>,
    /// The goal was reached, though perhaps it was taken back since.
    pub solved: bool,
    /// Where the session is kept that was there before.
    before: Option<String>,
}

impl Task {
    /// The exercise; nothing only where the set has lost it.
    pub fn exercise(&self) -> Option<&Exercise> {
        self.set.set.exercises.get(self.at)
    }

    /// How many exercises of the set there are, and which this one is, from 1.
    pub fn place(&self) -> (usize, usize) {
        (self.at + 1, self.set.set.exercises.len())
    }

    /// The id of the exercise.
    pub fn id(&self) -> &str {
        self.exercise().map_or("", |exercise| &exercise.id)
    }

    /// Its maker tries it: nothing of it counts.
    pub fn is_preview(&self) -> bool {
        self.set.key == workshop::PREVIEW
    }

    /// How many hints were taken in all.
    fn hint_count(&self) -> u32 {
        u32::try_from(self.hints.iter().sum::<usize>()).unwrap_or(u32::MAX)
    }
}

/// An exercise that was asked for, and perhaps has to be fetched first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    /// The key or the id of its set.
    pub(super) set: String,
    pub(super) exercise: String,
    /// The session on the screen is one of it already: after a reload.
    pub(super) resumed: bool,
    pub(super) before: Before,
}

/// The session that was there before an exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Before {
    /// It is on the screen.
    Unknown,
    /// Here it is kept, if anything was done in it.
    Kept(Option<String>),
}

/// The room of the exercises. Copies are the same.
#[derive(Clone, Copy)]
pub struct Lessons {
    course: RwSignal<Course>,
    sets: RwSignal<Vec<Arc<OpenSet>>>,
    task: RwSignal<Option<Task>>,
    wanted: RwSignal<Option<Wanted>>,
    progress: RwSignal<Progress>,
    begun: RwSignal<Vec<String>>,
    hard: RwSignal<bool>,
    unfolded: RwSignal<bool>,
    news: RwSignal<Vec<Told>>,
    graded: RwSignal<Option<Graded>>,
    reading: StoredValue<Vec<FileReader>, LocalStorage>,
    /// Hand-ins that are judged when the course is here.
    to_grade: StoredValue<Vec<grades::Given>>,
    /// A set beside the page is being fetched.
    fetches_set: StoredValue<bool>,
    /// The session that was there before, in case it could not be kept.
    before: StoredValue<Option<String>>,
    /// The form for making exercises.
    pub making: Making,
    /// How far the session is with the exercise at work.
    pub judgement: Memo<Option<Judgement>>,
    /// The words for the wrong ways that the session has gone, and where they belong.
    pub feedback: Memo<Vec<Feedback>>,
}

impl Lessons {
    pub(super) fn new(timeline: RwSignal<Timeline>) -> Self {
        let task = RwSignal::new(None::<Task>);
        let judgement = Memo::new(move |_| {
            task.with(|task| {
                let (exercise, pick) = task.as_ref().and_then(|task| Some((task.exercise()?, task.pick.as_deref())))?;
                Some(timeline.with(|timeline| exercise.judge(timeline, pick)))
            })
        });
        let feedback = Memo::new(move |_| {
            task.with(|task| {
                let found = task.as_ref().and_then(|task| Some((task.exercise()?, task.pick.as_deref())));
                found.map(|(exercise, pick)| timeline.with(|timeline| exercise.feedback(timeline, pick))).unwrap_or_default()
            })
        });
        let course = RwSignal::new(Course::default());
        Self {
            course,
            making: Making::new(timeline, course),
            sets: RwSignal::new(Vec::new()),
            task,
            wanted: RwSignal::new(None),
            progress: RwSignal::new(Progress::default()),
            begun: RwSignal::new(Vec::new()),
            hard: RwSignal::new(false),
            unfolded: RwSignal::new(true),
            news: RwSignal::new(Vec::new()),
            graded: RwSignal::new(None),
            reading: StoredValue::new_local(Vec::new()),
            to_grade: StoredValue::new(Vec::new()),
            fetches_set: StoredValue::new(false),
            before: StoredValue::new(None),
            judgement,
            feedback,
        }
    }

    /// What is known of the course.
    pub fn course(self) -> ReadSignal<Course> {
        self.course.read_only()
    }

    /// The sets besides the course, the latest first.
    pub fn sets(self) -> ReadSignal<Vec<Arc<OpenSet>>> {
        self.sets.read_only()
    }

    /// The exercise at work.
    pub fn task(self) -> ReadSignal<Option<Task>> {
        self.task.read_only()
    }

    /// Whether an exercise is being fetched that was asked for.
    pub fn is_awaited(self) -> bool {
        self.wanted.with(Option::is_some)
    }

    pub fn progress(self) -> ReadSignal<Progress> {
        self.progress.read_only()
    }

    /// The exercises that were begun, as `set/exercise`.
    pub fn begun(self) -> ReadSignal<Vec<String>> {
        self.begun.read_only()
    }

    /// What became of the files that were given.
    pub fn news(self) -> ReadSignal<Vec<Told>> {
        self.news.read_only()
    }

    /// The hand-ins that were judged last.
    pub fn graded(self) -> ReadSignal<Option<Graded>> {
        self.graded.read_only()
    }

    /// Exercises are done without palette, completion and hints.
    pub fn hard(self) -> ReadSignal<bool> {
        self.hard.read_only()
    }

    /// An exercise is at work, and it is done without palette, completion and hints.
    pub fn is_bare(self) -> bool {
        self.hard.get() && self.task.with(Option::is_some)
    }

    pub(in crate::store) fn is_bare_now(self) -> bool {
        untrack(move || self.is_bare())
    }

    /// The task is seen whole, not only its first line.
    pub fn unfolded(self) -> ReadSignal<bool> {
        self.unfolded.read_only()
    }

    /// Shows the task whole, or only its first line.
    pub fn unfold(self, unfolded: bool) {
        self.unfolded.set(unfolded);
    }

    /// Whether the exercise at work keeps `what` to itself until it is solved: `server`, `greeting`.
    pub fn hides(self, what: &str) -> bool {
        self.task.with(|task| {
            let exercise = task.as_ref().filter(|task| !task.solved).and_then(Task::exercise);
            exercise.is_some_and(|exercise| exercise.hide.iter().any(|hidden| hidden == what))
        })
    }

    /// Whether server and role belong to the exercise at work.
    pub fn is_locked(self) -> bool {
        self.task.with(Option::is_some)
    }

    /// Whether the world belongs to the exercise at work.
    pub(super) fn locks_world(self) -> bool {
        self.task.with_untracked(|task| task.as_ref().and_then(Task::exercise).is_some_and(|exercise| exercise.kind != Kind::World))
    }
}

impl Store {
    /// Whether the list of exercises stands in the place of the session. The address of an exercise asks for the session,
    /// once the exercise is there.
    pub fn is_listing(self) -> bool {
        let at_work = self.lessons.task.with(Option::is_some);
        self.frame.learning().is_some_and(|place| !at_work || !place.contains('/'))
    }

    /// Exercises are done without palette, completion and hints from now on, or with them.
    pub fn set_hard(self, hard: bool) {
        self.lessons.hard.set(hard);
        self.keep_hard();
    }
}
