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
            "Provider {{ id: {id:?}, name: {:?}, server: {:?}, hosts: {}, words: {} }},",
            text(row, "name"),
            text(row, "server"),
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
    Ok(code)
}

/// The different words of a reply, without placeholders, codes and addresses of pages.
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
    // Where a page about it lies changes more often than what is said.
    let plain: Vec<&str> = kept.split_whitespace().filter(|word| !word.contains("://")).collect();
    let mut words = words(&plain.join(" "), 200);
    words.retain(|word| word != "@" && !word.starts_with(|first: char| first.is_ascii_digit()));
    words.sort();
    words.dedup();
    words
}
