//! `404.html`: what a host of static files answers where nothing is, at any depth below the page.

use std::path::Path;

use maud::{Markup, html};

use super::{ShellError, fill, read, write};
use playground::content::{Label, Language, StaticLabel, label, static_label};

/// Its name, here and on the hosts.
const NAME: &str = "404.html";
/// The marks in its template.
const TITLE: &str = "<!-- The title -->";
const SECTIONS: &str = "<!-- The sections -->";

/// Writes it to `out`, for the site's address `base`, or for the root of a host.
pub(super) fn write_to(root: &Path, out: &Path, base: Option<&str>) -> Result<(), ShellError> {
    let path = root.join("assets").join(NAME);
    let home = home(base.unwrap_or_default());
    let mut page = read(&path)?;
    for (mark, markup) in [(TITLE, title()), (SECTIONS, sections(&home))] {
        page = fill(&page, mark, &markup.into_string()).ok_or_else(|| ShellError::NoPlace { path: path.clone(), mark })?;
    }
    let name = static_label(Language::default(), StaticLabel::ManifestName);
    write(&out.join(NAME), &page.replace("{{home}}", &home).replace("\"{{name}}\"", &serde_json::json!(name).to_string()))
}

/// In all languages: nobody knows who looks for what is not there.
fn title() -> Markup {
    html! {
        @for &language in Language::ALL { (static_label(language, StaticLabel::LostTitle)) " · " }
        (label(Language::default(), Label::AppTitle))
    }
}

fn sections(home: &str) -> Markup {
    html! {
        @for &language in Language::ALL {
            @let reference = format!("reference/{}/index.html", language.tag());
            section lang=(language.tag()) dir=(language.direction()) {
                h1 { (static_label(language, StaticLabel::LostTitle)) }
                p { (static_label(language, StaticLabel::LostText)) }
                ul {
                    li { a href=(home) data-to="" { (static_label(language, StaticLabel::LostHome)) } }
                    li { a href={ (home) (reference) } data-to=(reference) { (static_label(language, StaticLabel::LostReference)) } }
                }
            }
        }
    }
}

/// The path of the page on its host, with `/` at both ends.
fn home(site: &str) -> String {
    let path = site.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
    let plain = path.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"-._~/%".contains(&octet));
    let path = if plain { path.trim_matches('/') } else { "" };
    if path.is_empty() { "/".to_owned() } else { format!("/{path}/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_home_is_where_the_site_is() {
        for (site, wanted) in [
            ("", "/"),
            ("https://example.org", "/"),
            ("https://example.org/", "/"),
            ("https://example.github.io/smtp-playground", "/smtp-playground/"),
            ("https://example.github.io/a/b/", "/a/b/"),
            ("https://example.org/\"><script>", "/"),
        ] {
            assert_eq!(home(site), wanted, "{site}");
        }
    }
}
