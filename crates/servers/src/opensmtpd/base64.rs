//! How OpenSMTPD reads base64 in AUTH: `b64_pton()` of BIND, which skips white space anywhere.

use smtp_engine::session::SaslError;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Decodes `text`, which ends at the first NUL.
pub(super) fn decode(text: &[u8]) -> Result<Vec<u8>, SaslError> {
    let is_space = |octet: &u8| matches!(octet, b' ' | b'\t'..=b'\r');
    let mut digits = text.iter().copied().take_while(|&octet| octet != 0).filter(|octet| !is_space(octet)).peekable();
    let mut decoded = Vec::new();
    let (mut bits, mut count) = (0u32, 0u32);
    while let Some(digit) = digits.next_if(|&octet| octet != b'=') {
        let value = ALPHABET.iter().position(|&known| known == digit).ok_or(SaslError::Protocol)?;
        bits = (bits << 6 | value as u32) & 0xfff;
        count += 1;
        if count % 4 != 1 {
            let spare = [0, 0, 4, 2][count as usize % 4];
            decoded.push((bits >> spare & 0xff) as u8);
        }
    }
    // What is left over after whole octets must be zero.
    let padding: Vec<u8> = digits.collect();
    let wanted = [(0, 0), (0, 0), (2, 0xf), (1, 0x3)][count as usize % 4];
    match (count % 4, padding.as_slice()) {
        (0, []) => Ok(decoded),
        (2 | 3, equals) if equals.len() == wanted.0 && equals.iter().all(|&octet| octet == b'=') && bits & wanted.1 == 0 => Ok(decoded),
        _ => Err(SaslError::Protocol),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_skipped_and_padding_is_wanted() {
        assert_eq!(decode(b"QUJD"), Ok(b"ABC".to_vec()));
        assert_eq!(decode(b"QU I=\t"), Ok(b"AB".to_vec()));
        assert_eq!(decode(b"QQ = ="), Ok(b"A".to_vec()));
        assert_eq!(decode(b"//79"), Ok(vec![0xff, 0xfe, 0xfd]));
        assert_eq!(decode(b""), Ok(vec![]));
        for wrong in [&b"="[..], b"QUI", b"QQ=", b"QUI==", b"QUJD=", b"QUJ=", b"*", b"!!!", b"QQ==QQ=="] {
            assert_eq!(decode(wrong), Err(SaslError::Protocol), "{wrong:?}");
        }
    }
}
