//! The line of MAIL and RCPT: `FROM:` or `TO:`, an address, parameters (`skipword()`, `parse_esmtp_args()`).

use super::address::{self, is_space};
use super::text::{seven_bits, shorten};
use smtp_engine::session::{Refusal, Slot, Verdict};
use smtp_engine::spec::ReplyKey;

/// What stands after the verb.
pub(super) fn behind_verb(line: &[u8]) -> &[u8] {
    let line = line.trim_ascii_start();
    let end = line.iter().position(|&octet| is_space(octet)).unwrap_or(line.len());
    skip_spaces(&line[end..])
}

/// Nothing of what white space is at the start.
pub(super) fn skip_spaces(text: &[u8]) -> &[u8] {
    let start = text.iter().position(|&octet| !is_space(octet)).unwrap_or(text.len());
    &text[start..]
}

/// What stands after `FROM:` or `TO:`; blanks may stand before and after the colon. A refusal shows
/// the word that stands there instead.
pub(super) fn behind_keyword<'l>(line: &'l [u8], keyword: &str, key: ReplyKey) -> Result<&'l [u8], Refusal> {
    let text = behind_verb(line);
    let end = text.iter().position(|&octet| octet == b':' || is_space(octet)).unwrap_or(text.len());
    let word = &text[..end];
    let refused = || Err(Refusal::new(key).with(Slot::Argument, seven_bits(&shorten(word))));
    let Some(rest) = skip_spaces(&text[end..]).strip_prefix(b":") else {
        return refused();
    };
    let rest = skip_spaces(rest);
    if rest.is_empty() || !word.eq_ignore_ascii_case(keyword.as_bytes()) { refused() } else { Ok(rest) }
}

/// The address in a line that is known to have one, as the client wrote it.
pub(super) fn address_text(line: &[u8]) -> &[u8] {
    let text = behind_verb(line);
    let colon = text.iter().position(|&octet| octet == b':').map_or(text.len(), |colon| colon + 1);
    let rest = skip_spaces(&text[colon..]);
    address::end_of(rest).map_or(rest, |end| &rest[..end])
}

/// A parameter: its keyword, and its value where there is one.
pub(super) type Parameter<'l> = (&'l [u8], Option<&'l [u8]>);

/// Cuts parameters. A keyword ends at the first character that is no letter, digit or hyphen; a value at
/// a blank or `=`; that character is skipped, whatever it is.
pub(super) fn parameters(mut rest: &[u8]) -> Vec<Parameter<'_>> {
    let mut found = Vec::new();
    loop {
        rest = skip_spaces(rest);
        if rest.is_empty() {
            return found;
        }
        let end = rest.iter().position(|octet| !(octet.is_ascii_alphanumeric() || *octet == b'-')).unwrap_or(rest.len());
        let keyword = &rest[..end];
        rest = &rest[end..];
        let mut value = None;
        if let Some(after) = rest.strip_prefix(b"=") {
            let end = after.iter().position(|octet| matches!(octet, b' ' | b'=') || octet.is_ascii_control()).unwrap_or(after.len());
            value = Some(&after[..end]);
            rest = &after[end..];
        }
        rest = rest.get(1..).unwrap_or_default();
        found.push((keyword, value));
    }
}

/// The value that a keyword needs.
pub(super) fn needed<'l>(value: Option<&'l [u8]>, shown: &str) -> Result<&'l [u8], Refusal> {
    value.ok_or_else(|| Refusal::new(ReplyKey::ParameterValueMissing).with(Slot::Parameter, shown))
}

/// A keyword may be given once.
pub(super) fn once(given: bool, shown: &str) -> Verdict {
    if given { Err(Refusal::new(ReplyKey::ParameterTwice).with(Slot::Parameter, shown)) } else { Ok(()) }
}

pub(super) fn unknown(keyword: &[u8]) -> Refusal {
    with_value(ReplyKey::ParameterUnknown, keyword)
}

/// A refusal that shows a value.
pub(super) fn with_value(key: ReplyKey, value: &[u8]) -> Refusal {
    Refusal::new(key).with(Slot::Parameter, seven_bits(value))
}

/// `xtextok()`: `+` with two hexadecimal digits of any case, no `=`, only graphic characters.
pub(super) fn is_xtext(value: &[u8]) -> bool {
    let mut rest = value;
    while let [first, behind @ ..] = rest {
        rest = match (first, behind) {
            (b'+', [high, low, behind @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => behind,
            (b'+' | b'=', _) => return false,
            (b'!'..=b'~', behind) => behind,
            _ => return false,
        };
    }
    true
}

/// `isatom()`
pub(super) fn is_atom(value: &[u8]) -> bool {
    !value.is_empty() && value.iter().all(|octet| octet.is_ascii_graphic() && !b"()<>@,;:\\.[]\"".contains(octet))
}
