use super::emit::{camel, doc, literal};
use super::problems::Problems;
use super::read;
use std::path::{Path, PathBuf};

/// The language that every other one falls back to.
const DEFAULT: &str = "en";
/// A folder beside those of the languages: facts of the exercises, without words.
const FACTS: &str = "lessons";

/// One folder of `content/`.
pub(super) struct Language {
    /// Its BCP 47 tag, the name of the folder.
    pub(super) tag: String,
    /// Where its files are.
    pub(super) folder: PathBuf,
    name: String,
    direction: String,
}

/// All languages: English first, the others by tag. `others` holds some more, where a build is to have them.
pub(super) fn read(content: &Path, others: Option<&Path>, problems: &mut Problems) -> Vec<Language> {
    let mut languages = Vec::new();
    let mut folders = read::folder(content, problems);
    folders.extend(others.map(|others| read::folder(others, problems)).into_iter().flatten().filter(|path| path.is_dir()));
    for path in folders {
        if path.is_dir() && read::name(&path) == FACTS {
            continue;
        }
        if !path.is_dir() {
            problems.push(&path, 0, "only folders of languages may stand here, such as content/en");
        } else if let Some(language) = one(&path, problems) {
            languages.push(language);
        }
    }
    languages.sort_by_key(|language| (language.tag != DEFAULT, language.tag.clone()));
    if languages.first().is_none_or(|language| language.tag != DEFAULT) {
        problems.push(&content.join(DEFAULT), 0, "is missing: every other language falls back to English");
    }
    languages
}

fn one(folder: &Path, problems: &mut Problems) -> Option<Language> {
    let tag = read::name(folder);
    if !tag.split('-').all(|part| !part.is_empty() && part.len() <= 8 && part.chars().all(|character| character.is_ascii_alphanumeric())) {
        problems.push(folder, 0, "is not named by a language tag such as en, zh-CN or pt-BR");
        return None;
    }
    let file = folder.join("language.toml");
    let Some(text) = read::file(&file, problems) else {
        problems.push(&file, 0, "is missing: write two lines into it, such as name = \"Deutsch\" and dir = \"ltr\"");
        return None;
    };
    let mut texts = read::flat(&file, &text, 1, problems);
    let name = texts.remove("name");
    let direction = texts.remove("dir");
    for (key, text) in &texts {
        problems.push(&file, text.line, format!("`{key}` is not known here: only name and dir are"));
    }
    let (Some(name), Some(direction)) = (name, direction) else {
        problems.push(&file, 0, "needs both name = \"...\" (what its speakers call it) and dir = \"ltr\" or \"rtl\"");
        return None;
    };
    if !matches!(direction.text.as_str(), "ltr" | "rtl") {
        problems.push(&file, direction.line, "dir must be \"ltr\" or \"rtl\"");
    }
    Some(Language { tag, folder: folder.to_path_buf(), name: name.text, direction: direction.text })
}

/// The enum `Language` and its table.
pub(super) fn emit(languages: &[Language]) -> String {
    let mut code = String::from(
        "/// A language of the page: one folder of `content/`.\n\
         #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]\npub enum Language {\n",
    );
    for language in languages {
        let default = if language.tag == DEFAULT { "#[default]\n" } else { "" };
        code.push_str(&format!("{}{default}{},\n", doc(&language.name), camel(&language.tag)));
    }
    let variants: Vec<String> = languages.iter().map(|language| format!("Language::{}", camel(&language.tag))).collect();
    code.push_str(&format!("}}\n\npub(super) const LANGUAGES: &[Language] = &[{}];\n", variants.join(", ")));
    code.push_str("/// Tag, own name, direction, folder in the project.\npub(super) static LANGUAGE_ROWS: &[[&str; 4]] = &[\n");
    for language in languages {
        let folder = language.folder.to_string_lossy().replace('\\', "/");
        let row = [&language.tag, &language.name, &language.direction, &folder].map(|text| literal(text));
        code.push_str(&format!("[{}],\n", row.join(", ")));
    }
    code.push_str("];\n\n");
    code
}
