//! What can be found, and by which terms.

use std::collections::BTreeMap;

use serde::Deserialize;
use thiserror::Error;

use super::words::{is_enhanced, reply_terms, telling, terms};

/// The version of the format that is read.
const VERSION: u32 = 1;

/// Where a term stands in an entry, and what it weighs there.
pub(super) const FIELDS: [(u8, f32); 5] = [(TITLE, 3.0), (KEYWORD, 3.0), (ELSEWHERE, 2.0), (SUMMARY, 1.0), (TEXT, 0.5)];
pub(super) const TITLE: u8 = 1;
const KEYWORD: u8 = 2;
const ELSEWHERE: u8 = 4;
const SUMMARY: u8 = 8;
const TEXT: u8 = 16;

/// An index that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum IndexError {
    /// It is not JSON, or has not the fields that it must have.
    #[error("this is not an index of the reference: {0}")]
    Damaged(String),
    /// Made by a version that this one does not know.
    #[error("this index was made by another version (format {0}); this page reads format {VERSION}")]
    Version(u32),
}

/// An entry of the reference. The names in the file are short because it is downloaded.
#[derive(Debug, Deserialize)]
pub struct Entry {
    /// Where it is: its path below `reference/<language>/`, without `.html`.
    #[serde(rename = "p")]
    pub path: String,
    /// What it is called.
    #[serde(rename = "t")]
    pub title: String,
    /// One sentence.
    #[serde(rename = "d")]
    pub summary: String,
    /// Other words by which it is found.
    #[serde(rename = "k", default)]
    keywords: Vec<String>,
    /// Its titles in other languages.
    #[serde(rename = "o", default)]
    elsewhere: Vec<String>,
    /// Reply texts that lead to it.
    #[serde(rename = "r", default)]
    replies: Vec<String>,
    /// What its page says, where that is searched too.
    #[serde(rename = "w", default)]
    text: String,
}

impl Entry {
    /// The id of its kind: the first part of its path.
    pub fn kind(&self) -> &str {
        self.path.split('/').next().unwrap_or_default()
    }

    /// Whether `query`, as it was typed, is a name of this entry.
    pub(super) fn is_named(&self, query: &[String]) -> bool {
        self.keywords.iter().chain([&self.title]).any(|name| terms(name).terms == query)
    }
}

#[derive(Deserialize)]
struct File {
    version: u32,
    kinds: BTreeMap<String, String>,
    entries: Vec<Entry>,
}

/// Where a term stands.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// The entries, with the fields.
    pub(super) entries: Vec<(u16, u8)>,
    /// The reply texts.
    pub(super) replies: Vec<u16>,
    /// How much it tells.
    pub(super) weight: f32,
}

/// A reply text that leads to an entry.
#[derive(Debug)]
pub(super) struct Reply {
    /// The entry.
    pub(super) entry: u16,
    /// What all its terms weigh.
    pub(super) weight: f32,
    /// Its enhanced status code, where it has one.
    pub(super) enhanced: Option<String>,
}

/// All entries, ready to be searched.
#[derive(Debug)]
pub struct Index {
    kinds: BTreeMap<String, String>,
    pub(super) entries: Vec<Entry>,
    pub(super) terms: BTreeMap<String, Places>,
    pub(super) replies: Vec<Reply>,
    /// What the terms of each title weigh.
    pub(super) titles: Vec<f32>,
}

impl Index {
    /// Reads what the generator of the pages has written.
    pub fn read(json: &str) -> Result<Self, IndexError> {
        let File { version, kinds, entries } = serde_json::from_str(json).map_err(|error| IndexError::Damaged(error.to_string()))?;
        if version != VERSION {
            return Err(IndexError::Version(version));
        }
        if u16::try_from(entries.iter().map(|entry| 1 + entry.replies.len()).sum::<usize>()).is_err() {
            return Err(IndexError::Damaged("there are too many entries".to_owned()));
        }
        let mut index = Self { kinds, titles: vec![0.0; entries.len()], entries, terms: BTreeMap::new(), replies: Vec::new() };
        index.note_terms();
        index.weigh();
        Ok(index)
    }

    /// What the kind of `entry` is called.
    pub fn kind<'i>(&'i self, entry: &'i Entry) -> &'i str {
        self.kinds.get(entry.kind()).map_or(entry.kind(), String::as_str)
    }

    /// Where all entries are.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.path.as_str())
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn note_terms(&mut self) {
        for (number, entry) in (0u16..).zip(&self.entries) {
            let name = entry.path.rsplit('/').next().unwrap_or_default();
            let keywords = entry.keywords.iter().map(String::as_str).chain([name]);
            let texts = [(TITLE, entry.title.as_str()), (SUMMARY, &entry.summary), (TEXT, &entry.text)].into_iter();
            let others = entry.elsewhere.iter().map(|title| (ELSEWHERE, title.as_str()));
            for (field, text) in texts.chain(others).chain(keywords.map(|word| (KEYWORD, word))) {
                for term in terms(text).terms {
                    note(&mut self.terms.entry(term).or_default().entries, number, field);
                }
            }
            for text in &entry.replies {
                let terms = reply_terms(text);
                let enhanced = terms.iter().find(|term| is_enhanced(term)).cloned();
                for term in terms {
                    let places = self.terms.entry(term).or_default();
                    let reply = u16::try_from(self.replies.len()).unwrap_or(u16::MAX);
                    if places.replies.last() != Some(&reply) {
                        places.replies.push(reply);
                    }
                    // A reply's words stand on the page too.
                    note(&mut places.entries, number, 0);
                }
                self.replies.push(Reply { entry: number, weight: 0.0, enhanced });
            }
        }
    }

    #[allow(clippy::cast_precision_loss, reason = "some hundred entries")]
    fn weigh(&mut self) {
        for (term, places) in &mut self.terms {
            places.weight = telling(term) * (1.0 + self.entries.len() as f32 / places.entries.len() as f32).ln();
            for reply in &places.replies {
                if let Some(reply) = self.replies.get_mut(usize::from(*reply)) {
                    reply.weight += places.weight;
                }
            }
            for (entry, _) in places.entries.iter().filter(|(_, fields)| fields & TITLE != 0) {
                if let Some(title) = self.titles.get_mut(usize::from(*entry)) {
                    *title += places.weight;
                }
            }
        }
    }
}

/// Notes that a term stands in `field` of entry `number`. Entries come in their order.
fn note(entries: &mut Vec<(u16, u8)>, number: u16, field: u8) {
    match entries.last_mut() {
        Some((last, fields)) if *last == number => *fields |= field,
        _ => entries.push((number, field)),
    }
}
