use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use smtp_playground_lessons::{Problem, Set, course, read_file, read_set, track_ids};
use thiserror::Error;

/// No file is read further.
const MOST: u64 = 5_000_000;

/// Why a file cannot be used.
#[derive(Debug, Error)]
pub(crate) enum FileError {
    /// It cannot be read.
    #[error("{0}")]
    Read(PathBuf, #[source] std::io::Error),
    /// It is no set of exercises.
    #[error("{0}")]
    Set(Box<Problem>),
}

/// The octets of a file; of one that is too large, as many as show that it is.
pub(super) fn octets(path: &Path) -> Result<Vec<u8>, FileError> {
    let failed = |error| FileError::Read(path.to_owned(), error);
    let mut octets = Vec::new();
    File::open(path).map_err(failed)?.take(MOST).read_to_end(&mut octets).map_err(failed)?;
    Ok(octets)
}

/// The sets that `name` stands for: a file, a track of the course, or the whole course.
pub(crate) fn sets(name: &Path) -> Result<Vec<Set>, FileError> {
    let wanted = name.to_string_lossy();
    if wanted == "course" {
        return Ok(course());
    }
    if track_ids().any(|track| track == wanted) {
        return Ok(course().into_iter().filter(|track| track.id == wanted).collect());
    }
    let file = read_file(&wanted, &octets(name)?).map_err(FileError::Set)?;
    let read = read_set(&file, &[]);
    match read.problems.into_iter().next() {
        Some(problem) => Err(FileError::Set(Box::new(problem))),
        None => Ok(vec![read.set]),
    }
}
