//! What the rows of facts add to the pages of plain kinds.

use maud::{Markup, html};

use super::parts::{section, server_names};
use crate::rows::Row;
use crate::shelf::Shelf;
use playground::content::Language;
use smtp_engine::session::Server;

/// How safe a mechanism is, who offers it here, and where it was seen.
pub(super) fn mechanism(shelf: &Shelf, language: Language, row: &Row) -> Markup {
    let offers = |server: &&Server| server.auth.mechanisms.iter().any(|mechanism| mechanism.name() == row.text("name"));
    let offered: Vec<&Server> = smtp_servers::ALL.iter().copied().filter(offers).collect();
    let seen = row.texts("seen");
    html! {
        (section(shelf, language, "mechanisms.security", &html! {
            p { (shelf.label(language, &format!("security.{}", row.text("security")))) }
            p { (shelf.label(language, if row.flag("client_first") { "mechanisms.client-first" } else { "mechanisms.server-first" })) }
        }))
        @if !offered.is_empty() { (section(shelf, language, "mechanisms.offered", &html! { p { (server_names(shelf, language, &offered)) } p { a href="../compare/mechanisms.html" { (shelf.label(language, "compare.all")) } } })) }
        @if !seen.is_empty() {
            (section(shelf, language, "keywords.seen", &super::keywords::seen_at(&seen)))
        }
    }
}

/// What the session was like.
pub(super) fn transmission(shelf: &Shelf, language: Language, row: &Row) -> Markup {
    let said = |flag: &str| shelf.label(language, if row.flag(flag) { "transmission.yes" } else { "transmission.no" });
    section(
        shelf,
        language,
        "transmission.session",
        &html! {
            dl class="pairs" {
                @for flag in ["tls", "auth", "utf8"].into_iter().filter(|flag| row.fields.contains_key(*flag)) {
                    dt { (shelf.label(language, &format!("transmission.{flag}"))) } dd { (said(flag)) }
                }
            }
        },
    )
}

/// The figure itself.
pub(super) fn limit(shelf: &Shelf, language: Language, row: &Row) -> Markup {
    html! {
        p class="figure" {
            strong { (row.text("value")) " " (shelf.label(language, &format!("unit.{}", row.text("unit").replace(' ', "-")))) }
            @if !row.text("side").is_empty() { " " (shelf.label(language, &format!("side.{}", row.text("side")))) }
        }
    }
}
