//! The list of everything, in the order of the alphabet: the search of those who have no JavaScript.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::page::{Kind, Page};
use super::shelf::Shelf;
use playground::content::Language;

/// All pages below the letter, digit or sign that their title begins with.
pub(super) fn list(shelf: &Shelf, language: Language, kinds: &[(&'static Kind, Vec<Page>)]) -> Markup {
    let mut groups: BTreeMap<String, Vec<(&'static str, &Page)>> = BTreeMap::new();
    for (kind, page) in kinds.iter().flat_map(|(kind, pages)| pages.iter().map(move |page| (kind.id, page))) {
        groups.entry(group(&page.title)).or_default().push((kind, page));
    }
    for pages in groups.values_mut() {
        pages.sort_by_cached_key(|(_, page)| page.title.to_lowercase());
    }
    let anchor = |name: &str| format!("a-z-{}", name.chars().map(|letter| format!("{:x}", u32::from(letter))).collect::<String>());
    html! {
        p class="lead" { (shelf.label(language, "a-z.lead")) }
        nav aria-label=(shelf.label(language, "a-z.letters")) {
            ul class="inline" { @for name in groups.keys() { li { a href={ "#" (anchor(name)) } { (title(shelf, language, name)) } } } }
        }
        @for (name, pages) in &groups {
            section {
                h2 id=(anchor(name)) { (title(shelf, language, name)) }
                ul class="columns" {
                    @for (kind, page) in pages {
                        li {
                            a href={ (kind) "/" (page.id) ".html" } { (page.title) } " "
                            small class="mark-plain" { (shelf.label(language, &format!("kind.{kind}"))) }
                        }
                    }
                }
            }
        }
    }
}

/// A letter, a digit or `#` for what begins otherwise; Chinese titles stand together.
fn group(title: &str) -> String {
    match title.chars().find(|letter| letter.is_alphanumeric()) {
        Some(letter) if letter.is_ascii_alphanumeric() => letter.to_ascii_uppercase().to_string(),
        Some(_) => OTHERS.to_owned(),
        None => "#".to_owned(),
    }
}

/// What begins with no Latin letter and no digit.
const OTHERS: &str = "~";

fn title<'s>(shelf: &'s Shelf, language: Language, name: &'s str) -> &'s str {
    if name == OTHERS { shelf.label(language, "a-z.others") } else { name }
}
