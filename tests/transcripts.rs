//! Plays every dialogue file under `tests/transcripts/`: each claims something about one server and
//! shows it as a session (the format is told in `crates/playground/src/record/dialogue.rs`).

use std::fs;
use std::path::{Path, PathBuf};

use playground::record::{Dialogue, Outcome};

fn root() -> PathBuf {
    PathBuf::from(env!("PROJECT_ROOT")).join("tests/transcripts")
}

/// All dialogue files, and what lies there and is none.
fn files(folder: &Path, found: &mut Vec<PathBuf>, problems: &mut Vec<String>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return problems.push(format!("{}: {error}", shown(folder))),
    };
    for entry in entries {
        match entry.map(|entry| entry.path()) {
            Ok(path) if path.is_dir() => files(&path, found, problems),
            Ok(path) if path.extension().is_some_and(|ending| ending == "smtp") => found.push(path),
            Ok(path) => problems.push(format!("{}: no dialogue file: its name must end with .smtp", shown(&path))),
            Err(error) => problems.push(format!("{}: {error}", shown(folder))),
        }
    }
    found.sort();
}

/// The path as one types it in the project's folder.
fn shown(path: &Path) -> String {
    path.strip_prefix(env!("PROJECT_ROOT")).unwrap_or(path).display().to_string()
}

/// What is wrong with one file, if anything.
fn check(path: &Path) -> Option<String> {
    let name = shown(path);
    let folder = path.strip_prefix(root()).ok()?.iter().next()?.to_string_lossy().into_owned();
    if smtp_servers::first(&folder).is_none() {
        return Some(format!("{name}: no server is called {folder}"));
    }
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => return Some(format!("{name}: {error}")),
    };
    let dialogue = match Dialogue::read(&text) {
        Ok(dialogue) => dialogue,
        Err(error) => return Some(format!("{name}: {error}")),
    };
    if dialogue.claim.trim().is_empty() {
        return Some(format!("{name}: begin with a comment that says what the file claims: # a bare LF must not end DATA"));
    }
    if dialogue.server().id != folder {
        return Some(format!("{name}: plays against {}, but lies in the folder of {folder}", dialogue.server().id));
    }
    match dialogue.play() {
        Outcome::Held => None,
        Outcome::Broken { line, expected, found } => {
            Some(format!("{name}:{line}: {}\n    expected: {expected}\n    found:    {found}", dialogue.claim))
        }
    }
}

#[test]
fn every_dialogue_holds() {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    files(&root(), &mut found, &mut problems);
    assert!(!found.is_empty(), "no dialogue file was found under {}", shown(&root()));
    problems.extend(found.iter().filter_map(|path| check(path)));
    assert!(problems.is_empty(), "{} of {} dialogues:\n{}", problems.len(), found.len(), problems.join("\n"));
}

#[test]
fn a_dialogue_that_does_not_hold_says_where() {
    let text = "# the server says something else\n@server postfix mx\nS~ 220\nC: NOOP\nS: 250 no\n";
    let dialogue = Dialogue::read(text).expect("a dialogue");
    let expected = Outcome::Broken { line: 5, expected: "250 no".into(), found: "250 2.0.0 Ok".into() };
    assert_eq!(dialogue.play(), expected);
    // Words that nobody expected are no better than missing ones.
    let silent = "# nothing is left over\n@server postfix mx\n";
    assert!(matches!(Dialogue::read(silent).expect("a dialogue").play(), Outcome::Broken { .. }));
}

#[test]
fn what_is_no_dialogue_is_told() {
    for (text, says) in [
        ("C: NOOP\n", "@server"),
        ("@server nobody mx\n", "line 1: no server"),
        ("@server postfix mx\nX: NOOP\n", "line 2: expected a line that starts with"),
        ("@server postfix mx\nC\\ \"NOOP\n", "line 2: the string"),
        ("@server postfix mx\nC* many NOOP\n", "line 2: a number"),
    ] {
        let error = Dialogue::read(text).expect_err(text).to_string();
        assert!(error.contains(says), "{text:?} gives {error:?}");
    }
}
