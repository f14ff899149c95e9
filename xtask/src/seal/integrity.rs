//! Subresource Integrity: the page says what its files must hold. Only for the page of the app, whose files have
//! names that change with them: one that is kept by a browser under the same name could be an older one.

use std::collections::BTreeMap;
use std::path::Path;

use lol_html::html_content::ContentType;

use crate::digest::sri;
use crate::error::Result;
use crate::files::{list, read};
use crate::markup::{Element, elements, rewrite, set_attribute};

/// Which links bring something that a browser checks.
const CHECKED: &[&str] = &["stylesheet", "modulepreload", "preload"];

/// `html`, with an `integrity` for each file in `dist` that an element brings, and for all modules that scripts bring.
pub(super) fn with_integrity(html: &str, dist: &Path) -> Result<String> {
    let elements = elements(html)?;
    let modules = modules(dist, &elements)?;
    let has_map = elements.iter().any(|element| element.attribute("type") == Some("importmap"));
    // Before anything that asks for a module.
    let first = elements.iter().position(|element| element.name == "script" || element.attribute("rel") == Some("modulepreload"));
    rewrite(html, |number, element| {
        if first == Some(number) && !modules.is_empty() && !has_map {
            element.before(&format!("{}\n    ", import_map(&modules)), ContentType::Html);
        }
        if let Some(path) = elements.get(number).and_then(brings) {
            set_attribute(element, "integrity", &sri(read(&dist.join(path))?))?;
        }
        Ok(())
    })
}

/// The file of our own that an element brings and a browser checks.
fn brings(element: &Element) -> Option<&str> {
    match element.name.as_str() {
        "script" => element.own_file("src"),
        "link" if element.attribute("rel").is_some_and(|rel| CHECKED.contains(&rel)) => element.own_file("href"),
        _ => None,
    }
}

/// All modules in `dist`, with what they must hold: each script but the classic ones of the page, and those of the
/// reference.
fn modules(dist: &Path, elements: &[Element]) -> Result<BTreeMap<String, String>> {
    let scripts = elements.iter().filter(|element| element.name == "script" && element.attribute("type") != Some("module"));
    let classic: Vec<&str> = scripts.filter_map(|script| script.own_file("src")).collect();
    let files = list(dist)?.into_iter();
    let modules = files.filter(|(name, _)| name.ends_with(".js") && !name.starts_with("reference/") && !classic.contains(&name.as_str()));
    modules.map(|(name, path)| Ok((format!("./{name}"), sri(read(&path)?)))).collect()
}

/// A module that another one imports has no element that could say what it must hold; the import map can.
fn import_map(modules: &BTreeMap<String, String>) -> String {
    format!("<script type=\"importmap\">{}</script>", serde_json::json!({ "integrity": modules }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A directory of our own sources, so that there are files to refer to.
    fn sources() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
    }

    #[test]
    fn what_an_element_brings_is_checked_and_old_values_are_replaced() {
        let html = "<link rel=\"icon\" href=\"./main.rs\"><link rel=\"stylesheet\" href=\"./main.rs\" integrity=\"sha384-old\"/><script src=\"http.rs\"></script>";
        let sealed = with_integrity(html, &sources()).expect("files that can be read");
        let main = sri(read(&sources().join("main.rs")).expect("main.rs"));
        let http = sri(read(&sources().join("http.rs")).expect("http.rs"));
        assert_eq!(
            sealed,
            format!(
                "<link rel=\"icon\" href=\"./main.rs\"><link rel=\"stylesheet\" href=\"./main.rs\" integrity=\"{main}\" />\
                 <script src=\"http.rs\" integrity=\"{http}\"></script>"
            )
        );
    }

    #[test]
    fn a_file_that_is_not_there_stops_the_build() {
        assert!(with_integrity("<script src=\"nothing.js\"></script>", &sources()).is_err());
    }
}
