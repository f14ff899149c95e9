//! The page that tells what data there is and how it is used.

use maud::{Markup, html};

use super::sets::SETS;
use super::{LICENCE, VERSION, count};
use crate::markdown;
use crate::page::Page;
use crate::shelf::Shelf;
use playground::content::Language;

/// The words of the whole page.
const WHOLE: &str = "page";

/// The page; nothing where there are no words for it.
pub(crate) fn page(shelf: &Shelf, language: Language) -> Option<Page> {
    let words = shelf.words("open-data");
    let whole = words.get(language, WHOLE)?;
    let place = (whole.file.as_path(), whole.row.line);
    let word = |group: &str, name: &str| words.get(language, group).map_or("", |entry| entry.text(name));
    let body = html! {
        div class="lead" { (markdown::render(shelf, language, whole.text("lead"), place)) }
        dl class="quick" {
            dt { (word("heads", "version")) } dd { (VERSION) }
            dt { (word("heads", "licence")) } dd { (LICENCE) }
        }
        (markdown::render(shelf, language, whole.text("promise"), place))
        h2 { (word("heads", "files")) }
        ul {
            @for set in SETS {
                li {
                    a href={ "../data/" (set.id) ".json" } { code { (set.id) ".json" } } " (" (count(shelf, set)) ")"
                    (shelf.label(language, "page.colon")) (word("sets", set.id)) " "
                    a href={ "../data/schema/" (set.id) ".schema.json" } { (word("heads", "schema")) }
                }
            }
        }
        h2 { (word("heads", "use")) }
        (markdown::render(shelf, language, whole.text("use"), place))
        h2 { (word("heads", "fields")) }
        @for set in SETS {
            section {
                h3 id={ "set-" (set.id) } { (set.id) }
                div class="wide" {
                    table {
                        thead { tr {
                            th scope="col" { (word("heads", "field")) }
                            th scope="col" { (word("heads", "type")) }
                            th scope="col" { (word("heads", "meaning")) }
                        } }
                        tbody {
                            tr { th scope="row" { code { "id" } } td { code { "string" } } td { (word("fields", "id")) } }
                            @if !set.page.is_empty() { tr { th scope="row" { code { "page" } } td { code { "string" } } td { (word("fields", "page")) } } }
                            @for field in set.fields {
                                tr {
                                    th scope="row" { code { (field.name) } @if !field.required { " " span class="mark-plain" { (word("heads", "optional")) } } }
                                    td { code { (field.kind.name()) } }
                                    td { (about(shelf, language, set.id, field.name)) }
                                }
                            }
                            @if !set.words.is_empty() {
                                tr {
                                    th scope="row" { code { "words" } } td { code { "object" } }
                                    td { (word("fields", "words")) " " @for name in set.words { code { (name) } " " } }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    Some(Page { title: whole.text("title").to_owned(), description: whole.text("summary").to_owned(), body, ..Page::empty("data") })
}

/// What a field holds: the words for this set, or those for all.
fn about(shelf: &Shelf, language: Language, set: &str, field: &str) -> Markup {
    let words = shelf.words("open-data");
    let entry = words.get(language, "fields");
    let text = entry.map(|entry| {
        [format!("{set}-{field}"), field.to_owned()].iter().map(|name| entry.text(name).to_owned()).find(|text| !text.is_empty())
    });
    let Some((entry, Some(text))) = entry.zip(text) else {
        let file = std::path::Path::new("content/en/reference/open-data.toml");
        shelf.notes.push(file, 0, format!("has no words for the field {field} of {set}: write {field} = \"...\" below [fields]"));
        return html! {};
    };
    markdown::inline(shelf, language, &text, (&entry.file, entry.row.line))
}
