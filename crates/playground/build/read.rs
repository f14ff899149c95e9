use super::problems::{Problems, line_of};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A text and the line it stands in.
pub(super) struct Text {
    pub(super) text: String,
    pub(super) line: usize,
}

/// `key = "text"`, by key.
pub(super) type Flat = BTreeMap<String, Text>;

/// A `[section]`: where it begins and its `key = "text"` lines.
pub(super) struct Section {
    pub(super) line: usize,
    pub(super) texts: Flat,
}

/// The text of `file`; `None` where it does not exist.
pub(super) fn file(file: &Path, problems: &mut Problems) -> Option<String> {
    match std::fs::read_to_string(file) {
        Ok(text) => return Some(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) if error.kind() == std::io::ErrorKind::InvalidData => problems.push(file, 0, "is not UTF-8: save it as UTF-8"),
        Err(error) => problems.push(file, 0, format!("cannot be read: {error}")),
    }
    None
}

/// What lies in `folder`, sorted by name; nothing where it does not exist. Hidden files are left out.
pub(super) fn folder(folder: &Path, problems: &mut Problems) -> Vec<PathBuf> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Vec::new(),
        Err(error) => {
            problems.push(folder, 0, format!("cannot be read: {error}"));
            return Vec::new();
        }
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.retain(|path| !name(path).starts_with('.'));
    paths.sort();
    paths
}

/// The last part of `path`.
pub(super) fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Reads TOML that is only `key = "text"` lines. `first_line` is where `text` begins in `file`.
pub(super) fn flat(file: &Path, text: &str, first_line: usize, problems: &mut Problems) -> Flat {
    parse(file, text, first_line, problems)
        .into_iter()
        .filter_map(|(key, value)| match value {
            Parsed::Text(text) => Some((key, text)),
            Parsed::Section(section) => {
                problems.push(file, section.line, format!("[{key}] is a table; write {key} = \"...\""));
                None
            }
        })
        .collect()
}

/// Reads TOML of `[section]` tables with `key = "text"` lines.
pub(super) fn sections(file: &Path, text: &str, problems: &mut Problems) -> BTreeMap<String, Section> {
    parse(file, text, 1, problems)
        .into_iter()
        .filter_map(|(key, value)| match value {
            Parsed::Section(section) => Some((key, section)),
            Parsed::Text(text) => {
                problems.push(file, text.line, format!("`{key}` stands outside of a [table]; put it below one"));
                None
            }
        })
        .collect()
}

enum Parsed {
    Text(Text),
    Section(Section),
}

fn parse(file: &Path, text: &str, first_line: usize, problems: &mut Problems) -> BTreeMap<String, Parsed> {
    let line = |offset: usize| line_of(text, offset) + first_line - 1;
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            problems.push(file, line(at), format!("is not valid TOML: {}", error.message()));
            return BTreeMap::new();
        }
    };
    let mut parsed = BTreeMap::new();
    for (key, value) in table.iter() {
        let place = line(key.span().start);
        let value = match value.get_ref() {
            DeValue::Table(texts) => {
                let texts = texts.iter().filter_map(|(key, value)| entry(file, key, value, &line, problems)).collect();
                Parsed::Section(Section { line: place, texts })
            }
            _ => match entry(file, key, value, &line, problems) {
                Some((_, text)) => Parsed::Text(text),
                None => continue,
            },
        };
        parsed.insert(key.get_ref().to_string(), value);
    }
    parsed
}

fn entry(
    file: &Path,
    key: &Spanned<std::borrow::Cow<'_, str>>,
    value: &Spanned<DeValue<'_>>,
    line: &dyn Fn(usize) -> usize,
    problems: &mut Problems,
) -> Option<(String, Text)> {
    let (name, line) = (key.get_ref().to_string(), line(key.span().start));
    match value.get_ref() {
        DeValue::String(text) if text.trim().is_empty() => {
            problems.push(file, line, format!("`{name}` is empty: write its text or take the line out"));
        }
        DeValue::String(text) => return Some((name, Text { text: text.trim().to_string(), line })),
        _ => problems.push(file, line, format!("`{name}` must be a text: {name} = \"...\"")),
    }
    None
}
