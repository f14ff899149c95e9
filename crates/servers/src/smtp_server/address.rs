//! How smtp-server reads MAIL and RCPT (`_parseAddressCommand()`): split at the first colon and at
//! white space, no grammar, no quoted strings.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::{punycode, text};

/// A path and its parameters.
pub(super) struct Path {
    /// The address without brackets and source route; empty for `<>`.
    pub(super) address: String,
    /// Keywords in upper case, values without xtext; each keyword once, with its last value.
    pub(super) parameters: Vec<(String, Option<String>)>,
    /// The last keyword that was given twice.
    pub(super) duplicate: Option<String>,
}

/// Why a path was not taken.
pub(super) enum PathError {
    /// It is no path.
    Malformed,
    /// Its domain is no punycode: the domain, and what is wrong.
    Punycode(String, &'static str),
}

impl Path {
    /// Reads `line` if what stands before its colon is `name`.
    pub(super) fn read(name: &str, line: &[u8]) -> Result<Self, PathError> {
        let line = text::of(line);
        let (before, behind) = line.split_once(':').unwrap_or((&line, ""));
        if text::trim(before).to_uppercase() != name {
            return Err(PathError::Malformed);
        }
        let mut words = text::words(behind).into_iter();
        let path = words.next().unwrap_or("");
        let inner = path.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).filter(|inner| !inner.contains(['<', '>']));
        let (parameters, duplicate) = read_parameters(words).ok_or(PathError::Malformed)?;
        let address = read_address(name, without_route(inner.ok_or(PathError::Malformed)?))?;
        Ok(Self { address, parameters, duplicate })
    }

    /// The value of `keyword`; `Some(None)` where it stands alone.
    pub(super) fn parameter(&self, keyword: &str) -> Option<Option<&str>> {
        self.parameters.iter().find(|(name, _)| name == keyword).map(|(_, value)| value.as_deref())
    }
}

type Parameters = (Vec<(String, Option<String>)>, Option<String>);

/// Nothing where a value holds a control character.
fn read_parameters<'w>(words: impl Iterator<Item = &'w str>) -> Option<Parameters> {
    let mut parameters: Vec<(String, Option<String>)> = Vec::new();
    let mut duplicate = None;
    for word in words {
        let (keyword, value) = word.split_once('=').unwrap_or((word, ""));
        let keyword = keyword.to_uppercase();
        if keyword.is_empty() {
            continue;
        }
        let value = (!value.is_empty()).then(|| decode_xtext(value));
        if value.as_deref().is_some_and(text::has_control) {
            return None;
        }
        match parameters.iter_mut().find(|(name, _)| *name == keyword) {
            Some(given) => {
                given.1 = value;
                duplicate = Some(keyword);
            }
            None => parameters.push((keyword, value)),
        }
    }
    Some((parameters, duplicate))
}

/// `decodeXtext()`: what is no `+XX` stays as it is.
fn decode_xtext(value: &str) -> String {
    let mut plain = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(plus) = rest.find('+') {
        plain.push_str(&rest[..plus]);
        let hex = rest.get(plus + 1..plus + 3).filter(|hex| hex.bytes().all(|octet| matches!(octet, b'0'..=b'9' | b'A'..=b'F')));
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(octet) => {
                plain.push(char::from(octet));
                rest = &rest[plus + 3..];
            }
            None => {
                plain.push('+');
                rest = &rest[plus + 1..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// A source route is taken and ignored (RFC 5321 appendix C): `/^@[^\s,:@]+(?:,@[^\s,:@]+)*:/`
fn without_route(address: &str) -> &str {
    let Some((route, rest)) = address.split_once(':') else {
        return address;
    };
    let is_host = |host: &str| host.strip_prefix('@').is_some_and(|name| !name.is_empty() && !name.contains('@'));
    if route.split(',').all(is_host) { rest } else { address }
}

fn read_address(name: &str, address: &str) -> Result<String, PathError> {
    // ADDRESS_UNSAFE_CHARS
    if text::has_control(address) || address.contains(['\u{200b}', '\u{2060}', '\u{feff}']) {
        return Err(PathError::Malformed);
    }
    // RFC 5321 section 4.1.1.3
    let postmaster = name == "RCPT TO" && address.to_lowercase() == "postmaster";
    if address.is_empty() || postmaster {
        return Ok(address.to_owned());
    }
    let (local_part, domain) = address.split_once('@').filter(|(_, domain)| !domain.contains('@')).ok_or(PathError::Malformed)?;
    let too_long = text::length(local_part) + 1 + text::length(domain) > 253;
    let dots = local_part.starts_with('.') || local_part.ends_with('.') || local_part.contains("..");
    if local_part.is_empty() || domain.is_empty() || too_long || dots {
        return Err(PathError::Malformed);
    }
    let domain = match domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(literal) => read_literal(literal).ok_or(PathError::Malformed)?,
        None => read_domain(domain)?,
    };
    Ok(format!("{local_part}@{domain}"))
}

/// RFC 5321 section 4.1.3; IPv6 addresses in the form of RFC 5952.
fn read_literal(literal: &str) -> Option<String> {
    let Some(tagged) = literal.get(..5).filter(|tag| tag.eq_ignore_ascii_case("IPv6:")).and_then(|_| literal.get(5..)) else {
        return literal.parse::<Ipv4Addr>().ok().map(|_| format!("[{literal}]"));
    };
    let (address, zone) = tagged.split_once('%').map_or((tagged, None), |(address, zone)| (address, Some(zone)));
    if zone.is_some_and(|zone| {
        zone.is_empty() || !zone.bytes().all(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'.' | b':'))
    }) {
        return None;
    }
    let zone = zone.map(|zone| format!("%{}", zone.to_lowercase())).unwrap_or_default();
    address.parse::<Ipv6Addr>().ok().map(|address| format!("[IPv6:{address}{zone}]"))
}

fn read_domain(domain: &str) -> Result<String, PathError> {
    let odd = domain.starts_with('.')
        || domain.ends_with('.')
        || ["..", ".-", "-."].iter().any(|pair| domain.contains(pair))
        || !domain.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '.' | '\u{80}'..));
    if odd {
        return Err(PathError::Malformed);
    }
    punycode::to_unicode(domain).map_err(|reason| PathError::Punycode(domain.to_owned(), reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(line: &str) -> Option<String> {
        Path::read("MAIL FROM", line.as_bytes()).ok().map(|path| path.address)
    }

    #[test]
    fn addresses_are_read_without_a_grammar() {
        assert_eq!(address("MAIL FROM : <@a,@b:joe@example.org> x"), Some("joe@example.org".into()));
        assert_eq!(address("MAIL FROM:<\"joe@example.org>"), Some("\"joe@example.org".into()));
        assert_eq!(address("MAIL FROM:<a@[ipv6:0::1]>"), Some("a@[IPv6:::1]".into()));
        assert_eq!(address("MAIL FROM:<a@xn--bcher-kva.example>"), Some("a@bücher.example".into()));
        for wrong in
            ["MAIL  FROM:<a@b>", "MAIL FROM:a@b", "MAIL FROM:<a@b>>", "MAIL FROM:<a@-.b>", "MAIL FROM:<a@b> X=a+0Ab", "MAIL FROM:<a@[1]>"]
        {
            assert_eq!(address(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn values_are_xtext_and_the_last_one_counts() {
        let path = Path::read("MAIL FROM", b"MAIL FROM:<> envid=a+2Bb+zz = SIZE X= size=2").ok().expect("a path");
        assert_eq!(path.parameter("ENVID"), Some(Some("a+b+zz")));
        assert_eq!(path.parameter("X"), Some(None));
        assert_eq!((path.parameter("SIZE"), path.duplicate.as_deref()), (Some(Some("2")), Some("SIZE")));
    }
}
