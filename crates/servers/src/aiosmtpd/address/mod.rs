//! How aiosmtpd reads addresses: with the parser of Python's `email` package (version 3.11), which is
//! made for headers and takes comments, routes and white space, and fails in ways of its own.

mod words;

use super::crash::{Crash, Error, Site};
use super::text::is_space;
use super::token::{Kind, Token, quote};
use words::{atom, blanks, cfws, dot_atom, ends_atom, ends_phrase, leading_cfws, leads_cfws, skip_cfws, starts, unquoted, word};

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

/// `_getaddr()`: the address, and what stands after it.
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

/// The same, after another failure: there was no local part, but `found`.
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
