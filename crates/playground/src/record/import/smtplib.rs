//! Python's smtplib with `set_debuglevel(1)` or `(2)`, where a time stands before each line: `send: '...'` and
//! `reply: b'...'`, with a literal as `repr` writes it.

use super::Spoken;

pub(super) fn knows(line: &str) -> bool {
    let line = without_time(line);
    literal(line, "send: ").is_some() || literal(line, "reply: ").is_some()
}

pub(super) fn read(lines: &[&str]) -> Result<Vec<Spoken>, usize> {
    let mut spoken = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let line = without_time(line);
        if line.starts_with("connect: to ") {
            spoken.push(Spoken::Connected);
        } else if let Some(literal) = literal(line, "send: ") {
            let text = unescape(literal).ok_or(index + 1)?;
            spoken.extend(text.strip_suffix("\r\n").unwrap_or(&text).split("\r\n").map(|line| Spoken::Client(line.to_owned())));
        } else if let Some(literal) = literal(line, "reply: ") {
            let text = unescape(literal).ok_or(index + 1)?;
            // At the end of the connection it notes an empty reply.
            spoken.extend(text.lines().filter(|line| !line.is_empty()).map(|line| Spoken::Server(line.to_owned())));
        }
    }
    Ok(spoken)
}

/// `07:05:50.675988 ` before a line is taken off.
fn without_time(line: &str) -> &str {
    let is_time = |time: &str| time.len() >= 8 && time.bytes().all(|octet| octet.is_ascii_digit() || matches!(octet, b':' | b'.'));
    match line.split_once(' ') {
        Some((time, rest)) if is_time(time) => rest,
        _ => line,
    }
}

/// The literal behind `mark`, without the `b`.
fn literal<'l>(line: &'l str, mark: &str) -> Option<&'l str> {
    let rest = line.strip_prefix(mark)?;
    let rest = rest.strip_prefix('b').unwrap_or(rest);
    rest.starts_with(['\'', '"']).then_some(rest)
}

/// What a literal of Python stands for.
fn unescape(literal: &str) -> Option<String> {
    let quote = literal.chars().next()?;
    let inner = literal.trim_end().strip_prefix(quote)?.strip_suffix(quote)?;
    let mut octets = Vec::new();
    let mut rest = inner.chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            octets.extend(character.encode_utf8(&mut [0; 4]).bytes());
            continue;
        }
        match rest.next()? {
            'r' => octets.push(b'\r'),
            'n' => octets.push(b'\n'),
            't' => octets.push(b'\t'),
            'x' => {
                let digits: String = rest.by_ref().take(2).collect();
                octets.push(u8::from_str_radix(&digits, 16).ok()?);
            }
            other => octets.extend(other.encode_utf8(&mut [0; 4]).bytes()),
        }
    }
    Some(String::from_utf8_lossy(&octets).into_owned())
}
