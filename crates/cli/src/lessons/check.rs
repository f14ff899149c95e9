use std::path::PathBuf;

use smtp_playground_lessons::{Checked, Figures, Rules, SET_WORK, check_course, check_set, read_file, read_set, reference_exists};

use super::files::octets;
use super::{Answer, FileError};

/// Checks the built-in course, or `files`.
pub(super) fn run(files: &[PathBuf]) -> Result<Answer, FileError> {
    if files.is_empty() {
        return Ok(answer(&check_course()));
    }
    let rules = Rules { languages: &[], reference_exists: &reference_exists, work: SET_WORK };
    let mut all = Checked { problems: Vec::new(), figures: Figures::default() };
    for path in files {
        let name = path.to_string_lossy();
        match read_file(&name, &octets(path)?) {
            Ok(file) => {
                let checked = check_set(&name, &read_set(&file, &[]), rules);
                all.figures.add(&checked.figures);
                all.problems.extend(checked.problems);
            }
            Err(problem) => all.problems.push(*problem),
        }
    }
    all.figures.problems = all.problems.len();
    Ok(answer(&all))
}

fn answer(checked: &Checked) -> Answer {
    let problems: String = checked.problems.iter().map(|problem| format!("{problem}\n")).collect();
    Answer { text: format!("{problems}{}\n", checked.figures), good: checked.problems.is_empty() }
}
