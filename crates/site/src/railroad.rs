//! ABNF (RFC 5234) as a railroad picture.

use maud::{Markup, PreEscaped};
use railroad::{Choice, Diagram, Empty, Node, NonTerminal, Optional, Repeat, Sequence, SimpleEnd, SimpleStart, Terminal};

/// The picture of the right side of a rule; `None` where it cannot be read.
pub(super) fn picture(abnf: &str, name: &str) -> Option<Markup> {
    let tokens = tokens(abnf)?;
    let mut rest = tokens.as_slice();
    let root = alternation(&mut rest)?;
    if !rest.is_empty() {
        return None;
    }
    let whole: Vec<Box<dyn Node>> = vec![Box::new(SimpleStart), root, Box::new(SimpleEnd)];
    let mut diagram = Diagram::new(Sequence::new(whole));
    for (key, value) in [("class", "railroad"), ("role", "img"), ("aria-label", name)] {
        diagram.attr(key.to_owned()).insert_entry(value.to_owned());
    }
    Some(PreEscaped(diagram.to_string()))
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    /// `"MAIL FROM:"`
    Literal(String),
    /// `Domain`, `%x31-39`
    Name(String),
    /// `*`, `1*20`: how often what follows may stand there.
    Times(Option<u32>, Option<u32>),
    /// `( ) [ ] /`
    Mark(char),
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let taken = match first {
            '(' | ')' | '[' | ']' | '/' => {
                tokens.push(Token::Mark(first));
                1
            }
            '"' => {
                let literal = rest.get(1..)?.split_once('"')?.0;
                tokens.push(Token::Literal(literal.to_owned()));
                literal.len() + 2
            }
            '<' => {
                let name = rest.get(1..)?.split_once('>')?.0;
                tokens.push(Token::Name(name.to_owned()));
                name.len() + 2
            }
            '*' | '#' | '0'..='9' => {
                let count = rest.find(|character: char| !character.is_ascii_digit() && character != '*' && character != '#')?;
                let times = rest.get(..count)?;
                let (least, most) = times.split_once(['*', '#']).unwrap_or((times, times));
                tokens.push(Token::Times(least.parse().ok(), most.parse().ok()));
                count
            }
            _ => {
                let end = |character: char| character.is_whitespace() || "()[]/\"*<".contains(character);
                let length = rest.find(end).unwrap_or(rest.len());
                if length == 0 {
                    return None;
                }
                tokens.push(Token::Name(rest.get(..length)?.to_owned()));
                length
            }
        };
        rest = rest.get(taken..)?.trim_start();
    }
    Some(tokens)
}

fn alternation(rest: &mut &[Token]) -> Option<Box<dyn Node>> {
    let mut choices = vec![concatenation(rest)?];
    while let Some((Token::Mark('/'), behind)) = rest.split_first() {
        *rest = behind;
        choices.push(concatenation(rest)?);
    }
    if choices.len() == 1 { choices.pop() } else { Some(Box::new(Choice::new(choices))) }
}

fn concatenation(rest: &mut &[Token]) -> Option<Box<dyn Node>> {
    let mut parts: Vec<Box<dyn Node>> = Vec::new();
    while !matches!(rest.first(), None | Some(Token::Mark(')' | ']' | '/'))) {
        parts.push(repetition(rest)?);
    }
    match parts.len() {
        0 => None,
        1 => parts.pop(),
        _ => Some(Box::new(Sequence::new(parts))),
    }
}

fn repetition(rest: &mut &[Token]) -> Option<Box<dyn Node>> {
    let Some((Token::Times(least, most), behind)) = rest.split_first() else {
        return element(rest);
    };
    *rest = behind;
    let node = element(rest)?;
    Some(match (least.unwrap_or(0), *most) {
        (1, Some(1)) => node,
        (0, Some(1)) => Box::new(Optional::new(node)),
        (0, _) => Box::new(Optional::new(Repeat::new(node, Empty))),
        _ => Box::new(Repeat::new(node, Empty)),
    })
}

fn element(rest: &mut &[Token]) -> Option<Box<dyn Node>> {
    let (first, behind) = rest.split_first()?;
    *rest = behind;
    let close = match first {
        Token::Literal(text) => return Some(Box::new(Terminal::new(text.clone()))),
        Token::Name(text) if matches!(text.as_str(), "SP" | "CRLF" | "CR" | "LF") => return Some(Box::new(Terminal::new(text.clone()))),
        Token::Name(text) => return Some(Box::new(NonTerminal::new(text.clone()))),
        Token::Mark('(') => ')',
        Token::Mark('[') => ']',
        Token::Mark(_) | Token::Times(..) => return None,
    };
    let inner = alternation(rest)?;
    let (last, behind) = rest.split_first()?;
    *rest = behind;
    match (last == &Token::Mark(close), close) {
        (false, _) => None,
        (true, ']') => Some(Box::new(Optional::new(inner))),
        (true, _) => Some(inner),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_syntax_of_commands_is_drawn() {
        let svg = picture(r#""EHLO" SP ( Domain / address-literal ) CRLF"#, "EHLO").expect("a picture").into_string();
        assert!(svg.starts_with("<svg") && svg.contains("EHLO") && svg.contains("address-literal"), "{svg}");
        assert!(!svg.contains("style="), "{svg}");
        for abnf in [r#""ATRN" [SP domain *("," domain)] CRLF"#, "1*20DIGIT", r#""A" / "B""#, "%x31-39 *8DIGIT"] {
            assert!(picture(abnf, "x").is_some(), "{abnf}");
        }
    }

    #[test]
    fn what_is_no_abnf_is_not_drawn() {
        for text in ["", "(", "[ a", "a )", "\"a", "( a ]", "*", "/"] {
            assert!(picture(text, "x").is_none(), "{text}");
        }
    }
}
