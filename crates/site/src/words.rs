//! The words of one language: `content/<language>/reference/`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::problems::Notebook;
use super::rows::{Row, rows};

/// The words about one entry: a row of a file of short texts, or an article.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) file: PathBuf,
    pub(super) row: Row,
    /// The article's Markdown, and the line it begins in; empty for a row of short texts.
    pub(super) body: String,
    pub(super) body_line: usize,
}

impl Entry {
    /// The text of `field`; empty where it is not there.
    pub(super) fn text(&self, field: &str) -> &str {
        self.row.text(field)
    }
}

/// The entries of one kind, by id.
pub(super) type Entries = BTreeMap<String, Entry>;

/// Reads `<kind>.toml` and `<kind>/*.md` in `folder`. What is not there has no entries.
pub(super) fn read(folder: &Path, kind: &str, notes: &Notebook) -> Entries {
    let mut entries = Entries::new();
    let mut add = |entry: Entry| {
        if let Some(other) = entries.insert(entry.row.id.clone(), entry.clone()) {
            notes.push(&entry.file, entry.row.line, format!("[{}] is there twice, also in {}", entry.row.id, other.file.display()));
        }
    };
    let file = folder.join(kind).with_extension("toml");
    if let Some(text) = read_file(&file, notes) {
        for row in rows(&file, &text, 1, notes) {
            add(Entry { file: file.clone(), row, body: String::new(), body_line: 0 });
        }
    }
    let single = folder.join(kind).with_extension("md");
    for file in markdown_files(&folder.join(kind)).into_iter().chain(single.exists().then_some(single)) {
        let id = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        if let Some(entry) = read_file(&file, notes).and_then(|text| article(&file, &id, &text, notes)) {
            add(entry);
        }
    }
    entries
}

/// An article: fields between two lines `+++`, then Markdown.
fn article(file: &Path, id: &str, text: &str, notes: &Notebook) -> Option<Entry> {
    let Some((front, body)) = text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n")) else {
        notes.push(file, 1, "must begin with a line +++, fields such as summary = \"...\" and a line +++");
        return None;
    };
    let row = rows(file, &format!("[front]\n{front}"), 1, notes).into_iter().next()?;
    let body_line = front.lines().count() + 3;
    Some(Entry { file: file.to_owned(), row: Row { id: id.to_owned(), line: 1, fields: row.fields }, body: body.to_owned(), body_line })
}

/// The text of `file` with LF line ends; `None` where it does not exist.
pub(super) fn read_file(file: &Path, notes: &Notebook) -> Option<String> {
    match std::fs::read_to_string(file) {
        Ok(text) => Some(text.replace("\r\n", "\n")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => {
            notes.push(file, 0, format!("cannot be read: {error}"));
            None
        }
    }
}

fn markdown_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "md"));
    files.sort();
    files
}
