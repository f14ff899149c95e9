//! swaks: ` -> ` and `<-  ` before what was said, with `~` in the place of `-` inside TLS; `** ` and `<** ` for
//! what went wrong.

use super::Spoken;

/// Marks of the client's lines.
const CLIENT: [&str; 4] = [" -> ", " ~> ", "**> ", "*~> "];
/// Marks of the server's lines.
const SERVER: [&str; 4] = ["<-  ", "<~  ", "<** ", "<~* "];

pub(super) fn knows(line: &str) -> bool {
    line.starts_with("=== Trying ") || line.starts_with("=== Connected to ") || SERVER.iter().any(|mark| line.starts_with(mark))
}

pub(super) fn read(lines: &[&str]) -> Result<Vec<Spoken>, usize> {
    let spoken = lines.iter().filter_map(|line| {
        let behind = |marks: [&str; 4]| marks.iter().find_map(|mark| line.strip_prefix(mark)).map(str::to_owned);
        if line.starts_with("=== Connected to ") {
            return Some(Spoken::Connected);
        }
        // An empty line may have lost the space at its end.
        let empty = [" ->", " ~>"].contains(line).then(String::new);
        behind(SERVER).map(Spoken::Server).or_else(|| behind(CLIENT).or(empty).map(Spoken::Client))
    });
    Ok(spoken.collect())
}
