//! Chinese that was read in a wrong charset: `ÇëÊ¹ÓÃ` for 请使用, `\xc7\xeb` for 请.

use std::borrow::Cow;

use crate::paste::is_han;

/// `text` with its octets above ASCII read as GB18030, if they are pairs of it that nobody read so before; as it is otherwise.
pub(crate) fn repaired(text: &str) -> Cow<'_, str> {
    let high = text.chars().filter(|character| matches!(character, '\u{80}'..='\u{ff}')).count();
    let escaped = text.contains("\\x");
    if high < 4 && !escaped || text.chars().any(is_han) {
        return Cow::Borrowed(text);
    }
    let Some(octets) = octets(text) else { return Cow::Borrowed(text) };
    let read = match std::str::from_utf8(&octets) {
        Ok(read) => Some(Cow::Owned(read.to_owned())),
        Err(_) => {
            encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(&octets).map(|read| Cow::Owned(read.into_owned()))
        }
    };
    read.filter(|read: &Cow<'_, str>| read.chars().filter(|&character| is_han(character)).count() > 1).unwrap_or(Cow::Borrowed(text))
}

/// The octets that `text` was before it was read as Windows-1252 or Latin-1, or escaped. `None`: it was something else.
fn octets(text: &str) -> Option<Vec<u8>> {
    let mut octets = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        if let Some(octet) = rest.strip_prefix("\\x").and_then(|rest| rest.get(..2)).and_then(|digits| u8::from_str_radix(digits, 16).ok())
        {
            octets.push(octet);
            rest = rest.get(4..)?;
            continue;
        }
        octets.push(u8::try_from(u32::from(character)).ok()?);
        rest = rest.get(character.len_utf8()..)?;
    }
    Some(octets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_read_again() {
        assert_eq!(repaired("535 Error: ÇëÊ¹ÓÃÊÚÈ¨ÂëµÇÂ¼"), "535 Error: 请使用授权码登录");
        assert_eq!(repaired("535, b'\\xc7\\xeb\\xca\\xb9\\xd3\\xc3'"), "535, b'请使用'");
        for text in ["plain", "Empfänger außer Haus, Müller", "请使用", "C:\\xampp\\x"] {
            assert_eq!(repaired(text), text);
        }
    }
}
