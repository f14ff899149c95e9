//! Exercises as data.
//!
//! A [`Set`] of exercises is TOML that a teacher can write (`docs/lessons.md` tells the format).
//! [`read_set`] reads it, [`check_set`] is the compiler: it plays all that the set claims. In an exercise,
//! [`Exercise::begin`] gives the session that the learner finds, [`Exercise::judge`] says after each input
//! how far it is, and [`Exercise::feedback`] which words belong under which line. [`Progress`] is kept in the
//! browser; a [`HandIn`] holds inputs and is judged anew by [`grade()`]. [`write_set`] writes a set back, and
//! [`write_exercise_link`] puts an exercise into a link. Nothing here reads a clock, a file or the network,
//! and everything that comes from strangers has a budget.
#![forbid(unsafe_code)]
#![deny(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod bundle;
mod check;
#[cfg(feature = "course")]
mod course;
mod effort;
mod exercise;
mod grade;
mod hand_in;
mod judge;
mod kept;
mod link;
mod play;
mod predicate;
mod problem;
mod progress;
mod read;
mod source;
mod text;
mod workshop;
mod write;

pub use bundle::{Bundle, Titles};
pub use check::{Checked, Figures, Rules, SET_WORK, check_set};
#[cfg(feature = "course")]
pub use course::{LANGUAGES, check_course, course, reference_exists, references, track_ids};
pub use exercise::{Choice, Exercise, Kind, Set, Solution, Step, WordsAt, Wrong};
pub use grade::{Grade, Verdict, csv, grade, table};
pub use hand_in::{Attempt, HAND_IN_LINK_START, HandIn, HandInError};
pub use judge::{Feedback, Judgement};
pub use kept::KeptAttempt;
pub use link::{LESSON_LINK_START, LessonLinkError, MAX_LESSON_LINK, read_set_link, write_exercise_link, write_set_link};
pub use play::ForeignSession;
pub use predicate::{
    Answered, DeliveredPattern, Fuel, Predicate, ReplyPattern, Scene, Side, conditions_of_replies, conditions_that_became_true,
};
pub use problem::{Problem, ProblemKind};
pub use progress::{Done, Progress, ProgressError};
pub(crate) use read::server_names as read_server_names;
pub use read::{Read, WordFile, read_file, read_set};
pub use source::{File, MAX_FILE};
pub use text::{Text, Texts};
pub use workshop::{check_text, language_of_words, write_alone};
pub use write::{Audience, write_set};
