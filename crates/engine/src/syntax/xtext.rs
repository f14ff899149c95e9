use thiserror::Error;

/// Why a text is no xtext.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum XtextError {
    /// `+` without two upper-case hexadecimal digits.
    #[error("octet {0}: + must be followed by two hexadecimal digits")]
    BadHex(usize),
    /// A character that must be written as `+XX`.
    #[error("octet {0} must be written as + and two hexadecimal digits")]
    BadCharacter(usize),
}

/// Decodes xtext (RFC 3461 section 4).
///
/// ```text
/// xtext   = *( xchar / hexchar )
/// xchar   = any ASCII CHAR between "!" (33) and "~" (126) inclusive, except for "+" and "=".
/// hexchar = ASCII "+" immediately followed by two upper case hexadecimal digits
/// ```
pub fn decode_xtext(text: &[u8]) -> Result<Vec<u8>, XtextError> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut position = 0;
    while let Some(&octet) = text.get(position) {
        match octet {
            b'+' => {
                let digit = |at: usize| text.get(at).and_then(|&digit| char::from(digit).to_digit(16));
                let (Some(high), Some(low)) = (digit(position + 1), digit(position + 2)) else {
                    return Err(XtextError::BadHex(position));
                };
                decoded.push((high * 16 + low) as u8);
                position += 3;
            }
            b'!'..=b'~' if octet != b'=' => {
                decoded.push(octet);
                position += 1;
            }
            _ => return Err(XtextError::BadCharacter(position)),
        }
    }
    Ok(decoded)
}

/// Encodes `octets` as xtext (RFC 3461 section 4).
pub fn encode_xtext(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len());
    for &octet in octets {
        match octet {
            b'!'..=b'~' if !matches!(octet, b'+' | b'=') => text.push(octet.into()),
            _ => text.push_str(&format!("+{octet:02X}")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_decoded() {
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(decode_xtext(encode_xtext(&all).as_bytes()), Ok(all));
        assert_eq!(encode_xtext(b"a+b=c"), "a+2Bb+3Dc");
    }

    #[test]
    fn hexchars_are_decoded_and_bad_ones_named() {
        assert_eq!(decode_xtext(b"a+2Bb"), Ok(b"a+b".to_vec()));
        assert_eq!(decode_xtext(b"a+ZZ"), Err(XtextError::BadHex(1)));
        assert_eq!(decode_xtext(b"a=b"), Err(XtextError::BadCharacter(1)));
        assert_eq!(decode_xtext(b"a+2"), Err(XtextError::BadHex(1)));
    }
}
