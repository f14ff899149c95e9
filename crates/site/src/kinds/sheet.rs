//! The cheat sheet: one printed A4 page, from the tables and a few lines of `cheatsheet.toml`.

use maud::{Markup, html};

use crate::markdown;
use crate::page::Page;
use crate::shelf::Shelf;
use crate::words::Entry;
use playground::content::{Language, reference};
use smtp_engine::spec::{COMMANDS, EXTENSIONS};

/// The words of the whole page.
const WHOLE: &str = "sheet";

/// The page; nothing where there are no words for it.
pub(crate) fn page(shelf: &Shelf, language: Language) -> Option<Page> {
    let words = shelf.words("cheatsheet");
    let whole = words.get(language, WHOLE)?;
    let mut sections: Vec<&Entry> = words.ids().filter(|id| *id != WHOLE).filter_map(|id| words.get(language, id)).collect();
    sections.sort_by_key(|entry| entry.row.line);
    let body = html! {
        div class="sheet" {
            @for entry in sections {
                section {
                    h2 { (entry.text("title")) }
                    (markdown::render(shelf, language, entry.text("text"), (&entry.file, entry.row.line)))
                    (table(shelf, language, &entry.row.id))
                }
            }
        }
        p class="sheet-note" { (whole.text("warning")) }
    };
    Some(Page {
        id: "cheatsheet".to_owned(),
        title: whole.text("title").to_owned(),
        description: whole.text("summary").to_owned(),
        body,
        ..Page::empty("")
    })
}

/// What the tables know of the section `id`.
fn table(shelf: &Shelf, language: Language, id: &str) -> Markup {
    let pairs: Vec<(String, String)> = match id {
        "commands" => COMMANDS.iter().filter(|row| !row.vendor).map(|row| (row.syntax.to_owned(), String::new())).collect(),
        "codes" => shelf
            .facts("codes")
            .rows
            .iter()
            .filter(|row| row.flag("standard"))
            .filter_map(|row| {
                let code = row.id.parse().ok()?;
                Some((row.id.clone(), reference::code(language, code)?.title.to_owned()))
            })
            .collect(),
        "extensions" => EXTENSIONS
            .iter()
            .map(|row| {
                (row.keyword.to_owned(), reference::extension(language, row.keyword).map_or(String::new(), |entry| entry.name.to_owned()))
            })
            .collect(),
        "limits" => {
            let words = shelf.words("limits");
            let title = |id: &str| words.get(language, id).map_or(String::new(), |entry| markdown::plain(entry.text("title")));
            let value = |row: &crate::rows::Row| {
                let unit = shelf.label(language, &format!("unit.{}", row.text("unit").replace(' ', "-")));
                format!("{} {unit}", row.text("value"))
            };
            shelf.facts("limits").rows.iter().filter(|row| row.text("kind") != "code").map(|row| (value(row), title(&row.id))).collect()
        }
        _ => return html! {},
    };
    html! {
        dl class="pairs" {
            @for (name, text) in pairs { div { dt { code { (name) } } @if !text.is_empty() { " " dd { (text) } } } }
        }
    }
}
