//! What the command table says of a command: when it is allowed, its parameters, its replies.

use maud::{Markup, html};

use crate::kinds::keywords;
use crate::kinds::parts::{citation, code_link, codes_of, rfc, section};
use crate::shelf::Shelf;
use playground::content::{Language, reference};
use smtp_engine::spec::{CommandSpec, PARAMETERS, Pipelining, State, Verb};

/// In which states it is allowed, and what it leads to.
pub(super) fn when(shelf: &Shelf, language: Language, row: &CommandSpec) -> Markup {
    let pipelining = match row.pipelining {
        Pipelining::Anywhere => "commands.pipelining-anywhere",
        Pipelining::Last => "commands.pipelining-last",
    };
    section(
        shelf,
        language,
        "commands.when",
        &html! {
            @if row.needs.is_empty() { p { (shelf.label(language, "commands.any-time")) } }
            @else {
                dl class="needs" {
                    @for need in row.needs {
                        @let entry = reference::need(language, *need);
                        dt { (entry.short) } dd { (entry.why) }
                    }
                }
            }
            div class="wide" {
                table {
                    thead { tr { th scope="col" { (shelf.label(language, "commands.state")) } th scope="col" { (shelf.label(language, "commands.allowed")) } } }
                    tbody {
                        @for state in State::ALL.into_iter().filter(|state| state.takes_commands()) {
                            tr {
                                th scope="row" { (reference::state(language, state).name) }
                                @match row.unmet_in(state) {
                                    None => { td class="yes" { (shelf.label(language, "commands.yes")) } }
                                    Some(need) => { td class="no" { (reference::need(language, need).short) } }
                                }
                            }
                        }
                    }
                }
            }
            @if !row.leads_to.is_empty() {
                p {
                    (shelf.label(language, "commands.leads-to")) " "
                    @for (number, state) in row.leads_to.iter().enumerate() {
                        @if number > 0 { (shelf.label(language, "page.comma")) } (reference::state(language, *state).name)
                    }
                }
            }
            p { (shelf.label(language, pipelining)) " " (citation(shelf, language, "RFC 2920 section 3.1")) }
        },
    )
}

/// Its parameters, where it has any.
pub(super) fn parameters(shelf: &Shelf, language: Language, verb: Verb) -> Markup {
    let rows: Vec<_> = PARAMETERS.iter().filter(|row| row.verb == verb).collect();
    if rows.is_empty() {
        return html! {};
    }
    section(
        shelf,
        language,
        "commands.parameters",
        &html! {
            dl class="entries" {
                @for row in rows {
                    dt id={ "parameter-" (row.keyword.to_lowercase()) } {
                        code { (row.keyword) @if !row.value.is_empty() { "=" (row.value) } }
                    }
                    dd {
                        @if let Some(entry) = reference::parameter(language, verb, row.keyword) { p { strong { (entry.name) } " " (entry.text) } }
                        p { a href={ "../keywords/" (keywords::file(row.extension)) ".html" } { (row.extension) } " · " (rfc(shelf, language, row.rfc)) }
                    }
                }
            }
        },
    )
}

/// All replies it can get, and why.
pub(super) fn replies(shelf: &Shelf, language: Language, row: &CommandSpec) -> Markup {
    section(
        shelf,
        language,
        "commands.replies",
        &html! {
            dl class="replies" {
                @for key in row.replies {
                    @let entry = reference::reply(language, *key);
                    dt id={ "reply-" (key.id()) } {
                        @for code in codes_of(*key) { (code_link(code)) " " }
                        (entry.title)
                    }
                    dd { (entry.why) @if !entry.fix.is_empty() { " " (entry.fix) } }
                }
            }
        },
    )
}
