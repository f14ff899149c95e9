//! `openssl s_client` in a terminal: what was typed and what came back stand there without marks. A line with a
//! reply code is the server's; any other behind the start of TLS is the client's.

use super::{Spoken, is_reply_line};

/// What `s_client` itself says between the lines of a session.
const NOTES: [&str; 7] = ["read R BLOCK", "RENEGOTIATING", "closed", "DONE", "KEYUPDATE", "read:errno=", "write:errno="];

pub(super) fn knows(line: &str) -> bool {
    line.starts_with("CONNECTED(") || line.starts_with("verify return:") || line.starts_with("depth=0 ")
}

pub(super) fn read(lines: &[&str]) -> Result<Vec<Spoken>, usize> {
    let mut spoken = Vec::new();
    let (mut in_block, mut in_message, mut begun) = (false, false, false);
    for line in lines {
        if is_reply_line(line) && !(in_message && begun) {
            if !begun && !line.starts_with("220") {
                // -starttls: openssl itself has said hello and asked for TLS.
                let opening = ["EHLO mail.example.com", "STARTTLS"].map(|said| Spoken::Unanswered(said.to_owned()));
                spoken.extend([Spoken::Connected].into_iter().chain(opening));
                begun = true;
                continue;
            }
            (begun, in_block) = (true, false);
            in_message = line.starts_with("354");
            spoken.push(Spoken::Server((*line).to_owned()));
        } else if !begun {
            continue;
        } else if *line == "---" && !in_message {
            // The notes on a session ticket stand between two such lines.
            in_block = !in_block;
        } else if *line == "DONE" && matches!(spoken.last(), Some(Spoken::Client(said)) if said.starts_with('Q')) {
            // A line that begins with Q is for s_client: it ends, and the server never sees the line.
            spoken.pop();
        } else if !in_block && (in_message || !(line.is_empty() || NOTES.iter().any(|note| line.starts_with(note)))) {
            in_message = in_message && *line != ".";
            spoken.push(Spoken::Client((*line).to_owned()));
        }
    }
    Ok(spoken)
}
