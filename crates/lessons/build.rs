//! Lists the pages of the reference, so that exercises can be held against them.

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;
use std::{env, fs};

/// Kinds whose pages are files of their own: `content/en/reference/<kind>/`.
const FOLDERS: [&str; 4] = ["faq", "flows", "recipes", "commands"];
/// Kinds whose pages are rows of `data/<kind>.toml`.
const TABLES: [&str; 8] = ["codes", "enhanced", "replies", "keywords", "mechanisms", "transmission", "limits", "snippets"];

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
        let file = root.join("data").join(kind).with_extension("toml");
        println!("cargo::rerun-if-changed={}", file.display());
        let table: toml::Table = fs::read_to_string(&file)?.parse()?;
        pages.extend(table.keys().map(|id| format!("{kind}/{id}")));
    }
    let list: String = pages.iter().map(|page| format!("{page}\n")).collect();
    fs::write(Path::new(&env::var("OUT_DIR")?).join("pages.txt"), list)?;
    Ok(())
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
