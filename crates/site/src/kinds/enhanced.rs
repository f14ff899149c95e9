use std::collections::BTreeSet;

use maud::{Markup, html};

use super::parts::{citation, code_link, field, section, sources, wordings};
use super::quick;
use crate::markdown;
use crate::page::Page;
use crate::rows::{Row, text};
use crate::shelf::{Shelf, Words};
use crate::tries;
use crate::words::Entry;
use playground::content::{Language, reference};
use smtp_engine::session::{Source, Wording};
use smtp_engine::spec::ReplyKey;

/// The fields of an enhanced code's words behind its meaning, in the order of the page.
const FIELDS: &[&str] = &["causes", "fix"];

/// The enhanced status codes of `data/enhanced.toml`, and those that only providers know.
pub(crate) fn pages(shelf: &Shelf, language: Language) -> Vec<Page> {
    let (facts, words) = (shelf.facts("enhanced"), shelf.words("enhanced"));
    let (collisions, senses) = (shelf.facts("collisions"), shelf.words("collisions"));
    shelf.join(&facts, &words);
    shelf.join(&collisions, &senses);
    let registered = facts.rows.iter().filter(|row| row.id.starts_with("X."));
    let registered = registered.filter_map(|row| {
        let entry = words.get(language, &row.id)?;
        let collision = collisions.get(&row.id).zip(senses.get(language, &row.id));
        Some(one(shelf, language, row, entry, &words, collision))
    });
    let others = collisions.rows.iter().filter(|row| facts.get(&row.id).is_none());
    let others = others.filter_map(|row| Some(unregistered(shelf, language, row, senses.get(language, &row.id)?, &words)));
    registered.chain(others).collect()
}

fn one(shelf: &Shelf, language: Language, row: &Row, entry: &Entry, words: &Words, collision: Option<(&Row, &Entry)>) -> Page {
    let number = row.id.trim_start_matches("X.");
    let codes: Vec<u16> = row.texts("codes").iter().filter_map(|code| code.parse().ok()).collect();
    let body = html! {
        div class="lead" { (inline(shelf, language, entry, "meaning")) }
        (quick::list(shelf, language, row, None))
        @for name in FIELDS { (field(shelf, language, entry, name)) }
        @if let Some((uses, senses)) = collision { (senses_of(shelf, language, uses, senses)) }
        (parts(shelf, language, row, words))
        @if !codes.is_empty() || row.flag("any_code") {
            (section(shelf, language, "enhanced.codes", &html! {
                @if row.flag("any_code") { p { (shelf.label(language, "enhanced.any-code")) } }
                ul { @for code in &codes { li { (code_link(*code)) " " (reference::code(language, *code).map_or("", |entry| entry.title)) } } }
            }))
        }
        (tries::part(shelf, language, &tries::enhanced(number, &row.texts("classes"), &codes)))
        (said(shelf, language, number))
        (super::replies::list(shelf, language, |row| row.text("enhanced").split_once('.').is_some_and(|(_, rest)| rest == number)))
        (sources(shelf, language, row))
    };
    page(shelf, language, row, &format!("{} {}", row.id, entry.text("title")), entry, number, body, String::new())
}

/// A code that the registry does not have.
fn unregistered(shelf: &Shelf, language: Language, row: &Row, senses: &Entry, words: &Words) -> Page {
    let number = row.id.trim_start_matches("X.");
    let body = html! {
        p class="lead" { (shelf.label(language, "enhanced.unregistered")) }
        (senses_of(shelf, language, row, senses))
        (parts(shelf, language, row, words))
        (tries::part(shelf, language, &tries::enhanced(number, &["5"], &[])))
        (said(shelf, language, number))
        (super::replies::list(shelf, language, |row| row.text("enhanced").split_once('.').is_some_and(|(_, rest)| rest == number)))
    };
    let mark = shelf.label(language, "enhanced.unregistered-mark").to_owned();
    page(shelf, language, row, senses.text("title"), senses, number, body, mark)
}

#[allow(clippy::too_many_arguments, reason = "the two kinds of rows end in the same page")]
fn page(shelf: &Shelf, language: Language, row: &Row, title: &str, entry: &Entry, number: &str, body: Markup, mark: String) -> Page {
    let classes = [2, 4, 5].map(|class| format!("{class}.{number}"));
    Page {
        id: row.id.to_lowercase(),
        title: title.to_owned(),
        description: markdown::plain(entry.text("meaning")),
        group: shelf.label(language, &format!("subject.{}", number.split('.').next().unwrap_or_default())).to_owned(),
        mark,
        body,
        keywords: classes.to_vec(),
        replies: by_code(number).into_iter().map(|(_, _, wording)| wording.text.replace('\n', " ")).collect(),
        see: row.texts("see").into_iter().map(str::to_owned).collect(),
    }
}

fn inline(shelf: &Shelf, language: Language, entry: &Entry, field: &str) -> Markup {
    markdown::render(shelf, language, entry.text(field), (&entry.file, entry.row.line))
}

/// Who uses the code in which sense.
fn senses_of(shelf: &Shelf, language: Language, uses: &Row, senses: &Entry) -> Markup {
    section(
        shelf,
        language,
        "enhanced.collision",
        &html! {
            (inline(shelf, language, senses, "meaning"))
            (inline(shelf, language, senses, "tell"))
            ul class="sources" {
                @for fields in uses.tables("uses") {
                    li {
                        @match text(fields, "who") {
                            "registry" => { (shelf.label(language, "enhanced.registry")) }
                            who => { (who) }
                        }
                        @if !text(fields, "reply").is_empty() { " " code { (text(fields, "reply")) } }
                        " " (citation(shelf, language, text(fields, "source")))
                    }
                }
            }
        },
    )
}

/// What the three numbers say.
fn parts(shelf: &Shelf, language: Language, row: &Row, words: &Words) -> Markup {
    let subject = row.id.split('.').nth(1).unwrap_or_default();
    let classes = row.texts("classes");
    let ids = classes.iter().map(|class| format!("class-{class}")).chain([format!("subject-{subject}")]);
    section(
        shelf,
        language,
        "enhanced.parts",
        &html! {
            dl class="entries" {
                @for entry in ids.filter_map(|id| words.get(language, &id)) {
                    dt { (entry.text("title")) }
                    dd { (inline(shelf, language, entry, "meaning")) }
                }
            }
        },
    )
}

/// The wordings with an enhanced code that ends so.
fn by_code(number: &str) -> Vec<(&'static smtp_engine::session::Server, ReplyKey, &'static Wording)> {
    let ends = |wording: &Wording| wording.enhanced.is_some_and(|enhanced| format!("{}.{}", enhanced.subject, enhanced.detail) == number);
    wordings().filter(|(_, _, wording)| ends(wording)).collect()
}

/// What the simulated servers say with it.
fn said(shelf: &Shelf, language: Language, number: &str) -> Markup {
    let all = by_code(number);
    let mut seen = BTreeSet::new();
    let rows: Vec<_> = all.iter().filter(|(server, _, wording)| seen.insert((server.name, wording.code, wording.text))).collect();
    if rows.is_empty() {
        return html! {};
    }
    section(
        shelf,
        language,
        "codes.texts",
        &html! {
            dl class="texts" {
                @for (server, key, wording) in rows {
                    dt {
                        (super::parts::server_name(shelf, language, server)) (shelf.label(language, "page.colon")) (reference::reply(language, *key).title)
                        @if wording.source == Source::Unverified { " " small class="mark" { (shelf.label(language, "page.unseen")) } }
                    }
                    dd { pre { code { (super::parts::reply_template(wording)) } } }
                }
            }
        },
    )
}
