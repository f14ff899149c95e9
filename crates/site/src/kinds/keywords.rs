use maud::{Markup, html};

use super::offers::{self, Offer};
use super::parts::{field, rfc, section, server_names, sources};
use crate::page::Page;
use crate::rows::Row;
use crate::shelf::Shelf;
use crate::tries;
use crate::words::Entry;
use crate::{markdown, railroad};
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
pub(crate) fn file(keyword: &str) -> String {
    keyword.to_lowercase().replace('=', "-equals")
}

fn one(shelf: &Shelf, language: Language, row: &Row, entry: &Entry) -> Page {
    let table = extension(&row.id);
    let offered = offering(&row.id);
    // What can be seen at once, without TLS, is shown rather.
    let shown = offered.iter().min_by_key(|(_, offer)| !offer.clear);
    let place = (entry.file.as_path(), entry.row.line);
    let seen = row.texts("seen");
    let body = html! {
        div class="lead" { (markdown::render(shelf, language, entry.text("text"), place)) }
        (field(shelf, language, entry, "client"))
        (line(shelf, language, row, table))
        (brings(shelf, language, row))
        @if !offered.is_empty() {
            (section(shelf, language, "keywords.offered", &html! {
                p { (server_names(shelf, language, &offered.iter().map(|(server, _)| *server).collect::<Vec<_>>())) }
                p { a href="../compare/keywords.html" { (shelf.label(language, "compare.all")) } }
            }))
        }
        (tries::part(shelf, language, &tries::keyword(shown.map(|(server, _)| *server), shown.is_some_and(|(_, offer)| !offer.clear))))
        @if !seen.is_empty() { (section(shelf, language, "keywords.seen", &seen_at(&seen))) }
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
        see: row.texts("see").into_iter().map(str::to_owned).collect(),
    }
}

/// Where it was met, in one paragraph: there may be forty places.
pub(super) fn seen_at(places: &[&str]) -> Markup {
    html! { ul class="inline seen" { @for place in places { li lang="en" { (place) } } } }
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
fn offering(keyword: &str) -> Vec<(&'static Server, &'static Offer)> {
    offers::offers().iter().filter_map(|(server, _)| Some((*server, offers::find(server, keyword)?))).collect()
}
