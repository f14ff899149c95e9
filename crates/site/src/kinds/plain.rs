//! Kinds of entries that are words, and perhaps a row of facts: no table of the program knows them.

use std::path::PathBuf;

use maud::{Markup, html};

use super::parts::{field, sources, status};
use crate::markdown;
use crate::page::Page;
use crate::rows::Row;
use crate::shelf::Shelf;
use crate::words::Entry;
use playground::content::Language;

/// What a row of facts adds to a page.
pub(super) type Facts = fn(&Shelf, Language, &Row) -> Markup;

/// A kind of entries.
pub(crate) struct Plain {
    /// Its files: `data/<id>.toml`, `content/<language>/reference/<id>.toml` or `<id>/*.md`.
    pub(super) id: &'static str,
    /// What of its row in `data/` stands on the page; nothing where its entries have no rows.
    pub(super) facts: Option<Facts>,
    /// Whether the title begins with the id: it is a word of the protocol.
    pub(super) named: bool,
    /// The fields of the words that stand below headings of their own, in the order of the page.
    pub(super) fields: &'static [&'static str],
}

/// The fields that stand elsewhere on the page.
const OTHERS: &[&str] = &[
    "title", "name", "question", "summary", "meaning", "answer", "text", "group", "order", "keywords", "see", "source", "section", "also",
];

impl Plain {
    /// Its pages, in the order of the rows; without facts, by their `order`.
    pub(crate) fn pages(&self, shelf: &Shelf, language: Language) -> Vec<Page> {
        let (facts, words) = (shelf.facts(self.id), shelf.words(self.id));
        if self.facts.is_some() {
            shelf.join(&facts, &words);
            let rows = facts.rows.iter().filter_map(|row| Some((row, words.get(language, &row.id)?)));
            return rows.map(|(row, entry)| self.one(shelf, language, Some(row), entry)).collect();
        }
        let english: Vec<&str> = words.ids().collect();
        shelf.join_ids(&english, &words, |id| (PathBuf::from(format!("content/en/reference/{}", self.id)).join(id), 0));
        let mut entries: Vec<&Entry> = english.iter().filter_map(|id| words.get(language, id)).collect();
        entries.sort_by_key(|entry| entry.text("order").parse::<u32>().unwrap_or(u32::MAX));
        entries.into_iter().map(|entry| self.one(shelf, language, None, entry)).collect()
    }

    fn one(&self, shelf: &Shelf, language: Language, row: Option<&Row>, entry: &Entry) -> Page {
        for name in entry.row.fields.keys().filter(|name| !OTHERS.contains(&name.as_str()) && !self.fields.contains(&name.as_str())) {
            let known = [OTHERS, self.fields].concat().join(", ");
            shelf.notes.push(&entry.file, entry.row.line, format!("[{}]: `{name}` is not known: {known} are", entry.row.id));
        }
        let first = |names: &[&str]| names.iter().map(|name| entry.text(name)).find(|text| !text.is_empty()).unwrap_or_default().to_owned();
        let title = first(&["title", "question", "name"]);
        let name = row.map(|row| row.text("name")).filter(|name| !name.is_empty()).unwrap_or(&entry.row.id);
        let lead = first(&["summary", "meaning", "text", "answer"]);
        let place = (entry.file.as_path(), entry.row.line);
        let body = html! {
            div class="lead" { (markdown::render(shelf, language, &lead, place)) }
            @for name in ["meaning", "text", "answer"] {
                @if entry.text(name) != lead && !entry.text(name).is_empty() { (markdown::render(shelf, language, entry.text(name), place)) }
            }
            @for name in self.fields { (field(shelf, language, entry, name)) }
            @if let Some((row, facts)) = row.zip(self.facts) { (facts(shelf, language, row)) }
            (markdown::render(shelf, language, &entry.body, (&entry.file, entry.body_line)))
            (sources(shelf, language, row.unwrap_or(&entry.row)))
        };
        Page {
            id: entry.row.id.to_lowercase(),
            title: if self.named { format!("{name}{}{title}", shelf.label(language, "page.colon")) } else { markdown::plain(&title) },
            description: markdown::plain(lead.split("\n\n").next().unwrap_or_default()),
            group: entry.text("group").to_owned(),
            mark: status(shelf, language, row.map_or("", |row| row.text("status"))),
            body,
            keywords: [name].into_iter().chain(entry.text("keywords").split(", ")).map(str::to_owned).collect(),
            replies: Vec::new(),
            see: entry.row.texts("see").into_iter().map(str::to_owned).collect(),
        }
    }
}
