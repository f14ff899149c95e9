//! How the faults of a path are mended: quotes, brackets, white space.

use crate::wire::Span;

/// `text` as a quoted string (RFC 5321 section 4.1.2): white space and control characters that none may
/// hold become spaces.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        if matches!(character, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(if character.is_ascii_control() { ' ' } else { character });
    }
    quoted.push('"');
    quoted
}

/// `text` without the white space outside quotes.
pub(super) fn without_blanks(text: &str) -> String {
    let (mut inside, mut escaped) = (false, false);
    text.chars()
        .filter(|character| {
            let quoted = inside || escaped;
            inside ^= *character == '"' && !escaped;
            escaped = *character == '\\' && !escaped;
            quoted || !matches!(character, ' ' | '\t')
        })
        .collect()
}

/// Where the quote that was opened at `at` is closed best: before the last `@`, else before the `>`, else
/// at the end.
pub(super) fn quote_place(line: &[u8], at: usize, end: usize) -> Span {
    let rest = line.get(at + 1..end).unwrap_or_default();
    let found = rest.iter().rposition(|&octet| octet == b'@').or(rest.iter().rposition(|&octet| octet == b'>'));
    let place = found.map_or(end, |found| at + 1 + found);
    // A backslash would take the quote's meaning away.
    let escaped = line[..place].iter().rev().take_while(|&&octet| octet == b'\\').count() % 2 == 1;
    Span::new(place - usize::from(escaped), place)
}

/// Where the bracket that is missing belongs: after the first word that holds an `@`, else at the end.
pub(super) fn bracket_place(line: &[u8], start: usize, end: usize) -> Span {
    let inner = line.get(start..end).unwrap_or_default();
    let plain = !inner.iter().any(|octet| matches!(octet, b'"' | b'\\'));
    let at = inner.iter().position(|&octet| octet == b'@').filter(|_| plain);
    let blank = at.and_then(|at| inner[at..].iter().position(|octet| matches!(octet, b' ' | b'\t')).map(|found| start + at + found));
    let place = blank.unwrap_or(end);
    let escaped = line[..place].iter().rev().take_while(|&&octet| octet == b'\\').count() % 2 == 1;
    Span::new(place - usize::from(escaped), place)
}
