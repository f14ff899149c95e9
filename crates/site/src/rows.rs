//! Reads TOML of rows, and keeps the line of each for messages.

use std::collections::BTreeMap;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::problems::Notebook;

/// The fields of a row.
pub(super) type Fields = BTreeMap<String, Value>;

/// A value of a field. Numbers and dates are texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    Flag(bool),
    List(Vec<Value>),
    Table(Fields),
}

/// A row: `["id"]`, or `[[kind]]` with a field `id`.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) id: String,
    /// Where it begins in its file, counted from 1.
    pub(super) line: usize,
    pub(super) fields: Fields,
}

impl Row {
    /// The text of `field`; empty where it is not there.
    pub(super) fn text(&self, field: &str) -> &str {
        text(&self.fields, field)
    }

    /// The texts of `field`: of a list, or the only one.
    pub(super) fn texts(&self, field: &str) -> Vec<&str> {
        texts(&self.fields, field)
    }

    /// The tables in the list `field`.
    pub(super) fn tables(&self, field: &str) -> Vec<&Fields> {
        match self.fields.get(field) {
            Some(Value::List(list)) => list
                .iter()
                .filter_map(|value| match value {
                    Value::Table(fields) => Some(fields),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Whether `field` is there and true.
    pub(super) fn flag(&self, field: &str) -> bool {
        self.fields.get(field) == Some(&Value::Flag(true))
    }
}

/// The text of `field`; empty where it is not there.
pub(super) fn text<'f>(fields: &'f Fields, field: &str) -> &'f str {
    match fields.get(field) {
        Some(Value::Text(text)) => text,
        _ => "",
    }
}

/// The texts of `field`: of a list, or the only one.
pub(super) fn texts<'f>(fields: &'f Fields, field: &str) -> Vec<&'f str> {
    match fields.get(field) {
        Some(Value::List(list)) => list
            .iter()
            .filter_map(|value| match value {
                Value::Text(text) => Some(text.as_str()),
                _ => None,
            })
            .collect(),
        Some(Value::Text(text)) => vec![text],
        _ => Vec::new(),
    }
}

/// The rows of `text`, in the order of the file. `first_line` is where `text` begins in `file`.
pub(super) fn rows(file: &Path, text: &str, first_line: usize, notes: &Notebook) -> Vec<Row> {
    let line = |offset: usize| line_of(text, offset) + first_line - 1;
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            notes.push(file, line(at), format!("is not valid TOML: {}", error.message()));
            return Vec::new();
        }
    };
    let mut rows: Vec<Row> = Vec::new();
    for (key, value) in table.iter() {
        match value.get_ref() {
            DeValue::Table(fields) => rows.push(Row { id: key.get_ref().to_string(), line: line(key.span().start), fields: read(fields) }),
            DeValue::Array(list) => {
                for item in list.iter() {
                    let at = line(item.span().start);
                    match item.get_ref() {
                        DeValue::Table(fields) => {
                            let fields = read(fields);
                            match self::text(&fields, "id") {
                                "" => notes.push(file, at, format!("this [[{}]] has no id", key.get_ref())),
                                id => rows.push(Row { id: id.to_owned(), line: at, fields }),
                            }
                        }
                        _ => notes.push(file, at, "a list outside of a row: only [\"id\"] and [[kind]] are read here"),
                    }
                }
            }
            _ => notes.push(file, line(key.span().start), format!("`{}` stands outside of a row; put it below one", key.get_ref())),
        }
    }
    rows.sort_by_key(|row| row.line);
    rows
}

fn read(table: &DeTable<'_>) -> Fields {
    table.iter().map(|(key, value)| (key.get_ref().to_string(), value_of(value))).collect()
}

fn value_of(value: &Spanned<DeValue<'_>>) -> Value {
    match value.get_ref() {
        DeValue::String(text) => Value::Text(text.trim_matches('\n').to_owned()),
        DeValue::Integer(number) => Value::Text(number.as_str().to_owned()),
        DeValue::Float(number) => Value::Text(number.as_str().to_owned()),
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Datetime(moment) => Value::Text(moment.to_string()),
        DeValue::Array(list) => Value::List(list.iter().map(value_of).collect()),
        DeValue::Table(fields) => Value::Table(read(fields)),
    }
}

/// The line, counted from 1, in which `offset` of `text` lies.
fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|&octet| octet == b'\n').count() + 1
}
