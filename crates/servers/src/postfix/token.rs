//! The words of a command line (`smtpd_token()`): white space parts them, but not inside `<>` or quotes.

use std::borrow::Cow;

/// One word.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Word<'l> {
    /// Its text, with all its brackets, quotes and backslashes.
    pub(super) text: Cow<'l, str>,
    /// A bracket or a quote in it is not closed.
    pub(super) torn: bool,
}

/// The words of `line`.
pub(super) fn words(mut line: &[u8]) -> impl Iterator<Item = Word<'_>> {
    std::iter::from_fn(move || next_word(&mut line))
}

/// Takes the next word from `rest`. `FROM:` and `TO:` end one ("this is gross, but...", says the source).
fn next_word<'l>(rest: &mut &'l [u8]) -> Option<Word<'l>> {
    let start = rest.iter().position(|&octet| !is_space(octet))?;
    let line = &rest[start..];
    let mut end = 0;
    let mut torn = false;
    while let Some(&octet) = line.get(end).filter(|&&octet| !is_space(octet)) {
        end += 1;
        match octet {
            b'<' | b'"' => torn |= !skip_enclosed(line, &mut end, octet),
            b'\\' => end = line.len().min(end + 1),
            b':' if [b"to:".as_slice(), b"from:"].iter().any(|path| line[..end].eq_ignore_ascii_case(path)) => break,
            _ => {}
        }
    }
    *rest = &line[end..];
    Some(Word { text: String::from_utf8_lossy(&line[..end]), torn })
}

/// Goes on to after the end of what `start` begins, and says whether it has one (`smtp_quoted()`). Quotes may stand in
/// brackets and brackets in brackets, but nothing counts in quotes.
fn skip_enclosed(line: &[u8], at: &mut usize, start: u8) -> bool {
    let mut quoted = start == b'"';
    let mut brackets = usize::from(!quoted);
    while let Some(&octet) = line.get(*at) {
        *at += 1;
        match octet {
            b'\\' => *at = line.len().min(*at + 1),
            b'"' => quoted = !quoted,
            b'<' if !quoted => brackets += 1,
            b'>' if !quoted => brackets -= 1,
            _ => {}
        }
        if brackets == 0 && !quoted {
            return true;
        }
    }
    false
}

/// What `isspace()` of C takes for white space.
const fn is_space(octet: u8) -> bool {
    matches!(octet, b' ' | b'\t' | b'\n' | b'\r' | b'\x0b' | b'\x0c')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(line: &str) -> Vec<String> {
        words(line.as_bytes()).map(|word| word.text.into_owned()).collect()
    }

    #[test]
    fn white_space_parts_words_but_not_inside_brackets_or_quotes() {
        assert_eq!(texts("MAIL FROM:<a b> SIZE=1"), ["MAIL", "FROM:", "<a b>", "SIZE=1"]);
        assert_eq!(texts("MAIL FROM: <a> ENVID=\"a b\""), ["MAIL", "FROM:", "<a>", "ENVID=\"a b\""]);
        assert_eq!(texts("rcpt to:x\\ y z"), ["rcpt", "to:", "x\\ y", "z"]);
        assert_eq!(texts("RCPT TO :<a>"), ["RCPT", "TO", ":<a>"]);
        assert_eq!(texts("  \t "), [""; 0]);
    }

    #[test]
    fn a_bracket_or_quote_without_its_end_tears_the_word() {
        for (line, torn) in [("<a", true), ("<<a>", true), ("<a>>", false), ("<\"a>", true), ("\"<\"", false), ("<a\\>", true)] {
            assert_eq!(words(line.as_bytes()).next().map(|word| word.torn), Some(torn), "{line}");
        }
    }
}
