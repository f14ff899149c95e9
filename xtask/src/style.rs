//! Few requests for the style sheets of the page: what `index.html` names in its head goes into the page, so
//! that the first paint waits for nothing else; what it names in its body becomes one file.
//!
//! Trunk makes a file of each; in watch mode that stays so.

use std::path::Path;

use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};
use lol_html::html_content::ContentType;

use crate::digest::{short_hash, sri};
use crate::error::{Error, Result};
use crate::files::{read_text, remove, write};
use crate::markup::{elements, rewrite};

/// A style sheet that the page names: the number of the element, and the file.
#[derive(Debug, PartialEq)]
struct Named {
    number: usize,
    file: String,
}

/// Rewrites `index.html` in `dist`, and the files that it names.
pub(crate) fn run(dist: &Path) -> Result<()> {
    let page = dist.join("index.html");
    let html = read_text(&page)?;
    let (first, later) = named(&html)?;
    // What stands in the place of the first of them; the others go.
    let mut instead = Vec::new();
    if let Some(sheet) = first.first() {
        instead.push((sheet.number, format!("<style>{}</style>", joined(dist, &first)?)));
    }
    if let Some(sheet) = later.first() {
        let css = joined(dist, &later)?;
        let file = format!("style-{}.css", short_hash(&css));
        write(&dist.join(&file), &css)?;
        instead.push((sheet.number, format!("<link rel=\"stylesheet\" href=\"./{file}\" integrity=\"{}\">", sri(&css))));
    }
    let named: Vec<usize> = first.iter().chain(&later).map(|sheet| sheet.number).collect();
    let html = rewrite(&html, |number, element| {
        match instead.iter().find(|(place, _)| *place == number) {
            Some((_, instead)) => element.replace(instead, ContentType::Html),
            None if named.contains(&number) => element.remove(),
            None => {}
        }
        Ok(())
    })?;
    for sheet in first.iter().chain(&later) {
        remove(&dist.join(&sheet.file))?;
    }
    write(&page, html)
}

/// The style sheets beside the page that its head and its body name, in their order.
fn named(html: &str) -> Result<(Vec<Named>, Vec<Named>)> {
    let elements = elements(html)?;
    let body = elements.iter().position(|element| element.name == "body");
    let body = body.ok_or_else(|| Error::Tree("index.html has no <body>".to_owned()))?;
    let sheets = elements.iter().enumerate().filter_map(|(number, element)| {
        let is_sheet = element.name == "link" && element.attribute("rel") == Some("stylesheet");
        let file = is_sheet.then(|| element.own_file("href")).flatten()?.to_owned();
        Some(Named { number, file })
    });
    Ok(sheets.partition(|sheet| sheet.number < body))
}

/// The sheets as one, as short as can be.
fn joined(dist: &Path, sheets: &[Named]) -> Result<String> {
    let texts: Result<Vec<_>> = sheets.iter().map(|sheet| short(&sheet.file, &read_text(&dist.join(&sheet.file))?)).collect();
    Ok(texts?.concat())
}

fn short(file: &str, css: &str) -> Result<String> {
    let wrong = |reason: String| Error::Tree(format!("{file} is no style sheet that lightningcss understands: {reason}"));
    let mut sheet = StyleSheet::parse(css, ParserOptions::default()).map_err(|error| wrong(error.to_string()))?;
    sheet.minify(MinifyOptions::default()).map_err(|error| wrong(error.to_string()))?;
    let printed = sheet.to_css(PrinterOptions { minify: true, ..PrinterOptions::default() });
    Ok(printed.map_err(|error| wrong(error.to_string()))?.code)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_head_goes_into_the_page_and_the_body_becomes_one_file() {
        let dist = tempfile::tempdir().expect("a directory");
        for (name, css) in [
            ("a-1.css", "/* a */\na,\nb {\n  color:\n    red;\n}\n"),
            ("b-2.css", "d { background: url(\"x\") }"),
            ("c-3.css", "f { margin: 0 }"),
            ("d-4.css", "g { color: light-dark(#fff, #000) }"),
        ] {
            fs::write(dist.path().join(name), css).expect("written");
        }
        let html = "<head><link rel=\"stylesheet\" href=\"./a-1.css\" integrity=\"x\"/>\n<link rel=\"icon\" href=\"./i.svg\"/>\
                    <link rel=\"stylesheet\" href=\"./b-2.css\"/></head><body>x<link rel=\"stylesheet\" href=\"./c-3.css\"/>\
                    <link rel=\"stylesheet\" href=\"./d-4.css\"/></body>";
        fs::write(dist.path().join("index.html"), html).expect("written");

        run(dist.path()).expect("done");

        let html = fs::read_to_string(dist.path().join("index.html")).expect("there");
        let (first, later) = named(&html).expect("HTML");
        assert_eq!((first.len(), later.len()), (0, 1), "{html}");
        assert!(
            html.starts_with(
                "<head><style>a,b{color:red}d{background:url(x)}</style>\n<link rel=\"icon\" href=\"./i.svg\"/></head><body>x<link"
            ),
            "{html}"
        );
        assert_eq!(fs::read_to_string(dist.path().join(&later[0].file)).expect("there"), "f{margin:0}g{color:light-dark(#fff,#000)}");
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

    #[test]
    fn a_sheet_with_a_mistake_is_named() {
        let refused = short("a.css", "a { color: red").and_then(|_| short("b.css", "a { ; } } x"));
        assert!(refused.err().is_some_and(|error| error.to_string().contains("b.css")));
    }

    #[test]
    fn all_our_sheets_can_be_read() {
        for (name, path) in crate::files::list(&crate::paths::root().join("style")).expect("style/") {
            assert!(short(&name, &read_text(&path).expect("text")).is_ok_and(|css| !css.is_empty()), "{name}");
        }
    }
}
