//! An exercise in the fragment of a URL, which browsers never send to any host.
//!
//! The fragment is `l=1.` and base64url (RFC 4648 section 5) of deflated (RFC 1951) TOML. What is in it comes
//! from strangers: sizes are limited before anything is unpacked.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use thiserror::Error;

use crate::exercise::{Exercise, Set};
use crate::problem::Problem;
use crate::read::{Read, read_file, read_set};
use crate::source::MAX_FILE;
use crate::write::{Audience, write_set};

/// What the fragment of an exercise begins with.
pub const LESSON_LINK_START: &str = "l=";
/// The version of the format that is written.
const VERSION: &str = "1";
/// No link is read that is longer.
pub const MAX_LESSON_LINK: usize = 200_000;
/// A link of one exercise that is longer does not pass through mail programs and chats.
pub(crate) const MAX_EXERCISE_LINK: usize = 8_000;

/// Why the link of an exercise cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LessonLinkError {
    /// Not such a link.
    #[error("this is not a link of an exercise")]
    NotALink,
    /// Made by a version that this one does not know.
    #[error("this link was made by another version of the playground (format {0}); this page reads format 1")]
    Version(String),
    /// Too long, or it unpacks to too much.
    #[error("this link is too large")]
    TooLarge,
    /// Cut off or changed on the way.
    #[error("this link is damaged; a part of it may be missing")]
    Damaged,
    /// It holds no set that can be read; the first thing that is wrong.
    #[error("the exercise in this link cannot be read: {0}")]
    Unreadable(Box<Problem>),
}

/// The fragment of a set, without `#`.
pub fn write_set_link(set: &Set, audience: Audience) -> String {
    let toml = write_set(set, audience);
    format!("{LESSON_LINK_START}{VERSION}.{}", URL_SAFE_NO_PAD.encode(compress_to_vec(toml.as_bytes(), 9)))
}

/// The fragment of one exercise, without `#`.
pub fn write_exercise_link(exercise: &Exercise, audience: Audience) -> String {
    let set = Set { id: "shared".to_owned(), title: exercise.title.clone(), exercises: vec![exercise.clone()], ..Set::default() };
    write_set_link(&set, audience)
}

/// Reads the fragment of a set, with or without `#`. Nothing in it is played.
pub fn read_set_link(fragment: &str) -> Result<Set, LessonLinkError> {
    let fragment = fragment.trim().trim_start_matches('#');
    let (version, packed) =
        fragment.strip_prefix(LESSON_LINK_START).and_then(|rest| rest.split_once('.')).ok_or(LessonLinkError::NotALink)?;
    if version != VERSION {
        return Err(LessonLinkError::Version(version.chars().take(20).collect()));
    }
    if packed.len() > MAX_LESSON_LINK {
        return Err(LessonLinkError::TooLarge);
    }
    let packed = URL_SAFE_NO_PAD.decode(packed).map_err(|_| LessonLinkError::Damaged)?;
    let toml = decompress_to_vec_with_limit(&packed, MAX_FILE).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => LessonLinkError::TooLarge,
        _ => LessonLinkError::Damaged,
    })?;
    let Read { set, problems } = read_set(&read_file("link", &toml).map_err(LessonLinkError::Unreadable)?, &[]);
    match problems.into_iter().next() {
        Some(problem) => Err(LessonLinkError::Unreadable(Box::new(problem))),
        None => Ok(set),
    }
}
