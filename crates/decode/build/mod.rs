mod causes;
mod entries;
mod labels;
mod replies;
#[path = "../src/causes/words.rs"]
mod words;

use std::path::{Path, PathBuf};
use std::{env, fs, process};

/// Writes the tables into OUT_DIR. What is wrong in a file ends the build with the file and what to do.
pub(super) fn run() {
    if let Err(problem) = write() {
        println!("cargo::error={problem}");
        process::exit(1);
    }
}

fn write() -> Result<(), String> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo sets CARGO_MANIFEST_DIR")?).join("../..");
    let languages = languages(&root)?;
    let entries = entries::entries(&root, &languages)?;
    for (name, text) in [
        ("causes.rs", causes::tables(&root, &languages, &|entry| entries.contains_key(entry))?),
        ("entries.rs", entries::table(&entries, &languages)),
        ("labels.rs", labels::tables(&root, &languages)?),
        ("replies.rs", replies::tables(&root)?),
    ] {
        fs::write(out.join(name), text).map_err(|error| format!("{name}: {error}"))?;
    }
    Ok(())
}

/// The languages that have words about causes, English first.
fn languages(root: &Path) -> Result<Vec<String>, String> {
    let folder = root.join("content");
    println!("cargo::rerun-if-changed={}", folder.display());
    let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut tags: Vec<String> = entries
        .flatten()
        .filter(|entry| entry.path().join("causes.toml").is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    tags.sort_by_key(|tag| (tag != "en", tag.clone()));
    Ok(tags)
}

/// The rows of a TOML file, in its order.
fn rows(path: &Path) -> Result<Vec<(String, toml::Table)>, String> {
    println!("cargo::rerun-if-changed={}", path.display());
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let table: toml::Table = text.parse().map_err(|error| format!("{}: {error}", path.display()))?;
    // The reader sorts by name; the order of the file counts, as the first row of equals wins.
    let mut rows: Vec<_> = table.into_iter().filter_map(|(id, row)| row.as_table().cloned().map(|row| (id, row))).collect();
    rows.sort_by_key(|(id, _)| text.find(&format!("\n[{id}]")).unwrap_or(0));
    Ok(rows)
}

/// The texts of a list; none where the field is missing.
fn texts(row: &toml::Table, field: &str) -> Vec<String> {
    let list = row.get(field).and_then(toml::Value::as_array);
    list.map(|list| list.iter().filter_map(|text| text.as_str().map(str::to_owned)).collect()).unwrap_or_default()
}

/// A text; empty where the field is missing.
fn text(row: &toml::Table, field: &str) -> String {
    row.get(field).and_then(toml::Value::as_str).unwrap_or_default().to_owned()
}

/// Texts as a Rust slice of literals.
fn slice(texts: &[String]) -> String {
    format!("&[{}]", texts.iter().map(|text| format!("{text:?}")).collect::<Vec<_>>().join(", "))
}
