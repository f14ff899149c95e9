//! A transcript as this page writes it, with `C: ` and `S: ` before what was said; in Markdown too.

use super::{Spoken, is_reply_line};

pub(super) fn knows(line: &str) -> bool {
    line.trim_start().strip_prefix("S: ").is_some_and(is_reply_line) || line.trim_start().starts_with("C: ")
}

pub(super) fn read(lines: &[&str]) -> Result<Vec<Spoken>, usize> {
    let spoken = lines.iter().filter_map(|line| {
        let line = line.trim_start();
        let (mark, said) = line.split_at_checked(2)?;
        let said = said.strip_prefix(' ').unwrap_or(said).to_owned();
        match mark {
            "C:" => Some(Spoken::Client(said)),
            "S:" => Some(Spoken::Server(said)),
            "--" if line == "-- connected" => Some(Spoken::Connected),
            _ => None,
        }
    });
    Ok(spoken.collect())
}
