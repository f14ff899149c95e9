//! Judging hand-ins.

use leptos::prelude::*;

use super::super::Store;
use super::Course;
use crate::browser;
use smtp_playground_lessons::{Grade, HandIn, Set, csv, grade};

/// Hand-ins that were judged, and those that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Graded {
    /// One row for each exercise of each hand-in.
    pub rows: Vec<Grade>,
    /// The files that were refused, and why.
    pub refused: Vec<(String, String)>,
}

impl Store {
    /// Judges hand-ins by the course and the sets that are open. The files come with their names.
    pub(super) fn grade_hand_ins(self, files: Vec<(String, Result<HandIn, String>)>) {
        let mut hand_ins = Vec::new();
        let mut refused = Vec::new();
        for (name, read) in files {
            match read {
                Ok(hand_in) => hand_ins.push(hand_in),
                Err(why) => refused.push((name, why)),
            }
        }
        let mut sets: Vec<Set> = self.lessons.sets.with_untracked(|sets| sets.iter().map(|open| open.set.clone()).collect());
        self.lessons.course.with_untracked(|course| {
            if let Course::Read(tracks, _) = course {
                sets.extend(tracks.iter().map(|open| open.set.clone()));
            }
        });
        self.lessons.graded.set(Some(Graded { rows: grade(&sets, &hand_ins), refused }));
    }

    /// Saves the judgement as a table for a spreadsheet.
    pub fn save_grades(self) {
        if let Some(graded) = self.lessons.graded.get_untracked() {
            browser::download("grades.csv", "text/csv", &csv(&graded.rows));
        }
    }
}
