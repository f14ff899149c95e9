//! What a learner hands in: the inputs with their stamps, and the hints that were taken. Whether it solves
//! anything is judged anew by whoever receives it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
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

/// What the fragment of a hand-in begins with.
pub const HAND_IN_LINK_START: &str = "h=";
/// The version of the links that are written.
const LINK_VERSION: &str = "1.";

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
    /// A link that is cut off or was changed on the way.
    #[error("this link of a hand-in is damaged; a part of it may be missing")]
    Link,
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

    /// As the fragment of a link, without `#`: `h=1.` and base64url (RFC 4648 section 5) of the deflated (RFC 1951) file.
    pub fn write_link(&self, world: impl Fn(&str) -> World) -> String {
        let packed = compress_to_vec(self.write(world).as_bytes(), 9);
        format!("{HAND_IN_LINK_START}{LINK_VERSION}{}", URL_SAFE_NO_PAD.encode(packed))
    }

    /// Reads a link, or its fragment.
    pub fn read_link(link: &str) -> Result<Self, HandInError> {
        let fragment = link.trim().rsplit('#').next().unwrap_or_default();
        let packed = fragment.strip_prefix(HAND_IN_LINK_START).and_then(|rest| rest.strip_prefix(LINK_VERSION)).ok_or(HandInError::Link)?;
        if packed.len() > MAX_FILE {
            return Err(HandInError::TooLarge);
        }
        let packed = URL_SAFE_NO_PAD.decode(packed).map_err(|_| HandInError::Link)?;
        Self::read(&decompress_to_vec_with_limit(&packed, MAX_FILE).map_err(|_| HandInError::Link)?)
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

#[cfg(test)]
mod tests {
    use super::*;
    use playground::record::Action;
    use smtp_engine::session::Timestamp;

    fn hand_in() -> HandIn {
        let mut timeline = Timeline::new(&smtp_servers::postfix::MX, World::standard());
        timeline.act(Action::Connect, Timestamp(5));
        timeline.act(Action::Send(b"QUIT\r\n".to_vec()), Timestamp(1234));
        let attempt = Attempt { exercise: "goodbye".into(), hints: 2, pick: None, timeline };
        HandIn { set: "week-1".into(), student: "Ada 李".into(), attempts: vec![attempt] }
    }

    #[test]
    fn a_link_holds_all_of_it() {
        let link = hand_in().write_link(|_| World::standard());
        let read = HandIn::read_link(&format!("https://example.org/page/#{link}\n")).expect("a hand-in");
        assert_eq!((read.set.as_str(), read.student.as_str(), read.attempts.len()), ("week-1", "Ada 李", 1));
        assert_eq!(read.attempts[0].timeline.events(), hand_in().attempts[0].timeline.events());
        assert_eq!(read.attempts[0].timeline.latest(), Some(Timestamp(1234)));
    }

    #[test]
    fn a_link_that_is_cut_or_foreign_is_refused() {
        let link = hand_in().write_link(|_| World::standard());
        for cut in ["", "h=", "h=2.abc", "#s=1.abc", &link[..link.len() / 2], "h=1.!!!!"] {
            assert!(HandIn::read_link(cut).is_err(), "{cut}");
        }
    }
}
