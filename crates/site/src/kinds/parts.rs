//! What pages of several kinds are made of.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::shelf::Shelf;
use crate::words::Entry;
use crate::{markdown, rows::Row};
use playground::content::{Language, fill, reference};

use smtp_engine::session::{Provenance, Role, Server, Wording};
use smtp_engine::spec::{ReplyKey, RfcRef};

/// A part of a page below its own heading.
pub(crate) fn section(shelf: &Shelf, language: Language, label: &str, body: &Markup) -> Markup {
    html! { section { h2 { (shelf.label(language, label)) } (body) } }
}

/// The field `field` of `entry` as Markdown, below the heading `field.<field>`; nothing where it is empty.
pub(super) fn field(shelf: &Shelf, language: Language, entry: &Entry, field: &str) -> Markup {
    match entry.text(field) {
        "" => html! {},
        text => {
            section(shelf, language, &format!("field.{field}"), &markdown::render(shelf, language, text, (&entry.file, entry.row.line)))
        }
    }
}

/// A citation such as `RFC 5321 section 4.2.3` as a link, with the section's title where it is known.
pub(super) fn citation(shelf: &Shelf, language: Language, text: &str) -> Markup {
    if text.starts_with("https://") {
        let host = text.trim_start_matches("https://").split('/').next().unwrap_or(text);
        return html! { a href=(text) { (host) } };
    }
    let Some((number, section)) = parse_citation(text) else {
        return html! { (text) };
    };
    let anchor = if section.is_empty() { String::new() } else { format!("#section-{section}") };
    let title = shelf.section_title(number, section);
    let name = match section {
        "" => format!("RFC {number}"),
        section => fill(shelf.label(language, "page.section"), &[("rfc", &number.to_string()), ("section", section)]),
    };
    html! {
        a class="rfc" href={ "https://www.rfc-editor.org/rfc/rfc" (number) (anchor) } { (name) }
        @if let Some(title) = title { " " cite lang="en" { (title) } }
    }
}

/// The same for a citation of a table.
pub(super) fn rfc(shelf: &Shelf, language: Language, reference: RfcRef) -> Markup {
    citation(shelf, language, &reference.to_string())
}

/// The RFC's number and the section of `RFC N section X` or `RFC N`.
fn parse_citation(text: &str) -> Option<(u16, &str)> {
    let rest = text.strip_prefix("RFC ")?;
    let (number, section) = rest.split_once(" section ").unwrap_or((rest, ""));
    Some((number.parse().ok()?, section))
}

/// Where a row's facts come from: its fields `source` and `also`, and whether that was verified.
pub(super) fn sources(shelf: &Shelf, language: Language, row: &Row) -> Markup {
    let all: Vec<&str> = ["source", "section", "also"].iter().flat_map(|field| row.texts(field)).collect();
    html! {
        @if !all.is_empty() {
            (section(shelf, language, "page.sources", &html! { ul class="sources" { @for text in &all { li { (citation(shelf, language, text)) } } } }))
        }
        @if row.fields.contains_key("verified") && !row.flag("verified") {
            p class="unverified" { (shelf.label(language, "page.unverified")) }
        }
    }
}

/// How a status such as `obsolete` is marked in lists; nothing for what is in use.
pub(super) fn status(shelf: &Shelf, language: Language, status: &str) -> String {
    match status {
        "" | "current" => String::new(),
        status => shelf.label(language, &format!("status.{status}")).to_owned(),
    }
}

/// A link to the page of a reply code, where it has one.
pub(super) fn code_link(code: u16) -> Markup {
    if reference::code(Language::default(), code).is_none() {
        return html! { span class="code" { (code) } };
    }
    html! { a class="code" href={ "../codes/" (code) ".html" } { (code) } }
}

/// Every wording that some server has, with the server and the key.
pub(super) fn wordings() -> impl Iterator<Item = (&'static Server, ReplyKey, &'static Wording)> {
    let servers = smtp_servers::ALL.iter().copied();
    servers
        .flat_map(|server| ReplyKey::ALL.iter().filter_map(move |key| (server.words.wording)(*key).map(|wording| (server, *key, wording))))
}

/// The codes that servers give with `key`.
pub(super) fn codes_of(key: ReplyKey) -> BTreeSet<u16> {
    smtp_servers::ALL.iter().filter_map(|server| (server.words.wording)(key).map(|wording| wording.code)).collect()
}

/// The server that a row names in `server` and `role`.
pub(super) fn find_server(row: &Row) -> Option<&'static Server> {
    let role = Role::ALL.into_iter().find(|role| role.id() == row.text("role"))?;
    smtp_servers::find(row.text("server"), role)
}

/// What a server is called on a page. The one that keeps to the standard is called after it in the app, where it
/// stands among servers; in a sentence that would read as if the RFC itself were meant.
pub(crate) fn server_name(shelf: &Shelf, language: Language, server: &Server) -> String {
    match server.provenance {
        Provenance::Standard(_) => shelf.label(language, "page.strict").to_owned(),
        Provenance::PublicTranscripts(_) => reference::provider(language, server.id).map_or(server.name, |entry| entry.name).to_owned(),
        Provenance::Recorded(_) => server.name.to_owned(),
    }
}

/// Names of servers in one line, each once: those in both roles are named without the role.
pub(super) fn server_names(shelf: &Shelf, language: Language, servers: &[&Server]) -> String {
    let mut names: Vec<String> = Vec::new();
    for server in servers {
        let name = server_name(shelf, language, server);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(shelf.label(language, "page.comma"))
}

/// The lines of a wording as they go over the wire.
pub(super) fn reply_lines(wording: &Wording) -> String {
    let enhanced = wording.enhanced.map_or(String::new(), |enhanced| format!("{enhanced} "));
    let lines: Vec<&str> = wording.text.split('\n').collect();
    let last = lines.len().saturating_sub(1);
    let line = |(number, line): (usize, &&str)| format!("{}{}{enhanced}{line}", wording.code, if number == last { ' ' } else { '-' });
    lines.iter().enumerate().map(line).collect::<Vec<_>>().join("\n")
}

/// The same, with what the session fills in marked as such.
pub(super) fn reply_template(wording: &Wording) -> Markup {
    template(&reply_lines(wording))
}

/// A server's template: what the session fills in is marked as such.
pub(super) fn template(text: &str) -> Markup {
    let mut parts = text.split('{');
    let first = parts.next().unwrap_or_default();
    html! {
        (first)
        @for part in parts {
            @match part.split_once('}') {
                Some((slot, rest)) => { var { (slot) } (rest) }
                None => { "{" (part) }
            }
        }
    }
}
