//! Few requests for the style sheets of the page: what `index.html` names in its head goes into the page, so
//! that the first paint waits for nothing else; what it names in its body becomes one file.
//!
//! Trunk makes a file of each; in watch mode that stays so.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};

use crate::error::{Error, Result};
use crate::offline::{short_hash, write};

/// A style sheet that the page names: where, and the file.
#[derive(Debug, PartialEq)]
struct Named {
    tag: Range<usize>,
    file: String,
}

/// Rewrites `index.html` in `dist`, and the files that it names.
pub(crate) fn run(dist: &Path) -> Result<()> {
    let page = dist.join("index.html");
    let html = read(&page)?;
    let body = html.find("<body").ok_or_else(|| Error::Tree(format!("{} has no body", page.display())))?;
    let (first, later): (Vec<_>, Vec<_>) = named(&html).into_iter().partition(|sheet| sheet.tag.start < body);

    // From the end to the front, so that the places stay true.
    let mut html = html;
    if !later.is_empty() {
        let css = joined(dist, &later)?;
        let file = format!("style-{}.css", short_hash(css.as_bytes()));
        write(&dist.join(&file), css.as_bytes())?;
        let integrity = STANDARD.encode(Sha384::digest(&css));
        put(&mut html, &later, &format!("<link rel=\"stylesheet\" href=\"./{file}\" integrity=\"sha384-{integrity}\">"));
    }
    if !first.is_empty() {
        let css = joined(dist, &first)?;
        put(&mut html, &first, &format!("<style>\n{css}</style>"));
    }
    for sheet in first.iter().chain(&later) {
        let file = dist.join(&sheet.file);
        fs::remove_file(&file).map_err(Error::file(format!("cannot remove {}", file.display())))?;
    }
    write(&page, html.as_bytes())
}

/// The style sheets beside the page that it names, in their order.
fn named(html: &str) -> Vec<Named> {
    let starts = html.match_indices("<link").map(|(start, _)| start);
    let tags = starts.filter_map(|start| Some(start..start + html.get(start..)?.find('>')? + 1));
    tags.filter_map(|tag| {
        let text = html.get(tag.clone())?;
        let file = attribute(text, "href").filter(|_| attribute(text, "rel") == Some("stylesheet"))?;
        let file = file.strip_prefix("./").unwrap_or(file).to_owned();
        Some(Named { tag, file })
    })
    .collect()
}

/// The value of an attribute, as Trunk writes it: in double quotes.
fn attribute<'tag>(tag: &'tag str, name: &str) -> Option<&'tag str> {
    let (_, behind) = tag.split_once(&format!(" {name}=\""))?;
    behind.split_once('"').map(|(value, _)| value)
}

fn joined(dist: &Path, sheets: &[Named]) -> Result<String> {
    let texts: Result<Vec<_>> = sheets.iter().map(|sheet| read(&dist.join(&sheet.file))).collect();
    Ok(texts?.iter().map(|css| format!("{}\n", short(css))).collect())
}

/// Without comments and without what only sets the lines apart.
fn short(css: &str) -> String {
    let mut parts = css.split("/*");
    let before = parts.next().unwrap_or_default().to_owned();
    let css = parts.fold(before, |css, part| css + part.split_once("*/").map_or("", |(_, behind)| behind));
    css.lines().map(str::trim).filter(|line| !line.is_empty()).fold(String::new(), |css, line| {
        let apart = if css.is_empty() || css.ends_with(['{', '}', ';', ',']) { "" } else { " " };
        css + apart + line
    })
}

/// `instead` in the place of the first of `sheets`; the others go.
fn put(html: &mut String, sheets: &[Named], instead: &str) {
    for (place, sheet) in sheets.iter().enumerate().rev() {
        html.replace_range(sheet.tag.clone(), if place == 0 { instead } else { "" });
    }
}

fn read(file: &PathBuf) -> Result<String> {
    fs::read_to_string(file).map_err(Error::file(format!("cannot read {}", file.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_goes_into_the_page_and_the_body_becomes_one_file() {
        let dist = tempfile::tempdir().expect("a directory");
        for (name, css) in [
            ("a-1.css", "/* a */\na,\nb {\n  b:\n    c;\n}\n"),
            ("b-2.css", "d { e: url(\"x\") }"),
            ("c-3.css", "f {}"),
            ("d-4.css", "g {}"),
        ] {
            fs::write(dist.path().join(name), css).expect("written");
        }
        let html = "<head><link rel=\"stylesheet\" href=\"./a-1.css\" integrity=\"x\"/>\n<link rel=\"icon\" href=\"./i.svg\"/>\
                    <link rel=\"stylesheet\" href=\"./b-2.css\"/></head><body>x<link rel=\"stylesheet\" href=\"./c-3.css\"/>\
                    <link rel=\"stylesheet\" href=\"./d-4.css\"/></body>";
        fs::write(dist.path().join("index.html"), html).expect("written");

        run(dist.path()).expect("done");

        let html = fs::read_to_string(dist.path().join("index.html")).expect("there");
        let later = named(&html);
        assert_eq!(later.len(), 1, "{html}");
        assert!(
            html.starts_with(
                "<head><style>\na,b {b: c;}\nd { e: url(\"x\") }\n</style>\n<link rel=\"icon\" href=\"./i.svg\"/></head><body>x<link"
            ),
            "{html}"
        );
        assert_eq!(fs::read_to_string(dist.path().join(&later[0].file)).expect("there"), "f {}\ng {}\n");
        let left: Vec<_> = fs::read_dir(dist.path()).expect("read").flatten().map(|entry| entry.file_name()).collect();
        assert_eq!(left.len(), 2, "{left:?}");
    }

    #[test]
    fn a_page_without_style_sheets_stays_as_it_is() {
        let dist = tempfile::tempdir().expect("a directory");
        let html = "<head></head><body></body>";
        fs::write(dist.path().join("index.html"), html).expect("written");
        run(dist.path()).expect("done");
        assert_eq!(fs::read_to_string(dist.path().join("index.html")).expect("there"), html);
    }
}
