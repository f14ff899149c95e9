//! Reply texts met in the wild: `data/replies.toml`, with words in `wild.toml`.

use std::rc::Rc;

use maud::{Markup, html};

use super::parts::{citation, code_link, field, section};
use super::{providers, quick};
use crate::markdown;
use crate::page::Page;
use crate::rows::Row;
use crate::shelf::{Facts, Shelf, Words};
use crate::tries;
use crate::words::Entry;
use playground::content::Language;

/// The fields of the words behind the meaning, in the order of the page.
const FIELDS: &[&str] = &["cause", "fix"];
/// No title shows more characters of a reply.
const TITLE: usize = 72;

/// One page a text.
pub(crate) fn pages(shelf: &Shelf, language: Language) -> Vec<Page> {
    let (facts, words) = load(shelf);
    shelf.join(&facts, &words);
    let mut rows: Vec<(&Row, &Entry)> = facts.rows.iter().filter_map(|row| Some((row, words.get(language, &row.id)?))).collect();
    rows.sort_by_key(|(row, _)| row.text("provider").to_lowercase());
    rows.into_iter().map(|(row, entry)| one(shelf, language, row, entry)).collect()
}

fn load(shelf: &Shelf) -> (Rc<Facts>, Rc<Words>) {
    (shelf.facts("replies"), shelf.words("wild"))
}

fn one(shelf: &Shelf, language: Language, row: &Row, entry: &Entry) -> Page {
    let place = (entry.file.as_path(), entry.row.line);
    let enhanced = row.text("enhanced");
    let body = html! {
        pre { code { (row.text("text")) } }
        div class="lead" { (markdown::render(shelf, language, entry.text("meaning"), place)) }
        (quick::list(shelf, language, row, row.text("code").chars().next()))
        @for name in FIELDS { (field(shelf, language, entry, name)) }
        (tries::part(shelf, language, &tries::reply(row, providers::server(shelf, row.text("provider")))))
        (section(shelf, language, "replies.more", &html! {
            dl class="entries" {
                dt { (shelf.label(language, "replies.provider")) } dd { (providers::link(shelf, language, row.text("provider"))) }
                dt { (shelf.label(language, "replies.stage")) } dd { (shelf.label(language, &format!("stage.{}", row.text("stage")))) }
                @if let Ok(code) = row.text("code").parse() { dt { (shelf.label(language, "replies.code")) } dd { (code_link(code)) } }
                @if !enhanced.is_empty() { dt { (shelf.label(language, "replies.enhanced")) } dd { (enhanced_link(shelf, enhanced)) } }
                dt { (shelf.label(language, "replies.source")) } dd lang="en" { (citation(shelf, language, row.text("source"))) }
            }
            @if !row.flag("verified") { p class="unverified" { (shelf.label(language, "replies.unverified")) } }
        }))
    };
    Page {
        id: row.id.clone(),
        title: format!(
            "{}{}{}",
            providers::name(shelf, language, row.text("provider")),
            shelf.label(language, "page.colon"),
            short(row.text("text"))
        ),
        description: markdown::plain(entry.text("meaning")),
        group: providers::name(shelf, language, row.text("provider")),
        mark: String::new(),
        body,
        keywords: vec![row.text("provider").to_owned(), providers::name(shelf, language, row.text("provider"))],
        replies: vec![row.text("text").replace('\n', " ")],
        see: row.texts("see").into_iter().map(str::to_owned).collect(),
    }
}

/// The first line of a reply, not too long for a title.
pub(super) fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= TITLE {
        return line.to_owned();
    }
    line.chars().take(TITLE - 1).chain(['…']).collect()
}

/// A link to the page of `5.7.26`, where it has one.
fn enhanced_link(shelf: &Shelf, enhanced: &str) -> Markup {
    let id = enhanced.split_once('.').map_or(String::new(), |(_, rest)| format!("X.{rest}"));
    let known = ["enhanced", "collisions"].iter().any(|file| shelf.facts(file).get(&id).is_some());
    html! {
        @if known { a href={ "../enhanced/" (id.to_lowercase()) ".html" } { (enhanced) } }
        @else { (enhanced) }
    }
}

/// The texts that `belongs` picks, by provider, as a part of another page.
pub(super) fn list(shelf: &Shelf, language: Language, belongs: impl Fn(&Row) -> bool) -> Markup {
    let (facts, words) = load(shelf);
    let mut rows: Vec<&Row> = facts.rows.iter().filter(|row| belongs(row)).collect();
    rows.sort_by_key(|row| row.text("provider").to_lowercase());
    if rows.is_empty() {
        return html! {};
    }
    section(
        shelf,
        language,
        "replies.list",
        &html! {
            dl class="texts" {
                @for row in rows {
                    dt { (providers::name(shelf, language, row.text("provider"))) }
                    dd {
                        pre { code { (row.text("text")) } }
                        @if let Some(entry) = words.get(language, &row.id) {
                            p {
                                (markdown::inline(shelf, language, entry.text("meaning"), (&entry.file, entry.row.line))) " "
                                a href={ "../replies/" (row.id) ".html" } { (shelf.label(language, "replies.details")) }
                            }
                        }
                    }
                }
            }
        },
    )
}
