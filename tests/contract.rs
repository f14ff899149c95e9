//! What the page's scripts (`assets/*.js`) and its programs both know: names of events, of what the browser keeps, and
//! the fields of a kept session. Neither side can read the other's constants, so this reads both.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use playground::record::{Action, Kept, Timeline};
use regex::Regex;
use smtp_engine::session::{Timestamp, World};
use smtp_servers::postfix;

/// Names that only scripts know, and only among themselves.
const OF_SCRIPTS: &[&str] = &[
    "smtp-playground:came",
    "smtp-playground:started",
    "smtp-playground:failed",
    "smtp-playground-rescued",
    // Of the caches, with the scope after it.
    "smtp-playground:",
];
/// Names that only the programs know.
const OF_PROGRAMS: &[&str] = &[
    "smtp-playground-session:",
    "smtp-playground-owner:",
    "smtp-playground:size",
    // Exercises.
    "smtp-playground:solved",
    "smtp-playground-progress",
    "smtp-playground-hard",
    "smtp-playground-attempt:",
    "smtp-playground-solved:",
    "smtp-playground-task:",
    "smtp-playground-set:",
];

/// The names in string literals and properties below `place`, in files that end so, and where each stands.
fn names(place: &str, ending: &str) -> BTreeMap<String, BTreeSet<String>> {
    let name = Regex::new(r#"["'`](smtp-playground(?:[-:][a-z-]*:?)?)["'`$]|\b(smtpPlayground\w+)"#).expect("a pattern");
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files(&root().join(place)).into_iter().filter(|file| file.display().to_string().ends_with(ending)) {
        for captures in name.captures_iter(&fs::read_to_string(&file).expect("text")) {
            let own = captures.get(1).or(captures.get(2)).expect("one of them").as_str();
            found.entry(own.to_owned()).or_default().insert(file.display().to_string());
        }
    }
    found
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn root() -> &'static Path {
    Path::new(env!("PROJECT_ROOT"))
}

#[test]
fn scripts_and_programs_call_things_by_the_same_names() {
    let (scripts, programs) = (names("assets", ".js"), names("src", ".rs"));
    let only_here = |here: &BTreeMap<String, _>, there: &BTreeMap<String, _>| -> BTreeSet<String> {
        here.keys().filter(|name| !there.contains_key(*name)).cloned().collect()
    };
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(only_here(&scripts, &programs), owned(OF_SCRIPTS), "names that only scripts know");
    assert_eq!(only_here(&programs, &scripts), owned(OF_PROGRAMS), "names that only the programs know");
    assert!(scripts.keys().any(|name| programs.contains_key(name)));
}

#[test]
fn the_fields_that_the_rescue_changes_are_those_of_a_kept_session() {
    let mut timeline = Timeline::new(&postfix::MX, World::standard());
    let mut act = |action| timeline.act(action, Timestamp(1000));
    act(Action::Connect);
    act(Action::Send(b"NOOP\r\n".to_vec()));
    timeline.undo();
    timeline.act(Action::Send(b"QUIT\r\n".to_vec()), Timestamp(2000));
    timeline.undo();
    let kept: serde_json::Value = serde_json::from_str(&Kept::write("", Timestamp(3000), &timeline)).expect("JSON");
    let session = &kept["session"];
    assert_eq!(session["a"].as_array().map(Vec::len), Some(2), "its steps: {session}");
    assert_eq!(session["c"], 1, "the cursor: {session}");
    assert_eq!(session["b"][0][1], 1, "how many steps a branch shares: {session}");

    let rescue = fs::read_to_string(root().join("assets/rescue.js")).expect("the script");
    for line in
        ["const { session } = kept;", "session.a.pop();", "delete session.c;", "session.b?.some(([, fork]) => fork > session.a.length)"]
    {
        assert!(rescue.contains(line), "assets/rescue.js does no longer say `{line}`: is it still right about the format?");
    }
    // What the script makes of it can be read.
    let mut without = kept.clone();
    without["session"]["a"].as_array_mut().expect("steps").pop();
    without["session"].as_object_mut().expect("an object").remove("c");
    assert!(Kept::read(&without.to_string()).is_ok());
}

#[test]
fn the_settings_that_the_first_screen_reads_are_those_that_are_kept() {
    let read = |file: &str| fs::read_to_string(root().join(file)).expect("text");
    let (boot, settings) = (read("assets/boot.js"), read("src/settings.rs"));
    let (_, kept) = settings.split_once("struct Kept {").expect("what is kept");
    let (kept, _) = kept.split_once('}').expect("its end");
    for field in ["language", "theme"] {
        assert!(boot.contains(&format!("kept.{field}")), "assets/boot.js does no longer read `{field}`");
        assert!(kept.contains(&format!(" {field}: ")), "src/settings.rs does no longer keep `{field}`");
    }
    for theme in ["dark", "light"] {
        assert!(boot.contains(theme) && settings.contains(&format!("=> \"{theme}\"")), "{theme}");
    }
}
