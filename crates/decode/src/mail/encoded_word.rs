//! Encoded words in fields (RFC 2047).

use super::{charset, transfer};

/// Decodes the encoded words in `value`; blanks between two of them go.
///
/// ```text
/// encoded-word = "=?" charset "?" encoding "?" encoded-text "?="
/// ```
pub(crate) fn decode(value: &str) -> String {
    let mut decoded = String::with_capacity(value.len());
    let mut rest = value;
    let mut after_word = false;
    while let Some(start) = rest.find("=?") {
        let (before, from) = rest.split_at(start);
        let Some((word, after)) = word(from) else {
            decoded.push_str(before);
            decoded.push_str("=?");
            rest = from.get(2..).unwrap_or_default();
            after_word = false;
            continue;
        };
        if !(after_word && before.trim().is_empty()) {
            decoded.push_str(before);
        }
        decoded.push_str(&word);
        rest = after;
        after_word = true;
    }
    decoded.push_str(rest);
    decoded
}

/// The word at the start of `text`, decoded, and what follows it.
fn word(text: &str) -> Option<(String, &str)> {
    let mut fields = text.strip_prefix("=?")?.splitn(3, '?');
    let (name, encoding, rest) = (fields.next()?, fields.next()?, fields.next()?);
    let (coded, after) = rest.split_once("?=")?;
    let octets = match encoding {
        "B" | "b" => transfer::base64(coded.as_bytes()),
        "Q" | "q" => transfer::quoted_printable(coded.replace('_', " ").as_bytes()),
        _ => return None,
    };
    let name = name.split('*').next()?;
    Some((charset::decode(&octets, Some(name)), after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_decoded_and_joined() {
        assert_eq!(decode("=?utf-8?B?6YCA?= =?utf-8?Q?=E4=BF=A1?= x"), "退信 x");
        assert_eq!(decode("a =?broken"), "a =?broken");
        assert_eq!(decode("=?gb18030?B?zsq/?="), decode("=?gb18030?B?zsq/?="));
    }
}
