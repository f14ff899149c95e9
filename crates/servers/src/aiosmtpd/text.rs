//! Text as Python looks at it. Octets that are not UTF-8 are kept, as `surrogateescape` keeps them; here
//! each of them stands as a character of a private plane.

/// Where those characters begin.
const ESCAPED: u32 = 0x10_ff00;

/// `str(octets, encoding='utf-8', errors='surrogateescape')`
pub(super) fn of(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len());
    for chunk in octets.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().filter_map(|&octet| char::from_u32(ESCAPED + u32::from(octet))));
    }
    text
}

/// The octet that `character` stands for, where it was not UTF-8.
fn escaped(character: char) -> Option<u8> {
    u32::from(character).checked_sub(ESCAPED).and_then(|octet| u8::try_from(octet).ok()).filter(|octet| *octet >= 0x80)
}

/// `str.strip()`
pub(super) fn strip(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// `str.split()`
pub(super) fn words(text: &str) -> Vec<&str> {
    text.split(is_space).filter(|word| !word.is_empty()).collect()
}

/// `str.isspace()` of one character.
pub(super) fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{1c}'..='\u{1f}')
}

/// `bytes.strip()`
pub(super) fn strip_octets(octets: &[u8]) -> &[u8] {
    let is_space = |octet: &u8| matches!(octet, b' ' | b'\t'..=b'\r');
    let start = octets.iter().position(|octet| !is_space(octet)).unwrap_or(octets.len());
    let end = octets.iter().rposition(|octet| !is_space(octet)).map_or(start, |last| last + 1);
    &octets[start..end]
}

/// Text for the log, whose handler writes what is not UTF-8 with backslashes.
pub(super) fn logged(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match escaped(character) {
            Some(octet) => shown.push_str(&format!("\\udc{octet:02x}")),
            None => shown.push(character),
        }
    }
    shown
}

/// What Python says when `status` cannot be sent, because part of it is not UTF-8.
pub(super) fn encode_error(status: &str) -> Option<String> {
    let characters: Vec<char> = status.chars().collect();
    let start = characters.iter().position(|&character| escaped(character).is_some())?;
    let run: Vec<u8> = characters[start..].iter().map_while(|&character| escaped(character)).collect();
    Some(match run.as_slice() {
        [octet] => format!("'utf-8' codec can't encode character '\\udc{octet:02x}' in position {start}: surrogates not allowed"),
        _ => format!("'utf-8' codec can't encode characters in position {start}-{}: surrogates not allowed", start + run.len() - 1),
    })
}

/// `repr()` of octets.
pub(super) fn repr(octets: &[u8]) -> String {
    let quote = if octets.contains(&b'\'') && !octets.contains(&b'"') { '"' } else { '\'' };
    let mut shown = format!("b{quote}");
    for &octet in octets {
        match octet {
            b'\\' => shown.push_str("\\\\"),
            b'\t' => shown.push_str("\\t"),
            b'\n' => shown.push_str("\\n"),
            b'\r' => shown.push_str("\\r"),
            b'\'' if quote == '\'' => shown.push_str("\\'"),
            b' '..=b'~' => shown.push(char::from(octet)),
            _ => shown.push_str(&format!("\\x{octet:02x}")),
        }
    }
    shown.push(quote);
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn octets_that_are_no_utf8_are_kept() {
        let text = of(b"a\xff\xc3\xa9\xfe\xfd");
        assert_eq!(logged(&text), "a\\udcff\u{e9}\\udcfe\\udcfd");
        assert_eq!(
            encode_error(&text).as_deref(),
            Some("'utf-8' codec can't encode character '\\udcff' in position 1: surrogates not allowed")
        );
        assert_eq!(encode_error("\u{e9}"), None);
        assert_eq!(repr(b"it's\x00\\"), "b\"it's\\x00\\\\\"");
        assert_eq!(repr(b"'\"\x7f"), "b'\\'\"\\x7f'");
    }
}
