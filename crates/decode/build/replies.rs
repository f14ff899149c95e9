use std::fmt::Write;
use std::path::Path;

use super::words::words;
use super::{rows, slice, text, texts};

/// `PROVIDERS`, and `REPLIES` with the words of each.
pub(super) fn tables(root: &Path) -> Result<String, String> {
    let providers = rows(&root.join("data/providers.toml"))?;
    let mut code = String::from("static PROVIDERS: &[Provider] = &[\n");
    for (id, row) in &providers {
        let _ = writeln!(
            code,
            "Provider {{ id: {id:?}, name: {:?}, hosts: {}, words: {} }},",
            text(row, "name"),
            slice(&texts(row, "hosts")),
            slice(&texts(row, "words"))
        );
    }
    code.push_str("];\nstatic REPLIES: &[Reply] = &[\n");
    for (id, row) in rows(&root.join("data/replies.toml"))? {
        let name = text(&row, "provider");
        let provider = providers.iter().position(|(_, provider)| text(provider, "name") == name);
        let provider = provider.ok_or(format!("data/providers.toml has no `name = {name:?}`, as data/replies.toml [{id}] wants"))?;
        let code_number = row.get("code").map_or("None".to_owned(), |code| format!("Some({code})"));
        let enhanced = row.get("enhanced").map_or("None".to_owned(), |code| format!("Some({code})"));
        let _ = writeln!(
            code,
            "Reply {{ id: {id:?}, provider: {provider}, code: {code_number}, enhanced: {enhanced}, words: {} }},",
            slice(&telling(&text(&row, "text")))
        );
    }
    code.push_str("];\n");
    let _ = writeln!(code, "/// The entries of the reference, sorted.\nstatic ENTRIES: &[&str] = {};", slice(&entries(root)?));
    Ok(code)
}

/// The addresses of the reference's entries, such as "faq/user-unknown" and "enhanced/x.1.1", sorted.
pub(super) fn entries(root: &Path) -> Result<Vec<String>, String> {
    let mut entries = Vec::new();
    for kind in ["codes", "replies", "keywords", "limits", "mechanisms", "snippets", "transmission"] {
        let ids = rows(&root.join(format!("data/{kind}.toml")))?.into_iter().map(|(id, _)| id.to_lowercase());
        entries.extend(ids.map(|id| format!("{kind}/{id}")));
    }
    let enhanced = rows(&root.join("data/enhanced.toml"))?.into_iter().map(|(id, _)| id.to_lowercase());
    entries.extend(enhanced.filter(|id| id.starts_with("x.")).map(|id| format!("enhanced/{id}")));
    for kind in ["faq", "recipes", "commands"] {
        let folder = root.join("content/en/reference").join(kind);
        println!("cargo::rerun-if-changed={}", folder.display());
        let files = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let names = files.flatten().map(|file| file.file_name().to_string_lossy().into_owned());
        entries.extend(names.filter_map(|name| Some(format!("{kind}/{}", name.strip_suffix(".md")?))));
    }
    entries.sort();
    Ok(entries)
}

/// The different words of a reply, without placeholders and codes.
fn telling(reply: &str) -> Vec<String> {
    let mut kept = String::new();
    let mut depth = 0_usize;
    for character in reply.chars() {
        match character {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(character),
            _ => {}
        }
    }
    let mut words = words(&kept, 200);
    words.retain(|word| word != "@" && !word.starts_with(|first: char| first.is_ascii_digit()));
    words.sort();
    words.dedup();
    words
}
