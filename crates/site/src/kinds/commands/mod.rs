mod said;
mod table;

use std::path::{Path, PathBuf};

use maud::{Markup, html};

use self::said::{mistakes, servers_say};
use self::table::{parameters, replies, when};
use super::parts::{citation, code_link, rfc, section, sources, status};
use crate::page::Page;
use crate::rows::Row;
use crate::shelf::{Facts, Shelf, Words};
use crate::{markdown, railroad};
use playground::content::{Language, reference};
use smtp_engine::spec::{COMMANDS, CommandSpec, line_rule};

/// The commands of the table, then those that no simulated server carries out (`data/commands.toml`).
pub(crate) fn pages(shelf: &Shelf, language: Language) -> Vec<Page> {
    let (others, verbs, words) = (shelf.facts("commands"), shelf.facts("verbs"), shelf.words("commands"));
    let own: Vec<&str> = COMMANDS.iter().map(|row| reference::command_id(row.verb)).collect();
    let known = others.rows.iter().map(|row| row.id.as_str());
    for id in words.ids().filter(|id| !own.contains(id) && !known.clone().any(|known| known == *id)) {
        if let Some(entry) = words.get(Language::default(), id) {
            shelf.notes.push(
                &entry.file,
                entry.row.line,
                format!("[{id}] belongs to no row: take it out, or add the row to data/commands.toml"),
            );
        }
    }
    let table = COMMANDS.iter().map(|row| of_table(shelf, language, row, &verbs, &words));
    let rest = others.rows.iter().map(|row| of_facts(shelf, language, row, &others, &verbs, &words));
    table.chain(rest).collect()
}

fn of_table(shelf: &Shelf, language: Language, row: &CommandSpec, verbs: &Facts, words: &Words) -> Page {
    let id = reference::command_id(row.verb);
    let entry = reference::command(language, row.verb);
    let abnf = line_rule(row.verb).map_or("", |rule| rule.definition);
    let body = html! {
        p class="lead" { (entry.summary) }
        (syntax(shelf, language, row.verb.name(), abnf))
        (article(shelf, language, id))
        (when(shelf, language, row))
        (parameters(shelf, language, row.verb))
        (replies(shelf, language, row))
        @if let Some(entry) = words.get(language, id) {
            (markdown::render(shelf, language, &entry.body, (&entry.file, entry.body_line)))
        }
        (mistakes(shelf, language, id))
        (servers_say(shelf, language, row))
        (section(shelf, language, "page.sources", &html! {
            ul class="sources" {
                li { (rfc(shelf, language, row.rfc)) }
                @if let Some(row) = verbs.get(id) { (history(shelf, language, row)) }
            }
        }))
    };
    Page {
        id: id.to_owned(),
        title: row.verb.name().to_owned(),
        description: entry.summary.to_owned(),
        group: shelf.label(language, &format!("category.{}", category(row))).to_owned(),
        mark: if row.vendor { shelf.label(language, "status.vendor").to_owned() } else { String::new() },
        body,
        keywords: row.samples.iter().map(|sample| (*sample).to_owned()).collect(),
        replies: Vec::new(),
        see: Vec::new(),
    }
}

fn of_facts(shelf: &Shelf, language: Language, row: &Row, facts: &Facts, verbs: &Facts, words: &Words) -> Page {
    let name = if row.text("verb").is_empty() { row.id.to_uppercase() } else { row.text("verb").to_owned() };
    let Some(entry) = words.get(language, &row.id) else {
        shelf.notes.push(&facts.file, row.line, format!("[{0}] has no words: write content/en/reference/commands/{0}.md", row.id));
        return Page::empty(&row.id);
    };
    let status = status(shelf, language, row.text("status"));
    let codes: Vec<u16> = row.texts("replies").iter().filter_map(|code| code.parse().ok()).collect();
    let body = html! {
        p class="lead" { (entry.text("summary")) }
        p class="unverified" { (shelf.label(language, "commands.not-simulated")) }
        (syntax(shelf, language, &name, row.text("syntax")))
        (markdown::render(shelf, language, &entry.body, (&entry.file, entry.body_line)))
        @if !codes.is_empty() {
            (section(shelf, language, "commands.replies", &html! {
                ul { @for code in &codes { li { (code_link(*code)) " " (reference::code(language, *code).map_or("", |entry| entry.title)) } } }
                @if !row.text("replies_source").is_empty() { p { (citation(shelf, language, row.text("replies_source"))) } }
            }))
        }
        (sources(shelf, language, row))
        @if let Some(row) = verbs.get(&row.id) { ul class="sources" { (history(shelf, language, row)) } }
    };
    Page {
        id: row.id.clone(),
        title: name,
        description: entry.text("summary").to_owned(),
        group: shelf.label(language, &format!("category.{}", row.text("category"))).to_owned(),
        mark: status,
        body,
        keywords: vec![row.text("extension").to_owned()],
        replies: Vec::new(),
        see: row.texts("see").into_iter().map(str::to_owned).collect(),
    }
}

fn category(row: &CommandSpec) -> &'static str {
    use smtp_engine::spec::Category::{Auth, Message, Session};
    match row.category {
        Session => "session",
        Auth => "auth",
        Message => "message",
    }
}

fn syntax(shelf: &Shelf, language: Language, name: &str, abnf: &str) -> Markup {
    let picture = railroad::picture(abnf, name);
    html! {
        @if !abnf.is_empty() {
            (section(shelf, language, "commands.syntax", &html! {
                pre class="abnf" { code { (name.to_lowercase()) " = " (abnf) } }
                @if let Some(picture) = picture { figure class="drawing" { (picture) } }
            }))
        }
    }
}

/// The article that the app shows too: `content/<language>/commands/<id>.md`.
fn article(shelf: &Shelf, language: Language, id: &str) -> Markup {
    let file = |language: Language| PathBuf::from("content").join(language.tag()).join("commands").join(format!("{id}.md"));
    let read = |file: &Path| crate::words::read_file(&shelf.root.join(file), &shelf.notes);
    let own = file(language);
    let (file, text) = match read(&own) {
        Some(text) => (own, text),
        None => (file(Language::default()), read(&file(Language::default())).unwrap_or_default()),
    };
    let (front, body) = text.split_once("\n+++\n").unwrap_or(("", &text));
    html! { section { (markdown::render(shelf, language, body, (&file, front.lines().count() + 2))) } }
}

/// Since when the command has been there.
fn history(shelf: &Shelf, language: Language, row: &Row) -> Markup {
    html! {
        @if !row.text("since").is_empty() {
            li { (shelf.label(language, "commands.since")) " " (citation(shelf, language, row.text("since"))) @if !row.text("year").is_empty() { " (" (row.text("year")) ")" } }
        }
    }
}
