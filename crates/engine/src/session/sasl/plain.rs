use super::super::World;
use super::SaslError;

/// Checks the message of PLAIN and gives the login.
///
/// ```text
/// message = [authzid] UTF8NUL authcid UTF8NUL passwd
/// ```
/// (RFC 4616 section 2)
pub(super) fn check(message: &[u8], world: &World) -> Result<String, SaslError> {
    let parts: Vec<&[u8]> = message.split(|&octet| octet == 0).collect();
    let [authorisation, login, password] = parts.as_slice() else {
        return Err(SaslError::Protocol);
    };
    let login = password_check(login, password, world)?;
    // Nobody may act for another.
    if authorisation.is_empty() || *authorisation == login.as_bytes() { Ok(login) } else { Err(SaslError::Failed) }
}

/// Whether `password` is that of `login`; a login that is empty or blank cannot even be looked up.
pub(super) fn password_check(login: &[u8], password: &[u8], world: &World) -> Result<String, SaslError> {
    if login.trim_ascii().is_empty() {
        return Err(SaslError::Unavailable);
    }
    let login = String::from_utf8_lossy(login).into_owned();
    match world.password(&login) {
        Some(known) if known.as_bytes() == password && !password.is_empty() => Ok(login),
        _ => Err(SaslError::Failed),
    }
}
