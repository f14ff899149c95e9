//! Subresource Integrity: the page says what its files must hold. Only for the page of the app, whose files have
//! names that change with them: one that is kept by a browser under the same name could be an older one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};

use crate::error::{Error, Result};
use crate::markup::{Tag, tags};

/// Which links bring something that a browser checks.
const CHECKED: &[&str] = &["stylesheet", "modulepreload", "preload"];

/// `html`, with an `integrity` for each file in `dist` that a tag brings, and for all modules that scripts bring.
pub(super) fn with_integrity(html: &str, dist: &Path) -> Result<String> {
    let tags = tags(html);
    let mut result = String::with_capacity(html.len());
    let mut written = 0;
    let mut copy = |from: &mut usize, to: usize, then: &str| {
        result.push_str(html.get(*from..to).unwrap_or_default());
        result.push_str(then);
        *from = to;
    };
    let scripts: Vec<&str> = tags.iter().filter_map(classic).collect();
    let modules = modules(dist, &scripts)?;
    for (number, tag) in tags.iter().enumerate() {
        // Before anything that asks for a module.
        let is_first_script =
            tags.iter().position(|tag| tag.name == "script" || tag.attribute("rel") == Some("modulepreload")) == Some(number);
        if is_first_script && !modules.is_empty() && !tags.iter().any(|tag| tag.attribute("type") == Some("importmap")) {
            copy(&mut written, tag.place.start, &format!("{}\n    ", import_map(&modules)));
        }
        let Some(path) = brings(tag) else { continue };
        let attribute = format!(" integrity=\"{}\"", of_file(&dist.join(path))?);
        match tag.attribute("integrity") {
            // It may have been worked on since.
            Some(old) => {
                let old = format!(" integrity=\"{old}\"");
                let at = tag.text.find(&old).map_or(tag.place.end, |at| tag.place.start + at);
                copy(&mut written, at, &attribute);
                written = at + old.len();
            }
            None => copy(&mut written, tag.place.start + 1 + tag.name.len(), &attribute),
        }
    }
    copy(&mut written, html.len(), "");
    Ok(result)
}

/// The file of our own that a tag brings and a browser checks.
fn brings<'h>(tag: &Tag<'h>) -> Option<&'h str> {
    let address = match tag.name.as_str() {
        "script" => tag.attribute("src"),
        "link" if tag.attribute("rel").is_some_and(|rel| CHECKED.contains(&rel)) => tag.attribute("href"),
        _ => None,
    }?;
    own(address)
}

/// The file of a script that is no module.
fn classic<'h>(tag: &Tag<'h>) -> Option<&'h str> {
    (tag.name == "script" && tag.attribute("type") != Some("module")).then(|| tag.attribute("src").and_then(own)).flatten()
}

/// The path below the page's directory.
fn own(address: &str) -> Option<&str> {
    (!address.contains(':') && !address.starts_with('/')).then(|| address.strip_prefix("./").unwrap_or(address))
}

/// All modules in `dist`, with what they must hold. The pages of the reference have none.
fn modules(dist: &Path, scripts: &[&str]) -> Result<BTreeMap<String, String>> {
    let mut modules = BTreeMap::new();
    let mut dirs = vec![String::new()];
    while let Some(dir) = dirs.pop() {
        let path = dist.join(&dir);
        let cannot = || Error::file(format!("cannot read {}", path.display()));
        for entry in fs::read_dir(&path).map_err(cannot())? {
            let entry = entry.map_err(cannot())?;
            let name = format!("{dir}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                dirs.extend((name != "reference").then(|| format!("{name}/")));
            } else if name.ends_with(".js") && !scripts.contains(&name.as_str()) {
                modules.insert(format!("./{name}"), of_file(&entry.path())?);
            }
        }
    }
    Ok(modules)
}

/// A module that another one imports has no tag that could say what it must hold; the import map can.
fn import_map(modules: &BTreeMap<String, String>) -> String {
    format!("<script type=\"importmap\">{}</script>", serde_json::json!({ "integrity": modules }))
}

fn of_file(path: &Path) -> Result<String> {
    let octets = fs::read(path).map_err(Error::file(format!("the page refers to {}, which cannot be read", path.display())))?;
    Ok(format!("sha384-{}", STANDARD.encode(Sha384::digest(octets))))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A directory of our own sources, so that there are files to refer to.
    fn sources() -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
    }

    #[test]
    fn what_a_tag_brings_is_checked_and_old_values_are_replaced() {
        let html = "<link rel=\"icon\" href=\"./main.rs\"><link rel=\"stylesheet\" href=\"./main.rs\" integrity=\"sha384-old\"/><script src=\"http.rs\"></script>";
        let sealed = with_integrity(html, &sources()).expect("files that can be read");
        let main = of_file(&sources().join("main.rs")).expect("main.rs");
        let http = of_file(&sources().join("http.rs")).expect("http.rs");
        assert_eq!(
            sealed,
            format!(
                "<link rel=\"icon\" href=\"./main.rs\"><link rel=\"stylesheet\" href=\"./main.rs\" integrity=\"{main}\"/>\
                 <script integrity=\"{http}\" src=\"http.rs\"></script>"
            )
        );
    }

    #[test]
    fn a_file_that_is_not_there_stops_the_build() {
        assert!(with_integrity("<script src=\"nothing.js\"></script>", &sources()).is_err());
    }
}
