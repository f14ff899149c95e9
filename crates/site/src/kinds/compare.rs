//! Tables: which simulated server has which keyword, and which mechanism.

use maud::{Markup, html};

use super::offers::{self, Offer};
use super::parts::server_name;
use crate::page::Page;
use crate::shelf::Shelf;
use playground::content::Language;

use smtp_engine::session::{Role, Server};

/// Where something is offered.
#[derive(Clone, Copy)]
enum Offered {
    No,
    /// Before TLS, and inside it where there is any.
    Always,
    /// Before TLS only.
    Clear,
    /// Inside TLS only.
    Tls,
}

/// The two tables.
pub(crate) fn pages(shelf: &Shelf, language: Language) -> Vec<Page> {
    let keywords = shelf.facts("keywords");
    let listed = |name: &str| offers::offers().iter().any(|(_, list)| list.iter().any(|offer| offer.keyword.eq_ignore_ascii_case(name)));
    let keywords: Vec<(String, String)> = keywords
        .rows
        .iter()
        .filter(|row| listed(&row.id))
        .map(|row| (row.id.clone(), format!("../keywords/{}.html", super::keywords::file(&row.id))))
        .collect();
    let keyword = |server: &'static Server, name: &str| match offers::find(server, name) {
        None => Offered::No,
        Some(Offer { clear: true, tls: false, .. }) if has_tls(server) => Offered::Clear,
        Some(Offer { clear: true, .. }) => Offered::Always,
        Some(_) => Offered::Tls,
    };
    let mechanisms = shelf.facts("mechanisms");
    let offered = |name: &str| smtp_servers::ALL.iter().any(|server| offers::mechanism(server, name).is_some());
    let mechanisms: Vec<(String, String)> = mechanisms
        .rows
        .iter()
        .filter(|row| offered(row.text("name")))
        .map(|row| (row.text("name").to_owned(), format!("../mechanisms/{}.html", row.id.to_lowercase())))
        .collect();
    let mechanism = |server: &'static Server, name: &str| match offers::mechanism(server, name) {
        None => Offered::No,
        Some((true, false)) if has_tls(server) => Offered::Clear,
        Some((true, _)) => Offered::Always,
        Some((false, _)) => Offered::Tls,
    };
    vec![
        page(shelf, language, "keywords", &[(Role::Mx, &keywords), (Role::Submission, &keywords)], &keyword),
        page(shelf, language, "mechanisms", &[(Role::Submission, &mechanisms), (Role::Mx, &mechanisms)], &mechanism),
    ]
}

fn has_tls(server: &'static Server) -> bool {
    offers::find(server, "STARTTLS").is_some()
}

fn page(
    shelf: &Shelf,
    language: Language,
    id: &str,
    tables: &[(Role, &Vec<(String, String)>)],
    offered: &dyn Fn(&'static Server, &str) -> Offered,
) -> Page {
    let label = |key: &str| shelf.label(language, key);
    let lead = label(&format!("compare.{id}-lead"));
    let body = html! {
        p class="lead" { (lead) }
        p { (label("compare.key")) }
        @for (role, rows) in tables { (table(shelf, language, *role, rows, offered)) }
        p class="unverified" { (label("compare.known")) }
    };
    Page { title: label(&format!("compare.{id}")).to_owned(), description: lead.to_owned(), body, ..Page::empty(id) }
}

fn table(
    shelf: &Shelf,
    language: Language,
    role: Role,
    rows: &[(String, String)],
    offered: &dyn Fn(&'static Server, &str) -> Offered,
) -> Markup {
    let servers: Vec<&'static Server> = smtp_servers::ALL.iter().copied().filter(|server| server.role == role).collect();
    let rows: Vec<_> = rows
        .iter()
        .map(|(name, link)| (name, link, servers.iter().map(|server| offered(server, name)).collect::<Vec<_>>()))
        .filter(|(_, _, cells)| cells.iter().any(|cell| !matches!(cell, Offered::No)))
        .collect();
    if rows.is_empty() {
        return html! {};
    }
    let title = shelf.label(language, &format!("role.{}", role.id()));
    html! {
        section {
            h2 { (title) }
            div class="wide" tabindex="0" role="region" aria-label=(title) {
                table class="compare" {
                    thead {
                        tr {
                            th scope="col" { (shelf.label(language, "compare.name")) }
                            @for server in &servers { th scope="col" { (server_name(shelf, language, server)) } }
                        }
                    }
                    tbody {
                        @for (name, link, cells) in &rows {
                            tr {
                                th scope="row" { a href=(link) { (name) } }
                                @for cell in cells { (mark(shelf, language, *cell)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A sign with words for those who do not see it.
fn mark(shelf: &Shelf, language: Language, offered: Offered) -> Markup {
    let (class, sign, key) = match offered {
        Offered::No => ("no", "–", "compare.no"),
        Offered::Always => ("yes", "●", "compare.yes"),
        Offered::Clear => ("yes", "○", "compare.clear"),
        Offered::Tls => ("yes", "◐", "compare.tls"),
    };
    html! { td class=(class) title=(shelf.label(language, key)) { span aria-hidden="true" { (sign) } span class="hidden" { (shelf.label(language, key)) } } }
}
