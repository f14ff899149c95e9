//! How OpenSMTPD reads an address in the envelope. It knows no quoted strings: a local part is atoms
//! and dots, and the first `>` ends the path.

use std::net::{Ipv4Addr, Ipv6Addr};

use smtp_engine::session::Mailbox;

/// `SMTPD_MAXLOCALPARTSIZE` and `SMTPD_MAXDOMAINPARTSIZE`, without the NUL.
const PART_LIMIT: usize = 255;

/// Reads `<address>` and what follows it (`smtp_mailaddr()`). An address without a domain gets that of
/// `host`; the null path is taken where `null_allowed`.
pub(super) fn read<'l>(text: &'l [u8], host: &str, null_allowed: bool) -> Option<(Mailbox, &'l [u8])> {
    let inner = text.strip_prefix(b"<")?;
    let close = inner.iter().position(|&octet| octet == b'>')?;
    let (address, behind) = (&inner[..close], &inner[close + 1..]);
    let options = &behind[behind.iter().take_while(|&&octet| octet == b' ').count()..];
    let (user, domain) = parts(address)?;
    // A source route, and anything else before a colon.
    let user = user.iter().position(|&octet| octet == b':').map_or(user, |colon| &user[colon + 1..]);
    if null_allowed && user.is_empty() && domain.is_empty() {
        return Some((Mailbox::default(), options));
    }
    let domain = if domain.is_empty() { host.as_bytes() } else { domain };
    if !is_local_part(user) || !is_domain(domain) {
        return None;
    }
    let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
    Some((Mailbox { local_part: text(user), domain: Some(text(domain)) }, options))
}

/// The mailbox of a path, for who only wants to know where it leads.
pub(super) fn read_path(text: &[u8]) -> Mailbox {
    read(text, "localhost", true).map(|(mailbox, _)| mailbox).unwrap_or_default()
}

/// The parts before and after the last `@` (`text_to_mailaddr()`).
fn parts(address: &[u8]) -> Option<(&[u8], &[u8])> {
    let (user, domain) = match address.iter().rposition(|&octet| octet == b'@') {
        Some(at) => (&address[..at], &address[at + 1..]),
        None => (address, &b""[..]),
    };
    (user.len() <= PART_LIMIT && domain.len() <= PART_LIMIT).then_some((user, domain))
}

/// `valid_localpart()`, with `MAILADDR_ALLOWED`.
fn is_local_part(user: &[u8]) -> bool {
    let is_atext = |octet: &u8| octet.is_ascii_alphanumeric() || b"!#$%&'*/?^`{|}~+-=_".contains(octet);
    user.split(|&octet| octet == b'.').all(|atom| !atom.is_empty() && atom.iter().all(is_atext))
}

/// `valid_domainpart()`: also of the name in HELO and EHLO. The tag `IPv6:` may stand before any address
/// and before none.
pub(super) fn is_domain(domain: &[u8]) -> bool {
    if let Some(rest) = domain.strip_prefix(b"[") {
        let tagged = rest.get(..5).is_some_and(|tag| tag.eq_ignore_ascii_case(b"IPv6:"));
        let rest = if tagged { &rest[5..] } else { rest };
        let inner = rest.strip_suffix(b"]").filter(|inner| rest.len() <= PART_LIMIT && !inner.contains(&b']'));
        let Some(inner) = inner.and_then(|inner| std::str::from_utf8(inner).ok()) else {
            return false;
        };
        return inner.parse::<Ipv6Addr>().is_ok() || inner.parse::<Ipv4Addr>().is_ok();
    }
    !domain.is_empty() && domain.len() <= PART_LIMIT && !domain.ends_with(b".") && is_host_name(domain)
}

/// `res_hnok()` of the GNU C library: labels of 1 to 63 letters, digits, hyphens and underscores, of
/// which only the first may not begin with a hyphen. A backslash takes the next octet, or the one of
/// three decimal digits, as it is.
fn is_host_name(name: &[u8]) -> bool {
    let mut labels = vec![Vec::new()];
    let mut octets = name.iter().copied();
    while let Some(octet) = octets.next() {
        match octet {
            b'.' => labels.push(Vec::new()),
            b'\\' => match unescape(&mut octets) {
                Some(plain) => labels.last_mut().into_iter().for_each(|label| label.push(plain)),
                None => return false,
            },
            b'!'..=b'~' => labels.last_mut().into_iter().for_each(|label| label.push(octet)),
            _ => return false,
        }
    }
    let fits = |label: &Vec<u8>| {
        (1..=63).contains(&label.len()) && label.iter().all(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_'))
    };
    // On the wire each label has an octet of length, and the root is one more.
    let wire: usize = labels.iter().map(|label| label.len() + 1).sum::<usize>() + 1;
    wire <= 255 && labels.iter().all(fits) && !labels[0].starts_with(b"-")
}

fn unescape(octets: &mut impl Iterator<Item = u8>) -> Option<u8> {
    let first = octets.next().filter(u8::is_ascii_graphic)?;
    if !first.is_ascii_digit() {
        return Some(first);
    }
    let mut digit = || octets.next().filter(u8::is_ascii_digit).map(|digit| u16::from(digit - b'0'));
    let (second, third) = (digit()?, digit()?);
    u8::try_from(u16::from(first - b'0') * 100 + second * 10 + third).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Option<String> {
        read(text.as_bytes(), "mail.example.com", true).map(|(mailbox, _)| mailbox.to_string())
    }

    #[test]
    fn addresses_are_read_up_to_the_first_bracket_and_the_last_at() {
        assert_eq!(address("<joe>").as_deref(), Some("joe@mail.example.com"));
        assert_eq!(address("<joe@>").as_deref(), Some("joe@mail.example.com"));
        assert_eq!(address("<@a,@b:joe@example.org>").as_deref(), Some("joe@example.org"));
        assert_eq!(address("<>").as_deref(), Some(""));
        assert_eq!(address("<@>").as_deref(), Some(""));
        assert_eq!(read(b"<a@b.c>>  X", "h", false).map(|(_, options)| options), Some(&b">  X"[..]));
        for wrong in ["joe@example.org", "<joe@example.org", "<\"joe\"@example.org>", "<.joe@example.org>", "<a@b@c>", "<@example.org>"] {
            assert_eq!(address(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn domains_are_checked_as_the_c_library_does() {
        for right in ["a", "123456", "my_host.example.org", "_x.y", "a.-b-.c-", "[127.0.0.9]", "[::1]", "[IPv6:127.0.0.9]", "ex\\097mple"] {
            assert!(is_domain(right.as_bytes()), "{right}");
        }
        for wrong in
            ["", ".", "a..b", "a.", "-a.b", "a b", "a@b", "[300.1.2.3]", "[IPv6:zzzz]", "[127.0.0.9", "[127.0.0.9]x", "b\u{fc}cher", "a\\"]
        {
            assert!(!is_domain(wrong.as_bytes()), "{wrong}");
        }
        assert!(is_domain("a".repeat(63).as_bytes()) && !is_domain("a".repeat(64).as_bytes()));
    }
}
