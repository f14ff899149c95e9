use std::cell::RefCell;
use std::fmt;
use std::path::Path;

use thiserror::Error;

/// What is wrong in the files that the reference is made of. All of it is told, not only the first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Error)]
pub struct Problems {
    /// One line a problem: the file, the line in it where that is known, what is wrong and what to do.
    pub lines: Vec<String>,
}

impl fmt::Display for Problems {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines.iter().try_for_each(|line| writeln!(formatter, "error: {line}"))
    }
}

/// Where problems are noted while pages are made.
#[derive(Debug, Default)]
pub(super) struct Notebook(RefCell<Vec<String>>);

impl Notebook {
    /// Notes that `line` (counted from 1; 0 for the whole file) of `file` is wrong, and what to do.
    pub(super) fn push(&self, file: &Path, line: usize, message: impl AsRef<str>) {
        let place = file.display().to_string().replace('\\', "/");
        let place = place.trim_start_matches("./");
        let line = if line == 0 { String::new() } else { format!(":{line}") };
        let told = format!("{place}{line}: {}", message.as_ref().replace('\n', " "));
        let mut lines = self.0.borrow_mut();
        // A page of each language is made of the same facts.
        if !lines.contains(&told) {
            lines.push(told);
        }
    }

    /// An error if anything was noted.
    pub(super) fn finish(&self) -> Result<(), Problems> {
        let lines = self.0.take();
        if lines.is_empty() { Ok(()) } else { Err(Problems { lines }) }
    }
}
