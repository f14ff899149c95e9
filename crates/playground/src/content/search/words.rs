//! Cuts a text into the terms by which it is found.

/// No word that is longer is a word: a queue id, a token, base64.
const LONGEST: usize = 40;

/// The terms of a text, in its order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Terms {
    /// The terms. The same one may stand there twice.
    pub(super) terms: Vec<String>,
    /// How many words that are, two Chinese characters being one.
    pub(super) words: usize,
    /// Whether the text ends with the last of them, so that it may be the beginning of a longer one.
    pub(super) open: bool,
}

/// What a character is to the search.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Letter,
    Chinese,
    Gap,
}

/// Terms that ask rather than say what for. They tell little however rare they are.
const ASKING: &[&str] = &[
    "a", "an", "and", "are", "as", "be", "can", "do", "does", "for", "how", "i", "in", "is", "it", "may", "me", "my", "of", "on", "or",
    "should", "the", "this", "use", "vs", "what", "when", "where", "which", "why", "with", "不能", "不了", "什么", "么办", "么意", "为什",
    "了吗", "可以", "哪个", "哪里", "多少", "如何", "怎么", "怎样", "意思", "是什", "的区", "能不", "请问",
];

/// What a term that only asks tells beside another, and what one Chinese character tells beside two.
const LITTLE: [f32; 2] = [0.2, 0.3];

/// How much `term` tells beside another that is as rare.
pub(super) fn telling(term: &str) -> f32 {
    let [asking, half] = LITTLE;
    match term.chars().next() {
        _ if ASKING.contains(&term) => asking,
        Some(first) if first.len_utf8() == term.len() && sort_of(first) == Sort::Chinese => half,
        _ => 1.0,
    }
}

/// Cuts `text` into terms.
pub(super) fn terms(text: &str) -> Terms {
    let mut found = Terms::default();
    let mut word = String::new();
    let mut sort = Sort::Gap;
    let mut characters = text.chars().map(plain).peekable();
    while let Some(character) = characters.next() {
        // In what a program prints, \n stands for a line end.
        if character == '\\' {
            characters.next_if(|next| matches!(next, 'n' | 'r' | 't'));
        }
        let number_goes_on = character == '.' && is_number(&word) && characters.peek().is_some_and(char::is_ascii_digit);
        let next = if number_goes_on { Sort::Letter } else { sort_of(character) };
        if next != sort {
            found.add(&word, sort);
            word.clear();
            sort = next;
        }
        if next != Sort::Gap {
            word.push(character);
        }
    }
    let before = found.terms.len();
    found.add(&word, sort);
    found.open = found.terms.len() > before && sort == Sort::Letter;
    found
}

/// Cuts a stored reply into terms, without what each real reply has something else for (`<id>`, `{queue-id}`)
/// and without links, which many replies of a provider share.
pub(super) fn reply_terms(text: &str) -> Vec<String> {
    let text = text.split_whitespace().filter(|word| !word.contains("://")).collect::<Vec<_>>().join(" ");
    let mut kept = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, behind)) = rest.split_once(['<', '{']) {
        kept.push_str(before);
        kept.push(' ');
        rest = behind;
        if let Some((slot, tail)) = behind.split_once(['>', '}']) {
            // <LF> and <DATA> are what they say.
            if slot.bytes().all(|octet| octet.is_ascii_uppercase()) {
                kept.push_str(slot);
            }
            kept.push(' ');
            rest = tail;
        }
    }
    kept.push_str(rest);
    terms(&kept).terms
}

impl Terms {
    fn add(&mut self, word: &str, sort: Sort) {
        match sort {
            Sort::Letter if word.len() <= LONGEST && !is_address(word) => {
                self.words += 1;
                self.terms.push(word.to_owned());
            }
            Sort::Chinese => {
                let characters: Vec<char> = word.chars().collect();
                self.words += characters.len().div_ceil(2);
                self.terms.extend(characters.iter().map(char::to_string));
                self.terms.extend(characters.windows(2).map(|pair| pair.iter().collect::<String>()));
            }
            Sort::Letter | Sort::Gap => {}
        }
    }
}

/// Whether `term` is an enhanced status code, such as `5.7.26`.
pub(super) fn is_enhanced(term: &str) -> bool {
    term.starts_with(['2', '4', '5']) && is_number(term) && term.matches('.').count() == 2
}

/// Digits with dots, or the `x` of `X.7.26`.
fn is_number(word: &str) -> bool {
    word == "x" || word.strip_prefix("x.").unwrap_or(word).bytes().all(|octet| octet.is_ascii_digit() || octet == b'.') && !word.is_empty()
}

/// An IPv4 address.
fn is_address(word: &str) -> bool {
    is_number(word) && word.matches('.').count() > 2
}

fn sort_of(character: char) -> Sort {
    match character {
        'a'..='z' | '0'..='9' => Sort::Letter,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => Sort::Chinese,
        '\0'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{fe00}'..='\u{ffff}' => Sort::Gap,
        _ => Sort::Letter,
    }
}

/// Lower case and half width, as far as the index needs it.
fn plain(character: char) -> char {
    let half = match character {
        '。' => '.',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        other => other,
    };
    half.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> String {
        terms(text).terms.join(" ")
    }

    #[test]
    fn words_codes_and_pairs() {
        assert_eq!(cut("550-5.7.26 This mail, from [192.0.2.1]."), "550 5.7.26 this mail from");
        assert_eq!(cut("X.7.26 x.x xy 1.5 a.7"), "x.7.26 x x xy 1.5 a 7");
        assert_eq!(cut("25端口连不上"), "25 端 口 连 不 上 端口 口连 连不 不上");
        assert_eq!(cut("８ＢＩＴＭＩＭＥ，5。7。1！"), "8bitmime 5.7.1");
        assert_eq!(cut("(535, b'no\\n5.7.8 why')"), "535 b no 5.7.8 why");
        assert_eq!(cut(""), "");
    }

    #[test]
    fn what_is_being_typed_is_open() {
        assert!(terms("greylis").open);
        assert!(!terms("灰").open);
        assert!(!terms("greylisting ").open);
        assert!(!terms("...").open);
    }

    #[test]
    fn slots_of_a_reply_are_no_words() {
        assert_eq!(reply_terms("550 <a@b.example>: bare <LF> {queue-id} see https://a.example/b <open").join(" "), "550 bare lf see open");
    }
}
