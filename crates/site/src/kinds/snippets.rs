use std::path::{Path, PathBuf};

use maud::{Markup, html};

use super::parts::section;
use crate::page::Page;
use crate::rows::Row;
use crate::shelf::Shelf;
use crate::words::{Entry, read_file};
use crate::{highlight, markdown};
use playground::content::Language;
use playground::content::snippet::{FillError, StringSyntax, Values, fill_parts};
use smtp_engine::session::World;

/// What each language has a program for: `snippets/<language>/<task>.<file>`.
const TASKS: [&str; 2] = ["send", "test"];

/// The fields that say how a program is run, each below a label of its name.
const HOW: [&str; 3] = ["install", "run", "trust"];

/// Programs that send a mail, one page a language.
pub(crate) fn pages(shelf: &Shelf, language: Language) -> Vec<Page> {
    let (facts, words) = (shelf.facts("snippets"), shelf.words("snippets"));
    shelf.join(&facts, &words);
    let world = World::standard();
    let rows = facts.rows.iter().filter_map(|row| Some((row, words.get(language, &row.id)?)));
    rows.map(|(row, entry)| one(shelf, language, row, entry, &world)).collect()
}

fn one(shelf: &Shelf, language: Language, row: &Row, entry: &Entry, world: &World) -> Page {
    let label = |key: &str| shelf.label(language, key);
    let prose = |field: &str| markdown::render(shelf, language, entry.text(field), (&entry.file, entry.row.line));
    let body = html! {
        div class="lead" { (prose("text")) }
        p class=[(!row.flag("executed")).then_some("unverified")] {
            @if row.flag("executed") { (label("snippets.executed").replace("{version}", row.text("version"))) } @else { (label("snippets.not-executed")) }
        }
        @for task in TASKS {
            (section(shelf, language, &format!("snippets.{task}"), &program(shelf, row, task, world)))
        }
        (section(shelf, language, "snippets.how", &html! {
            dl {
                @for field in HOW.into_iter().filter(|field| !row.text(field).is_empty()) {
                    dt { (label(&format!("snippets.{field}"))) }
                    dd { pre { code { (how(row, field)) } } }
                }
            }
        }))
        (section(shelf, language, "snippets.notes", &prose("notes")))
        (section(shelf, language, "page.sources", &html! { ul class="sources" { li { a href=(row.text("docs")) { (row.text("library")) } } } }))
    };
    Page {
        id: row.id.clone(),
        title: entry.text("title").to_owned(),
        description: markdown::plain(entry.text("text")),
        group: String::new(),
        mark: if row.flag("executed") { String::new() } else { label("snippets.mark").to_owned() },
        body,
        keywords: vec![row.text("language").to_owned(), row.text("library").to_owned()],
        replies: Vec::new(),
        see: Vec::new(),
    }
}

/// The program with the values of the standard world.
fn program(shelf: &Shelf, row: &Row, task: &str, world: &World) -> Markup {
    let Some(template) = template(shelf, row, task) else {
        return html! {};
    };
    let values = Values::of(world);
    let parts = strings(shelf, row).map(|syntax| fill_parts(&template, syntax, &values));
    match parts {
        Some(Ok(parts)) => html! {
            pre class="program" data-snippet=(row.id) data-task=(task) { code { (highlight::program(&parts, comment(row))) } }
        },
        Some(Err(error)) => {
            note(shelf, row, task, &error);
            html! {}
        }
        None => html! {},
    }
}

fn note(shelf: &Shelf, row: &Row, task: &str, error: &FillError) {
    shelf.notes.push(&path(row, task), 0, error.to_string());
}

/// What a comment begins with.
fn comment(row: &Row) -> &'static str {
    match row.text("file") {
        "py" | "rb" | "sh" => "#",
        _ => "//",
    }
}

/// How a program is run, with the names of files in it.
fn how(row: &Row, field: &str) -> String {
    let file = format!("{}.{}", TASKS[0], row.text("file"));
    row.text(field).replace("{file}", &file).replace("{ca}", "ca.pem")
}

fn strings(shelf: &Shelf, row: &Row) -> Option<StringSyntax> {
    let found = StringSyntax::from_id(row.text("strings"));
    if found.is_none() {
        let known: Vec<_> = StringSyntax::ALL.iter().map(|(_, id)| *id).collect();
        shelf.notes.push(Path::new("data/snippets.toml"), row.line, format!("strings must be one of {}", known.join(", ")));
    }
    found
}

fn path(row: &Row, task: &str) -> PathBuf {
    Path::new("snippets").join(&row.id).join(task).with_extension(row.text("file"))
}

fn template(shelf: &Shelf, row: &Row, task: &str) -> Option<String> {
    let path = path(row, task);
    let text = read_file(&shelf.root.join(&path), &shelf.notes);
    if text.is_none() {
        shelf.notes.push(&path, 0, format!("is missing: data/snippets.toml has a row [{}]", row.id));
    }
    text
}

/// All templates for the app, which fills them with the values of its own session.
pub(crate) fn templates(shelf: &Shelf) -> String {
    let facts = shelf.facts("snippets");
    let entries = facts.rows.iter().map(|row| {
        let text = |field: &str| (field.to_owned(), serde_json::Value::from(row.text(field)));
        let mut fields: serde_json::Map<_, _> = ["language", "library", "strings", "install"].map(text).into_iter().collect();
        fields.insert("id".to_owned(), row.id.as_str().into());
        fields.insert("executed".to_owned(), row.flag("executed").into());
        fields.insert("run".to_owned(), how(row, "run").into());
        for task in TASKS {
            fields.insert(task.to_owned(), template(shelf, row, task).into());
        }
        serde_json::Value::Object(fields)
    });
    format!("{}\n", serde_json::Value::Array(entries.collect()))
}
