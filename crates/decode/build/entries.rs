//! The entries of the reference (`crates/site/src/kinds/`), by their addresses, and what each is called.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use super::{rows, text};

/// Kinds whose rows are in `data/<kind>.toml`, with titles in `content/<language>/<file>`, and whether the id stands before the title.
const TABLES: &[(&str, &str, bool)] = &[
    ("codes", "codes.toml", true),
    ("keywords", "reference/keywords.toml", true),
    ("limits", "reference/limits.toml", false),
    ("mechanisms", "reference/mechanisms.toml", true),
    ("snippets", "reference/snippets.toml", false),
    ("transmission", "reference/transmission.toml", true),
];
/// Kinds whose entries are articles, with their titles at the head.
const ARTICLES: &[&str] = &["faq", "recipes", "topics"];
/// The pages that compare servers (`crates/site/src/kinds/compare.rs`): their titles are labels.
const COMPARE: &[&str] = &["keywords", "mechanisms"];
/// Characters of a reply that stand in its title.
const QUOTED: usize = 70;

/// The addresses of all entries, such as "faq/user-unknown" and "enhanced/x.1.1", each with its title in every language.
pub(super) fn entries(root: &Path, languages: &[String]) -> Result<BTreeMap<String, Vec<String>>, String> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for language in languages {
        let mut add = |entry: String, title: String| found.entry(entry).or_default().push(title);
        for (kind, file, numbered) in TABLES {
            let titles = titles(root, language, file)?;
            for (id, _) in rows(&root.join(format!("data/{kind}.toml")))? {
                let title = titles.get(&id).cloned().unwrap_or_default();
                add(format!("{kind}/{}", id.to_lowercase()), if *numbered { format!("{id} {title}") } else { title });
            }
        }
        let enhanced = titles(root, language, "reference/enhanced.toml")?;
        for (id, _) in rows(&root.join("data/enhanced.toml"))?.iter().filter(|(id, _)| id.to_lowercase().starts_with("x.")) {
            add(format!("enhanced/{}", id.to_lowercase()), format!("{id} {}", enhanced.get(id).cloned().unwrap_or_default()));
        }
        for (id, row) in rows(&root.join("data/replies.toml"))? {
            let quoted: String = text(&row, "text").split_whitespace().collect::<Vec<_>>().join(" ").chars().take(QUOTED).collect();
            add(format!("replies/{}", id.to_lowercase()), format!("{}: {quoted}", text(&row, "provider")));
        }
        let names = rows(&file(root, language, "reference/providers.toml"))?;
        for (id, row) in rows(&root.join("data/providers.toml"))?.iter().filter(|(_, row)| row.contains_key("kind")) {
            let own = names.iter().find(|(named, _)| named == id).map(|(_, own)| text(own, "name")).filter(|name| !name.is_empty());
            add(format!("providers/{id}"), own.unwrap_or_else(|| text(row, "name")));
        }
        for kind in ARTICLES {
            articles(root, language, kind, &mut add)?;
        }
        for folder in ["commands", "reference/commands"] {
            for id in ids(root, folder)? {
                add(format!("commands/{id}"), id.to_uppercase());
            }
        }
        let labels = rows(&file(root, language, "reference/labels.toml"))?;
        for id in COMPARE {
            let title = labels.iter().find(|(group, _)| group == "compare").map(|(_, row)| text(row, id)).unwrap_or_default();
            add(format!("compare/{id}"), title);
        }
    }
    Ok(found)
}

/// `TITLES`, sorted by address.
pub(super) fn table(entries: &BTreeMap<String, Vec<String>>, languages: &[String]) -> String {
    let count = languages.len();
    let mut code = format!(
        "const LANGUAGE_COUNT: usize = {count};\n/// The entries of the reference and what they are called, sorted.\nstatic TITLES: &[(&str, [&str; LANGUAGE_COUNT])] = &[\n"
    );
    for (entry, titles) in entries {
        let _ = writeln!(code, "({entry:?}, [{}]),", titles.iter().map(|title| format!("{title:?}")).collect::<Vec<_>>().join(", "));
    }
    code + "];\n"
}

fn titles(root: &Path, language: &str, file: &str) -> Result<BTreeMap<String, String>, String> {
    Ok(rows(&self::file(root, language, file))?.into_iter().map(|(id, row)| (id, text(&row, "title"))).collect())
}

fn articles(root: &Path, language: &str, kind: &str, add: &mut impl FnMut(String, String)) -> Result<(), String> {
    let folder = format!("reference/{kind}");
    for id in ids(root, &folder)? {
        let path = file(root, language, &format!("{folder}/{id}.md"));
        println!("cargo::rerun-if-changed={}", path.display());
        let article = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let head = article.split("+++").nth(1).unwrap_or_default();
        let head: toml::Table = head.parse().map_err(|error| format!("{}: {error}", path.display()))?;
        add(format!("{kind}/{id}"), text(&head, "title"));
    }
    Ok(())
}

/// A file of `content/<language>/`; what a language has not is called as in English.
fn file(root: &Path, language: &str, name: &str) -> PathBuf {
    let own = root.join("content").join(language).join(name);
    if own.is_file() { own } else { root.join("content/en").join(name) }
}

/// The names of the English articles in `folder`, without their ends.
fn ids(root: &Path, folder: &str) -> Result<Vec<String>, String> {
    let folder = root.join("content/en").join(folder);
    println!("cargo::rerun-if-changed={}", folder.display());
    let files = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let names = files.flatten().map(|file| file.file_name().to_string_lossy().into_owned());
    Ok(names.filter_map(|name| Some(name.strip_suffix(".md")?.to_owned())).collect())
}
