//! Octets as text.

use encoding_rs::{Encoding, GB18030, ISO_2022_JP, WINDOWS_1252};

/// Decodes `octets` from the charset that is `named`, or from the one in which they make sense: a label that no
/// charset has, or that the octets do not keep to, is not believed.
pub(crate) fn decode(octets: &[u8], named: Option<&str>) -> String {
    let label = named.map(|name| name.trim_matches(['"', '\'', ' ']));
    let ascii = label.is_none_or(|name| name.eq_ignore_ascii_case("us-ascii") || name.eq_ignore_ascii_case("ascii"));
    if let Some(encoding) = label.and_then(|name| Encoding::for_label(name.as_bytes())).filter(|_| !ascii)
        && let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(octets)
    {
        return text.into_owned();
    }
    if has_escapes(octets)
        && let Some(text) = ISO_2022_JP.decode_without_bom_handling_and_without_replacement(octets)
    {
        return text.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(octets) {
        return text.to_owned();
    }
    match GB18030.decode_without_bom_handling_and_without_replacement(octets) {
        Some(text) if text.chars().filter(|&character| crate::paste::is_han(character)).count() > 1 => text.into_owned(),
        _ if label.is_some_and(|name| name.eq_ignore_ascii_case("utf-8")) => String::from_utf8_lossy(octets).into_owned(),
        _ => WINDOWS_1252.decode_without_bom_handling(octets).0.into_owned(),
    }
}

/// Whether the escapes of ISO-2022-JP (RFC 1468) stand in it.
fn has_escapes(octets: &[u8]) -> bool {
    octets.windows(3).any(|three| matches!(three, b"\x1b$B" | b"\x1b$@" | b"\x1b(J"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_named_charset_is_taken_where_the_octets_keep_to_it() {
        for (octets, name, text) in [
            (&b"\xd3\xc3\xbb\xa7"[..], Some("gb18030"), "用户"),
            (b"\xd3\xc3\xbb\xa7", Some("us-ascii"), "用户"),
            (b"\xa5\xce\xa4\xe1", Some("big5"), "用戶"),
            (b"\x1b$BAw?.\x1b(B", Some("iso-2022-jp"), "送信"),
            (b"\x1b$BAw?.\x1b(B", None, "送信"),
            (b"Empf\xe4nger", Some("windows-1252"), "Empfänger"),
            (b"O\x00K\x00", Some("utf-16le"), "OK"),
            ("ä".as_bytes(), Some("no-such-charset"), "ä"),
        ] {
            assert_eq!(decode(octets, name), text, "{name:?}");
        }
    }
}
