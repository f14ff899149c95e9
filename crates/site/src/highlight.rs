//! Colours for program text: comments, strings, numbers and words of the language. What it takes for one of
//! them only changes a colour, so a few rules do for all languages.

use std::ops::Range;

use maud::{Markup, html};

use playground::content::snippet::Part;

/// What a piece of program text is; the class that the style sheet knows it by.
type Class = &'static str;

/// Words that are coloured in any language: none of them is a name in our programs.
const KEYWORDS: &str = " and as async await begin break case catch class const coproc def defer do done elif else end ensure err except \
    exit extends false final finally fn for foreach from func function if import in is let local match mod mut new nil not null or package \
    private pub public range rescue return self static struct sub then throw throws trap true try type unless until use using var void \
    while with ";

/// A program with its values in it. `comment` is what a comment begins with.
pub(super) fn program(parts: &[Part<'_>], comment: &str) -> Markup {
    let mut text = String::new();
    let mut values: Vec<(&str, Range<usize>)> = Vec::new();
    for part in parts {
        match part {
            Part::Code(code) => text.push_str(code),
            Part::Value(name, value) => {
                values.push((name, text.len()..text.len() + value.len()));
                text.push_str(value);
            }
        }
    }
    html! {
        @for (class, range) in tokens(&text, comment) {
            @let inner = with_values(&text, range, &values);
            @if class.is_empty() { (inner) } @else { span class=(class) { (inner) } }
        }
    }
}

/// The text in `range`, with each value in it marked by its name.
fn with_values(text: &str, range: Range<usize>, values: &[(&str, Range<usize>)]) -> Markup {
    let slice = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let inside: Vec<_> = values.iter().filter(|(_, value)| value.start >= range.start && value.end <= range.end).collect();
    // Where the text before a value begins: at the end of the value before it.
    let starts = std::iter::once(range.start).chain(inside.iter().map(|(_, value)| value.end));
    let last = inside.last().map_or(range.start, |(_, value)| value.end);
    html! {
        @for (start, (name, value)) in starts.zip(&inside) {
            (slice(start, value.start))
            span data-fill=(name) { (slice(value.start, value.end)) }
        }
        (slice(last, range.end))
    }
}

/// All of `text` in pieces.
fn tokens(text: &str, comment: &str) -> Vec<(Class, Range<usize>)> {
    let mut tokens: Vec<(Class, Range<usize>)> = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let (class, length) = token(rest, before, comment);
        match tokens.last_mut() {
            Some((last, range)) if *last == class => range.end += length,
            _ => tokens.push((class, at..at + length)),
        }
        at += length;
    }
    tokens
}

/// The first piece of `rest` and its length, which is never 0.
fn token(rest: &str, before: Option<char>, comment: &str) -> (Class, usize) {
    let Some(first) = rest.chars().next() else { return ("", 0) };
    let apart = before.is_none_or(char::is_whitespace);
    if apart && rest.starts_with(comment) && !rest.starts_with("#{") {
        return ("comment", rest.find('\n').unwrap_or(rest.len()));
    }
    if matches!(first, '"' | '\'') {
        return ("string", string(rest, first));
    }
    if first.is_alphanumeric() || first == '_' {
        let length = rest.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or_default();
        let number = first.is_ascii_digit() && word.chars().all(|character| character.is_ascii_digit());
        // `-d`, `.end`, `$from` and `--from` are names.
        let name = matches!(before, Some('-' | '.' | '$' | ':'));
        return match () {
            () if number => ("number", length),
            () if !name && KEYWORDS.contains(&format!(" {word} ")) => ("keyword", length),
            () => ("", length),
        };
    }
    ("", first.len_utf8())
}

/// The length of a string with its quotes.
fn string(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return at + quote.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_have_their_colours_and_values_their_names() {
        let parts = [Part::Code("let x = \""), Part::Value("host", "a<b".to_owned()), Part::Code("\"; // 1\n"), Part::Code("if 587")];
        let expected = "<span class=\"keyword\">let</span> x = <span class=\"string\">&quot;<span data-fill=\"host\">a&lt;b</span>&quot;</span>; \
                        <span class=\"comment\">// 1</span>\n<span class=\"keyword\">if</span> <span class=\"number\">587</span>";
        assert_eq!(program(&parts, "//").into_string(), expected);
    }

    #[test]
    fn no_character_is_lost() {
        for text in ["'", "\"\\", "#", "# x", "a # b\n\"#{c}\"", "é'ü", ""] {
            let pieces: String = tokens(text, "#").into_iter().map(|(_, range)| &text[range]).collect();
            assert_eq!(pieces, text);
        }
    }
}
