//! The words of a command line (`smtpd_token()`): white space parts them, but not inside `<>` or quotes.

/// One word.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    /// Its text, with all its brackets, quotes and backslashes.
    pub(super) text: String,
    /// A bracket or a quote in it is not closed.
    pub(super) torn: bool,
}

/// The words of `line`.
pub(super) fn words(line: &[u8]) -> Vec<Word> {
    let line = String::from_utf8_lossy(line);
    let mut rest = line.as_ref();
    std::iter::from_fn(|| next_word(&mut rest)).collect()
}

/// Takes the next word from `rest`. `FROM:` and `TO:` end one ("this is gross, but...", says the source).
fn next_word(rest: &mut &str) -> Option<Word> {
    let mut word = Word::default();
    let mut characters = rest.chars();
    while let Some(character) = characters.next() {
        match character {
            _ if is_space(character) => {
                if !word.text.is_empty() {
                    break;
                }
            }
            '<' => enclosed(&mut characters, &mut word, '<', '>'),
            '"' => enclosed(&mut characters, &mut word, '"', '"'),
            ':' => {
                word.text.push(':');
                if ["to:", "from:"].iter().any(|path| word.text.eq_ignore_ascii_case(path)) {
                    break;
                }
            }
            '\\' => {
                word.text.push('\\');
                word.text.extend(characters.next());
            }
            _ => word.text.push(character),
        }
    }
    *rest = characters.as_str();
    (!word.text.is_empty()).then_some(word)
}

/// Adds what stands between `start` and its `end` (`smtp_quoted()`). Quotes may stand in brackets and brackets in
/// brackets, but nothing counts in quotes.
fn enclosed(characters: &mut std::str::Chars<'_>, word: &mut Word, start: char, end: char) {
    let mut wanted = vec![end];
    word.text.push(start);
    while let Some(character) = characters.next() {
        word.text.push(character);
        let innermost = wanted.last() == Some(&'>');
        match character {
            '\\' => match characters.next() {
                Some(escaped) => word.text.push(escaped),
                None => break,
            },
            _ if wanted.last() == Some(&character) => {
                wanted.pop();
                if wanted.is_empty() {
                    return;
                }
            }
            '"' => wanted.push('"'),
            '<' if innermost => wanted.push('>'),
            _ => {}
        }
    }
    word.torn = true;
}

/// What `isspace()` of C takes for white space.
const fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(line: &str) -> Vec<String> {
        words(line.as_bytes()).into_iter().map(|word| word.text).collect()
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
            assert_eq!(words(line.as_bytes())[0].torn, torn, "{line}");
        }
    }
}
