//! How OpenSMTPD makes octets fit for its log (`strnvis()`).

/// A command: with `VIS_SAFE | VIS_CSTYLE`.
pub(super) fn command(octets: &[u8]) -> String {
    encode(octets, false)
}

/// A login: with `VIS_SAFE | VIS_WHITE`, so white space too.
pub(super) fn login(octets: &[u8]) -> String {
    encode(octets, true)
}

fn encode(octets: &[u8], white: bool) -> String {
    let mut text = String::with_capacity(octets.len());
    for &octet in octets {
        let plain = octet.is_ascii_graphic() || matches!(octet, 7 | 8 | b'\r') || (!white && matches!(octet, b' ' | b'\t' | b'\n'));
        match octet {
            b'\\' => text.push_str("\\\\"),
            _ if plain => text.push(char::from(octet)),
            0x0b if !white => text.push_str("\\v"),
            0x0c if !white => text.push_str("\\f"),
            _ if octet & 0x7f == b' ' => text.push_str(&format!("\\{octet:03o}")),
            _ => {
                text.push('\\');
                if octet & 0x80 != 0 {
                    text.push('M');
                }
                let low = octet & 0x7f;
                text.push(if low.is_ascii_control() { '^' } else { '-' });
                text.push(char::from(if low.is_ascii_control() { low ^ 0x40 } else { low }));
            }
        }
    }
    text
}

/// What the system's log makes of a line: control characters become `#` and three octal digits.
pub(super) fn syslog(text: &str) -> String {
    if !text.contains(|character: char| character.is_ascii_control()) {
        return text.to_owned();
    }
    text.chars()
        .map(|character| if character.is_ascii_control() { format!("#{:03o}", u32::from(character)) } else { character.to_string() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn octets_are_written_as_vis_does() {
        assert_eq!(command("j\u{f6}rg \\".as_bytes()), "j\\M-C\\M-6rg \\\\");
        assert_eq!(command(b"\xff\x01\x7f\x0b\xa0"), "\\M^?\\^A\\^?\\v\\240");
        assert_eq!(login(b"a b\t"), "a\\040b\\^I");
        assert_eq!(syslog("\tNOO\u{8}P"), "#011NOO#010P");
    }
}
