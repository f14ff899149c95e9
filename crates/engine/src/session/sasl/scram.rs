//! SCRAM-SHA-256, the server's side (RFC 5802, RFC 7677).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use super::super::World;
use super::{SaslError, scramble};

/// As the recorded servers do, and RFC 7677 section 4 asks for at least.
const ITERATIONS: u32 = 4096;

/// What the client's proof is checked against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    pub(super) login: String,
    nonce: String,
    auth_message_start: String,
    gs2_header: String,
    salted_password: [u8; 32],
}

/// The server's part of the nonce.
pub(super) fn server_nonce(world: &World, nonce: u64) -> String {
    let octets: Vec<u8> = (0..3).flat_map(|part| scramble(world.seed, nonce.wrapping_mul(8).wrapping_add(part)).to_be_bytes()).collect();
    STANDARD.encode(octets)
}

/// Takes the client's first message and gives the server's (RFC 5802 section 5).
///
/// ```text
/// client-first-message      = gs2-header client-first-message-bare
/// client-first-message-bare = [reserved-mext ","] username "," nonce ["," extensions]
/// ```
pub(super) fn first(message: &[u8], server_nonce: &str, world: &World) -> Result<(Vec<u8>, Expected), SaslError> {
    let message = std::str::from_utf8(message).map_err(|_| SaslError::Protocol)?;
    let mut parts = message.splitn(3, ',');
    let (Some(binding), Some(authorisation), Some(bare)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(SaslError::Protocol);
    };
    // A channel binding is only refused with the final message, which cannot hold it.
    if !matches!(binding, "n" | "y") && !binding.starts_with("p=") {
        return Err(SaslError::Protocol);
    }
    let (name, client_nonce) = bare.split_once(",r=").ok_or(SaslError::Protocol)?;
    let name = name.strip_prefix("n=").ok_or(SaslError::Protocol)?;
    let client_nonce = client_nonce.split(',').next().unwrap_or("");
    let login = name.replace("=2C", ",").replace("=3D", "=");
    if login.is_empty() {
        return Err(SaslError::Unavailable);
    }
    let password = world.password(&login).ok_or(SaslError::Failed)?;
    let nonce = format!("{client_nonce}{server_nonce}");
    let salt = Sha256::digest(login.as_bytes());
    let salt = &salt[..16];
    let mut salted_password = [0; 32];
    pbkdf2::pbkdf2_hmac::<Sha256>(password.as_bytes(), salt, ITERATIONS, &mut salted_password);
    let challenge = format!("r={nonce},s={},i={ITERATIONS}", STANDARD.encode(salt));
    let expected = Expected {
        login,
        auth_message_start: format!("{bare},{challenge}"),
        gs2_header: format!("{binding},{authorisation},"),
        nonce,
        salted_password,
    };
    Ok((challenge.into_bytes(), expected))
}

impl Expected {
    /// Checks the client's final message and gives the server's (RFC 5802 section 5).
    ///
    /// ```text
    /// client-final-message = channel-binding "," nonce ["," extensions] "," proof
    /// ```
    pub(super) fn check(&self, message: &[u8]) -> Result<Vec<u8>, SaslError> {
        let message = std::str::from_utf8(message).map_err(|_| SaslError::Protocol)?;
        let (without_proof, proof) = message.rsplit_once(",p=").ok_or(SaslError::Protocol)?;
        let expected = format!("c={},r={}", STANDARD.encode(&self.gs2_header), self.nonce);
        if without_proof != expected {
            return Err(SaslError::Protocol);
        }
        let proof = STANDARD.decode(proof).map_err(|_| SaslError::Protocol)?;
        let auth_message = format!("{},{without_proof}", self.auth_message_start);
        let client_key = hmac(&self.salted_password, b"Client Key");
        let stored_key = Sha256::digest(&client_key);
        let client_signature = hmac(&stored_key, auth_message.as_bytes());
        let right: Vec<u8> = client_key.iter().zip(&client_signature).map(|(key, signature)| key ^ signature).collect();
        if proof != right {
            return Err(SaslError::Failed);
        }
        let server_key = hmac(&self.salted_password, b"Server Key");
        Ok(format!("v={}", STANDARD.encode(hmac(&server_key, auth_message.as_bytes()))).into_bytes())
    }
}

fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    // HMAC takes keys of any length; an empty result matches nothing.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else {
        return Vec::new();
    };
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}
