//! The tokens of an address as RFC 822 has them (`tok822_scan()`, `tok822_parse()`).

/// The characters that are tokens of their own: those of RFC 822 section 3.3 and the operators of routes.
const OPERATORS: &str = "|%!()<>@,;:\".[]";

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A word.
    Atom(String),
    /// A quoted string without its quotes, or an atom that needs them.
    Quoted(String),
    /// A domain literal without its brackets.
    Literal(String),
    /// A comment with its brackets.
    Comment(String),
    /// One of [`OPERATORS`].
    Operator(char),
}

impl Token {
    pub(super) fn is(&self, operator: char) -> bool {
        *self == Self::Operator(operator)
    }
}

/// The local part and the domain of an address that all these routines leave as it is, which nearly every one is: atoms
/// and dots around one `@`, and nothing that could be a route.
pub(super) fn plain(text: &str) -> Option<(&str, &str)> {
    let fits = |octet: u8| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_' | b'+' | b'=');
    let is_dotted = |part: &str| part.split('.').all(|atom| !atom.is_empty() && atom.bytes().all(fits));
    text.split_once('@').filter(|(local_part, domain)| is_dotted(local_part) && is_dotted(domain))
}

/// The tokens of `text` (`tok822_scan()`). White space is gone.
pub(super) fn scan(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(8);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let inside = &rest[first.len_utf8()..];
        let (token, behind) = match first {
            ' ' | '\t' | '\r' | '\n' => {
                rest = inside;
                continue;
            }
            '(' => comment(inside),
            '[' => {
                let (text, behind) = collect(inside, |character| character != ']');
                (Token::Literal(text), skip_one(behind))
            }
            '"' => {
                let (text, behind) = collect(inside, |character| character != '"');
                (Token::Quoted(text), skip_one(behind))
            }
            _ if OPERATORS.contains(first) => (Token::Operator(first), inside),
            _ => {
                let (text, behind) = collect(rest, |character| !" \t\r\n".contains(character) && !OPERATORS.contains(character));
                (atom(text), behind)
            }
        };
        tokens.push(token);
        rest = behind;
    }
    tokens
}

/// Takes characters as long as they are `wanted`; what stands after a backslash is. White space becomes a space.
fn collect(text: &str, wanted: impl Fn(char) -> bool) -> (String, &str) {
    let mut collected = String::with_capacity(16);
    let mut characters = text.chars();
    loop {
        let before = characters.as_str();
        let character = match characters.next() {
            Some('\\') => characters.next(),
            Some(character) if !wanted(character) => return (collected, before),
            next => next,
        };
        match character {
            Some('\t' | '\r' | '\n') => collected.push(' '),
            Some(character) => collected.push(character),
            None => return (collected, ""),
        }
    }
}

fn skip_one(text: &str) -> &str {
    let mut characters = text.chars();
    characters.next();
    characters.as_str()
}

/// An atom that got something special past the scanner by backslashes counts as quoted (`tok822_quote_atom()`).
fn atom(text: String) -> Token {
    let special = |character: char| character == ' ' || character.is_ascii_control() || character == '\\' || OPERATORS.contains(character);
    if text.contains(special) { Token::Quoted(text) } else { Token::Atom(text) }
}

/// What follows `(`; comments nest.
fn comment(text: &str) -> (Token, &str) {
    let mut depth = 1;
    let mut characters = text.chars();
    let mut comment = String::from("(");
    while let Some(character) = characters.next() {
        comment.push(character);
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            '\\' => comment.extend(characters.next()),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    (Token::Comment(comment), characters.as_str())
}

/// The addresses in a list of them, the last one first (`tok822_parse()`): the tokens are clustered from right to
/// left, and what is no address (a display name, the name of a group, what stands between) is left out.
pub(super) fn addresses(text: &str) -> Vec<Vec<Token>> {
    let mut clusters = Clusters::default();
    let mut tokens = scan(text).into_iter().rev().peekable();
    let mut word_fits = true;
    let mut in_group = false;
    while let Some(token) = tokens.next() {
        match token {
            Token::Comment(_) => {}
            Token::Operator(';') => {
                clusters.close();
                (in_group, word_fits) = (true, true);
            }
            Token::Operator(':') if in_group => {
                clusters.close();
                // The name of the group.
                while tokens.next_if(|token| !token.is(',')).is_some() {}
            }
            Token::Operator('>') => {
                clusters.close();
                while let Some(token) = tokens.next_if(|token| !token.is('<')) {
                    if !matches!(token, Token::Comment(_)) {
                        clusters.open.push(token);
                    }
                }
                tokens.next();
                clusters.close();
                // The display name, or the name of a group that has no end.
                while tokens.next_if(|token| !['>', ';', ',', ':'].iter().any(|&end| token.is(end))).is_some() {}
                tokens.next_if(|token| !in_group && token.is(':'));
                word_fits = true;
            }
            Token::Atom(_) | Token::Quoted(_) | Token::Literal(_) => {
                if !word_fits {
                    clusters.close();
                }
                clusters.open.push(token);
                word_fits = false;
            }
            Token::Operator(',') => {
                clusters.close();
                word_fits = true;
            }
            Token::Operator(_) => {
                clusters.open.push(token);
                word_fits = true;
            }
        }
    }
    clusters.close();
    clusters.closed
}

#[derive(Default)]
struct Clusters {
    /// Tokens of an address, the last one first.
    open: Vec<Token>,
    closed: Vec<Vec<Token>>,
}

impl Clusters {
    fn close(&mut self) {
        if !self.open.is_empty() {
            self.open.reverse();
            self.closed.push(std::mem::take(&mut self.open));
        }
    }
}

/// The tokens as text, without quotes (`tok822_internalize()`).
pub(super) fn join(tokens: &[Token]) -> String {
    let mut text = String::with_capacity(32);
    tokens.iter().for_each(|token| push(&mut text, token));
    text
}

/// The same, with the spaces that stand between words.
pub(super) fn join_spaced(tokens: &[Token]) -> String {
    let mut text = String::with_capacity(32);
    let is_word = |token: &Token| !matches!(token, Token::Operator(_));
    for (index, token) in tokens.iter().enumerate() {
        push(&mut text, token);
        if tokens.get(index + 1).is_some_and(|next| token.is(',') || next.is('<') || (is_word(token) && is_word(next))) {
            text.push(' ');
        }
    }
    text
}

fn push(text: &mut String, token: &Token) {
    match token {
        Token::Atom(word) | Token::Quoted(word) | Token::Comment(word) => text.push_str(word),
        Token::Literal(literal) => text.extend(["[", literal, "]"]),
        Token::Operator(operator) => text.push(*operator),
    }
}
