use std::path::{Path, PathBuf};

use smtp_playground_lessons::{HandIn, csv, grade, table};

use super::files::{octets, sets};
use super::{Answer, FileError};

/// Judges the hand-ins; one that cannot be read is named, and the others are judged all the same.
pub(super) fn run(set: &Path, files: &[PathBuf], as_csv: bool) -> Result<Answer, FileError> {
    let sets = sets(set)?;
    let mut hand_ins = Vec::new();
    let mut unreadable = String::new();
    for path in files {
        match octets(path).map(|octets| HandIn::read(&octets)) {
            Ok(Ok(hand_in)) => hand_ins.push(hand_in),
            Ok(Err(error)) => unreadable.push_str(&format!("{}: {error}\n", path.display())),
            Err(error) => unreadable.push_str(&format!("{error}: it cannot be read\n")),
        }
    }
    let grades = grade(&sets, &hand_ins);
    let text = if as_csv { csv(&grades) } else { table(&grades) };
    // In CSV nothing may stand among the rows that is none.
    if as_csv {
        eprint!("{unreadable}");
        return Ok(Answer { text, good: unreadable.is_empty() });
    }
    Ok(Answer { good: unreadable.is_empty(), text: format!("{text}{unreadable}") })
}
