//! Which exercises there are: the course, and sets that somebody opened.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::{Job, Store};
use super::{Course, OpenSet};
use crate::browser::{self, storage};
use playground::content::Label;
use smtp_playground_lessons::{
    Audience, Bundle, LessonLinkError, Problem, Read, Set as ExerciseSet, read_file, read_set, read_set_link, write_exercise_link,
    write_set,
};

/// Where the course is, seen from the page.
const COURSE: &str = "reference/course.json";
/// A set that somebody opened: this and its key.
const SET_START: &str = "smtp-playground-set:";
/// So many problems of a set are told; the command line tells all.
const MOST_PROBLEMS: usize = 20;
/// So many of a set that can be used all the same.
const FEW_PROBLEMS: usize = 5;

impl Store {
    /// Fetches the course, if it is not here yet.
    pub fn load_course(self) {
        if self.lessons.course.with_untracked(|course| matches!(course, Course::Loading | Course::Read(..))) {
            return;
        }
        self.lessons.course.set(Course::Loading);
        browser::reading::load_text(COURSE, move |text| {
            let course = text.and_then(|text| Bundle::read(&text)).map_or(Course::Missing, |Bundle { sets, titles, references }| {
                let open = |set: ExerciseSet| Arc::new(OpenSet { key: set.id.clone(), built_in: true, set });
                Course::Read(Arc::new(sets.into_iter().map(open).collect()), Arc::new(titles), Arc::new(references.into_iter().collect()))
            });
            self.lessons.course.set(course);
            self.open_wanted();
            self.grade_waiting();
        });
    }

    /// Does what `#/learn/` and then `place` asks for: the list, a set in it, or an exercise.
    pub(in crate::store) fn learn(self, place: &str) {
        self.frame.job.set(Job::Learn(place.to_owned()));
        match place.split_once('/').filter(|(_, exercise)| !exercise.is_empty()) {
            Some((set, exercise)) => self.open_exercise(set, exercise),
            None => self.list_exercises(place),
        }
    }

    /// Shows the list of exercises, at the set `place` if there is one.
    pub(super) fn list_exercises(self, place: &str) {
        self.lessons.wanted.update(|wanted| *wanted = wanted.take().filter(|wanted| wanted.resumed));
        self.frame.job.set(Job::Learn(place.to_owned()));
        self.list_begun();
        self.load_course();
    }

    /// Goes to the list of exercises.
    pub fn show_exercises(self) {
        browser::go("#/learn");
    }

    /// Opens the exercises of a link (`#l=...`).
    pub(in crate::store) fn open_lesson_link(self, fragment: &str) {
        match read_set_link(fragment) {
            Ok(set) => {
                let open = self.add_set(set);
                if open.set.exercises.len() == 1 {
                    return self.begin_exercise(open, 0);
                }
                self.list_exercises(&open.key);
            }
            Err(error) => {
                let (label, what) = match error {
                    LessonLinkError::NotALink => (Label::LearnNotALink, String::new()),
                    LessonLinkError::Version(version) => (Label::ShareVersion, version),
                    LessonLinkError::TooLarge => (Label::ShareTooLarge, String::new()),
                    LessonLinkError::Damaged => (Label::LearnLinkDamaged, String::new()),
                    LessonLinkError::Unreadable(problem) => (Label::LearnLinkUnreadable, problem.to_string()),
                };
                self.tell(label, vec![("version", what.clone()), ("what", what)]);
            }
        }
    }

    /// Opens the set `name` that lies beside the page, in the folder `lessons` (`?set=name`).
    pub fn open_set_beside(self, name: &str) {
        let file = format!("lessons/{name}.toml");
        let fits =
            !name.is_empty() && name.len() <= 60 && name.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"-_".contains(&octet));
        if !fits {
            return self.tell(Label::LearnSetMissing, vec![("file", file)]);
        }
        self.lessons.fetches_set.set_value(true);
        browser::reading::load_text(&file.clone(), move |text| {
            self.lessons.fetches_set.set_value(false);
            match text {
                None => self.tell(Label::LearnSetMissing, vec![("file", file)]),
                Some(text) => self.take_set(&file, &text),
            }
            if self.keeps() && self.frame.job.with_untracked(|job| *job == Job::Practise) && !untrack(|| self.lessons.is_locked()) {
                browser::go("#/learn");
            }
            self.open_wanted();
        });
    }

    /// Takes a set in that was read from the file `name`, or tells what is wrong with it.
    pub(super) fn take_set(self, name: &str, text: &str) {
        let problems = match read_file(name, text.as_bytes()) {
            Err(problem) => vec![*problem],
            Ok(file) => {
                let Read { set, problems } = read_set(&file, &[]);
                if problems.is_empty() {
                    let title = set.title.get(self.language.get_untracked().tag()).to_owned();
                    let count = set.exercises.len().to_string();
                    let found = if set.for_students { Vec::new() } else { self.problems_of(text) };
                    self.add_set(set);
                    self.report(Label::LearnSetOpened, vec![("title", title), ("count", count)]);
                    return self.report_found(name, found);
                }
                problems
            }
        };
        self.report(Label::LearnSetRefused, vec![("file", name.to_owned()), ("count", problems.len().to_string())]);
        for problem in problems.into_iter().take(MOST_PROBLEMS) {
            self.report(Label::LearnProblem, vec![("what", problem.to_string())]);
        }
    }

    /// Tells what the compiler finds in a set that can be used all the same.
    fn report_found(self, name: &str, problems: Vec<Problem>) {
        if problems.is_empty() {
            return;
        }
        self.report(Label::LearnSetUnsound, vec![("count", problems.len().to_string())]);
        for problem in problems.into_iter().take(FEW_PROBLEMS) {
            let problem = Problem { file: name.to_owned(), ..problem };
            self.report(Label::LearnProblem, vec![("what", problem.to_string())]);
        }
    }

    /// Puts a set before the others, and keeps it.
    pub(super) fn add_set(self, set: ExerciseSet) -> Arc<OpenSet> {
        let open = Arc::new(OpenSet { key: set.fingerprint(), built_in: false, set });
        if self.keeps()
            && let Err(error) = storage::write(&format!("{SET_START}{}", open.key), &write_set(&open.set, Audience::Teachers))
        {
            self.tell_failed(error);
        }
        self.lessons.sets.update(|sets| {
            sets.retain(|known| *known != open);
            sets.insert(0, open.clone());
        });
        open
    }

    /// A link to the exercise at work: of the course its address, else one that holds all of it but the solutions.
    pub fn link_to_exercise(self) -> String {
        let page = browser::address_alone();
        let page = page.split('#').next().unwrap_or_default();
        let fragment = self.lessons.task.with_untracked(|task| match task {
            Some(task) if task.set.built_in => format!("/learn/{}/{}", task.set.key, task.id()),
            Some(task) => task.exercise().map(|exercise| write_exercise_link(exercise, Audience::Students)).unwrap_or_default(),
            None => String::new(),
        });
        format!("{page}#{fragment}")
    }

    /// Takes a set out of the list. What was done of it stays known.
    pub fn remove_set(self, key: &str) {
        storage::remove(&format!("{SET_START}{key}"));
        self.lessons.sets.update(|sets| sets.retain(|open| open.key != key));
    }

    /// Brings back the sets that were opened before.
    pub(super) fn restore_sets(self) {
        let sets = storage::keys(SET_START).into_iter().filter_map(|key| {
            let text = storage::read(&key).ok()??;
            let Read { set, problems } = read_set(&read_file(&key, text.as_bytes()).ok()?, &[]);
            let key = key.replacen(SET_START, "", 1);
            problems.is_empty().then(|| Arc::new(OpenSet { key, built_in: false, set }))
        });
        self.lessons.sets.set(sets.collect());
    }
}
