//! Text as JavaScript looks at it.

/// `Buffer.toString()`: octets that are not UTF-8 become U+FFFD.
pub(super) fn of(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}

/// `String.trim()`
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// `text.trim().split(/\s+/)`: at least one word, which may be empty.
pub(super) fn words(text: &str) -> Vec<&str> {
    let trimmed = trim(text);
    if trimmed.is_empty() {
        return vec![""];
    }
    trimmed.split(is_space).filter(|word| !word.is_empty()).collect()
}

/// `\s`
pub(super) fn is_space(character: char) -> bool {
    character == '\u{feff}' || (character.is_whitespace() && character != '\u{85}')
}

/// `CONTROL_CHARS`: C0, DEL and C1.
pub(super) fn has_control(text: &str) -> bool {
    text.chars().any(char::is_control)
}

/// `String.length`: UTF-16 units.
pub(super) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// `JSON.stringify()` of a string, without the quotes.
pub(super) fn json(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            '\u{8}' => escaped.push_str("\\b"),
            '\u{c}' => escaped.push_str("\\f"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            control if control < ' ' => escaped.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_javascript() {
        assert_eq!(words(" \u{a0}EHLO\u{feff} a\tb\u{b} "), ["EHLO", "a", "b"]);
        assert_eq!(words(" \r"), [""]);
        assert_eq!(words("a\u{85}b"), ["a\u{85}b"]);
        assert_eq!(json("a\"\\\u{1}\r\u{7f}é"), "a\\\"\\\\\\u0001\\r\u{7f}é");
    }
}
