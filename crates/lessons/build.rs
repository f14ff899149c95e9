//! Lists the pages of the reference, so that exercises can be held against them.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;
use std::{env, fs};

/// Kinds whose pages are files of their own: `content/en/reference/<kind>/`.
const FOLDERS: [&str; 5] = ["faq", "flows", "recipes", "commands", "topics"];
/// Kinds whose pages are rows of `data/<kind>.toml`.
const TABLES: [&str; 7] = ["codes", "replies", "keywords", "mechanisms", "transmission", "limits", "snippets"];

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut pages = BTreeSet::new();
    for kind in FOLDERS {
        pages.insert(kind.to_owned());
        add_files(&root.join("content/en/reference").join(kind), kind, &mut pages)?;
    }
    add_files(&root.join("content/en/commands"), "commands", &mut pages)?;
    for kind in TABLES {
        pages.insert(kind.to_owned());
        pages.extend(rows(&root, kind)?.keys().map(|id| format!("{kind}/{}", id.to_lowercase().replace('=', "-equals"))));
    }
    // Of the enhanced codes, those that are one code have a page; classes and subjects have none.
    pages.insert("enhanced".to_owned());
    let collisions = rows(&root, "collisions")?;
    let enhanced = rows(&root, "enhanced")?;
    let codes = enhanced.keys().filter(|id| id.starts_with("X.")).chain(collisions.keys());
    pages.extend(codes.map(|id| format!("enhanced/{}", id.to_lowercase())));
    let list: String = pages.iter().map(|page| format!("{page}\n")).collect();
    fs::write(Path::new(&env::var("OUT_DIR")?).join("pages.txt"), list)?;
    Ok(())
}

/// The rows of `data/<name>.toml`.
fn rows(root: &Path, name: &str) -> Result<toml::Table, Box<dyn Error>> {
    let file = root.join("data").join(name).with_extension("toml");
    println!("cargo::rerun-if-changed={}", file.display());
    Ok(fs::read_to_string(&file)?.parse()?)
}

fn add_files(folder: &Path, kind: &str, pages: &mut BTreeSet<String>) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        if let Some(name) = entry?.path().file_stem().and_then(|name| name.to_str()) {
            pages.insert(format!("{kind}/{name}"));
        }
    }
    Ok(())
}
