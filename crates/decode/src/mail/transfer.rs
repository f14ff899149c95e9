//! Content-Transfer-Encoding (RFC 2045 section 6).

use std::borrow::Cow;

/// Decodes `octets`; what does not belong to the encoding is passed over.
pub(crate) fn decode<'a>(octets: &'a [u8], encoding: Option<&str>) -> Cow<'a, [u8]> {
    match encoding.map(|name| name.trim().to_ascii_lowercase()).as_deref() {
        Some("base64") => Cow::Owned(base64(octets)),
        Some("quoted-printable") => Cow::Owned(quoted_printable(octets)),
        _ => Cow::Borrowed(octets),
    }
}

/// Base64; a character outside of the alphabet is passed over, and the first `-` at the start of a line ends it (a boundary).
pub(crate) fn base64(octets: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(octets.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0_u8);
    for &octet in octets {
        let value = match octet {
            b'A'..=b'Z' => octet - b'A',
            b'a'..=b'z' => octet - b'a' + 26,
            b'0'..=b'9' => octet - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => {
                (bits, held) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = (bits << 6) | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            decoded.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
    }
    decoded
}

/// Quoted-printable; an `=` that begins nothing stands for itself.
///
/// ```text
/// qp-encoded = "=" 2HEXDIG    soft line break = "=" *WSP CRLF
/// ```
pub(crate) fn quoted_printable(octets: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(octets.len());
    let mut rest = octets;
    while let Some((&octet, after)) = rest.split_first() {
        rest = after;
        if octet != b'=' {
            decoded.push(octet);
            continue;
        }
        let hex = |place: usize| after.get(place).and_then(|octet| (*octet as char).to_digit(16));
        if let (Some(high), Some(low)) = (hex(0), hex(1)) {
            decoded.push((high * 16 + low) as u8);
            rest = after.get(2..).unwrap_or_default();
            continue;
        }
        let blanks = after.iter().take(80).take_while(|octet| matches!(octet, b' ' | b'\t' | b'\r')).count();
        match after.get(blanks) {
            Some(b'\n') => rest = after.get(blanks + 1..).unwrap_or_default(),
            None => rest = &[],
            Some(_) => decoded.push(b'='),
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_whatever_stands_in_it() {
        assert_eq!(base64(b"SGVs\r\nbG8="), b"Hello");
        assert_eq!(base64(b"SG!Vs bG8"), b"Hello");
    }

    #[test]
    fn quoted_printable_joins_lines() {
        assert_eq!(quoted_printable(b"a=\r\nb=3D=E4=zz="), b"ab=\xe4=zz");
    }
}
