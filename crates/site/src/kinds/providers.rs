//! Providers and servers, each with all its replies: `data/providers.toml`.

use maud::{Markup, html};

use super::offers;
use super::parts::section;
use super::quick;
use crate::markdown;
use crate::page::Page;
use crate::rows::{Row, text};
use crate::shelf::Shelf;
use crate::words::Entry;
use playground::content::{Language, reference};

/// One page a provider.
pub(crate) fn pages(shelf: &Shelf, language: Language) -> Vec<Page> {
    let (facts, words) = (shelf.facts("providers"), shelf.words("providers"));
    let ids: Vec<&str> = facts.rows.iter().filter(|row| !row.text("kind").is_empty()).map(|row| row.id.as_str()).collect();
    shelf.join_ids(&ids, &words, |id| (facts.file.clone(), facts.get(id).map_or(0, |row| row.line)));
    let rows = facts.rows.iter().filter(|row| !row.text("kind").is_empty()).filter_map(|row| Some((row, words.get(language, &row.id)?)));
    rows.map(|(row, entry)| one(shelf, language, row, entry)).collect()
}

/// What `provider`, as `data/replies.toml` names it, is called in `language`.
pub(super) fn name(shelf: &Shelf, language: Language, provider: &str) -> String {
    let facts = shelf.facts("providers");
    let row = facts.rows.iter().find(|row| row.text("name") == provider);
    let words = shelf.words("providers");
    row.and_then(|row| words.get(language, &row.id)).map_or(provider, |entry| entry.text("name")).to_owned()
}

/// Its name as a link to its page, where it has one.
pub(super) fn link(shelf: &Shelf, language: Language, provider: &str) -> Markup {
    let facts = shelf.facts("providers");
    let row = facts.rows.iter().find(|row| row.text("name") == provider);
    let name = name(shelf, language, provider);
    html! { @if let Some(row) = row.filter(|row| !row.text("kind").is_empty()) { a href={ "../providers/" (row.id) ".html" } { (name) } } @else { (name) } }
}

/// The id of the server that simulates it.
pub(super) fn server(shelf: &Shelf, provider: &str) -> Option<&'static str> {
    let facts = shelf.facts("providers");
    let row = facts.rows.iter().find(|row| row.text("name") == provider)?;
    smtp_servers::first(row.text("server")).map(|server| server.id)
}

fn one(shelf: &Shelf, language: Language, row: &Row, entry: &Entry) -> Page {
    let label = |key: &str| shelf.label(language, key);
    let place = (entry.file.as_path(), entry.row.line);
    let (replies, words) = (shelf.facts("replies"), shelf.words("wild"));
    let own: Vec<&Row> = replies.rows.iter().filter(|reply| reply.text("provider") == row.text("name")).collect();
    let links = row.tables("links");
    let limits = row.tables("limits");
    let simulated = smtp_servers::first(row.text("server"));
    let body = html! {
        div class="lead" { (markdown::render(shelf, language, entry.text("text"), place)) }
        @if !row.texts("submission").is_empty() {
            (section(shelf, language, "providers.submission", &html! {
                ul { @for host in row.texts("submission") { li { (host_and_port(shelf, language, host)) } } }
            }))
        }
        @if !limits.is_empty() {
            (section(shelf, language, "providers.limits", &html! {
                dl class="pairs" {
                    @for limit in &limits {
                        div { dt { (label(&format!("limit.{}", text(limit, "what")))) } " " dd { (text(limit, "value")) } }
                    }
                }
                p class="unverified" { (label("providers.limits-unverified")) }
            }))
        }
        @if !links.is_empty() {
            (section(shelf, language, "providers.links", &html! {
                ul {
                    @for link in &links {
                        @let url = text(link, "url");
                        li { a href=(url) { (label(&format!("provider-link.{}", text(link, "label")))) } " " span class="mark-plain" { (url.trim_start_matches("https://").split('/').next().unwrap_or(url)) } }
                    }
                }
            }))
        }
        @if !own.is_empty() {
            (section(shelf, language, "providers.replies", &html! {
                div class="wide" {
                    table class="replies" {
                        thead { tr {
                            th scope="col" { (label("providers.text")) }
                            th scope="col" { (label("providers.meaning")) }
                            th scope="col" { (label("replies.stage")) }
                            th scope="col" { (label("quick.lasting")) }
                        } }
                        tbody {
                            @for reply in &own {
                                @let meaning = words.get(language, &reply.id).map_or("", |entry| entry.text("meaning"));
                                tr {
                                    td { a href={ "../replies/" (reply.id) ".html" } { code { (super::replies::short(reply.text("text"))) } } }
                                    td { (markdown::inline(shelf, language, meaning, (&words_file(&words, language, reply), 0))) }
                                    td { (label(&format!("stage.{}", reply.text("stage")))) }
                                    td { @if let Some(lasting) = quick::lasting(reply, reply.text("code").chars().next()) { (label(&format!("lasting-short.{lasting}"))) } }
                                }
                            }
                        }
                    }
                }
            }))
        }
        @if let Some(server) = simulated {
            (section(shelf, language, "providers.playground", &html! {
                @if let Some(entry) = reference::provider(language, server.id) { p { (entry.text) } }
                @for server in smtp_servers::ALL.iter().copied().filter(|other| other.id == server.id) {
                    (said_to_ehlo(shelf, language, server))
                }
            }))
        }
    };
    Page {
        title: entry.text("name").to_owned(),
        description: markdown::plain(entry.text("text")),
        group: label(&format!("provider-kind.{}", row.text("kind"))).to_owned(),
        body,
        keywords: [row.text("name")]
            .into_iter()
            .chain(row.texts("submission").iter().filter_map(|host| host.split(' ').next()))
            .map(str::to_owned)
            .collect(),
        ..Page::empty(&row.id)
    }
}

fn words_file(words: &crate::shelf::Words, language: Language, row: &Row) -> std::path::PathBuf {
    words.get(language, &row.id).map(|entry| entry.file.clone()).unwrap_or_default()
}

/// `smtp.example.org 465` with what the port means.
fn host_and_port(shelf: &Shelf, language: Language, host: &str) -> Markup {
    let (name, port) = host.split_once(' ').unwrap_or((host, ""));
    html! { code { (name) } " " (port) " " span class="mark-plain" { (shelf.label(language, if port == "587" { "providers.starttls" } else { "providers.implicit" })) } }
}

/// What it lists, with a session to try.
fn said_to_ehlo(shelf: &Shelf, language: Language, server: &'static smtp_engine::session::Server) -> Markup {
    let timeline = crate::run::session(server, ["EHLO client.example.org"]);
    let listed = offers::offers().iter().find(|(other, _)| std::ptr::eq(*other, server)).map_or(0, |(_, list)| list.len());
    html! { @if listed > 0 { (crate::run::transcript(shelf, language, &timeline)) } }
}
