//! `curl -v`: `> ` and `< ` before what was said. The message is not in it.

use super::{Spoken, is_reply_line};

pub(super) fn knows(line: &str) -> bool {
    line.starts_with("* Connected to ") || line.strip_prefix("< ").is_some_and(is_reply_line)
}

pub(super) fn read(lines: &[&str]) -> Result<Vec<Spoken>, usize> {
    let spoken = lines.iter().filter_map(|line| match line.split_at_checked(2)? {
        ("> ", said) => Some(Spoken::Client(said.to_owned())),
        ("< ", said) => Some(Spoken::Server(said.to_owned())),
        ("* ", note) if note.starts_with("Connected to ") => Some(Spoken::Connected),
        _ => None,
    });
    Ok(spoken.collect())
}
