//! The client's side of SCRAM-SHA-256 (RFC 5802 section 3, RFC 7677).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

/// All that comes up on the way to the proof.
pub(super) struct Proof {
    pub(super) salted: Vec<u8>,
    pub(super) client_key: Vec<u8>,
    pub(super) stored_key: Vec<u8>,
    pub(super) signature: Vec<u8>,
    pub(super) proof: Vec<u8>,
    /// The client's final message.
    pub(super) message: String,
}

/// More rounds than any server asks for would only hang the page.
const MOST_ITERATIONS: u32 = 100_000;

/// `client-first-message-bare`.
pub(super) fn first_bare(user: &str, nonce: &str) -> String {
    format!("n={},r={nonce}", user.replace('=', "=3D").replace(',', "=2C"))
}

/// The answer to the server's first message; nothing where that is none.
pub(super) fn proof(first_bare: &str, server_first: &str, password: &str) -> Option<Proof> {
    let field = |name: &str| server_first.split(',').find_map(|part| part.strip_prefix(name));
    let nonce = field("r=")?;
    let salt = STANDARD.decode(field("s=")?).ok()?;
    let iterations: u32 = field("i=")?.parse().ok().filter(|count| (1..=MOST_ITERATIONS).contains(count))?;
    let mut salted = [0; 32];
    pbkdf2::pbkdf2_hmac::<Sha256>(password.as_bytes(), &salt, iterations, &mut salted);
    // "biws" is base64 of "n,,": no channel binding.
    let without_proof = format!("c=biws,r={nonce}");
    let auth_message = format!("{first_bare},{server_first},{without_proof}");
    let client_key = hmac(&salted, b"Client Key")?;
    let stored_key = Sha256::digest(&client_key).to_vec();
    let signature = hmac(&stored_key, auth_message.as_bytes())?;
    let proof: Vec<u8> = client_key.iter().zip(&signature).map(|(key, sign)| key ^ sign).collect();
    let message = format!("{without_proof},p={}", STANDARD.encode(&proof));
    Some(Proof { salted: salted.to_vec(), client_key, stored_key, signature, proof, message })
}

fn hmac(key: &[u8], message: &[u8]) -> Option<Vec<u8>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(message);
    Some(mac.finalize().into_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_proof_is_that_of_the_standard() {
        // RFC 7677 section 3.
        let bare = first_bare("user", "rOprNGfwEbeRWgbNEkqO");
        let server = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
        let proof = proof(&bare, server, "pencil").expect("a proof");
        assert!(proof.message.ends_with("p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="), "{}", proof.message);
    }
}
