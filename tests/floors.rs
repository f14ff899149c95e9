//! Imports go down only: a room uses its own files and lower floors.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms and their floors. Rooms on one floor ignore each other.
const FLOORS: &[(&str, u8)] = &[
    ("wire", 0),
    ("spec", 0),
    ("syntax", 1),
    ("session", 2),
    ("servers", 3),
    ("record", 4),
    ("content", 5),
    ("queries", 6),
    ("serve", 7),
    ("pages", 7),
    ("start", 7),
    ("app", 7),
];

fn floor(room: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == room).map(|(_, floor)| *floor)
}

/// What a file of `room` imports that it may not, as `crate::other`.
fn upward(room: &str, text: &str) -> Vec<String> {
    let own = floor(room).unwrap_or_else(|| panic!("src/{room} has no floor: add it to tests/floors.rs"));
    let mut found = Vec::new();
    for import in imports(text) {
        match floor(&import) {
            _ if import == room => {}
            Some(other) if other < own => {}
            Some(_) => found.push(format!("crate::{import}")),
            None => found.push(format!("crate::{import} (not a room)")),
        }
    }
    found
}

/// The rooms that `text` names behind `crate::`, also inside braces.
fn imports(text: &str) -> Vec<String> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut rooms = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let names: Vec<&str> = match rest.strip_prefix('{') {
            Some(list) => list[..list.find("};").unwrap_or(list.len())].split(',').collect(),
            None => vec![rest],
        };
        for name in names {
            let room: String = name.trim_start().chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
            if room.starts_with(|first: char| first.is_ascii_lowercase()) && !rooms.contains(&room) {
                rooms.push(room);
            }
        }
    }
    rooms
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            rust_files(&entry, files);
        } else if entry.extension().is_some_and(|ending| ending == "rs") {
            files.push(entry);
        }
    }
}

#[test]
fn imports_go_down_only() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for entry in fs::read_dir(&src).expect("src").map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()) {
        let room = entry.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        if room == "bin" {
            continue;
        }
        let mut files = Vec::new();
        rust_files(&entry, &mut files);
        for file in files {
            seen += 1;
            let text = fs::read_to_string(&file).expect("a file");
            wrong.extend(upward(&room, &text).into_iter().map(|import| format!("{}: {import}", file.display())));
        }
    }
    assert!(seen > 20, "only {seen} files were read");
    assert!(wrong.is_empty(), "imports that go up, or to a neighbour:\n{}", wrong.join("\n"));
}

#[test]
fn an_import_that_goes_up_is_found() {
    assert_eq!(upward("session", "use crate::servers::find;"), ["crate::servers"]);
    assert_eq!(upward("spec", "use crate::{wire::Span, spec::Verb};"), ["crate::wire"]);
    assert_eq!(upward("wire", "let x = crate::app::App;"), ["crate::app"]);
    assert!(upward("record", "use crate::servers; // crate::app\n//! crate::app").iter().all(|import| import != "crate::servers"));
    assert!(upward("servers", "use crate::session::{Check, Turn};\nuse crate::spec::Verb;").is_empty());
}
