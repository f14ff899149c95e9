//! What addresses are made of: words, quoted strings, comments and white space between them.

use super::super::text::is_space;
use super::super::token::{Kind, Token};
use super::{Failure, Parse};

/// `WSP`
const fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t')
}

/// `CFWS_LEADER`
pub(super) const fn leads_cfws(character: char) -> bool {
    is_blank(character) || character == '('
}

/// `SPECIALS`
const fn is_special(character: char) -> bool {
    matches!(character, '(' | ')' | '<' | '>' | '@' | ',' | ':' | ';' | '.' | '\\' | '"' | '[' | ']')
}

/// `ATOM_ENDS`
pub(super) const fn ends_atom(character: char) -> bool {
    is_special(character) || is_blank(character)
}

/// `PHRASE_ENDS`
pub(super) const fn ends_phrase(character: char) -> bool {
    is_special(character) && !matches!(character, '.' | '"' | '(')
}

/// Whether the first character passes `test`.
pub(super) fn starts(value: &str, test: impl Fn(char) -> bool) -> bool {
    value.starts_with(test)
}

/// `get_fws()`, where there is any.
pub(super) fn blanks(value: &str, tokens: &mut Vec<Token>) -> String {
    if !starts(value, is_blank) {
        return value.to_owned();
    }
    let rest = value.trim_start_matches(is_space);
    tokens.push(Token::Space(value[..value.len() - rest.len()].to_owned()));
    rest.to_owned()
}

/// `get_word()`
pub(super) fn word(value: &str) -> Parse<Token> {
    let (leader, value) = leading_cfws(value);
    let (token, rest) = if value.starts_with('"') {
        quoted_string(&value)
    } else if value.is_empty() || starts(&value, is_special) {
        return Err(Failure::Malformed);
    } else {
        atom(&value)?
    };
    Ok((token.led_by(leader), rest))
}

/// `get_atom()`
pub(super) fn atom(value: &str) -> Parse<Token> {
    let (leader, value) = leading_cfws(value);
    let (text, rest) = atom_text(&value)?;
    let (trailer, rest) = leading_cfws(&rest);
    Ok((Token::List(Kind::Other, leader.into_iter().chain([text]).chain(trailer).collect()), rest))
}

/// `get_dot_atom()`
pub(super) fn dot_atom(value: &str) -> Parse<Token> {
    let (leader, mut value) = leading_cfws(value);
    let mut words = Vec::new();
    loop {
        if value.is_empty() || starts(&value, ends_atom) {
            break;
        }
        let (text, rest) = atom_text(&value)?;
        words.push(text);
        value = match rest.strip_prefix('.') {
            Some(behind) => {
                words.push(Token::Dot);
                behind.to_owned()
            }
            None => rest,
        };
    }
    if words.last().is_none_or(|last| *last == Token::Dot) {
        return Err(Failure::Malformed);
    }
    let (trailer, rest) = leading_cfws(&value);
    let text = Token::List(Kind::Other, words);
    Ok((Token::List(Kind::Other, leader.into_iter().chain([text]).chain(trailer).collect()), rest))
}

/// `get_atext()`
fn atom_text(value: &str) -> Parse<Token> {
    let (text, rest) = value.split_at(value.find(ends_atom).unwrap_or(value.len()));
    if text.is_empty() { Err(Failure::Malformed) } else { Ok((Token::text(text), rest.to_owned())) }
}

/// `get_quoted_string()`, after white space.
fn quoted_string(value: &str) -> (Token, String) {
    let mut value = value[1..].to_owned();
    let mut content = Vec::new();
    if value.starts_with('"') {
        content.push(Token::text(""));
    }
    while starts(&value, |first| first != '"') {
        if starts(&value, is_blank) {
            value = blanks(&value, &mut content);
        } else {
            let (text, rest) = unquoted(&value, &['"']);
            content.push(Token::Text(text));
            value = rest;
        }
    }
    let value = value.strip_prefix('"').unwrap_or(&value);
    let (trailer, rest) = leading_cfws(value);
    let content = Token::List(Kind::BareQuoted, content);
    (Token::List(Kind::Other, [content].into_iter().chain(trailer).collect()), rest)
}

/// `get_cfws()`, where there is any.
pub(super) fn leading_cfws(value: &str) -> (Option<Token>, String) {
    if !starts(value, leads_cfws) {
        return (None, value.to_owned());
    }
    let (token, rest) = cfws(value);
    (Some(token), rest)
}

/// What stands after white space and comments.
pub(super) fn skip_cfws(value: &str) -> String {
    leading_cfws(value).1
}

/// White space and comments, and what stands after them.
pub(super) fn cfws(value: &str) -> (Token, String) {
    let mut value = value.to_owned();
    let mut tokens = Vec::new();
    while starts(&value, leads_cfws) {
        if value.starts_with('(') {
            let (token, rest) = comment(&value);
            tokens.push(token);
            value = rest;
        } else {
            value = blanks(&value, &mut tokens);
        }
    }
    (Token::List(Kind::Cfws, tokens), value)
}

/// `get_comment()`; comments may hold comments.
fn comment(value: &str) -> (Token, String) {
    // What is open: the tokens of each comment, the outermost first.
    let mut open: Vec<Vec<Token>> = vec![Vec::new()];
    let mut value = value[1..].to_owned();
    loop {
        let ended = value.is_empty() || value.starts_with(')');
        let innermost = open.last_mut();
        match (innermost, value.chars().next()) {
            (Some(_), _) if ended => {
                let done = Token::List(Kind::Comment, open.pop().unwrap_or_default());
                value = value.strip_prefix(')').unwrap_or(&value).to_owned();
                match open.last_mut() {
                    Some(outer) => outer.push(done),
                    None => return (done, value),
                }
            }
            (_, Some('(')) => {
                open.push(Vec::new());
                value = value[1..].to_owned();
            }
            (Some(tokens), Some(first)) if is_blank(first) => value = blanks(&value, tokens),
            (Some(tokens), _) => {
                let (text, rest) = unquoted(&value, &['(', ')']);
                tokens.push(Token::Space(text));
                value = rest;
            }
            (None, _) => return (Token::List(Kind::Comment, Vec::new()), value),
        }
    }
}

/// `_get_ptext_to_endchars()`: up to white space or one of `ends`, quoted pairs taken apart.
pub(super) fn unquoted(value: &str, ends: &[char]) -> (String, String) {
    let mut text = String::new();
    let mut escape = false;
    for (at, character) in value.char_indices() {
        if is_blank(character) {
            return (text, value[at..].to_owned());
        }
        if character == '\\' && !escape {
            escape = true;
            continue;
        }
        // An escaped backslash is no longer an escape; the end is looked for only in what is not escaped.
        if !std::mem::take(&mut escape) && ends.contains(&character) {
            return (text, value[at..].to_owned());
        }
        text.push(character);
    }
    (text, String::new())
}
