//! Content-Transfer-Encoding (RFC 2045 section 6).

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true).with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The octets behind base64, and whether it was base64 throughout. What is not of the alphabet is passed
/// over, as RFC 2045 section 6.8 asks.
pub(super) fn base64(text: &[u8]) -> (Vec<u8>, bool) {
    let mut clean = true;
    let mut digits: Vec<u8> = Vec::with_capacity(text.len());
    for &octet in text.split(|&octet| octet == b'=').next().unwrap_or_default() {
        if octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'/') {
            digits.push(octet);
        } else if !octet.is_ascii_whitespace() {
            clean = false;
        }
    }
    if digits.len() % 4 == 1 {
        // One digit alone is less than an octet: something was cut off.
        digits.pop();
        clean = false;
    }
    LENIENT.decode(&digits).map_or((Vec::new(), false), |octets| (octets, clean))
}

/// The octets behind quoted-printable. What is none stays as it is (RFC 2045 section 6.7).
pub(super) fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut octets = Vec::with_capacity(text.len());
    for line in text.split_inclusive(|&octet| octet == b'\n') {
        let end = if line.ends_with(b"\r\n") { 2 } else { usize::from(line.ends_with(b"\n")) };
        let (line, end) = line.split_at(line.len() - end);
        let line = line.trim_ascii_end();
        match line.strip_suffix(b"=") {
            Some(line) => escaped(line, &mut octets),
            None => {
                escaped(line, &mut octets);
                octets.extend_from_slice(end);
            }
        }
    }
    octets
}

/// `text` with each `=XX` in the place of its octet.
pub(super) fn escaped(text: &[u8], octets: &mut Vec<u8>) {
    let mut rest = text;
    while let Some((&octet, behind)) = rest.split_first() {
        let hex = (octet == b'=').then(|| behind.split_at_checked(2)).flatten();
        match hex.and_then(|(digits, tail)| Some((hex_octet(digits)?, tail))) {
            Some((octet, tail)) => {
                octets.push(octet);
                rest = tail;
            }
            None => {
                octets.push(octet);
                rest = behind;
            }
        }
    }
}

/// The octet that two hexadecimal digits are.
pub(super) fn hex_octet(digits: &[u8]) -> Option<u8> {
    let mut digits = digits.iter().map(|&digit| char::from(digit).to_digit(16));
    let (high, low) = (digits.next()??, digits.next()??);
    u8::try_from(high * 16 + low).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_with_line_ends_and_without_padding() {
        assert_eq!(base64(b"SGVs\r\nbG8=\r\n"), (b"Hello".to_vec(), true));
        assert_eq!(base64(b"SGVsbG8"), (b"Hello".to_vec(), true));
        assert_eq!(base64(b"SGVs!bG8"), (b"Hello".to_vec(), false));
        assert_eq!(base64(b"SGVsb"), (b"Hel".to_vec(), false));
        assert_eq!(base64(b"===="), (vec![], true));
    }

    #[test]
    fn quoted_printable_joins_soft_line_ends() {
        assert_eq!(quoted_printable(b"caf=C3=A9 =\r\nau lait  \r\n=zz=4"), "caf\u{e9} au lait\r\n=zz=4".as_bytes());
        assert_eq!(quoted_printable(b""), b"");
        assert_eq!(quoted_printable(b"="), b"");
    }
}
