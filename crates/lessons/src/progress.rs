//! How far somebody is with the exercises, for keeping and for carrying to another browser. What was done is
//! never lost by an import.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The version of the format that is written.
const VERSION: u32 = 1;
/// No file is read that is larger.
const MAX_FILE: usize = 4_000_000;
/// No more exercises are kept.
const MOST: usize = 20_000;

/// How far somebody is, by set and exercise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress(BTreeMap<(String, String), Done>);

/// What somebody has done of one exercise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Done {
    /// When it was solved first, in milliseconds since 1970; nothing before it was.
    pub solved_at: Option<u64>,
    /// The fewest commands that it was solved with.
    pub commands: Option<u32>,
    /// The fewest seconds that it was solved in.
    pub seconds: Option<u32>,
    /// How many hints were taken before it was solved first.
    pub hints: u32,
}

/// Why progress cannot be read. Nothing that was kept before is lost by it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ProgressError {
    /// Too large.
    #[error("the file is too large to be somebody's progress")]
    TooLarge,
    /// Not what was written.
    #[error("this is not a file of progress, or it is damaged: line {0}, {1}")]
    Damaged(usize, String),
    /// Written by another version.
    #[error("this was written by another version of the playground (format {0}); this one reads format 1")]
    Version(u32),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    smtp_playground_progress: u32,
    sets: BTreeMap<String, BTreeMap<String, Done>>,
}

#[derive(Deserialize)]
struct Version {
    smtp_playground_progress: u32,
}

impl Progress {
    /// What was done of an exercise.
    pub fn get(&self, set: &str, exercise: &str) -> Option<&Done> {
        self.0.get(&(set.to_owned(), exercise.to_owned()))
    }

    /// Whether an exercise is solved.
    pub fn is_solved(&self, set: &str, exercise: &str) -> bool {
        self.get(set, exercise).is_some_and(|done| done.solved_at.is_some())
    }

    /// Notes what was done; nothing that was noted before gets worse.
    pub fn note(&mut self, set: &str, exercise: &str, done: Done) {
        if self.0.len() >= MOST && self.get(set, exercise).is_none() {
            return;
        }
        self.0.entry((set.to_owned(), exercise.to_owned())).or_default().better(done);
    }

    /// Takes all of `other` in that is better, or not there yet.
    pub fn merge(&mut self, other: &Self) {
        other.0.iter().for_each(|((set, exercise), done)| self.note(set, exercise, *done));
    }

    /// As a file.
    pub fn write(&self) -> String {
        let mut sets: BTreeMap<String, BTreeMap<String, Done>> = BTreeMap::new();
        for ((set, exercise), done) in &self.0 {
            sets.entry(set.clone()).or_default().insert(exercise.clone(), *done);
        }
        // All of it is plain data, so writing it cannot fail.
        serde_json::to_string_pretty(&Written { smtp_playground_progress: VERSION, sets }).unwrap_or_default()
    }

    /// Reads a file.
    pub fn read(text: &str) -> Result<Self, ProgressError> {
        if text.len() > MAX_FILE {
            return Err(ProgressError::TooLarge);
        }
        let damaged = |error: serde_json::Error| ProgressError::Damaged(error.line(), error.to_string().chars().take(120).collect());
        let Version { smtp_playground_progress } = serde_json::from_str(text).map_err(damaged)?;
        if smtp_playground_progress != VERSION {
            return Err(ProgressError::Version(smtp_playground_progress));
        }
        let Written { sets, .. } = serde_json::from_str(text).map_err(damaged)?;
        if sets.values().map(BTreeMap::len).sum::<usize>() > MOST {
            return Err(ProgressError::TooLarge);
        }
        let all = sets
            .into_iter()
            .flat_map(|(set, exercises)| exercises.into_iter().map(move |(exercise, done)| ((set.clone(), exercise), done)));
        Ok(Self(all.collect()))
    }
}

impl Done {
    /// Takes what is better in `other`: the first time it was solved, with the hints of that time, and the best figures.
    fn better(&mut self, other: Self) {
        let least = |one: Option<u32>, two: Option<u32>| one.into_iter().chain(two).min();
        self.commands = least(self.commands, other.commands);
        self.seconds = least(self.seconds, other.seconds);
        match (self.solved_at, other.solved_at) {
            (None, Some(_)) => (self.solved_at, self.hints) = (other.solved_at, other.hints),
            (Some(one), Some(two)) if two < one => (self.solved_at, self.hints) = (other.solved_at, other.hints),
            (None, None) => self.hints = self.hints.max(other.hints),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solved(at: u64, commands: u32, hints: u32) -> Done {
        Done { solved_at: Some(at), commands: Some(commands), seconds: Some(commands * 10), hints }
    }

    #[test]
    fn an_import_loses_nothing() {
        let mut here = Progress::default();
        here.note("a", "one", solved(100, 5, 2));
        here.note("a", "two", Done { hints: 3, ..Done::default() });
        let mut there = Progress::default();
        there.note("a", "one", solved(50, 9, 0));
        there.note("b", "one", solved(70, 1, 0));
        let read = Progress::read(&there.write()).expect("a file");
        assert_eq!(read, there);
        here.merge(&read);
        assert_eq!(here.get("a", "one"), Some(&Done { solved_at: Some(50), commands: Some(5), seconds: Some(50), hints: 0 }));
        assert_eq!(here.get("a", "two"), Some(&Done { hints: 3, ..Done::default() }));
        assert!(here.is_solved("b", "one"));
        let before = here.clone();
        here.merge(&Progress::default());
        here.merge(&before);
        assert_eq!(here, before);
    }

    #[test]
    fn what_is_no_progress_is_refused_with_line_and_reason() {
        let wrong = |text: &str| Progress::read(text).expect_err(text);
        assert!(matches!(wrong(""), ProgressError::Damaged(1, _)));
        assert_eq!(wrong(r#"{"smtp_playground_progress":9}"#), ProgressError::Version(9));
        assert!(matches!(
            wrong("{\"smtp_playground_progress\":1,\n\"sets\":{\"a\":{\"b\":{\"solved\":1}}}}"),
            ProgressError::Damaged(2, _)
        ));
        assert_eq!(wrong(&" ".repeat(MAX_FILE + 1)), ProgressError::TooLarge);
        assert!(matches!(wrong(&"[".repeat(100_000)), ProgressError::Damaged(1, _)));
    }
}
