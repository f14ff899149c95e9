use std::fmt::Write as _;
use std::path::Path;

/// What was expected, and what came.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub(super) text: String,
    pub(super) expectations: usize,
    pub(super) broken: usize,
}

impl Report {
    pub(super) fn compare(&mut self, path: &Path, line: usize, expected: &str, found: &str, held: bool) {
        if !held {
            return self.broken(path, line, expected, found);
        }
        self.expectations += 1;
        let _ = writeln!(self.text, "{}:{line}: ok: {}", path.display(), shown(found));
    }

    pub(super) fn broken(&mut self, path: &Path, line: usize, expected: &str, found: &str) {
        self.expectations += 1;
        self.broken += 1;
        let _ = writeln!(self.text, "{}:{line}: expected {:?}, found {:?}", path.display(), expected, shown(found));
    }

    pub(super) fn note(&mut self, path: &Path, line: usize, note: &str) {
        let _ = writeln!(self.text, "{}:{line}: note: {note}", path.display());
    }
}

/// What a server said, fit for a terminal.
fn shown(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).take(200).collect()
}
