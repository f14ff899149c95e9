use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use super::rows;

/// `LABELS`: a key such as "stage.rcpt", and its text in each language, sorted by key.
pub(super) fn tables(root: &Path, languages: &[String]) -> Result<String, String> {
    let mut columns = Vec::new();
    for language in languages {
        let path = root.join("content").join(language).join("decode.toml");
        let mut texts = BTreeMap::new();
        for (group, row) in rows(&path)? {
            for (key, text) in row {
                let text = text.as_str().ok_or(format!("{}: `{group}.{key}` is no text", path.display()))?;
                texts.insert(format!("{group}.{key}"), text.to_owned());
            }
        }
        columns.push((path, texts));
    }
    let Some((_, english)) = columns.first() else { return Err("content/en/decode.toml is missing".to_owned()) };
    let mut code = format!("static LABELS: &[(&str, [&str; {}])] = &[\n", languages.len());
    for (key, text) in english {
        let row: Vec<_> = columns.iter().map(|(_, texts)| format!("{:?}", texts.get(key).unwrap_or(text))).collect();
        let _ = writeln!(code, "({key:?}, [{}]),", row.join(", "));
    }
    code.push_str("];\n");
    for (path, texts) in &columns {
        if let Some(stray) = texts.keys().find(|key| !english.contains_key(*key)) {
            return Err(format!("{}: English has no `{stray}`", path.display()));
        }
    }
    Ok(code)
}
