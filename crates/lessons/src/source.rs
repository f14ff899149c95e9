//! A TOML file with the lines of its values, read key by key; what is wrong is collected.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::problem::{Problem, ProblemKind};
use crate::text::{Text, Texts};

/// No file is read that has more octets.
pub const MAX_FILE: usize = 1_000_000;

/// A file of a set.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name, as problems give it.
    pub name: String,
    /// What stands in it.
    pub text: String,
}

/// A file that is being read, and what is wrong with it so far.
pub(crate) struct Source<'f> {
    file: &'f File,
    line_starts: Vec<usize>,
    problems: RefCell<Vec<Problem>>,
}

/// A value with its place.
pub(crate) type Value<'f> = Spanned<DeValue<'f>>;

impl<'f> Source<'f> {
    pub(crate) fn new(file: &'f File) -> Self {
        let line_starts = file.text.bytes().enumerate().filter(|(_, octet)| *octet == b'\n').map(|(at, _)| at + 1).collect();
        Self { file, line_starts, problems: RefCell::default() }
    }

    /// The whole file as a table.
    pub(crate) fn root(&self) -> Option<Spanned<DeTable<'f>>> {
        if self.file.text.len() > MAX_FILE {
            self.report(1, ProblemKind::TooLarge(MAX_FILE));
            return None;
        }
        match DeTable::parse(&self.file.text) {
            Ok(table) => Some(table),
            Err(error) => {
                let line = error.span().map_or(1, |span| self.line_at(span.start));
                self.report(line, ProblemKind::NotToml(error.message().chars().take(200).collect()));
                None
            }
        }
    }

    pub(crate) fn report(&self, line: usize, kind: ProblemKind) {
        self.problems.borrow_mut().push(Problem { file: self.file.name.clone(), line, kind });
    }

    pub(crate) fn into_problems(self) -> Vec<Problem> {
        self.problems.into_inner()
    }

    /// The line, from 1, of the octet at `at`.
    pub(crate) fn line_at(&self, at: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= at) + 1
    }

    pub(crate) fn line(&self, span: &Range<usize>) -> usize {
        self.line_at(span.start)
    }

    /// The line of the first line of a text: the one below its opening quotes, where they stand alone.
    pub(crate) fn first_line(&self, span: &Range<usize>) -> usize {
        let raw = self.file.text.get(span.clone()).unwrap_or_default();
        let opened = raw.strip_prefix("'''").or_else(|| raw.strip_prefix("\"\"\""));
        self.line(span) + usize::from(opened.is_some_and(|rest| rest.starts_with(['\r', '\n'])))
    }
}

/// A table whose keys are taken one by one; those left over are unknown.
pub(crate) struct Fields<'s, 'f> {
    pub(crate) source: &'s Source<'f>,
    table: DeTable<'f>,
    /// What it is, for problems.
    place: String,
    /// Its own line.
    pub(crate) line: usize,
    known: Vec<&'static str>,
}

impl<'s, 'f> Fields<'s, 'f> {
    pub(crate) fn new(source: &'s Source<'f>, table: DeTable<'f>, place: impl Into<String>, line: usize) -> Self {
        // A table that was written with dots or in brackets begins where its first key does.
        let first = table.keys().map(|key| source.line(&key.span())).min();
        Self {
            source,
            table,
            place: place.into(),
            line: first.map_or(line, |first| line.max(first.saturating_sub(1)).max(1)),
            known: Vec::new(),
        }
    }

    /// A table out of a value; says what is wrong where it is none.
    pub(crate) fn of(source: &'s Source<'f>, value: Value<'f>, place: impl Into<String>) -> Option<Self> {
        let place = place.into();
        let line = source.line(&value.span());
        match value.into_inner() {
            DeValue::Table(table) => Some(Self { source, table, place, line, known: Vec::new() }),
            other => {
                wrong_type(source, line, &place, "a table, such as { key = \"value\" }", &other);
                None
            }
        }
    }

    pub(crate) fn place(&self) -> &str {
        &self.place
    }

    pub(crate) fn rename(&mut self, place: String) {
        self.place = place;
    }

    pub(crate) fn take(&mut self, key: &'static str) -> Option<Value<'f>> {
        self.known.push(key);
        self.table.remove(key)
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Whether this key was asked for.
    pub(crate) fn was_taken(&self, key: &str) -> bool {
        self.known.contains(&key)
    }

    pub(crate) fn string(&mut self, key: &'static str) -> Option<(String, usize)> {
        let value = self.take(key)?;
        let line = self.source.first_line(&value.span());
        match value.into_inner() {
            DeValue::String(text) => Some((text.into_owned(), line)),
            other => self.wrong(line, key, "a text in quotes", &other),
        }
    }

    /// A text that has to be there.
    pub(crate) fn required(&mut self, key: &'static str, example: &str) -> Option<(String, usize)> {
        if !self.has(key) {
            self.known.push(key);
            self.missing(key, example);
            return None;
        }
        self.string(key)
    }

    pub(crate) fn missing(&self, key: &str, example: &str) {
        let kind = ProblemKind::Missing { key: key.to_owned(), place: self.place.clone(), example: example.to_owned() };
        self.source.report(self.line, kind);
    }

    pub(crate) fn number(&mut self, key: &'static str) -> Option<u64> {
        let value = self.take(key)?;
        let line = self.source.line(&value.span());
        number(value.get_ref()).or_else(|| self.wrong(line, key, "a number from 0 on", value.get_ref()))
    }

    pub(crate) fn boolean(&mut self, key: &'static str) -> Option<bool> {
        let value = self.take(key)?;
        let line = self.source.line(&value.span());
        value.get_ref().as_bool().or_else(|| self.wrong(line, key, "true or false", value.get_ref()))
    }

    /// A list of texts, or one text.
    pub(crate) fn strings(&mut self, key: &'static str) -> Option<Vec<(String, usize)>> {
        let value = self.take(key)?;
        strings(self.source, key, value)
    }

    pub(crate) fn array(&mut self, key: &'static str) -> Vec<Value<'f>> {
        let Some(value) = self.take(key) else {
            return Vec::new();
        };
        let line = self.source.line(&value.span());
        match value.into_inner() {
            DeValue::Array(array) => array.into_iter().collect(),
            other => self.wrong(line, key, "a list in [ ]", &other).unwrap_or_default(),
        }
    }

    /// A text, or one for each language: `title = "..."` or `title.en = "..."`.
    pub(crate) fn text(&mut self, key: &'static str) -> Text {
        let Some(value) = self.take(key) else {
            return Text::default();
        };
        let line = self.source.first_line(&value.span());
        match value.into_inner() {
            DeValue::String(text) => Text::of("", text.into_owned()),
            DeValue::Table(table) => {
                let mut texts = Text::default();
                for (language, text) in table {
                    let line = self.source.line(&text.span());
                    match text.into_inner() {
                        DeValue::String(text) => texts.put(language.get_ref(), text.into_owned()),
                        other => {
                            self.wrong::<()>(line, key, "a text in quotes for each language", &other);
                        }
                    }
                }
                texts
            }
            other => self.wrong(line, key, "a text, or one for each language (title.en = \"...\")", &other).unwrap_or_default(),
        }
    }

    /// A list of texts, or one for each language.
    pub(crate) fn texts(&mut self, key: &'static str) -> Texts {
        let Some(value) = self.take(key) else {
            return Texts::default();
        };
        let plain = |list: Vec<(String, usize)>| list.into_iter().map(|(text, _)| text).collect::<Vec<_>>();
        if !value.get_ref().is_table() {
            return strings(self.source, key, value).map(|list| Texts::of("", plain(list))).unwrap_or_default();
        }
        let mut texts = Texts::default();
        if let DeValue::Table(table) = value.into_inner() {
            for (language, list) in table {
                if let Some(list) = strings(self.source, key, list) {
                    texts.put(language.get_ref(), plain(list));
                }
            }
        }
        texts
    }

    /// What is left: any keys, for tables whose keys are names.
    pub(crate) fn rest(self) -> impl Iterator<Item = (String, usize, Value<'f>)> {
        let source = self.source;
        self.table.into_iter().map(move |(key, value)| (key.get_ref().to_string(), source.line(&key.span()), value))
    }

    /// Names the keys that nobody has taken.
    pub(crate) fn finish(self) {
        for key in self.table.keys() {
            let kind = ProblemKind::UnknownKey {
                key: key.get_ref().chars().take(60).collect(),
                place: self.place.clone(),
                known: self.known.join(", "),
            };
            self.source.report(self.source.line(&key.span()), kind);
        }
    }

    fn wrong<T>(&self, line: usize, key: &str, wanted: &str, found: &DeValue<'_>) -> Option<T> {
        wrong_type(self.source, line, key, wanted, found);
        None
    }
}

pub(crate) fn wrong_type(source: &Source<'_>, line: usize, key: &str, wanted: &str, found: &DeValue<'_>) {
    let kind = ProblemKind::WrongType { key: key.to_owned(), wanted: wanted.to_owned(), found: found.type_str().to_owned() };
    source.report(line, kind);
}

pub(crate) fn number(value: &DeValue<'_>) -> Option<u64> {
    let integer = value.as_integer()?;
    u64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

fn strings(source: &Source<'_>, key: &str, value: Value<'_>) -> Option<Vec<(String, usize)>> {
    let line = source.first_line(&value.span());
    let list = match value.into_inner() {
        DeValue::String(text) => return Some(vec![(text.into_owned(), line)]),
        DeValue::Array(array) => array,
        other => {
            wrong_type(source, line, key, "a text or a list of texts", &other);
            return None;
        }
    };
    let mut found = Vec::new();
    for value in list {
        let line = source.first_line(&value.span());
        match value.into_inner() {
            DeValue::String(text) => found.push((text.into_owned(), line)),
            other => wrong_type(source, line, key, "a list of texts in quotes", &other),
        }
    }
    Some(found)
}
