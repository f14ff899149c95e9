//! Text that was quoted when it was forwarded: each line begins with `>`.

use std::borrow::Cow;

use crate::paste::Paste;

/// The deepest quoting that is taken off.
const DEPTH: usize = 6;

/// The octets of the paste without the quoting that most of its lines have. Lines keep their numbers.
pub(crate) fn unquote<'a>(paste: &'a Paste<'_>) -> Cow<'a, [u8]> {
    let mut octets = match std::str::from_utf8(paste.octets) {
        // UTF-16 is of no use as octets, and a mark of UTF-8 would stand in the first field's name.
        _ if paste.octets.starts_with(b"\xff\xfe")
            || paste.octets.starts_with(b"\xfe\xff")
            || paste.octets.starts_with(b"\xef\xbb\xbf") =>
        {
            Cow::Borrowed(paste.text.as_bytes())
        }
        _ => Cow::Borrowed(paste.octets),
    };
    for _ in 0..DEPTH {
        if !is_quoted(&octets) {
            break;
        }
        octets = Cow::Owned(without(&octets));
    }
    octets
}

/// Whether three in four of the first lines that are not empty begin with `>`.
fn is_quoted(octets: &[u8]) -> bool {
    let lines = octets.split(|octet| *octet == b'\n').filter(|line| !line.trim_ascii().is_empty()).take(400);
    let (quoted, all) = lines.fold((0, 0), |(quoted, all), line| (quoted + usize::from(is_mark(line)), all + 1));
    all > 1 && quoted * 4 >= all * 3
}

/// `>`, but not the `>>>` of a dialogue.
fn is_mark(line: &[u8]) -> bool {
    let line = line.trim_ascii_start();
    line.starts_with(b">") && !line.starts_with(b">>> ") && !line.starts_with(b">From ")
}

fn without(octets: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(octets.len());
    for line in octets.split_inclusive(|octet| *octet == b'\n') {
        let trimmed = line.trim_ascii_start();
        let rest = if is_mark(line) { trimmed.strip_prefix(b">").unwrap_or(trimmed) } else { line };
        let rest = if is_mark(line) { rest.strip_prefix(b" ").unwrap_or(rest) } else { rest };
        plain.extend_from_slice(rest);
        if line.ends_with(b"\n") && !rest.ends_with(b"\n") {
            plain.push(b'\n');
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Budget;

    #[test]
    fn quoting_is_taken_off_and_lines_stay() {
        let text = b"> > Subject: x\n> >\n> > <bob@example.com>: no\n>\n> > >>> RCPT\n";
        let paste = Paste::new(text, Budget::default());
        assert_eq!(unquote(&paste).as_ref(), b"Subject: x\n\n<bob@example.com>: no\n\n>>> RCPT\n");
    }
}
