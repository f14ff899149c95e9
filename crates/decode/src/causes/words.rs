// The words of a text as phrases are looked up: `build.rs` cuts the phrases of the tables by the same rules.

/// Cuts `text` into at most `most` words: lower case, without apostrophes; a dot or an `@` holds a word together,
/// a Chinese or Japanese character is a word of its own, and an address is the word `@`.
pub(crate) fn words(text: &str, most: usize) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut previous = ' ';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if words.len() >= most {
            return words;
        }
        let next = characters.peek().copied().unwrap_or(' ');
        if is_ideographic(character) {
            finish(&mut word, &mut words);
            words.push(character.to_string());
        } else if character.is_alphanumeric() || (character == '%' && !word.is_empty()) {
            word.extend(character.to_lowercase());
        } else if character == '*' {
            finish(&mut word, &mut words);
            words.push("*".to_owned());
        } else if matches!(character, '\'' | '’') && !word.is_empty() && next.is_alphabetic() {
            continue;
        } else if holds(character, previous, next) && !word.is_empty() {
            word.push(character);
        } else {
            finish(&mut word, &mut words);
        }
        previous = character;
    }
    finish(&mut word, &mut words);
    words.truncate(most);
    words
}

/// Whether `character` between those two belongs to the word: `mx.example.com`, `5.1.1` and `bob@example.com`, but not the
/// end of a sentence, as in `is full.Please`.
fn holds(character: char, previous: char, next: char) -> bool {
    match character {
        '@' => previous.is_alphanumeric() && next.is_alphanumeric(),
        '.' => next.is_alphanumeric() && !is_ideographic(next) && !(previous.is_lowercase() && next.is_uppercase()),
        _ => false,
    }
}

fn is_ideographic(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

fn finish(word: &mut String, words: &mut Vec<String>) {
    if !word.is_empty() {
        let word = std::mem::take(word);
        words.push(if word.contains('@') { "@".to_owned() } else { word });
    }
}
