//! Numbers and quoted strings of a script.

/// `120 and more`: the number, and what follows it.
pub(super) fn count(text: &str) -> Option<(u64, &str)> {
    let (number, rest) = text.split_once(' ').unwrap_or((text, ""));
    number.parse().ok().filter(|number| (1..=100_000).contains(number)).map(|number| (number, rest))
}

/// `"text" * 3 + "text"`, of `most` octets at most.
pub(super) fn read_octets(text: &str, most: usize) -> Option<Vec<u8>> {
    let mut octets = Vec::new();
    let mut rest = text.trim();
    loop {
        let end = closing_quote(rest)?;
        let piece = unescape(&rest[..=end])?;
        rest = rest[end + 1..].trim_start();
        let mut times = 1;
        if let Some(behind) = rest.strip_prefix('*') {
            let (number, behind) = count(behind.trim_start())?;
            (times, rest) = (number, behind.trim_start());
        }
        for _ in 0..times {
            octets.extend_from_slice(&piece);
            if octets.len() > most {
                return None;
            }
        }
        match rest.strip_prefix('+') {
            Some(behind) => rest = behind.trim_start(),
            None if rest.is_empty() => return Some(octets),
            None => return None,
        }
    }
}
/// Where the string that `text` starts with ends.
fn closing_quote(text: &str) -> Option<usize> {
    let mut escaped = false;
    let inner = text.strip_prefix('"')?;
    let end = inner.char_indices().find(|(_, character)| {
        let ends = *character == '"' && !escaped;
        escaped = *character == '\\' && !escaped;
        ends
    })?;
    Some(end.0 + 1)
}

fn unescape(quoted: &str) -> Option<Vec<u8>> {
    let inner = quoted.trim().strip_prefix('"')?.strip_suffix('"')?;
    let mut octets = Vec::new();
    let mut rest = inner.bytes();
    while let Some(octet) = rest.next() {
        if octet != b'\\' {
            octets.push(octet);
            continue;
        }
        octets.push(match rest.next()? {
            b'r' => b'\r',
            b'n' => b'\n',
            b't' => b'\t',
            b'0' => 0,
            b'\\' => b'\\',
            b'"' => b'"',
            b'x' => {
                let digit = |octet: u8| char::from(octet).to_digit(16);
                (digit(rest.next()?)? * 16 + digit(rest.next()?)?) as u8
            }
            _ => return None,
        });
    }
    Some(octets)
}
