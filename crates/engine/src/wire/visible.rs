//! Octets made visible.

use super::without_end;

/// `octets` for reading: control characters become their pictures (NUL is ␀), what is not UTF-8 becomes
/// `\xHH`. A tab stays a tab. Nothing is left out and nothing can act on the page.
pub fn visible(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len());
    for chunk in octets.utf8_chunks() {
        for character in chunk.valid().chars() {
            text.push(picture(character));
        }
        for octet in chunk.invalid() {
            text.push_str(&format!("\\x{octet:02X}"));
        }
    }
    text
}

/// As [`visible`], with line ends kept as they are for a reader of several lines.
pub fn visible_lines(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len());
    for line in octets.split_inclusive(|&octet| octet == b'\n') {
        text.push_str(&visible(without_end(line)));
        if line.ends_with(b"\n") {
            text.push('\n');
        }
    }
    text
}

fn picture(character: char) -> char {
    match character {
        '\t' => '\t',
        '\0'..='\x1f' => char::from_u32(0x2400 + character as u32).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        // They would turn the direction of what follows, or are not there to see.
        '\u{80}'..='\u{9f}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => '\u{fffd}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_can_be_seen() {
        assert_eq!(visible(b"a\0b\rc\x7f\xff\xe2\x82"), "a␀b␍c␡\\xFF\\xE2\\x82");
        assert_eq!(visible("\u{202e}evil 🦀".as_bytes()), "\u{fffd}evil 🦀");
        assert_eq!(visible_lines(b"a\r\nb\nc\rd"), "a\nb\nc␍d");
    }
}
