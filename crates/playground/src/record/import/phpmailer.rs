//! PHPMailer with `SMTPDebug` 2 or more, as text or as HTML: `time  CLIENT -> SERVER: ...`, `SERVER -> CLIENT: ...`;
//! further lines of a reply are indented, and as HTML they stand one behind the other.

use super::{Spoken, is_reply_line};

const CLIENT: &str = "CLIENT -> SERVER:";
const SERVER: &str = "SERVER -> CLIENT:";

pub(super) fn knows(line: &str) -> bool {
    line.contains(CLIENT) || line.contains(SERVER) || line.contains("SERVER -&gt; CLIENT:")
}

pub(super) fn read(lines: &[&str]) -> Result<Vec<Spoken>, usize> {
    let mut spoken = Vec::new();
    let mut in_reply = false;
    for line in lines {
        let line = without_html(line);
        let behind = |mark: &str| line.split_once(mark).map(|(_, said)| said.strip_prefix(' ').unwrap_or(said).to_owned());
        if line.ends_with("Connection: opened") {
            spoken.push(Spoken::Connected);
        } else if let Some(said) = behind(SERVER) {
            in_reply = true;
            spoken.extend(reply_lines(&said).into_iter().map(Spoken::Server));
            continue;
        } else if let Some(said) = behind(CLIENT) {
            spoken.push(Spoken::Client(said));
        } else if in_reply && line.starts_with([' ', '\t']) && is_reply_line(line.trim_start()) {
            spoken.push(Spoken::Server(line.trim().to_owned()));
            continue;
        }
        in_reply = false;
    }
    Ok(spoken)
}

fn without_html(line: &str) -> String {
    let Some(line) = line.trim_end().strip_suffix("<br>").or_else(|| line.trim_end().strip_suffix("<br />")) else {
        return line.to_owned();
    };
    line.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#039;", "'").replace("&amp;", "&")
}

/// The lines of a reply that may stand one behind the other: each begins with the same number, and only the
/// last has a space behind it.
fn reply_lines(said: &str) -> Vec<String> {
    let goes_on = said.get(..3).filter(|_| is_reply_line(said) && said.as_bytes().get(3) == Some(&b'-')).map(str::to_owned);
    let Some(code) = goes_on else {
        return vec![said.to_owned()];
    };
    let mut lines = Vec::new();
    let mut rest = said;
    // The first number stands at the start; a further one begins the next line.
    while let Some(at) = rest.get(4..).and_then(|tail| {
        let next = [format!("{code}-"), format!("{code} ")];
        next.iter().filter_map(|start| tail.find(start.as_str())).min()
    }) {
        let (line, behind) = rest.split_at(at + 4);
        lines.push(line.trim_end().to_owned());
        rest = behind;
        if rest.as_bytes().get(3) == Some(&b' ') {
            break;
        }
    }
    lines.push(rest.to_owned());
    lines
}
