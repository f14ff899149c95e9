//! How Sendmail shows octets in its replies.

/// `MAXSHORTSTR`
const SHORT: usize = 203;

/// `shortenstring()`: of a long text, the middle is left out.
pub(super) fn shorten(text: &[u8]) -> Vec<u8> {
    let text = text.split(|&octet| octet == 0).next().unwrap_or_default();
    if text.len() < SHORT {
        return text.to_vec();
    }
    let half = (SHORT - 3) / 2;
    [&text[..half], b"...", &text[text.len() - half..]].concat()
}

/// `fmtmsg()`: every octet loses its highest bit.
pub(super) fn seven_bits(text: &[u8]) -> String {
    text.iter().map(|octet| char::from(octet & 0x7f)).collect()
}
