use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use super::words::words;
use super::{rows, slice, text, texts};

/// Who can do something: the names in the files and in the code.
const WHO: &[(&str, &str)] = &[
    ("sender", "Sender"),
    ("recipient", "Recipient"),
    ("own-administrator", "OwnAdministrator"),
    ("other-administrator", "OtherAdministrator"),
    ("developer", "Developer"),
];

/// `CAUSES`, `PHRASES`, `LANGUAGES` and `WORDS`. `is_entry` tells whether the reference has an entry.
pub(super) fn tables(root: &Path, languages: &[String], is_entry: &dyn Fn(&str) -> bool) -> Result<String, String> {
    let causes = rows(&root.join("data/causes.toml"))?;
    let mut code = String::new();
    let mut phrases: Vec<(String, String)> = Vec::new();
    let _ = writeln!(code, "static CAUSES: &[Cause] = &[");
    for (number, (id, row)) in causes.iter().enumerate() {
        let who = texts(row, "who").iter().map(|name| who(id, name)).collect::<Result<Vec<_>, _>>()?;
        if let Some(stray) = texts(row, "entries").iter().find(|entry| !is_entry(entry)) {
            return Err(format!("data/causes.toml [{id}]: the reference has no entry `{stray}`"));
        }
        let codes: Vec<_> = row.get("codes").and_then(toml::Value::as_array).into_iter().flatten().map(ToString::to_string).collect();
        let permanent = row.get("permanent").and_then(toml::Value::as_bool).ok_or(format!("data/causes.toml [{id}]: no `permanent`"))?;
        let _ = writeln!(
            code,
            "Cause {{ id: {id:?}, reason: {:?}, permanent: {permanent}, who: &[{}], entries: {}, enhanced: {}, hints: {}, codes: &[{}] }},",
            text(row, "reason"),
            who.join(", "),
            slice(&texts(row, "entries")),
            slice(&texts(row, "enhanced")),
            slice(&texts(row, "hints")),
            codes.join(", "),
        );
        let is = |field: &str| row.get(field).and_then(toml::Value::as_bool).unwrap_or_default();
        let most = if is("last") {
            1
        } else if is("broad") {
            2
        } else {
            usize::MAX
        };
        for field in ["words", "weak"] {
            for phrase in texts(row, field) {
                let compiled = compile(&phrase, number, field == "words", most);
                phrases.push(compiled.ok_or(format!("data/causes.toml [{id}]: `{phrase}` begins with no word"))?);
            }
        }
    }
    phrases.sort();
    code.push_str("];\n");
    for (name, begun) in [("PHRASES", false), ("BEGUN", true)] {
        let _ = writeln!(code, "static {name}: &[Phrase] = &[");
        for (_, phrase) in phrases.iter().filter(|(first, _)| first.ends_with('%') == begun) {
            let _ = writeln!(code, "{phrase},");
        }
        code.push_str("];\n");
    }
    let _ = writeln!(code, "{}", said(root, languages, &causes)?);
    Ok(code)
}

fn who(id: &str, name: &str) -> Result<String, String> {
    let found = WHO.iter().find(|(known, _)| *known == name);
    found.map(|(_, variant)| format!("Who::{variant}")).ok_or(format!("[{id}]: there is no `{name}`: {WHO:?}"))
}

/// A phrase as Rust, after its first word. `*` is a gap, a word that ends with `%` the beginning of one.
fn compile(phrase: &str, cause: usize, sure: bool, most: usize) -> Option<(String, String)> {
    let words = words(phrase, 100);
    let (first, rest) = words.split_first()?;
    if first == "*" {
        return None;
    }
    let words = 1 + rest.iter().filter(|word| *word != "*").count();
    let weight = if sure { (words + 2).min(most) } else { words.min(2) };
    let pieces: Vec<_> = rest
        .iter()
        .map(|word| match word.strip_suffix('%') {
            Some(begin) => format!("Begin({begin:?})"),
            None if word == "*" => "Gap".to_owned(),
            None => format!("Word({word:?})"),
        })
        .collect();
    let begin = first.trim_end_matches('%');
    Some((
        first.clone(),
        format!("Phrase {{ first: {begin:?}, rest: &[{}], cause: {cause}, weight: {weight}, sure: {sure} }}", pieces.join(", ")),
    ))
}

/// `LANGUAGES`, and `WORDS`: a row a cause, a column a language.
fn said(root: &Path, languages: &[String], causes: &[(String, toml::Table)]) -> Result<String, String> {
    let mut columns = Vec::new();
    for language in languages {
        let path = root.join("content").join(language).join("causes.toml");
        let said: BTreeMap<_, _> = rows(&path)?.into_iter().collect();
        if let Some(stray) = said.keys().find(|id| !causes.iter().any(|(cause, _)| cause == *id)) {
            return Err(format!("{}: there is no cause `{stray}` in data/causes.toml", path.display()));
        }
        columns.push((path, said));
    }
    let mut code = format!(
        "/// The languages that have words about causes, English first.\npub static LANGUAGES: &[&str] = {};\nstatic WORDS: &[[CauseWords; {}]] = &[\n",
        slice(languages),
        languages.len()
    );
    for (id, cause) in causes {
        let mut row = Vec::new();
        for (path, said) in &columns {
            let said = said.get(id).or_else(|| columns.first()?.1.get(id)).ok_or(format!("{}: no words for [{id}]", path.display()))?;
            row.push(one(id, cause, said).map_err(|problem| format!("{}: {problem}", path.display()))?);
        }
        let _ = writeln!(code, "[{}],", row.join(", "));
    }
    code.push_str("];\n");
    Ok(code)
}

/// The words of one cause in one language.
fn one(id: &str, cause: &toml::Table, said: &toml::Table) -> Result<String, String> {
    let [title, meaning] = ["title", "meaning"].map(|field| text(said, field));
    if title.is_empty() || meaning.is_empty() {
        return Err(format!("[{id}]: `title` and `meaning` are needed"));
    }
    let moves = texts(cause, "who");
    if let Some(silent) = moves.iter().find(|name| text(said, name).is_empty()) {
        return Err(format!("[{id}]: it is `{silent}`'s move, and no advice for them"));
    }
    if let Some(stray) = said.keys().find(|key| !matches!(key.as_str(), "title" | "meaning") && !WHO.iter().any(|(name, _)| name == key)) {
        return Err(format!("[{id}]: nothing reads `{stray}`"));
    }
    let others = WHO.iter().map(|(name, _)| (*name).to_owned()).filter(|name| !moves.contains(name));
    let mut advice = Vec::new();
    for name in moves.iter().cloned().chain(others) {
        let words = text(said, &name);
        if !words.is_empty() {
            advice.push(format!("({}, {words:?})", who(id, &name)?));
        }
    }
    Ok(format!("CauseWords {{ title: {title:?}, meaning: {meaning:?}, advice: &[{}] }}", advice.join(", ")))
}
