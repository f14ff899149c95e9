//! Reads a set: one TOML file with its words inline, or facts in one file and words in others.

mod exercise;
mod words;

use crate::exercise::Set;
use crate::problem::{Problem, ProblemKind};
use crate::source::{Fields, File, Source};

use self::exercise::read_exercise;
pub(crate) use self::exercise::server_names;
use self::words::add_words;

/// The format that is read and written.
pub(crate) const FORMAT: u64 = 1;
/// No set has more exercises.
const MOST_EXERCISES: usize = 500;

/// A set, and all that is wrong with how it is written. What could not be read is left out of it.
#[derive(Clone, Debug, Default)]
pub struct Read {
    /// The set.
    pub set: Set,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

/// Words of a set that stand in a file of their own.
#[derive(Clone, Copy, Debug)]
pub struct WordFile<'f> {
    /// Their language (BCP 47).
    pub language: &'f str,
    /// The file.
    pub file: &'f File,
}

/// Reads a set. Words that stand in files of their own are given as `words`.
pub fn read_set(file: &File, words: &[WordFile<'_>]) -> Read {
    let source = Source::new(file);
    let mut set = source.root().map(|root| read_root(Fields::new(&source, root.into_inner(), "the set", 1))).unwrap_or_default();
    let mut problems = source.into_problems();
    for word_file in words {
        problems.extend(add_words(&mut set, word_file.language, word_file.file));
    }
    Read { set, problems }
}

/// The text of a file of which nothing is known yet, or why it is none.
pub fn read_file(name: &str, octets: &[u8]) -> Result<File, Box<Problem>> {
    let problem = |kind| Problem { file: name.to_owned(), line: 1, kind };
    if octets.len() > crate::source::MAX_FILE {
        return Err(Box::new(problem(ProblemKind::TooLarge(crate::source::MAX_FILE))));
    }
    match std::str::from_utf8(octets) {
        Ok(text) => Ok(File { name: name.to_owned(), text: text.strip_prefix('\u{feff}').unwrap_or(text).to_owned() }),
        Err(error) => {
            let before = octets.get(..error.valid_up_to()).unwrap_or_default();
            let line = before.iter().filter(|octet| **octet == b'\n').count() + 1;
            Err(Box::new(Problem { line, ..problem(ProblemKind::NotUtf8) }))
        }
    }
}

fn read_root(mut fields: Fields<'_, '_>) -> Set {
    match fields.take("format") {
        None => fields.missing("format", "format = 1"),
        Some(value) => {
            let line = fields.source.line(&value.span());
            if crate::source::number(value.get_ref()) != Some(FORMAT) {
                let found = value.get_ref().as_integer().map_or_else(|| value.get_ref().type_str().to_owned(), |number| number.to_string());
                fields.source.report(line, ProblemKind::Format(found));
                return Set::default();
            }
        }
    }
    let mut set = Set {
        id: fields.string("id").map_or_else(|| "set".to_owned(), |(id, line)| checked_id(&fields, id, line)),
        order: fields.number("order").unwrap_or(0),
        title: fields.text("title"),
        about: fields.text("about"),
        for_students: fields.boolean("for_students").unwrap_or(false),
        exercises: Vec::new(),
    };
    let exercises = fields.array("exercise");
    if exercises.is_empty() {
        fields.missing("exercise", "[[exercise]] with id, server, goal and solution below it");
    }
    if exercises.len() > MOST_EXERCISES {
        fields.source.report(fields.line, ProblemKind::TooMany { what: "exercises", most: MOST_EXERCISES });
    }
    for value in exercises.into_iter().take(MOST_EXERCISES) {
        let Some(exercise) = Fields::of(fields.source, value, "an exercise").and_then(read_exercise) else {
            continue;
        };
        if set.exercise(&exercise.id).is_some() {
            fields.source.report(exercise.line, ProblemKind::Twice { what: "exercise", name: exercise.id.clone() });
        }
        set.exercises.push(exercise);
    }
    fields.finish();
    set
}

/// `id`, which has to be of the characters that links, file names and TOML keys can hold.
fn checked_id(fields: &Fields<'_, '_>, id: String, line: usize) -> String {
    let fits =
        !id.is_empty() && id.len() <= 40 && id.bytes().all(|octet| octet.is_ascii_lowercase() || octet.is_ascii_digit() || octet == b'-');
    if !fits {
        fields.source.report(line, ProblemKind::BadId(id.chars().take(60).collect()));
    }
    id
}
