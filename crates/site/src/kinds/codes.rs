use maud::{Markup, html};

use super::parts::{field, reply_lines, section, sources, template, wordings};
use super::quick;
use crate::markdown;
use crate::page::Page;
use crate::rows::Row;
use crate::shelf::{Facts, Shelf, Words};
use crate::tries;
use playground::content::{Language, reference};
use smtp_engine::session::{Server, Source, Wording};
use smtp_engine::spec::ReplyKey;

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
    let row = facts.get(&id);
    let standard = row.map(|row| row.texts("commands")).unwrap_or_default();
    let description = entry.map_or(short.meaning, |entry| entry.text("summary"));
    let body = html! {
        p class="lead" { (short.meaning) }
        @if let Some(row) = row { (quick::list(shelf, language, row, id.chars().next())) }
        @if let Some(entry) = entry { @for name in FIELDS { (field(shelf, language, entry, name)) } }
        (commands(shelf, language, code, row))
        (tries::part(shelf, language, &tries::code(code, &standard)))
        (digits(shelf, language, code))
        (texts(shelf, language, &said))
        (super::replies::list(shelf, language, |row| row.text("code") == id))
        @if let Some(row) = row { (sources(shelf, language, row)) }
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
        see: row.map(|row| row.texts("see")).unwrap_or_default().into_iter().map(str::to_owned).collect(),
        id,
    })
}

/// The commands that can get it: by the standard, and in the sessions with the simulated servers.
fn commands(shelf: &Shelf, language: Language, code: u16, row: Option<&Row>) -> Markup {
    let standard: Vec<&str> = row.map(|row| row.texts("commands")).unwrap_or_default();
    let mut seen: Vec<&str> = tries::said().iter().filter(|said| said.code == code).map(|said| said.place.name()).collect();
    seen.sort_unstable_by_key(|name| tries::order(name));
    seen.dedup();
    seen.retain(|name| !name.is_empty());
    let list = |names: &[&str]| html! { ul class="inline" { @for name in names { li { (command(shelf, language, name)) } } } };
    if standard.is_empty() && seen.is_empty() {
        return html! {};
    }
    section(
        shelf,
        language,
        "codes.commands",
        &html! {
            dl class="entries" {
                dt { (shelf.label(language, "codes.by-standard")) }
                dd { @if standard.is_empty() { (shelf.label(language, "codes.by-none")) } @else { (list(&standard)) } }
                dt { (shelf.label(language, "codes.seen-here")) }
                dd { @if seen.is_empty() { (shelf.label(language, "codes.seen-none")) } @else { (list(&seen)) } }
            }
        },
    )
}

/// The name of a command as a link, or the words for `connect`, `end of data` and `any`.
fn command(shelf: &Shelf, language: Language, name: &str) -> Markup {
    let known = |id: &str| shelf.facts("commands").get(id).is_some() || reference::entries(reference::Table::Commands).contains(&id);
    let id = name.to_lowercase();
    html! {
        @match name {
            "connect" | "any" | "end of data" => { (shelf.label(language, &format!("place.{}", name.replace(' ', "-")))) }
            _ if known(&id) => { a href={ "../commands/" (id) ".html" } { (name) } }
            _ => { (name) }
        }
    }
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
                        @for (text, servers, known) in by_text(shelf, language, said, key) {
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
fn by_text(
    shelf: &Shelf,
    language: Language,
    said: &[(&'static Server, ReplyKey, &'static Wording)],
    key: ReplyKey,
) -> Vec<(String, String, bool)> {
    let mut rows: Vec<(String, Vec<&Server>, bool)> = Vec::new();
    for (server, _, wording) in said.iter().filter(|(_, other, _)| *other == key) {
        let text = reply_lines(wording);
        match rows.iter_mut().find(|(other, ..)| *other == text) {
            Some((_, servers, _)) => servers.push(server),
            None => rows.push((text, vec![server], wording.source != Source::Unverified)),
        }
    }
    rows.into_iter().map(|(text, servers, known)| (text, super::parts::server_names(shelf, language, &servers), known)).collect()
}
