use super::super::World;
use super::SaslError;
use super::plain::password_check;

/// The first challenge (draft-murchison-sasl-login section 2).
pub(super) const NAME_PROMPT: &str = "Username:";
/// The second challenge.
pub(super) const PASSWORD_PROMPT: &str = "Password:";

/// Checks the password that followed `name`.
pub(super) fn check(name: &str, password: &[u8], world: &World) -> Result<String, SaslError> {
    password_check(name.as_bytes(), password, world)
}
