//! All that the pages are made of, where a kind of entry finds it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::problems::Notebook;
use super::rows::{Row, rows};
use super::words::{self, Entries, Entry};
use playground::content::Language;

/// The project's files, and what is wrong in them.
pub(super) struct Shelf {
    pub(super) root: PathBuf,
    pub(super) notes: Notebook,
    labels: Vec<Entries>,
    sections: Rc<Facts>,
    facts: RefCell<BTreeMap<String, Rc<Facts>>>,
    words: RefCell<BTreeMap<String, Rc<Words>>>,
}

/// The rows of one file of `data/`.
pub(super) struct Facts {
    pub(super) file: PathBuf,
    pub(super) rows: Vec<Row>,
}

impl Facts {
    /// The row `id`.
    pub(super) fn get(&self, id: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.id == id)
    }
}

/// The words of one kind in all languages.
pub(super) struct Words {
    kind: String,
    languages: Vec<Entries>,
}

impl Words {
    /// The entry `id` in `language`, in English where that has none.
    pub(super) fn get(&self, language: Language, id: &str) -> Option<&Entry> {
        let own = self.languages.get(language as usize).and_then(|entries| entries.get(id));
        own.or_else(|| self.languages.first().and_then(|entries| entries.get(id)))
    }

    /// The ids that English has words for.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.languages.first().into_iter().flat_map(|entries| entries.keys().map(String::as_str))
    }
}

impl Shelf {
    /// The project in `root`.
    pub(super) fn new(root: &Path) -> Self {
        let notes = Notebook::default();
        let labels = Language::ALL.iter().map(|language| words::read(&folder(root, *language), "labels", &notes)).collect();
        let sections = Rc::new(Facts { file: PathBuf::new(), rows: Vec::new() });
        let mut shelf = Self { root: root.to_owned(), notes, labels, sections, facts: RefCell::default(), words: RefCell::default() };
        shelf.sections = shelf.facts("rfc");
        shelf
    }

    /// The title of a section of an RFC, or of the RFC where `section` is empty (`data/rfc.toml`).
    pub(super) fn section_title(&self, rfc: u16, section: &str) -> Option<&str> {
        let row = self.sections.get(&rfc.to_string())?;
        let title = if section.is_empty() {
            row.text("title")
        } else {
            match row.fields.get("sections") {
                Some(super::rows::Value::Table(sections)) => super::rows::text(sections, section),
                _ => "",
            }
        };
        (!title.is_empty()).then_some(title)
    }

    /// The text `group.key` of `labels.toml` in `language`.
    pub(super) fn label(&self, language: Language, key: &str) -> &str {
        let (group, name) = key.split_once('.').unwrap_or((key, ""));
        let own = self.labels.get(language as usize).and_then(|entries| entries.get(group)).map_or("", |entry| entry.text(name));
        if !own.is_empty() {
            return own;
        }
        let english = self.labels.first().and_then(|entries| entries.get(group)).map_or("", |entry| entry.text(name));
        if english.is_empty() {
            let file = folder(Path::new(""), Language::default()).join("labels.toml");
            self.notes.push(&file, 0, format!("has no {name} = \"...\" below [{group}]: write it, and the same in the other languages"));
        }
        english
    }

    /// The text of the file `path` of the project; `None` where it does not exist.
    pub(super) fn text(&self, path: &str) -> Option<String> {
        words::read_file(&self.root.join(path), &self.notes)
    }

    /// The names without ending of the TOML files in `folder` of the project, sorted.
    pub(super) fn file_ids(&self, folder: &str) -> Vec<String> {
        let entries = std::fs::read_dir(self.root.join(folder)).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let mut ids: Vec<String> = names.filter_map(|name| name.strip_suffix(".toml").map(str::to_owned)).collect();
        ids.sort();
        ids
    }

    /// The rows of `data/<name>.toml`. What is not there has none.
    pub(super) fn facts(&self, name: &str) -> Rc<Facts> {
        if let Some(facts) = self.facts.borrow().get(name) {
            return Rc::clone(facts);
        }
        let file = PathBuf::from("data").join(name).with_extension("toml");
        let text = words::read_file(&self.root.join(&file), &self.notes).unwrap_or_default();
        let rows = rows(&file, &text, 1, &self.notes);
        let facts = Rc::new(Facts { file, rows });
        self.facts.borrow_mut().insert(name.to_owned(), Rc::clone(&facts));
        facts
    }

    /// The words of `content/*/reference/<kind>`.
    pub(super) fn words(&self, kind: &str) -> Rc<Words> {
        if let Some(words) = self.words.borrow().get(kind) {
            return Rc::clone(words);
        }
        let languages = Language::ALL.iter().map(|language| words::read(&folder(&self.root, *language), kind, &self.notes)).collect();
        let words = Rc::new(Words { kind: kind.to_owned(), languages });
        self.words.borrow_mut().insert(kind.to_owned(), Rc::clone(&words));
        words
    }

    /// Notes each row of `facts` that has no words, and all words that belong to no row.
    pub(super) fn join(&self, facts: &Facts, words: &Words) {
        let ids: Vec<&str> = facts.rows.iter().map(|row| row.id.as_str()).collect();
        self.join_ids(&ids, words, |id| (facts.file.clone(), facts.get(id).map_or(0, |row| row.line)));
    }

    /// The same for the rows `ids` of another table; `place` tells where a row stands.
    pub(super) fn join_ids(&self, ids: &[&str], words: &Words, place: impl Fn(&str) -> (PathBuf, usize)) {
        let english = folder(Path::new(""), Language::default());
        for id in ids.iter().filter(|id| words.get(Language::default(), id).is_none()) {
            let (file, line) = place(id);
            let kind = &words.kind;
            let here = english.display();
            self.notes.push(&file, line, format!("[{id}] has no words: write [\"{id}\"] in {here}/{kind}.toml (or {here}/{kind}/{id}.md)"));
        }
        for (id, entry) in words.languages.iter().flatten().filter(|(id, _)| !ids.contains(&id.as_str())) {
            let file = entry.file.strip_prefix(&self.root).unwrap_or(&entry.file);
            self.notes.push(
                file,
                entry.row.line,
                format!("[{id}] belongs to no row: take it out, or add the row to {}", place(id).0.display()),
            );
        }
    }
}

fn folder(root: &Path, language: Language) -> PathBuf {
    root.join(language.folder()).join("reference")
}
