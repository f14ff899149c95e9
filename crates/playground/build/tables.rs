use super::emit::literal;
use super::languages::Language;
use super::problems::Problems;
use super::read::{self, Section};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A file of short texts: `[id]` and below it some fields. To add a kind of text, add a row here and a
/// reader in `crates/playground/src/content/reference.rs`.
struct Table {
    /// The file's name without `.toml`; in upper case the name of the static.
    name: &'static str,
    /// The fields that every entry has.
    required: &'static [&'static str],
    /// The fields that an entry may have; they come behind the required ones.
    optional: &'static [&'static str],
}

const TABLES: &[Table] = &[
    Table { name: "codes", required: &["title", "meaning"], optional: &[] },
    Table { name: "extensions", required: &["name", "text"], optional: &[] },
    Table { name: "faults", required: &["message", "why"], optional: &[] },
    Table { name: "needs", required: &["short", "rule", "why"], optional: &[] },
    Table { name: "parameters", required: &["name", "text"], optional: &[] },
    Table { name: "providers", required: &["name", "text"], optional: &[] },
    Table { name: "replies", required: &["title", "why"], optional: &["fix", "next"] },
    Table { name: "roles", required: &["name", "text"], optional: &[] },
    Table { name: "states", required: &["name", "waits"], optional: &[] },
    Table { name: "triggers", required: &["name", "text"], optional: &[] },
];

/// What may stand in a language's folder besides the tables; `causes.toml` and `decode.toml` are read by the build of `crates/decode`,
/// `lessons` by `crates/lessons`.
const OTHERS: &[&str] = &["causes.toml", "decode.toml", "language.toml", "ui", "static", "commands", "reference", "lessons"];

/// One static a table: sorted by id, the fields of each language, English where an entry is missing.
pub(super) fn compile(languages: &[Language], problems: &mut Problems) -> String {
    for language in languages {
        strangers(&language.folder, problems);
    }
    TABLES.iter().map(|table| one(table, languages, problems)).collect()
}

fn strangers(folder: &Path, problems: &mut Problems) {
    for path in read::folder(folder, problems) {
        let name = read::name(&path);
        let table = name.strip_suffix(".toml").is_some_and(|stem| TABLES.iter().any(|table| table.name == stem));
        if !table && !OTHERS.contains(&name.as_str()) {
            problems.push(&path, 0, "is read by nothing: rename it, or add it to build/tables.rs");
        }
    }
}

fn one(table: &Table, languages: &[Language], problems: &mut Problems) -> String {
    let files: Vec<(PathBuf, BTreeMap<String, Section>)> = languages
        .iter()
        .map(|language| {
            let file = language.folder.join(table.name).with_extension("toml");
            let text = read::file(&file, problems).unwrap_or_default();
            let sections = read::sections(&file, &text, problems);
            for (id, section) in &sections {
                check(table, &file, id, section, problems);
            }
            (file, sections)
        })
        .collect();
    let Some((english_file, english)) = files.first() else { return String::new() };
    for (file, sections) in files.iter().skip(1) {
        for (id, section) in sections.iter().filter(|(id, _)| !english.contains_key(*id)) {
            let english = english_file.display();
            problems.differs(file, section.line, format!("English has no [{id}]: add it to {english} or take it out here"));
        }
    }
    let rows: String = english
        .iter()
        .map(|(id, fallback)| {
            let row = files.iter().map(|(_, sections)| fields(table, sections.get(id).unwrap_or(fallback)));
            format!("({}, [{}]),\n", literal(id), row.collect::<Vec<_>>().join(", "))
        })
        .collect();
    let width = table.required.len() + table.optional.len();
    let name = table.name.to_uppercase();
    format!("pub(super) static {name}: &[(&str, [[&str; {width}]; {}])] = &[\n{rows}];\n\n", languages.len())
}

fn check(table: &Table, file: &Path, id: &str, section: &Section, problems: &mut Problems) {
    for field in table.required.iter().filter(|field| !section.texts.contains_key(**field)) {
        problems.push(file, section.line, format!("[{id}] has no `{field}`: add {field} = \"...\""));
    }
    for (key, text) in &section.texts {
        if !table.required.contains(&key.as_str()) && !table.optional.contains(&key.as_str()) {
            let known: Vec<&str> = table.required.iter().chain(table.optional).copied().collect();
            problems.push(file, text.line, format!("`{key}` is not known in {}.toml: {} are", table.name, known.join(", ")));
        }
    }
}

fn fields(table: &Table, section: &Section) -> String {
    let fields = table.required.iter().chain(table.optional);
    let texts = fields.map(|field| literal(section.texts.get(*field).map_or("", |text| &text.text)));
    format!("[{}]", texts.collect::<Vec<_>>().join(", "))
}
