//! Several sets in one file: the course, as the page fetches it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::exercise::Set;
use crate::read::{Read, read_set};
use crate::source::File;
use crate::write::{Audience, write_set};

/// The version of the format that is written.
const VERSION: u32 = 1;

/// Several sets, and what the pages are called that they refer to.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    /// The sets, in their order.
    pub sets: Vec<Set>,
    /// The titles of pages of the reference, by reference (`reference/commands/mail`) and language.
    pub titles: Titles,
    /// All that a reference may name.
    pub references: Vec<String>,
}

/// Titles by what they are of, and language.
pub type Titles = BTreeMap<String, BTreeMap<String, String>>;

#[derive(Serialize, Deserialize)]
struct Written {
    version: u32,
    /// Each as TOML with its words in every language.
    sets: Vec<String>,
    titles: Titles,
    references: Vec<String>,
}

impl Bundle {
    /// As a file (JSON).
    pub fn write(&self) -> String {
        let sets = self.sets.iter().map(|set| write_set(set, Audience::Teachers)).collect();
        // All of it is plain text, so writing it cannot fail.
        serde_json::to_string(&Written { version: VERSION, sets, titles: self.titles.clone(), references: self.references.clone() })
            .unwrap_or_default()
    }

    /// Reads such a file; nothing where it is anything else, such as what a host sends in place of a file that it has not.
    pub fn read(text: &str) -> Option<Self> {
        let Written { version: VERSION, sets, titles, references } = serde_json::from_str(text).ok()? else {
            return None;
        };
        let read = |(number, text): (usize, String)| {
            let Read { set, problems } = read_set(&File { name: format!("course, set {}", number + 1), text }, &[]);
            problems.is_empty().then_some(set)
        };
        let sets = sets.into_iter().enumerate().map(read).collect::<Option<_>>()?;
        Some(Self { sets, titles, references })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_course_comes_back_whole() {
        let course = crate::course();
        let titles: Titles = [("reference/commands/mail".to_owned(), [("en".to_owned(), "MAIL".to_owned())].into())].into();
        let read =
            Bundle::read(&Bundle { sets: course.clone(), titles: titles.clone(), references: Vec::new() }.write()).expect("a bundle");
        assert_eq!(read.titles, titles);
        assert_eq!(read.sets.len(), course.len());
        for (read, written) in read.sets.iter().zip(&course) {
            assert_eq!(write_set(read, Audience::Teachers), write_set(written, Audience::Teachers));
        }
    }

    #[test]
    fn what_is_no_bundle_is_none() {
        let foreign =
            ["", "<!doctype html>", "{}", r#"{"version":2,"sets":[],"titles":{}}"#, r#"{"version":1,"sets":["no = 1"],"titles":{}}"#];
        for text in foreign {
            assert!(Bundle::read(text).is_none(), "{text}");
        }
    }
}
