use maud::html;

use super::parts::{rfc, section, server_names};
use crate::content::{Language, reference};
use crate::pages::page::Page;
use crate::pages::shelf::Shelf;
use crate::pages::{railroad, run};
use crate::servers;
use crate::session::Server;
use crate::spec::{EXTENSIONS, ExtensionSpec, PARAMETERS};

/// The EHLO keywords.
pub(in crate::pages) fn pages(shelf: &Shelf, language: Language) -> Vec<Page> {
    EXTENSIONS.iter().map(|row| one(shelf, language, row)).collect()
}

fn one(shelf: &Shelf, language: Language, row: &ExtensionSpec) -> Page {
    let entry = reference::extension(language, row.keyword);
    let (name, text) = entry.map_or((row.keyword, ""), |entry| (entry.name, entry.text));
    let offered = offering(row.keyword);
    let parameters: Vec<_> = PARAMETERS.iter().filter(|parameter| parameter.extension == row.keyword).collect();
    let grammar = if row.argument.is_empty() { format!("\"{}\"", row.keyword) } else { format!("\"{}\" {}", row.keyword, row.argument) };
    let body = html! {
        p class="lead" { (text) }
        (section(shelf, language, "keywords.line", &html! {
            pre class="abnf" { code { (grammar) } }
            @if let Some(picture) = railroad::picture(&grammar, row.keyword) { figure class="drawing" { (picture) } }
        }))
        @if !parameters.is_empty() {
            (section(shelf, language, "keywords.parameters", &html! {
                ul {
                    @for parameter in parameters {
                        li {
                            a href={ "../commands/" (reference::command_id(parameter.verb)) ".html#parameter-" (parameter.keyword.to_lowercase()) } {
                                (parameter.verb.name()) " " (parameter.keyword)
                            }
                        }
                    }
                }
            }))
        }
        @if !offered.is_empty() {
            (section(shelf, language, "keywords.offered", &html! { p { (server_names(&offered)) } }))
        }
        (section(shelf, language, "page.sources", &html! { ul class="sources" { li { (rfc(shelf, row.rfc)) } } }))
    };
    Page {
        id: row.keyword.to_lowercase(),
        title: row.keyword.to_owned(),
        description: format!("{name}{}{text}", shelf.label(language, "page.colon")),
        group: String::new(),
        mark: String::new(),
        body,
        keywords: vec![name.to_owned()],
        replies: Vec::new(),
    }
}

/// The servers that list `keyword` in their answer to EHLO, before or inside TLS.
fn offering(keyword: &str) -> Vec<&'static Server> {
    servers::ALL.iter().copied().filter(|server| offers(server, keyword)).collect()
}

fn offers(server: &'static Server, keyword: &str) -> bool {
    let lines = ["EHLO client.example.org", "STARTTLS", "EHLO client.example.org"];
    // In the clear first: STARTTLS is not offered any more inside TLS.
    [1, 3].into_iter().any(|count| {
        let timeline = run::session(server, lines.into_iter().take(count));
        run::last_reply(&timeline).is_some_and(|reply| {
            let mut words = reply.text.lines().skip(1).filter_map(|line| line.get(4..)?.split([' ', '=']).next());
            words.any(|word| word.eq_ignore_ascii_case(keyword))
        })
    })
}
