//! How aiosmtpd reads addresses: with the parser of Python's `email` package (version 3.11), which is
//! made for headers and takes comments, routes and white space, and fails in ways of its own.

use super::crash::{Crash, Error, Site};
use super::text::is_space;
use super::token::{Kind, Token, quote};

/// Why there is no address.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Failure {
    /// `HeaderParseError`
    Malformed,
    /// An error that nobody has foreseen.
    Crash(Crash),
}

impl From<Crash> for Failure {
    fn from(crash: Crash) -> Self {
        Self::Crash(crash)
    }
}

type Parse<T> = Result<(T, String), Failure>;

/// `_getaddr()`: the address, and what stands behind it.
pub(super) fn read(argument: &str) -> Parse<String> {
    if argument.is_empty() {
        return Ok((String::new(), String::new()));
    }
    if argument.trim_start_matches(is_space).starts_with('<') {
        let (address, rest) = angle_address(argument).map_err(|failure| via(failure, Site::GetAngle))?;
        let Some(address) = address else {
            return Ok(("<>".into(), rest));
        };
        let pass = |site| move |crash: Crash| crash.in_site(site).in_site(Site::GetText);
        let local_part = address.local_part.local_part().map_err(pass(Site::AngleLocalPart))?;
        if local_part.is_empty() {
            return Ok((format!("{}{}", quote(""), address.text().map_err(pass(Site::AngleQuotedText))?), rest));
        }
        return Ok((address.text().map_err(pass(Site::AngleText))?, rest));
    }
    let (address, rest) = address(argument).map_err(|failure| via(failure, Site::GetSpec))?;
    Ok((address.text().map_err(|crash| crash.in_site(Site::GetText))?, rest))
}

fn via(failure: Failure, site: Site) -> Failure {
    match failure {
        Failure::Crash(crash) => Failure::Crash(crash.in_site(site)),
        Failure::Malformed => Failure::Malformed,
    }
}

/// The same, behind another failure: there was no local part, but `found`.
fn after(failure: Failure, site: Site, found: &str) -> Failure {
    match failure {
        Failure::Crash(crash) => Failure::Crash(Crash { found: Some(found.to_owned()), ..crash.in_site(site) }),
        Failure::Malformed => Failure::Malformed,
    }
}

/// `AddrSpec`
struct Address {
    local_part: Token,
    domain: Option<Token>,
}

impl Address {
    /// `AddrSpec.addr_spec`
    fn text(&self) -> Result<String, Crash> {
        let local_part = self.local_part.local_part().map_err(|crash| crash.in_site(Site::TextLocalPart))?;
        let odd = local_part.contains(|character| character != '.' && ends_atom(character));
        let local_part = if odd { quote(&local_part) } else { local_part };
        let Some(domain) = &self.domain else {
            return Ok(local_part);
        };
        let pass = |crash: Crash| crash.in_site(Site::DomainValue).in_site(Site::Domain).in_site(Site::TextDomain);
        Ok(format!("{local_part}@{}", domain.domain().map_err(pass)?))
    }
}

/// `WSP`
const fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t')
}

/// `CFWS_LEADER`
const fn leads_cfws(character: char) -> bool {
    is_blank(character) || character == '('
}

/// `SPECIALS`
const fn is_special(character: char) -> bool {
    matches!(character, '(' | ')' | '<' | '>' | '@' | ',' | ':' | ';' | '.' | '\\' | '"' | '[' | ']')
}

/// `ATOM_ENDS`
const fn ends_atom(character: char) -> bool {
    is_special(character) || is_blank(character)
}

/// `PHRASE_ENDS`
const fn ends_phrase(character: char) -> bool {
    is_special(character) && !matches!(character, '.' | '"' | '(')
}

fn starts(value: &str, test: impl Fn(char) -> bool) -> bool {
    value.starts_with(test)
}

/// `get_angle_addr()`; nothing for `<>`.
fn angle_address(value: &str) -> Parse<Option<Address>> {
    let value = skip_cfws(value);
    let value = value.strip_prefix('<').ok_or(Failure::Malformed)?;
    if value.is_empty() {
        return Err(Crash::at(Error::StringIndex, Site::AngleStart).into());
    }
    if let Some(rest) = value.strip_prefix('>') {
        return Ok((None, rest.into()));
    }
    let (address, value) = match address(value) {
        Err(Failure::Malformed) => {
            let found = skip_cfws(value);
            let ((), behind) = route(value).map_err(|failure| after(failure, Site::AngleRoute, &found))?;
            address(&behind).map_err(|failure| after(failure, Site::AngleSpecBehindRoute, &found))?
        }
        result => result.map_err(|failure| via(failure, Site::AngleSpec))?,
    };
    let value = value.strip_prefix('>').unwrap_or(&value);
    Ok((Some(address), skip_cfws(value)))
}

/// `get_obs_route()`
fn route(value: &str) -> Parse<()> {
    let mut value = value.to_owned();
    while starts(&value, |first| first == ',' || leads_cfws(first)) {
        value = match value.strip_prefix(',') {
            Some(rest) => rest.to_owned(),
            None => skip_cfws(&value),
        };
    }
    let first = value.strip_prefix('@').ok_or(Failure::Malformed)?;
    let mut value = domain(first).map_err(|failure| via(failure, Site::RouteDomain))?.1;
    while let Some(rest) = value.strip_prefix(',') {
        if rest.is_empty() {
            return Err(Failure::Malformed);
        }
        let next = skip_cfws(rest);
        if next.is_empty() {
            return Err(Crash::at(Error::StringIndex, Site::RouteNext).into());
        }
        value = match next.strip_prefix('@') {
            Some(name) => domain(name).map_err(|failure| via(failure, Site::RouteNextDomain))?.1,
            None => next,
        };
    }
    value.strip_prefix(':').map(|rest| ((), rest.to_owned())).ok_or(Failure::Malformed)
}

/// `get_addr_spec()`
fn address(value: &str) -> Parse<Address> {
    let (local_part, value) = local_part(value).map_err(|failure| via(failure, Site::SpecLocalPart))?;
    let Some(rest) = value.strip_prefix('@') else {
        return Ok((Address { local_part, domain: None }, value));
    };
    let (domain, value) = domain(rest).map_err(|failure| via(failure, Site::SpecDomain))?;
    Ok((Address { local_part, domain: Some(domain) }, value))
}

/// `get_local_part()`
fn local_part(value: &str) -> Parse<Token> {
    if value.is_empty() {
        return Err(Crash::at(Error::StringIndex, Site::LocalPartStart).into());
    }
    let (leader, value) = leading_cfws(value);
    if value.is_empty() {
        return Err(Failure::Malformed);
    }
    let (token, rest) = match dot_atom(&value).or_else(|_| word(&value)) {
        Ok(parsed) => parsed,
        Err(failure) if !value.starts_with('\\') && starts(&value, ends_phrase) => return Err(failure),
        Err(_) => (Token::List(Kind::Other, Vec::new()), value),
    };
    let token = token.led_by(leader);
    if starts(&rest, |first| first == '\\' || !ends_phrase(first)) {
        return obsolete_local_part(&format!("{}{rest}", token.string()));
    }
    Ok((token, rest))
}

/// `get_obs_local_part()`
fn obsolete_local_part(value: &str) -> Parse<Token> {
    let mut value = value.to_owned();
    let mut tokens = Vec::new();
    while let Some(first) = value.chars().next().filter(|&first| first == '\\' || !ends_phrase(first)) {
        let (token, rest) = match first {
            '.' => (Token::Dot, value[1..].to_owned()),
            '\\' => (Token::text("\\"), value[1..].to_owned()),
            _ => match word(&value) {
                Ok(parsed) => parsed,
                Err(_) if leads_cfws(first) => cfws(&value),
                Err(failure) => return Err(failure),
            },
        };
        tokens.push(token);
        value = rest;
    }
    Ok((Token::List(Kind::Other, tokens), value))
}

/// `get_domain()`
fn domain(value: &str) -> Parse<Token> {
    if value.is_empty() {
        return Err(Crash::at(Error::StringIndex, Site::DomainStart).into());
    }
    let (leader, value) = leading_cfws(value);
    if value.is_empty() {
        return Err(Failure::Malformed);
    }
    if value.starts_with('[') {
        let (token, rest) = domain_literal(&value)?;
        return Ok((Token::List(Kind::Other, vec![token.led_by(leader)]), rest));
    }
    let (token, mut rest) = dot_atom(&value).or_else(|_| atom(&value))?;
    if rest.starts_with('@') {
        return Err(Failure::Malformed);
    }
    let mut tokens = vec![token.led_by(leader)];
    while let Some(behind) = rest.strip_prefix('.') {
        let (token, behind) = atom(behind)?;
        tokens.extend([Token::Dot, token]);
        rest = behind;
    }
    Ok((Token::List(Kind::Other, tokens), rest))
}

/// `get_domain_literal()`
fn domain_literal(value: &str) -> Parse<Token> {
    let value = value.strip_prefix('[').ok_or(Failure::Malformed)?;
    if value.is_empty() {
        return Ok((Token::List(Kind::Other, vec![Token::Defect]), String::new()));
    }
    let mut tokens = vec![Token::text("[")];
    let value = blanks(value, &mut tokens);
    let (text, value) = unquoted(&value, &['[', ']']);
    tokens.push(Token::Text(text));
    let value = blanks(&value, &mut tokens);
    if value.is_empty() {
        tokens.extend([Token::Defect, Token::text("]")]);
        return Ok((Token::List(Kind::Other, tokens), value));
    }
    let value = value.strip_prefix(']').ok_or(Failure::Malformed)?;
    tokens.push(Token::text("]"));
    let (trailer, rest) = leading_cfws(value);
    tokens.extend(trailer);
    Ok((Token::List(Kind::Other, tokens), rest))
}

/// `get_fws()`, where there is any.
fn blanks(value: &str, tokens: &mut Vec<Token>) -> String {
    if !starts(value, is_blank) {
        return value.to_owned();
    }
    let rest = value.trim_start_matches(is_space);
    tokens.push(Token::Space(value[..value.len() - rest.len()].to_owned()));
    rest.to_owned()
}

/// `get_word()`
fn word(value: &str) -> Parse<Token> {
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
fn atom(value: &str) -> Parse<Token> {
    let (leader, value) = leading_cfws(value);
    let (text, rest) = atom_text(&value)?;
    let (trailer, rest) = leading_cfws(&rest);
    Ok((Token::List(Kind::Other, leader.into_iter().chain([text]).chain(trailer).collect()), rest))
}

/// `get_dot_atom()`
fn dot_atom(value: &str) -> Parse<Token> {
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

/// `get_quoted_string()`, behind white space.
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
fn leading_cfws(value: &str) -> (Option<Token>, String) {
    if !starts(value, leads_cfws) {
        return (None, value.to_owned());
    }
    let (token, rest) = cfws(value);
    (Some(token), rest)
}

fn skip_cfws(value: &str) -> String {
    leading_cfws(value).1
}

fn cfws(value: &str) -> (Token, String) {
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
fn unquoted(value: &str, ends: &[char]) -> (String, String) {
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
