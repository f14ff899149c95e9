//! Judging hand-ins.

use leptos::prelude::*;

use super::super::Store;
use super::Course;
use crate::browser;
use smtp_playground_lessons::{Grade, HandIn, Set as ExerciseSet, csv, grade};

/// The id of the judged hand-ins in the document.
pub const GRADES_ID: &str = "grades";

/// Hand-ins that were judged, and those that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graded {
    /// One row for each exercise of each hand-in.
    pub rows: Vec<Grade>,
    /// The files that were refused, and why.
    pub refused: Vec<(String, String)>,
}

/// A hand-in and where it came from, or why it could not be read.
pub(super) type Given = (String, Result<HandIn, String>);

impl Store {
    /// Judges the hand-in of a link, and shows that.
    pub(in crate::store) fn open_hand_in(self, fragment: &str) {
        self.list_exercises("");
        self.grade_links(fragment);
    }

    /// Judges hand-ins that were pasted as links, one a line.
    pub fn grade_links(self, text: &str) {
        let links = text.split_whitespace().filter(|link| !link.is_empty());
        let read = |link: &str| {
            let name: String = link.rsplit('#').next().unwrap_or_default().chars().take(20).collect();
            (format!("{name}…"), HandIn::read_link(link).map_err(|error| error.to_string()))
        };
        self.grade_hand_ins(links.map(read).collect());
    }

    /// Judges hand-ins by the course and the sets that are open, once the course is here.
    pub(super) fn grade_hand_ins(self, given: Vec<Given>) {
        self.lessons.to_grade.set_value(given);
        self.grade_waiting();
    }

    /// Judges what waits for the course, if that has come or cannot be had.
    pub(super) fn grade_waiting(self) {
        if self.lessons.course.with_untracked(|course| matches!(course, Course::Unasked | Course::Loading)) {
            return self.load_course();
        }
        let given = self.lessons.to_grade.try_update_value(std::mem::take).unwrap_or_default();
        if given.is_empty() {
            return;
        }
        let mut hand_ins = Vec::new();
        let mut refused = Vec::new();
        for (name, read) in given {
            match read {
                Ok(hand_in) => hand_ins.push(hand_in),
                Err(why) => refused.push((name, why)),
            }
        }
        let sets: Vec<ExerciseSet> = untrack(|| self.all_sets()).iter().map(|open| open.set.clone()).collect();
        self.lessons.graded.set(Some(Graded { rows: grade(&sets, &hand_ins), refused }));
    }

    /// Saves the judgement as a table for a spreadsheet.
    pub fn save_grades(self) {
        if let Some(graded) = self.lessons.graded.get_untracked() {
            browser::download("grades.csv", "text/csv", &csv(&graded.rows));
        }
    }
}
