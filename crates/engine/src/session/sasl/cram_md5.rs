use hmac::{Hmac, Mac};
use md5::Md5;

use super::super::World;
use super::{SaslError, scramble};

/// A challenge that has not been used before (RFC 2195 section 2: a message id).
pub(super) fn challenge(world: &World, nonce: u64) -> String {
    format!("<{}.{}@{}>", scramble(world.seed, nonce) >> 32, nonce, world.host)
}

/// Checks `login SP hexadecimal digest` (RFC 2195 section 2) and gives the login.
pub(super) fn check(challenge: &str, response: &[u8], world: &World) -> Result<String, SaslError> {
    let space = response.iter().rposition(|&octet| octet == b' ').ok_or(SaslError::Protocol)?;
    if response[..space].is_empty() {
        return Err(SaslError::Protocol);
    }
    let login = String::from_utf8_lossy(&response[..space]).into_owned();
    let password = world.password(&login).ok_or(SaslError::Failed)?;
    if response[space + 1..] == *digest(password, challenge).as_bytes() { Ok(login) } else { Err(SaslError::Failed) }
}

/// The keyed digest in hexadecimal digits (RFC 2104).
pub(super) fn digest(password: &str, challenge: &str) -> String {
    let Ok(mut mac) = Hmac::<Md5>::new_from_slice(password.as_bytes()) else {
        // HMAC takes keys of any length, so this is never reached; an empty digest matches nothing.
        return String::new();
    };
    mac.update(challenge.as_bytes());
    mac.finalize().into_bytes().iter().map(|octet| format!("{octet:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_the_standard() {
        // RFC 2195 section 2.
        assert_eq!(digest("tanstaaftanstaaf", "<1896.697170952@postoffice.reston.mci.net>"), "b913a602c7eda7a495b4e6e7334d3890");
    }
}
