//! OAUTHBEARER (RFC 7628) and XOAUTH2 (Google's document "OAuth 2.0 Mechanism"): an access token instead
//! of a password. In this invented world the access token of a login is its password.

use std::net::IpAddr;

use super::super::World;
use super::{Mechanism, SaslError};

/// `kvsep` of RFC 7628 section 3.1.
const SEPARATOR: char = '\u{1}';

/// What a client's message says.
#[derive(Default)]
struct Message<'m> {
    login: &'m str,
    host: Option<&'m str>,
    authorisation: &'m str,
}

/// ```text
/// client-resp = (gs2-header kvsep *kvpair kvsep) / kvsep
/// kvpair      = key "=" value kvsep
/// ```
/// (RFC 7628 section 3.1); XOAUTH2 has `user=` in the place of the header.
fn read(mechanism: Mechanism, message: &[u8]) -> Option<Message<'_>> {
    let text = std::str::from_utf8(message).ok()?;
    let mut parts = text.strip_suffix(SEPARATOR)?.strip_suffix(SEPARATOR)?.split(SEPARATOR);
    let header = parts.next()?;
    let login = match mechanism {
        Mechanism::OauthBearer => {
            // gs2-header of RFC 5801 section 4, without channel binding: `n,a=alice@example.com,`.
            let (binding, rest) = header.split_once(',')?;
            let authorisation = rest.strip_suffix(',')?;
            if !matches!(binding, "n" | "y") {
                return None;
            }
            if authorisation.is_empty() { "" } else { authorisation.strip_prefix("a=")? }
        }
        _ => header.strip_prefix("user=")?,
    };
    let mut read = Message { login, ..Message::default() };
    for part in parts {
        let (key, value) = part.split_once('=')?;
        match key {
            "auth" => read.authorisation = value,
            "host" => read.host = Some(value),
            // Unknown ones are ignored.
            _ => {}
        }
    }
    Some(read)
}

/// Whether `host` is this server, by name or address. After `serve` it has the address of the machine
/// that it runs on.
fn is_here(host: &str, world: &World) -> bool {
    world.is_local_domain(host) || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback() || host == world.host_address)
}

/// Checks the message and gives the login.
pub(super) fn check(mechanism: Mechanism, message: &[u8], world: &World) -> Result<String, SaslError> {
    let message = read(mechanism, message).ok_or(SaslError::Protocol)?;
    // Section 3.2: a host that is named must be the right one.
    if message.host.is_some_and(|host| !is_here(host, world)) {
        return Err(SaslError::Failed);
    }
    // RFC 6750 section 2.1; the scheme's name is not case-sensitive.
    let token = message.authorisation.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("Bearer"));
    let token = token.map_or("", |(_, token)| token);
    let found = world.logins.iter().find(|known| !token.is_empty() && known.password == token);
    match found {
        Some(known) if message.login.is_empty() || message.login.replace("=2C", ",").replace("=3D", "=") == known.name => {
            Ok(known.name.clone())
        }
        _ => Err(SaslError::Failed),
    }
}

/// The login that `message` names.
pub(super) fn login(mechanism: Mechanism, message: &[u8]) -> Option<String> {
    read(mechanism, message).map(|message| message.login.to_owned())
}

/// Why the token was not taken, in JSON (RFC 7628 section 3.2.2; for XOAUTH2 as Google's document shows).
pub(super) const fn reason(mechanism: Mechanism) -> &'static str {
    match mechanism {
        Mechanism::OauthBearer => r#"{"status":"invalid_token"}"#,
        _ => r#"{"status":"401","schemes":"Bearer","scope":"https://mail.google.com/"}"#,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_taken_with_or_without_the_name_of_its_login() {
        let world = World::standard();
        let named = b"n,a=alice@example.com,\x01host=mail.example.com\x01port=587\x01auth=Bearer wonderland\x01\x01";
        assert_eq!(check(Mechanism::OauthBearer, named, &world), Ok("alice@example.com".into()));
        assert_eq!(check(Mechanism::OauthBearer, b"n,,\x01auth=Bearer builder\x01\x01", &world), Ok("bob@example.com".into()));
        let simple = b"user=alice@example.com\x01auth=Bearer wonderland\x01\x01";
        assert_eq!(check(Mechanism::Xoauth2, simple, &world), Ok("alice@example.com".into()));
    }

    #[test]
    fn wrong_tokens_and_broken_messages_are_told_apart() {
        let world = World::standard();
        for wrong in [
            &b"n,,\x01auth=\x01\x01"[..],
            b"n,a=bob@example.com,\x01auth=Bearer wonderland\x01\x01",
            b"n,,\x01host=other.example\x01auth=Bearer wonderland\x01\x01",
        ] {
            assert_eq!(check(Mechanism::OauthBearer, wrong, &world), Err(SaslError::Failed));
        }
        for broken in
            [&b""[..], b"\x01", b"n,,auth=Bearer wonderland", b"p,,\x01auth=Bearer x\x01\x01", b"\xff\x01\x01", b"n,,\x01auth\x01\x01"]
        {
            assert_eq!(check(Mechanism::OauthBearer, broken, &world), Err(SaslError::Protocol), "{broken:?}");
        }
    }
}
