//! What a learner hands in: the inputs with their stamps, and the hints that were taken. Whether it solves
//! anything is judged anew by whoever receives it.

use playground::record::{LinkError, Timeline, read_link, write_link_for};
use serde::{Deserialize, Serialize};
use smtp_engine::session::World;
use thiserror::Error;

/// The version of the format that is written.
const VERSION: u32 = 1;
/// No file is read that is larger.
const MAX_FILE: usize = 4_000_000;
/// No hand-in holds more exercises.
const MOST_EXERCISES: usize = 500;
/// No name is longer.
const LONGEST_NAME: usize = 200;

/// A hand-in.
#[derive(Clone, Debug)]
pub struct HandIn {
    /// The set's name.
    pub set: String,
    /// Who hands it in.
    pub student: String,
    /// What was done.
    pub attempts: Vec<Attempt>,
}

/// What was done of one exercise.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// The exercise's name.
    pub exercise: String,
    /// How many hints were taken.
    pub hints: u32,
    /// The answer that was chosen last.
    pub pick: Option<String>,
    /// The session: all that was done up to its cursor.
    pub timeline: Timeline,
}

/// Why a hand-in cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum HandInError {
    /// Too large.
    #[error("the file is too large to be a hand-in")]
    TooLarge,
    /// Not UTF-8.
    #[error("the file is not UTF-8")]
    NotUtf8,
    /// Not what was written.
    #[error("line {0}: this is not a hand-in, or it is damaged: {1}")]
    Damaged(usize, String),
    /// Written by another version.
    #[error("it was written by another version of the playground (format {0}); this one reads format 1")]
    Version(u32),
    /// A session cannot be played.
    #[error("the session of {exercise}: {error}")]
    Session {
        /// The exercise.
        exercise: String,
        /// Why.
        error: LinkError,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    smtp_playground_hand_in: u32,
    set: String,
    student: String,
    attempts: Vec<WrittenAttempt>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenAttempt {
    exercise: String,
    hints: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pick: Option<String>,
    /// A share link's fragment.
    session: String,
}

#[derive(Deserialize)]
struct Version {
    smtp_playground_hand_in: u32,
}

impl HandIn {
    /// As a file. Passwords are taken out as in share links; those of the standard world and of the exercise's
    /// own are no secrets. `world` gives the world that an exercise begins in.
    pub fn write(&self, world: impl Fn(&str) -> World) -> String {
        let attempts = self.attempts.iter().map(|attempt| WrittenAttempt {
            exercise: attempt.exercise.clone(),
            hints: attempt.hints,
            pick: attempt.pick.clone(),
            session: write_link_for(&attempt.timeline, &world(&attempt.exercise)).fragment,
        });
        let written = Written {
            smtp_playground_hand_in: VERSION,
            set: self.set.clone(),
            student: self.student.chars().take(LONGEST_NAME).collect(),
            attempts: attempts.collect(),
        };
        // All of it is plain data, so writing it cannot fail.
        serde_json::to_string_pretty(&written).unwrap_or_default()
    }

    /// Reads a file and plays its sessions.
    pub fn read(octets: &[u8]) -> Result<Self, HandInError> {
        if octets.len() > MAX_FILE {
            return Err(HandInError::TooLarge);
        }
        let text = std::str::from_utf8(octets).map_err(|_| HandInError::NotUtf8)?;
        let damaged = |error: serde_json::Error| HandInError::Damaged(error.line(), error.to_string().chars().take(120).collect());
        let Version { smtp_playground_hand_in } = serde_json::from_str(text).map_err(damaged)?;
        if smtp_playground_hand_in != VERSION {
            return Err(HandInError::Version(smtp_playground_hand_in));
        }
        let written: Written = serde_json::from_str(text).map_err(damaged)?;
        if written.attempts.len() > MOST_EXERCISES || written.student.len() > 4 * LONGEST_NAME {
            return Err(HandInError::TooLarge);
        }
        let read = |attempt: WrittenAttempt| {
            let exercise: String = attempt.exercise.chars().take(60).collect();
            let timeline = read_link(&attempt.session).map_err(|error| HandInError::Session { exercise: exercise.clone(), error })?;
            Ok(Attempt { exercise, hints: attempt.hints, pick: attempt.pick, timeline })
        };
        let attempts = written.attempts.into_iter().map(read).collect::<Result<_, _>>()?;
        Ok(Self { set: written.set, student: written.student, attempts })
    }
}
