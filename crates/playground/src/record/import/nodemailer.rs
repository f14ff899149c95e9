//! nodemailer with `logger: true, debug: true`: `[time] DEBUG [id] C: ...`, `S: ...`, and the lines of the message
//! without a mark.

use super::{Spoken, is_reply_line};

pub(super) fn knows(line: &str) -> bool {
    text(line).is_some_and(|text| text.strip_prefix("S: ").is_some_and(is_reply_line))
}

pub(super) fn read(lines: &[&str]) -> Result<Vec<Spoken>, usize> {
    let mut spoken = Vec::new();
    let mut in_message = false;
    for line in lines {
        let Some(said) = text(line) else { continue };
        if said.starts_with("Connection established to ") {
            spoken.push(Spoken::Connected);
        } else if let Some(said) = said.strip_prefix("S: ") {
            in_message = said.starts_with("354");
            spoken.push(Spoken::Server(said.to_owned()));
        } else if let Some(said) = said.strip_prefix("C: ").filter(|_| !in_message) {
            spoken.push(Spoken::Client(said.to_owned()));
        } else if in_message && line.contains(" DEBUG ") {
            spoken.push(Spoken::Client(said.to_owned()));
            in_message = said != ".";
        }
    }
    Ok(spoken)
}

/// What stands behind `[2026-11-23 07:05:51] DEBUG [Sn01tDZkx9I] `.
fn text(line: &str) -> Option<&str> {
    let (_, rest) = line.strip_prefix('[')?.split_once("] ")?;
    let (level, rest) = rest.split_once(' ')?;
    let known = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"].contains(&level);
    let (_, text) = rest.trim_start().strip_prefix('[').filter(|_| known)?.split_once(']')?;
    Some(text.strip_prefix(' ').unwrap_or(text))
}
