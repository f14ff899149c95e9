//! What the recorder reads out of replies and what it answers to challenges, live or on paper.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use md5::Md5;
use sha2::{Digest, Sha256};

/// Milliseconds for anything more behind the expected replies.
pub(crate) const GRACE: u64 = 40;
/// Milliseconds for the close behind 221, 421 and 554.
pub(crate) const CLOSE_GRACE: u64 = 1000;
/// The client's part of the SCRAM nonce.
const CLIENT_NONCE: &str = "rOprNGfwEbeRWgbNEkqO";

/// Seconds that a step waits for so many replies, where it does not say.
pub(crate) const fn default_wait(replies: usize) -> f64 {
    if replies == 0 { 0.4 } else { 8.0 }
}

/// Who logs in, and how.
#[derive(Clone, Copy)]
pub(crate) struct Credentials<'c> {
    /// The login.
    pub(crate) user: &'c str,
    /// Its password.
    pub(crate) password: &'c str,
    /// The message alone, without the command.
    pub(crate) continuation: bool,
}

/// The client's side of the mechanisms; it remembers what it said.
#[derive(Default)]
pub(crate) struct Answers {
    scram_bare: String,
}

impl Answers {
    /// The line that the step `what` sends behind `last_reply`; nothing where that is no challenge for it.
    pub(crate) fn computed(&mut self, what: &str, login: Credentials<'_>, last_reply: &[u8]) -> Option<Vec<u8>> {
        let answer = match what {
            "cram-md5" => {
                let keyed = Hmac::<Md5>::new_from_slice(login.password.as_bytes()).ok()?;
                let digest = hex(&keyed.chain_update(challenge(last_reply)?).finalize().into_bytes());
                STANDARD.encode(format!("{} {digest}", login.user))
            }
            "scram-first" => {
                self.scram_bare = format!("n={},r={CLIENT_NONCE}", login.user);
                let message = STANDARD.encode(format!("n,,{}", self.scram_bare));
                if login.continuation { message } else { format!("AUTH SCRAM-SHA-256 {message}") }
            }
            "scram-final" => self.scram_final(login.password, last_reply)?,
            _ => return None,
        };
        Some(format!("{answer}\r\n").into_bytes())
    }

    fn scram_final(&self, password: &str, last_reply: &[u8]) -> Option<String> {
        let challenge = String::from_utf8(challenge(last_reply)?).ok().filter(|text| text.contains("r="))?;
        let field = |name: &str| challenge.split(',').find_map(|part| part.strip_prefix(name)).map(str::to_owned);
        let (nonce, salt, iterations) = (field("r=")?, STANDARD.decode(field("s=")?).ok()?, field("i=")?.parse().ok()?);
        let mut salted = [0; 32];
        pbkdf2::pbkdf2_hmac::<Sha256>(password.as_bytes(), &salt, iterations, &mut salted);
        let without_proof = format!("c=biws,r={nonce}");
        let auth_message = format!("{},{challenge},{without_proof}", self.scram_bare);
        let client_key = sha256_hmac(&salted, b"Client Key")?;
        let signature = sha256_hmac(&Sha256::digest(&client_key), auth_message.as_bytes())?;
        let proof: Vec<u8> = client_key.iter().zip(&signature).map(|(key, part)| key ^ part).collect();
        Some(STANDARD.encode(format!("{without_proof},p={}", STANDARD.encode(proof))))
    }
}

fn challenge(last_reply: &[u8]) -> Option<Vec<u8>> {
    let text = last_reply.strip_prefix(b"334 ")?;
    Some(STANDARD.decode(text.trim_ascii_end()).unwrap_or_default())
}

fn sha256_hmac(key: &[u8], message: &[u8]) -> Option<Vec<u8>> {
    // Every key has a length that HMAC takes (RFC 2104 section 2).
    Some(Hmac::<Sha256>::new_from_slice(key).ok()?.chain_update(message).finalize().into_bytes().to_vec())
}

fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

/// The last lines of replies in `data`.
fn last_lines(data: &[u8]) -> impl Iterator<Item = &[u8]> {
    data.split_inclusive(|&octet| octet == b'\n').filter(|line| {
        line.ends_with(b"\n")
            && line.len() >= 4
            && line.iter().take(3).all(u8::is_ascii_digit)
            && matches!(line.get(3), Some(b' ' | b'\r' | b'\n'))
    })
}

/// How many replies `data` holds whole.
pub(crate) fn count_replies(data: &[u8]) -> usize {
    last_lines(data).count()
}

/// The last line of the last reply in `data`.
pub(crate) fn last_reply(data: &[u8]) -> &[u8] {
    last_lines(data).last().unwrap_or_default()
}
