use super::emit::{camel, doc, literal};
use super::languages::Language;
use super::problems::Problems;
use super::read::{self, Text};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A folder of labels in each language, and what becomes of it.
struct Kind {
    folder: &'static str,
    /// The enum of its labels, and what it is.
    name: &'static str,
    what: &'static str,
    /// The static with its texts, and the one with the keys.
    texts: &'static str,
    keys: &'static str,
}

const KINDS: &[Kind] = &[
    Kind { folder: "ui", name: "Label", what: "A text of the page, by its place in `ui/`.", texts: "LABELS", keys: "LABEL_KEYS" },
    Kind {
        folder: "static",
        name: "StaticLabel",
        what: "A text of the built files, where no program can say it, by its place in `static/`.",
        texts: "STATIC_LABELS",
        keys: "STATIC_LABEL_KEYS",
    },
];

/// The labels of one language: `section.key` to its file and text.
type Labels = BTreeMap<String, (PathBuf, Text)>;

/// For each kind the enum and the texts of all languages, English where one is missing.
pub(super) fn compile(languages: &[Language], problems: &mut Problems) -> String {
    KINDS.iter().map(|kind| one(kind, languages, problems)).collect()
}

fn one(kind: &Kind, languages: &[Language], problems: &mut Problems) -> String {
    let Kind { folder, name, what, texts: static_texts, keys: static_keys } = *kind;
    let all: Vec<Labels> = languages.iter().map(|language| labels(folder, language, problems)).collect();
    let (Some(first), Some(english)) = (languages.first(), all.first()) else { return String::new() };
    if english.is_empty() {
        problems.push(&first.folder.join(folder), 0, "holds no label");
    }
    let mut variants = BTreeMap::new();
    for (key, (file, text)) in english {
        if let Some(other) = variants.insert(camel(key), key) {
            problems.push(file, text.line, format!("`{key}` and `{other}` give the same name in the code: rename one"));
        }
    }
    for labels in all.iter().skip(1) {
        for (key, (file, text)) in labels {
            check(folder, file, key, text, english.get(key).map(|(_, text)| text), problems);
        }
    }

    let mut code = format!("/// {what}\n#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]\npub enum {name} {{\n");
    let mut texts = String::new();
    let mut keys = String::new();
    for (key, (_, text)) in english {
        code.push_str(&format!("{}{},\n", doc(&format!("\u{201c}{}\u{201d}", text.text)), camel(key)));
        keys.push_str(&format!("({name}::{}, {}),\n", camel(key), literal(key)));
        let row: Vec<String> = all.iter().map(|labels| literal(&labels.get(key).map_or(text, |(_, text)| text).text)).collect();
        texts.push_str(&format!("[{}],\n", row.join(", ")));
    }
    code.push_str("}\n\n");
    code.push_str(&format!("pub(super) static {static_texts}: [[&str; {}]; {}] = [\n{texts}];\n", languages.len(), english.len()));
    code.push_str(&format!("pub(super) static {static_keys}: [({name}, &str); {}] = [\n{keys}];\n\n", english.len()));
    code
}

fn labels(folder: &str, language: &Language, problems: &mut Problems) -> Labels {
    let mut labels = Labels::new();
    for file in read::folder(&language.folder.join(folder), problems) {
        let text = read::file(&file, problems).unwrap_or_default();
        for (section, content) in read::sections(&file, &text, problems) {
            for (key, text) in content.texts {
                let (key, line) = (format!("{section}.{key}"), text.line);
                if let Some((other, _)) = labels.insert(key.clone(), (file.clone(), text)) {
                    problems.push(&file, line, format!("`{key}` stands in {} too: keep one", other.display()));
                }
            }
        }
    }
    labels
}

fn check(folder: &str, file: &Path, key: &str, text: &Text, english: Option<&Text>, problems: &mut Problems) {
    let Some(english) = english else {
        return problems.differs(
            file,
            text.line,
            format!("English has no label `{key}`: add it to content/en/{folder}/ or take it out here"),
        );
    };
    let (here, there) = (placeholders(&text.text), placeholders(&english.text));
    if here != there {
        let list = |names: &BTreeSet<&str>| names.iter().map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join(" ");
        let (here, there) = (list(&here), list(&there));
        problems.differs(file, text.line, format!("`{key}` has the placeholders [{here}], English has [{there}]: use the same"));
    }
}

/// The names in `{...}` of `text`.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name)).collect()
}
