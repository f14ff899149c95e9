//! The words of the built files that no program says: those around the programs in `index.html`, `404.html` and the
//! manifests, in every language. They come from `content/<language>/static/`.

mod lost;
mod manifest;
mod rescue;

use std::path::{Path, PathBuf};

use maud::{Markup, html};
use thiserror::Error;

use super::first_screen::first_screen;
use playground::content::{Language, StaticLabel, static_label};

pub(super) use self::manifest::name as manifest_name;

/// A mark in `index.html`, and what takes its place.
type Part = (&'static str, fn() -> Markup);

const PARTS: &[Part] = &[
    ("<!-- The first screen -->", first_screen),
    ("<!-- The rest is missing -->", || in_all_languages(StaticLabel::FailureRest)),
    ("<!-- The start failed -->", || in_all_languages(StaticLabel::FailureStart)),
    ("<!-- No script -->", || in_all_languages(StaticLabel::FailureScript)),
    ("<!-- The rescue -->", rescue::sections),
];

/// Why the words were not written.
#[derive(Debug, Error)]
pub enum ShellError {
    /// A file cannot be read or written.
    #[error("cannot read or write {}: {reason}", path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// Why.
        reason: std::io::Error,
    },
    /// A file has no place for some words.
    #[error("{} has no {mark:?}: put it where those words shall stand", path.display())]
    NoPlace {
        /// Which file.
        path: PathBuf,
        /// The mark that it lacks.
        mark: &'static str,
    },
    /// The template of the manifests is no JSON.
    #[error("{} is no manifest: {reason}", path.display())]
    Manifest {
        /// Which file.
        path: PathBuf,
        /// Why.
        reason: serde_json::Error,
    },
}

/// Writes the words into `index.html` in `out`, and `404.html` and the manifests beside it, from the templates in
/// `assets/` of the project in `root`. `base` is where `out` will be on the web.
pub fn write_shell(root: &Path, out: &Path, base: Option<&str>) -> Result<(), ShellError> {
    let page = out.join("index.html");
    let mut html = read(&page)?;
    for (mark, markup) in PARTS {
        html = fill(&html, mark, &markup().into_string()).ok_or_else(|| ShellError::NoPlace { path: page.clone(), mark })?;
    }
    write(&page, &html)?;
    lost::write_to(root, out, base)?;
    manifest::write_to(root, out)
}

/// `text` with `instead` in the place of `mark`; nothing where it has none.
fn fill(text: &str, mark: &str, instead: &str) -> Option<String> {
    let (before, after) = text.split_once(mark)?;
    Some(format!("{before}{instead}{after}"))
}

/// A paragraph in each language: what has to be said before one is chosen.
fn in_all_languages(label: StaticLabel) -> Markup {
    html! {
        @for &language in Language::ALL {
            p lang=(language.tag()) dir=(language.direction()) { (static_label(language, label)) }
        }
    }
}

fn read(path: &Path) -> Result<String, ShellError> {
    std::fs::read_to_string(path).map_err(|reason| ShellError::File { path: path.to_owned(), reason })
}

fn write(path: &Path, text: &str) -> Result<(), ShellError> {
    std::fs::write(path, text).map_err(|reason| ShellError::File { path: path.to_owned(), reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_of_the_page_is_filled_in_every_language() {
        let root = Path::new(env!("PROJECT_ROOT"));
        let out = tempfile::tempdir().expect("a directory");
        std::fs::copy(root.join("index.html"), out.path().join("index.html")).expect("copied");
        write_shell(root, out.path(), Some("https://example.org/mail/")).expect("written");

        let page = read(&out.path().join("index.html")).expect("there");
        for (mark, _) in PARTS {
            assert!(!page.contains(mark), "{mark}");
        }
        let lost = read(&out.path().join("404.html")).expect("there");
        assert!(lost.contains("href=\"/mail/reference/en/index.html\"") && !lost.contains("{{"), "{lost}");
        for language in Language::ALL {
            let own = |label| html! { (static_label(*language, label)) }.into_string();
            assert!(page.contains(&format!("id=\"rescue-{}\"", language.tag())), "{language:?}");
            assert!(page.contains(&own(StaticLabel::FailureStart)) && page.contains(&own(StaticLabel::RescueWithout)), "{language:?}");
            assert!(lost.contains(&own(StaticLabel::LostTitle)), "{language:?}");
            let manifest = read(&out.path().join(manifest_name(*language))).expect("there");
            assert!(manifest.contains(static_label(*language, StaticLabel::ManifestWide)), "{language:?}");
        }
    }

    #[test]
    fn a_page_without_a_place_is_refused() {
        let root = Path::new(env!("PROJECT_ROOT"));
        let out = tempfile::tempdir().expect("a directory");
        std::fs::write(out.path().join("index.html"), "<html>").expect("written");
        assert!(matches!(write_shell(root, out.path(), None), Err(ShellError::NoPlace { .. })));
    }
}
