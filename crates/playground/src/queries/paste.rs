//! What was typed or pasted, made fit to be sent.

/// The most UTF-16 units that are taken at once.
pub const LIMIT: usize = 1_000_000;

/// What a person typed or pasted, as it will be sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The text; half characters are U+FFFD.
    pub text: String,
    /// How many half characters (lone surrogates) there were.
    pub halves: usize,
}

/// Reads what the browser holds: UTF-16 that need not be well-formed.
pub fn read(units: impl IntoIterator<Item = u16>) -> Typed {
    let mut typed = Typed::default();
    for unit in char::decode_utf16(units) {
        typed.text.push(unit.unwrap_or_else(|_| {
            typed.halves += 1;
            char::REPLACEMENT_CHARACTER
        }));
    }
    typed
}

/// The lines of `text`, without their ends. An end of line behind the last one makes no further line.
pub fn lines(text: &str) -> Vec<&str> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect()
}

/// What the client says in a transcript that has `C:` and `S:` before its lines; nothing if `text` is no
/// such transcript.
pub fn client_lines(text: &str) -> Option<String> {
    let mut said = Vec::new();
    for line in lines(text).into_iter().filter(|line| !line.trim().is_empty()) {
        match line.trim_start().split_at_checked(2)? {
            ("C:", rest) => said.push(rest.strip_prefix(' ').unwrap_or(rest)),
            ("S:", _) => {}
            _ => return None,
        }
    }
    (!said.is_empty()).then(|| said.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_characters_are_counted_and_replaced() {
        let units = [0x41, 0xd83e, 0xdd80, 0xd800, 0x42, 0xdc00];
        assert_eq!(read(units), Typed { text: "A🦀\u{fffd}B\u{fffd}".into(), halves: 2 });
    }

    #[test]
    fn lines_come_without_their_ends() {
        assert_eq!(lines("a\r\nb\n\nc"), ["a", "b", "", "c"]);
        assert_eq!(lines("a\n"), ["a"]);
        assert_eq!(lines(""), [""]);
    }

    #[test]
    fn of_a_transcript_only_the_client_is_taken() {
        assert_eq!(client_lines("S: 220 hi\nC: EHLO a\nS: 250 ok\n\nC: QUIT").as_deref(), Some("EHLO a\nQUIT"));
        assert_eq!(client_lines("EHLO a\nC: QUIT"), None);
        assert_eq!(client_lines("S: 220 hi"), None);
        assert_eq!(client_lines("日"), None);
    }
}
