//! Encoded words in header fields (RFC 2047).

use super::transfer;
use smtp_engine::wire::visible;

/// Makes text of the octets of a charset; nothing where it does not know the charset. The browser knows
/// them all, so none is part of the page.
pub type Charset = fn(&str, &[u8]) -> Option<String>;

/// No encoded word is longer; by RFC 2047 section 2 it ends after 75 characters.
const LONGEST: usize = 1000;

/// The charsets that need no table.
pub fn known_charsets(charset: &str, octets: &[u8]) -> Option<String> {
    match charset.to_ascii_lowercase().as_str() {
        "utf-8" | "us-ascii" => Some(String::from_utf8_lossy(octets).into_owned()),
        "iso-8859-1" => Some(octets.iter().map(|&octet| char::from(octet)).collect()),
        _ => None,
    }
}

/// `value` with its encoded words decoded. Nothing in it can act on the page.
pub fn decode_words(value: &str, charset: Charset) -> String {
    let mut text = String::with_capacity(value.len());
    // A character may be cut in two, one half at the end of a word and one at the beginning of the next.
    let mut open: Option<(String, Vec<u8>)> = None;
    let mut rest = value;
    while let Some((before, from)) = rest.find("=?").and_then(|at| rest.split_at_checked(at)) {
        let Some((name, octets, behind)) = word(from) else {
            close(&mut open, &mut text, charset);
            text.push_str(before);
            text.push_str("=?");
            rest = from.get(2..).unwrap_or_default();
            continue;
        };
        // White space between two encoded words is not part of the text (section 6.2).
        if open.is_none() || !before.trim().is_empty() {
            close(&mut open, &mut text, charset);
            text.push_str(before);
        }
        match &mut open {
            Some((known, held)) if known.eq_ignore_ascii_case(name) => held.extend(octets),
            _ => {
                close(&mut open, &mut text, charset);
                open = Some((name.to_owned(), octets));
            }
        }
        rest = behind;
    }
    close(&mut open, &mut text, charset);
    text.push_str(rest);
    text
}

fn close(open: &mut Option<(String, Vec<u8>)>, text: &mut String, charset: Charset) {
    if let Some((name, octets)) = open.take() {
        text.push_str(&visible(to_text(&name, &octets, charset).as_bytes()));
    }
}

/// The text of `octets`: where the charset is not known, as UTF-8.
pub(super) fn to_text(name: &str, octets: &[u8], charset: Charset) -> String {
    charset(name, octets).unwrap_or_else(|| String::from_utf8_lossy(octets).into_owned())
}

/// The encoded word that `text` begins with: its charset, its octets and what stands behind it.
fn word(text: &str) -> Option<(&str, Vec<u8>, &str)> {
    let (name, rest) = text.strip_prefix("=?")?.split_once('?')?;
    let (encoding, rest) = rest.split_once('?')?;
    let end = rest.find("?=").filter(|end| *end <= LONGEST)?;
    let (encoded, behind) = (rest.get(..end)?, rest.get(end + 2..)?);
    if name.is_empty() || name.len() > LONGEST || name.contains(char::is_whitespace) || encoded.contains(char::is_whitespace) {
        return None;
    }
    let octets = match encoding {
        "B" | "b" => transfer::base64(encoded.as_bytes()).0,
        "Q" | "q" => {
            let mut octets = Vec::new();
            transfer::escaped(encoded.replace('_', " ").as_bytes(), &mut octets);
            octets
        }
        _ => return None,
    };
    // A language may stand behind the charset (RFC 2231 section 5).
    Some((name.split('*').next().unwrap_or(name), octets, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(value: &str) -> String {
        decode_words(value, known_charsets)
    }

    #[test]
    fn words_in_base64_and_q_are_decoded() {
        assert_eq!(decoded("=?UTF-8?B?5L2g5aW9?= Alice"), "你好 Alice");
        assert_eq!(decoded("Re: =?iso-8859-1?q?caf=E9_au_lait?="), "Re: caf\u{e9} au lait");
        assert_eq!(decoded("=?utf-8*en?Q?a?="), "a");
    }

    #[test]
    fn a_character_may_be_cut_between_two_words() {
        assert_eq!(decoded("=?utf-8?B?5L2g5Q==?= \t =?UTF-8?B?pb0=?="), "你好");
        assert_eq!(decoded("=?utf-8?Q?a?= b =?utf-8?Q?c?="), "a b c");
        assert_eq!(decoded("=?utf-8?Q?a?==?iso-8859-1?Q?=E9?="), "a\u{e9}");
    }

    #[test]
    fn what_is_no_encoded_word_stays() {
        for value in ["=?", "=?=?=?", "=?utf-8?X?a?=", "=?utf-8?Q?a b?=", "a =?utf-8?Q?", "?=", "=??Q?a?="] {
            assert_eq!(decoded(value), value);
        }
    }

    #[test]
    fn what_would_act_on_the_page_is_made_visible() {
        assert_eq!(decoded("=?utf-8?B?4oCuPHNjcmlwdD4A?="), "\u{fffd}<script>\u{2400}");
    }
}
