//! How Cyrus SASL, as Postfix uses it, reads base64 (`sasl_decode64()`).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use smtp_engine::session::SaslError;

/// Decodes group by group of four; a group that is cut off is told apart from one that is wrong.
/// The answer ends at the first NUL, as strings in C do.
pub(super) fn decode_base64(text: &[u8]) -> Result<Vec<u8>, SaslError> {
    let text = text.split(|&octet| octet == 0).next().unwrap_or_default();
    let whole = text.len() / 4 * 4;
    let (groups, rest) = text.split_at(whole);
    let decoded = STANDARD.decode(groups).map_err(|_| SaslError::Protocol)?;
    match rest {
        [] => Ok(decoded),
        _ if groups.ends_with(b"=") => Err(SaslError::Protocol),
        _ => Err(SaslError::Incomplete),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_off_group_is_told_apart_from_a_wrong_one() {
        assert_eq!(decode_base64(b"QUJD"), Ok(b"ABC".to_vec()));
        assert_eq!(decode_base64(b"QUJ"), Err(SaslError::Incomplete));
        assert_eq!(decode_base64(b"%%%"), Err(SaslError::Incomplete));
        assert_eq!(decode_base64(b"!!!notbase64!!!"), Err(SaslError::Protocol));
        assert_eq!(decode_base64(b"QUI=QUJD"), Err(SaslError::Protocol));
        assert_eq!(decode_base64(b""), Ok(vec![]));
    }
}
