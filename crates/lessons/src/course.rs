//! The built-in course: thirteen tracks, and the names that a reference may have.

mod references;

use crate::check::{Checked, Figures, Rules, SET_WORK, check_set};
use crate::exercise::Set;
use crate::problem::{Problem, ProblemKind};
use crate::read::{Read, WordFile, read_set};
use crate::source::File;

pub use self::references::{reference_exists, references};

/// The languages of the course.
pub const LANGUAGES: [&str; 2] = ["en", "zh-CN"];

/// A track's files: its facts, and its words in each of [`LANGUAGES`].
struct TrackFiles {
    id: &'static str,
    facts: &'static str,
    words: [&'static str; 2],
}

macro_rules! tracks {
    ($($id:literal),+ $(,)?) => {
        /// The tracks, in their order.
        const TRACKS: &[TrackFiles] = &[$(TrackFiles {
            id: $id,
            facts: include_str!(concat!("../../../content/lessons/", $id, ".toml")),
            words: [
                include_str!(concat!("../../../content/en/lessons/", $id, ".toml")),
                include_str!(concat!("../../../content/zh-CN/lessons/", $id, ".toml")),
            ],
        }),+];
    };
}

tracks![
    "first-mail",
    "replies",
    "envelope",
    "data",
    "tls-auth",
    "extensions",
    "servers",
    "failures",
    "broken",
    "security",
    "china",
    "bounce-desk",
    "client",
];

/// The names of the tracks, in their order.
pub fn track_ids() -> impl Iterator<Item = &'static str> {
    TRACKS.iter().map(|track| track.id)
}

/// The tracks of the course, in their order.
pub fn course() -> Vec<Set> {
    TRACKS.iter().map(|track| read_track(track).1.set).collect()
}

/// Checks the whole course.
pub fn check_course() -> Checked {
    let rules = Rules { languages: &LANGUAGES, reference_exists: &reference_exists, work: SET_WORK };
    let mut all = Checked { problems: Vec::new(), figures: Figures::default() };
    let mut known: Vec<String> = Vec::new();
    for track in TRACKS {
        let (name, read) = read_track(track);
        let checked = check_set(&name, &read, rules);
        all.figures.add(&checked.figures);
        all.problems.extend(checked.problems);
        for exercise in &read.set.exercises {
            if known.contains(&exercise.id) {
                let kind = ProblemKind::Twice { what: "exercise", name: exercise.id.clone() };
                all.problems.push(Problem { file: name.clone(), line: exercise.line, kind });
            }
            known.push(exercise.id.clone());
        }
    }
    all.figures.problems = all.problems.len();
    all
}

fn read_track(track: &TrackFiles) -> (String, Read) {
    let facts = File { name: format!("content/lessons/{}.toml", track.id), text: track.facts.to_owned() };
    let words: Vec<(&str, File)> = LANGUAGES
        .iter()
        .zip(track.words)
        .map(|(language, text)| (*language, File { name: format!("content/{language}/lessons/{}.toml", track.id), text: text.to_owned() }))
        .collect();
    let words: Vec<WordFile<'_>> = words.iter().map(|(language, file)| WordFile { language, file }).collect();
    (facts.name.clone(), read_set(&facts, &words))
}
