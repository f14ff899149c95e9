use maud::{Markup, html};

use super::parts::{commands_with, field, reply_lines, section, sources, template, wordings};
use crate::markdown;
use crate::page::Page;
use crate::shelf::{Facts, Shelf, Words};
use playground::content::{Language, reference};
use smtp_engine::session::{Server, Source, Wording};
use smtp_engine::spec::{ReplyKey, Verb};

/// The fields of a code's words, in the order of the page.
const FIELDS: &[&str] = &["causes", "sender", "recipient", "administrator"];

/// The three-digit reply codes of `data/codes.toml`.
pub(crate) fn pages(shelf: &Shelf, language: Language) -> Vec<Page> {
    let (facts, words) = (shelf.facts("codes"), shelf.words("codes"));
    shelf.join(&facts, &words);
    // Servers use more codes than the standard has; the app has short texts about those too.
    let short = reference::entries(reference::Table::Codes);
    for row in facts.rows.iter().filter(|row| !short.contains(&row.id.as_str())) {
        shelf.notes.push(&facts.file, row.line, format!("[{}] has no short text: write [{}] in content/en/codes.toml", row.id, row.id));
    }
    short.iter().filter_map(|id| one(shelf, language, id.parse().ok()?, &facts, &words)).collect()
}

fn one(shelf: &Shelf, language: Language, code: u16, facts: &Facts, words: &Words) -> Option<Page> {
    let id = code.to_string();
    let short = reference::code(language, code)?;
    let entry = words.get(language, &id);
    let said: Vec<_> = wordings().filter(|(_, _, wording)| wording.code == code).collect();
    let mut verbs: Vec<Verb> =
        Verb::ALL.into_iter().filter(|verb| said.iter().any(|(_, key, _)| commands_with(*key).any(|other| other == *verb))).collect();
    verbs.dedup();
    let description = entry.map_or(short.meaning, |entry| entry.text("summary"));
    let body = html! {
        p class="lead" { (short.meaning) }
        @if let Some(entry) = entry { @for name in FIELDS { (field(shelf, language, entry, name)) } }
        @if !verbs.is_empty() {
            (section(shelf, language, "codes.commands", &html! {
                ul class="inline" { @for verb in &verbs { li { a href={ "../commands/" (reference::command_id(*verb)) ".html" } { (verb.name()) } } } }
            }))
        }
        (digits(shelf, language, code))
        (texts(shelf, language, &said))
        (super::replies::list(shelf, language, |row| row.text("code") == id))
        @if let Some(row) = facts.get(&id) { (sources(shelf, language, row)) }
    };
    let mut replies: Vec<String> = said.iter().map(|(_, _, wording)| wording.text.replace('\n', " ")).collect();
    replies.sort();
    replies.dedup();
    Some(Page {
        title: format!("{code} {}", short.title),
        description: description.to_owned(),
        group: shelf.label(language, &format!("digit.{}", code / 100)).to_owned(),
        mark: String::new(),
        body,
        keywords: vec![id.clone()],
        replies,
        id,
    })
}

/// What each of the three digits says.
fn digits(shelf: &Shelf, language: Language, code: u16) -> Markup {
    let (facts, words) = (shelf.facts("digits"), shelf.words("digits"));
    shelf.join(&facts, &words);
    let ids = [format!("first-{}", code / 100), format!("second-{}", code / 10 % 10), "third".to_owned()];
    section(
        shelf,
        language,
        "codes.digits",
        &html! {
            dl class="entries" {
                @for entry in ids.iter().filter_map(|id| words.get(language, id)) {
                    dt { (entry.text("title")) }
                    dd { (markdown::inline(shelf, language, entry.text("meaning"), (&entry.file, entry.row.line))) }
                }
            }
        },
    )
}

/// The servers' own texts, by what they mean.
fn texts(shelf: &Shelf, language: Language, said: &[(&'static Server, ReplyKey, &'static Wording)]) -> Markup {
    let keys: Vec<ReplyKey> = ReplyKey::ALL.iter().copied().filter(|key| said.iter().any(|(_, other, _)| other == key)).collect();
    if keys.is_empty() {
        return html! {};
    }
    section(
        shelf,
        language,
        "codes.texts",
        &html! {
            p { (shelf.label(language, "codes.texts-lead")) }
            @for key in keys {
                details id={ "reply-" (key.id()) } {
                    summary { (reference::reply(language, key).title) }
                    p { (reference::reply(language, key).why) }
                    dl class="texts" {
                        @for (text, servers, known) in by_text(said, key) {
                            dt { (servers) @if !known { " " small class="mark" { (shelf.label(language, "page.unseen")) } } }
                            dd { pre { code { (template(&text)) } } }
                        }
                    }
                }
            }
        },
    )
}

/// The different texts for `key`, with the servers that use each, and whether somebody has seen it.
fn by_text(said: &[(&'static Server, ReplyKey, &'static Wording)], key: ReplyKey) -> Vec<(String, String, bool)> {
    let mut rows: Vec<(String, Vec<&Server>, bool)> = Vec::new();
    for (server, _, wording) in said.iter().filter(|(_, other, _)| *other == key) {
        let text = reply_lines(wording);
        match rows.iter_mut().find(|(other, ..)| *other == text) {
            Some((_, servers, _)) => servers.push(server),
            None => rows.push((text, vec![server], wording.source != Source::Unverified)),
        }
    }
    rows.into_iter().map(|(text, servers, known)| (text, super::parts::server_names(&servers), known)).collect()
}
