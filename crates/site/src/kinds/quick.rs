//! What a page says at once: the standard's own words, whether it lasts, and who can mend it.

use maud::{Markup, html};

use super::parts::citation;
use crate::rows::Row;
use crate::shelf::Shelf;
use playground::content::Language;

/// The facts of `row` in a list below the title. `first_digit` is that of its code; none where it has several.
pub(super) fn list(shelf: &Shelf, language: Language, row: &Row, first_digit: Option<char>) -> Markup {
    let label = |key: &str| shelf.label(language, key);
    let text = [row.text("registry"), row.text("text")].into_iter().find(|text| !text.is_empty()).unwrap_or_default();
    let source = [row.text("text_source"), row.text("source")].into_iter().find(|text| !text.is_empty()).unwrap_or_default();
    let quoted = !text.is_empty() && row.text("provider").is_empty();
    html! {
        dl class="quick" {
            @if quoted {
                dt { (label(if row.text("registry").is_empty() { "quick.standard" } else { "quick.registry" })) }
                dd lang="en" { q { (text) } " " (citation(shelf, language, source)) }
            }
            @if let Some(lasting) = lasting(row, first_digit) {
                dt { (label("quick.lasting")) }
                dd { (label(&format!("lasting.{lasting}"))) }
            }
            @if !row.texts("who").is_empty() {
                dt { (label("quick.who")) }
                dd { (who(shelf, language, row)) }
            }
        }
    }
}

/// `permanent`, `temporary` or `success`: by the first digit, where the row says nothing else.
pub(crate) fn lasting(row: &Row, first_digit: Option<char>) -> Option<&'static str> {
    match (row.text("lasting"), first_digit?) {
        ("permanent", _) => Some("permanent-though"),
        ("temporary", _) => Some("temporary-though"),
        (_, '4') => Some("temporary"),
        (_, '5') => Some("permanent"),
        (_, '3') => Some("goes-on"),
        _ => Some("success"),
    }
}

fn who(shelf: &Shelf, language: Language, row: &Row) -> Markup {
    let comma = shelf.label(language, "page.semicolon");
    html! {
        @for (number, party) in row.texts("who").into_iter().enumerate() {
            @if number > 0 { (comma) }
            (shelf.label(language, &format!("who.{party}")))
        }
    }
}
