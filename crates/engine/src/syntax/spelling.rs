//! What was meant by a word that nobody knows.

/// The one of `known` that `word` is most like, if it is like it at all: it begins so, or few letters
/// differ. Upper and lower case make no difference.
pub fn closest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word = word.to_ascii_uppercase();
    let letters = word.chars().count();
    // A long word is not compared letter by letter: no keyword is that long.
    if letters == 0 || letters > 24 {
        return None;
    }
    let near = known.into_iter().filter_map(|candidate| {
        let upper = candidate.to_ascii_uppercase();
        let begins = letters > 1 && upper.starts_with(&word);
        let distance = if begins { 0 } else { distance(&word, &upper) };
        // One slip in a short word, two in a long one.
        (distance <= if letters.min(upper.len()) < 5 { 1 } else { 2 }).then_some((distance, candidate))
    });
    near.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// How many letters must be put in, taken out, changed or swapped with their neighbour
/// (optimal string alignment).
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, left) in one.iter().enumerate() {
        let mut now = vec![row + 1];
        for (column, right) in other.iter().enumerate() {
            let change = last.get(column).copied().unwrap_or(row) + usize::from(left != right);
            let take = last.get(column + 1).copied().unwrap_or(row) + 1;
            let put = now.last().copied().unwrap_or(column) + 1;
            let mut best = change.min(take).min(put);
            let swapped = row > 0 && column > 0 && one.get(row - 1) == Some(right) && other.get(column - 1) == Some(left);
            if let Some(earlier) = before.get(column.wrapping_sub(1)).filter(|_| swapped) {
                best = best.min(earlier + 1);
            }
            now.push(best);
        }
        before = std::mem::replace(&mut last, now);
    }
    last.last().copied().unwrap_or(one.len())
}

/// `text` with the look-alikes of ASCII that an input method or a word processor writes turned into ASCII:
/// full-width letters and signs, curly quotes, special spaces. What has no such twin stays.
pub(super) fn to_ascii(text: &str) -> String {
    text.chars().filter_map(ascii_twin).collect()
}

fn ascii_twin(character: char) -> Option<char> {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => Some(' '),
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => None,
        '\u{2018}' | '\u{2019}' => Some('\''),
        '\u{201c}' | '\u{201d}' => Some('"'),
        '\u{2010}'..='\u{2015}' => Some('-'),
        '\u{3002}' => Some('.'),
        '\u{3008}' | '\u{300a}' => Some('<'),
        '\u{3009}' | '\u{300b}' => Some('>'),
        '\u{3010}' => Some('['),
        '\u{3011}' => Some(']'),
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_keyboard_are_understood() {
        let verbs = ["EHLO", "HELO", "MAIL", "RCPT", "STARTTLS", "QUIT"];
        let meant = |word| closest(word, verbs);
        assert_eq!(meant("mial"), Some("MAIL"));
        assert_eq!(meant("rcp"), Some("RCPT"));
        assert_eq!(meant("HELLO"), Some("HELO"));
        assert_eq!(meant("STRATTSL"), Some("STARTTLS"));
        assert_eq!(meant("GET"), None);
        assert_eq!(meant(""), None);
        assert_eq!(meant("发信"), None);
    }

    #[test]
    fn what_an_input_method_writes_becomes_ascii() {
        assert_eq!(to_ascii("MAIL FROM：＜joe＠example.org＞"), "MAIL FROM:<joe@example.org>");
        assert_eq!(to_ascii("\u{200b}EHLO\u{a0}例え"), "EHLO 例え");
    }
}
