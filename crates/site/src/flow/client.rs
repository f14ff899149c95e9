//! The client's side: what a step sends, and the client's messages in AUTH.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use md5::Md5;
use sha2::{Digest, Sha256};

use super::{Credentials, Does};
use playground::record::{Action, EventKind, Timeline};
use smtp_engine::session::sasl;

/// Made up once and for all, so that a flow goes the same way each time; a real client takes a new one.
const NONCE: &str = "rOprNGfwEbeRWgbNEkqO";

/// What a client keeps in mind during AUTH.
#[derive(Default)]
pub(super) struct Client {
    /// How many messages of the exchange it has sent.
    sent: usize,
}

impl Client {
    /// What `does` is on the wire; with the message in AUTH before base64.
    pub(super) fn act(&mut self, does: &Does, timeline: &Timeline) -> Result<(Action, Option<String>), String> {
        let action = match does {
            Does::Connect => Action::Connect,
            Does::Disconnect => Action::Disconnect,
            Does::Wait(_) => Action::Wait,
            Does::Send(lines) | Does::Data(lines) => {
                if lines.iter().any(|line| line.starts_with("AUTH ")) {
                    self.sent = 0;
                }
                Action::Send(joined(lines).into_bytes())
            }
            Does::Chunk { lines, last } => {
                let chunk = joined(lines);
                let last = if *last { " LAST" } else { "" };
                Action::Send(format!("BDAT {}{last}\r\n{chunk}", chunk.len()).into_bytes())
            }
            Does::Answer { line, login } => {
                if line.starts_with("AUTH ") {
                    self.sent = 0;
                }
                let clear = message(login, self.sent, &challenge(timeline))?;
                self.sent += 1;
                let line = line.replace("{answer}", &sasl::encode(clear.as_bytes()));
                return Ok((Action::Send(format!("{line}\r\n").into_bytes()), Some(clear)));
            }
        };
        Ok((action, None))
    }
}

fn joined(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\r\n")).collect()
}

/// What stands in base64 behind the last 334; empty where there was none.
fn challenge(timeline: &Timeline) -> String {
    let last = timeline.events().iter().rev().find_map(|event| match &event.kind {
        EventKind::Reply(reply) => Some(reply.text.as_str()),
        _ => None,
    });
    let text = last.and_then(|text| text.strip_prefix("334")).unwrap_or_default().trim();
    sasl::decode(text.as_bytes()).ok().and_then(|octets| String::from_utf8(octets).ok()).unwrap_or_default()
}

/// The client's message number `number`, from 0.
fn message(login: &Credentials, number: usize, challenge: &str) -> Result<String, String> {
    let Credentials { mechanism, user, password } = login;
    Ok(match (mechanism.as_str(), number) {
        // RFC 4616 section 2.
        ("PLAIN", 0) => format!("\0{user}\0{password}"),
        ("LOGIN", 0) => user.clone(),
        ("LOGIN", 1) => password.clone(),
        // RFC 2195 section 2.
        ("CRAM-MD5", 0) => format!("{user} {}", hexadecimal(&hmac_md5(password.as_bytes(), challenge.as_bytes())?)),
        // RFC 5802 section 5.
        ("SCRAM-SHA-256", 0) => format!("n,,{}", scram_first(user)),
        ("SCRAM-SHA-256", 1) => scram_final(user, password, challenge)?,
        ("SCRAM-SHA-256", 2) => String::new(),
        // RFC 7628 section 3.1.
        ("OAUTHBEARER", 0) => format!("n,a={},\u{1}auth=Bearer {password}\u{1}\u{1}", scram_name(user)),
        ("XOAUTH2", 0) => format!("user={user}\u{1}auth=Bearer {password}\u{1}\u{1}"),
        // RFC 7628 section 3.2.3: the client's dummy answer to the reason.
        ("OAUTHBEARER", 1) => "\u{1}".to_owned(),
        ("XOAUTH2", 1) => String::new(),
        _ => return Err(format!("{mechanism} has no message number {}", number + 1)),
    })
}

fn scram_name(user: &str) -> String {
    user.replace('=', "=3D").replace(',', "=2C")
}

fn scram_first(user: &str) -> String {
    format!("n={},r={NONCE}", scram_name(user))
}

/// The proof that the client knows the password (RFC 5802 section 3).
fn scram_final(user: &str, password: &str, challenge: &str) -> Result<String, String> {
    let field = |name: &str| challenge.split(',').find_map(|part| part.strip_prefix(name));
    let (Some(nonce), Some(salt), Some(rounds)) = (field("r="), field("s="), field("i=")) else {
        return Err(format!("the server's message {challenge:?} does not hold r=, s= and i="));
    };
    let salt = STANDARD.decode(salt).map_err(|error| error.to_string())?;
    let rounds = rounds.parse().map_err(|_| format!("{rounds:?} is no number of rounds"))?;
    let mut salted = [0; 32];
    pbkdf2::pbkdf2_hmac::<Sha256>(password.as_bytes(), &salt, rounds, &mut salted);
    let client_key = hmac_sha256(&salted, b"Client Key")?;
    // `c=biws` is `n,,`: no channel binding.
    let without_proof = format!("c=biws,r={nonce}");
    let all = format!("{},{challenge},{without_proof}", scram_first(user));
    let signature = hmac_sha256(&Sha256::digest(&client_key), all.as_bytes())?;
    let proof: Vec<u8> = client_key.iter().zip(&signature).map(|(key, signature)| key ^ signature).collect();
    Ok(format!("{without_proof},p={}", STANDARD.encode(proof)))
}

fn hmac_sha256(key: &[u8], text: &[u8]) -> Result<Vec<u8>, String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(|error| error.to_string())?;
    mac.update(text);
    Ok(mac.finalize().into_bytes().to_vec())
}

fn hmac_md5(key: &[u8], text: &[u8]) -> Result<Vec<u8>, String> {
    let mut mac = Hmac::<Md5>::new_from_slice(key).map_err(|error| error.to_string())?;
    mac.update(text);
    Ok(mac.finalize().into_bytes().to_vec())
}

fn hexadecimal(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}
