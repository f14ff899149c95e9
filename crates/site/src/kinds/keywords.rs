use maud::{Markup, html};

use super::parts::{field, rfc, section, server_names, sources};
use crate::page::Page;
use crate::rows::Row;
use crate::shelf::Shelf;
use crate::words::Entry;
use crate::{markdown, railroad, run};
use playground::content::{Language, reference};
use smtp_engine::session::Server;
use smtp_engine::spec::{EXTENSIONS, ExtensionSpec, PARAMETERS, extension};

/// The EHLO keywords of `data/keywords.toml`.
pub(crate) fn pages(shelf: &Shelf, language: Language) -> Vec<Page> {
    let (facts, words) = (shelf.facts("keywords"), shelf.words("keywords"));
    shelf.join(&facts, &words);
    for row in EXTENSIONS.iter().filter(|row| facts.get(row.keyword).is_none()) {
        shelf.notes.push(&facts.file, 0, format!("has no [{}], which simulated servers offer: write the row", row.keyword));
    }
    let rows = facts.rows.iter().filter_map(|row| Some((row, words.get(language, &row.id)?)));
    rows.map(|(row, entry)| one(shelf, language, row, entry)).collect()
}

/// The name of a keyword's page.
pub(super) fn file(keyword: &str) -> String {
    keyword.to_lowercase().replace('=', "-equals")
}

fn one(shelf: &Shelf, language: Language, row: &Row, entry: &Entry) -> Page {
    let table = extension(&row.id);
    let offered = offering(&row.id);
    let place = (entry.file.as_path(), entry.row.line);
    let seen = row.texts("seen");
    let body = html! {
        div class="lead" { (markdown::render(shelf, language, entry.text("text"), place)) }
        (field(shelf, language, entry, "client"))
        (line(shelf, language, row, table))
        (brings(shelf, language, row))
        @if !offered.is_empty() { (section(shelf, language, "keywords.offered", &html! { p { (server_names(&offered)) } })) }
        @if !seen.is_empty() {
            (section(shelf, language, "keywords.seen", &html! { ul { @for place in &seen { li lang="en" { (place) } } } }))
        }
        (sources(shelf, language, row))
        @if let Some(table) = table.filter(|table| table.rfc.to_string() != row.text("source")) {
            ul class="sources" { li { (rfc(shelf, language, table.rfc)) } }
        }
    };
    let registered = if row.flag("registered") { "keywords.registered" } else { "keywords.wild" };
    Page {
        id: file(&row.id),
        title: row.id.clone(),
        description: format!("{}{}{}", entry.text("title"), shelf.label(language, "page.colon"), markdown::plain(entry.text("text"))),
        group: shelf.label(language, registered).to_owned(),
        mark: super::parts::status(shelf, language, row.text("status")),
        body,
        keywords: vec![entry.text("title").to_owned()],
        replies: vec![format!("250-{}", row.id)],
    }
}

/// How the line looks in the answer to EHLO.
fn line(shelf: &Shelf, language: Language, row: &Row, table: Option<&ExtensionSpec>) -> Markup {
    let argument = match row.text("argument") {
        "" => table.map_or("", |table| table.argument),
        argument => argument,
    };
    let grammar = if argument.is_empty() { format!("\"{}\"", row.id) } else { format!("\"{}\" {argument}", row.id) };
    section(
        shelf,
        language,
        "keywords.line",
        &html! {
            pre class="abnf" { code { (grammar) } }
            @if let Some(picture) = railroad::picture(&grammar, &row.id) { figure class="drawing" { (picture) } }
        },
    )
}

/// The commands and parameters that it brings.
fn brings(shelf: &Shelf, language: Language, row: &Row) -> Markup {
    let verbs = row.texts("verbs");
    let ours: Vec<_> = PARAMETERS.iter().filter(|parameter| parameter.extension == row.id).collect();
    let known =
        |text: &str| ours.iter().any(|parameter| text.eq_ignore_ascii_case(&format!("{} {}", parameter.verb.name(), parameter.keyword)));
    let others: Vec<&str> = row.texts("parameters").into_iter().filter(|text| !known(text)).collect();
    html! {
        @if !verbs.is_empty() {
            (section(shelf, language, "keywords.commands", &html! {
                ul class="inline" { @for verb in &verbs { li { a href={ "../commands/" (verb) ".html" } { (verb.to_uppercase()) } } } }
            }))
        }
        @if !ours.is_empty() || !others.is_empty() {
            (section(shelf, language, "keywords.parameters", &html! {
                ul {
                    @for parameter in &ours {
                        li {
                            a href={ "../commands/" (reference::command_id(parameter.verb)) ".html#parameter-" (parameter.keyword.to_lowercase()) } {
                                (parameter.verb.name()) " " (parameter.keyword)
                            }
                        }
                    }
                    @for text in &others { li { code { (text) } } }
                }
            }))
        }
    }
}

/// The servers that list `keyword` in their answer to EHLO, before or inside TLS.
fn offering(keyword: &str) -> Vec<&'static Server> {
    smtp_servers::ALL.iter().copied().filter(|server| offers(server, keyword)).collect()
}

fn offers(server: &'static Server, keyword: &str) -> bool {
    let lines = ["EHLO client.example.org", "STARTTLS", "EHLO client.example.org"];
    // In the clear first: STARTTLS is not offered any more inside TLS.
    [1, 3].into_iter().any(|count| {
        let timeline = run::session(server, lines.into_iter().take(count));
        run::last_reply(&timeline).is_some_and(|reply| {
            let mut words = reply.text.lines().skip(1).filter_map(|line| line.get(4..)?.split(' ').next());
            words.any(|word| word.eq_ignore_ascii_case(keyword) || keyword.ends_with('=') && word.starts_with(keyword))
        })
    })
}
