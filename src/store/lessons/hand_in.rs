//! Handing in what was done.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::Store;
use super::keep::{ATTEMPT_START, SOLVED_START};
use super::{Course, OpenSet};
use crate::browser;
use playground::content::Label;
use smtp_engine::session::World;
use smtp_playground_lessons::{Attempt, HandIn};

impl Store {
    /// All sets, the course first.
    pub fn all_sets(self) -> Vec<Arc<OpenSet>> {
        let tracks = self.lessons.course.with(|course| match course {
            Course::Read(tracks, ..) => tracks.as_ref().clone(),
            _ => Vec::new(),
        });
        tracks.into_iter().chain(self.lessons.sets.get()).collect()
    }

    /// Saves what was done of the set `key` as a file to hand in, under the name `student`.
    pub fn hand_in(self, key: &str, student: &str) {
        let Some((open, hand_in)) = self.prepare_hand_in(key, student) else { return };
        let count = hand_in.attempts.len().to_string();
        let name = format!("hand-in-{}-{}.json", open.set.id, file_name(student));
        browser::download(&name, "application/json", &hand_in.write(world_in(&open)));
        self.report(Label::HandInSaved, vec![("file", name), ("count", count)]);
    }

    /// Copies the same as a link.
    pub fn copy_hand_in(self, key: &str, student: &str) {
        let Some((open, hand_in)) = self.prepare_hand_in(key, student) else { return };
        let page = browser::address_alone();
        let page = page.split('#').next().unwrap_or_default();
        self.copy(&format!("{page}#{}", hand_in.write_link(world_in(&open))));
    }

    /// What was done of the set `key`; that there is nothing is told.
    fn prepare_hand_in(self, key: &str, student: &str) -> Option<(Arc<OpenSet>, HandIn)> {
        let open = untrack(|| self.all_sets()).into_iter().find(|open| open.key == key)?;
        let done = |id: &str| {
            let of = |start: &str| self.read_attempt(&format!("{start}{key}/{id}"));
            of(SOLVED_START).or_else(|| of(ATTEMPT_START))
        };
        let attempts = open.set.exercises.iter().filter_map(|exercise| {
            let done = done(&exercise.id)?;
            Some(Attempt { exercise: exercise.id.clone(), hints: done.hint_count(), pick: done.pick, timeline: done.timeline })
        });
        let attempts: Vec<Attempt> = attempts.collect();
        self.lessons.news.set(Vec::new());
        if attempts.is_empty() {
            self.report(Label::HandInNothing, vec![]);
            return None;
        }
        let hand_in = HandIn { set: open.set.id.clone(), student: student.trim().to_owned(), attempts };
        Some((open, hand_in))
    }
}

/// The world that an exercise of `open` begins in.
fn world_in(open: &OpenSet) -> impl Fn(&str) -> World {
    move |id| open.set.exercise(id).map_or_else(World::standard, |exercise| exercise.world.clone())
}

/// `name` as a part of a file's name on any system.
fn file_name(name: &str) -> String {
    let plain: String = name.trim().chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).take(40).collect();
    if plain.is_empty() { "unnamed".to_owned() } else { plain }
}
