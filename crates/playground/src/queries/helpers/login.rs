//! The client's side of AUTH, step by step.

use md5::{Digest, Md5};

use super::scram;
use crate::content::Label;
use crate::record::{Event, EventKind};
use smtp_engine::session::Mechanism;
use smtp_engine::session::sasl::{Exchange, encode};
use smtp_engine::syntax::Argument;
use smtp_engine::wire::visible;

/// What a person entered. It is held by the panel alone and goes with it.
#[derive(Clone, Copy, Debug)]
pub struct Entered<'e> {
    /// The login.
    pub user: &'e str,
    /// The password, or the access token.
    pub password: &'e str,
    /// What SCRAM wants never to be the same twice.
    pub nonce: &'e str,
}

/// One step: what it is, and what comes out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is.
    pub label: Label,
    /// What comes out, made visible.
    pub value: String,
    /// The password can be read in it.
    pub secret: bool,
}

/// All steps, and what is to be sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// The steps.
    pub steps: Vec<Step>,
    /// The lines to send; nothing while there is nothing to say.
    pub send: Option<String>,
    /// The server must say something before it can go on.
    pub waits: bool,
}

impl Work {
    fn step(&mut self, label: Label, value: impl Into<String>) {
        self.steps.push(Step { label, value: value.into(), secret: false });
    }

    fn secret(&mut self, label: Label, value: impl Into<String>) {
        self.steps.push(Step { label, value: value.into(), secret: true });
    }
}

/// How to log in by `mechanism`: `exchange` is the one that is under way, `events` what was said so far.
pub fn work(mechanism: Mechanism, exchange: Option<&Exchange>, events: &[Event], entered: Entered<'_>) -> Work {
    let mut work = Work::default();
    match mechanism {
        Mechanism::Plain => plain(&mut work, exchange, entered),
        Mechanism::Login => login(&mut work, exchange, entered),
        Mechanism::CramMd5 => match exchange {
            Some(Exchange::CramDigest(challenge)) => cram_md5(&mut work, challenge, entered),
            _ => begin(&mut work, mechanism, None),
        },
        Mechanism::ScramSha256 => scram_sha_256(&mut work, exchange, events, entered),
        Mechanism::OauthBearer | Mechanism::Xoauth2 => token(&mut work, mechanism, exchange, entered),
    }
    work
}

/// `AUTH` with what goes with it at once, where the server does not speak first.
fn begin(work: &mut Work, mechanism: Mechanism, initial: Option<&str>) {
    let initial = initial.map(|response| format!(" {response}")).unwrap_or_default();
    work.waits = initial.is_empty();
    work.send = Some(format!("AUTH {}{initial}", mechanism.name()));
}

/// RFC 4616 section 2: `[authzid] NUL authcid NUL passwd`.
fn plain(work: &mut Work, exchange: Option<&Exchange>, Entered { user, password, .. }: Entered<'_>) {
    let message = format!("\0{user}\0{password}");
    let response = encode(message.as_bytes());
    work.secret(Label::HelperPlainMessage, visible(message.as_bytes()));
    work.step(Label::HelperBase64, response.as_str());
    match exchange {
        Some(_) => work.send = Some(response),
        None => begin(work, Mechanism::Plain, Some(&response)),
    }
}

/// Two answers, each base64 by itself (draft-murchison-sasl-login section 2).
fn login(work: &mut Work, exchange: Option<&Exchange>, Entered { user, password, .. }: Entered<'_>) {
    let (name, secret) = (encode(user.as_bytes()), encode(password.as_bytes()));
    let asks_password = matches!(exchange, Some(Exchange::LoginPassword(_)));
    if !asks_password {
        work.step(Label::HelperLoginName, user);
        work.step(Label::HelperBase64, name.as_str());
    }
    work.secret(Label::HelperLoginPassword, password);
    work.step(Label::HelperBase64, secret.as_str());
    work.send = Some(match exchange {
        None => format!("AUTH LOGIN\n{name}\n{secret}"),
        Some(Exchange::LoginPassword(_)) => secret,
        Some(_) => format!("{name}\n{secret}"),
    });
}

/// How many octets MD5 takes at once: the key is filled up to them (RFC 2104 section 2).
const BLOCK: usize = 64;

/// RFC 2195 section 2, and RFC 2104 section 2 for what is inside.
fn cram_md5(work: &mut Work, challenge: &str, Entered { user, password, .. }: Entered<'_>) {
    work.step(Label::HelperCramAsked, encode(challenge.as_bytes()));
    work.step(Label::HelperCramChallenge, challenge);
    let mut key = password.as_bytes().to_vec();
    if key.len() > BLOCK {
        key = Md5::digest(&key).to_vec();
        work.step(Label::HelperCramLongKey, hex(&key));
    }
    key.resize(BLOCK, 0);
    let pad = |with: u8| key.iter().map(|octet| octet ^ with).collect::<Vec<u8>>();
    let (inner, outer) = (pad(0x36), pad(0x5c));
    work.secret(Label::HelperCramKey, hex(&key));
    work.secret(Label::HelperCramInnerPad, hex(&inner));
    let first = Md5::digest([&inner, challenge.as_bytes()].concat());
    work.step(Label::HelperCramInner, hex(&first));
    work.secret(Label::HelperCramOuterPad, hex(&outer));
    let second = Md5::digest([&outer[..], &first].concat());
    work.step(Label::HelperCramOuter, hex(&second));
    let answer = format!("{user} {}", hex(&second));
    work.step(Label::HelperCramAnswer, answer.as_str());
    let response = encode(answer.as_bytes());
    work.step(Label::HelperBase64, response.as_str());
    work.send = Some(response);
}

/// RFC 7628 section 3.1, and Google's document for XOAUTH2; `\x01` parts the fields.
fn token(work: &mut Work, mechanism: Mechanism, exchange: Option<&Exchange>, Entered { user, password, .. }: Entered<'_>) {
    if matches!(exchange, Some(Exchange::TokenFailed(_))) {
        // Section 3.2.3: an empty answer ends it; base64 of one \x01 is what the RFC writes.
        work.step(Label::HelperTokenFailed, "\u{2401}");
        work.send = Some(encode(b"\x01"));
        return;
    }
    let message = match mechanism {
        Mechanism::OauthBearer => format!("n,a={user},\u{1}auth=Bearer {password}\u{1}\u{1}"),
        _ => format!("user={user}\u{1}auth=Bearer {password}\u{1}\u{1}"),
    };
    let response = encode(message.as_bytes());
    work.secret(Label::HelperTokenMessage, visible(message.as_bytes()));
    work.step(Label::HelperBase64, response.as_str());
    match exchange {
        Some(_) => work.send = Some(response),
        None => begin(work, mechanism, Some(&response)),
    }
}

/// RFC 5802 section 5 with SHA-256 (RFC 7677).
fn scram_sha_256(work: &mut Work, exchange: Option<&Exchange>, events: &[Event], entered: Entered<'_>) {
    match exchange {
        None | Some(Exchange::ScramFirst(_)) => {
            let bare = scram::first_bare(entered.user, entered.nonce);
            let message = format!("n,,{bare}");
            let response = encode(message.as_bytes());
            work.step(Label::HelperScramFirst, message);
            work.step(Label::HelperBase64, response.as_str());
            work.waits = true;
            work.send = Some(if exchange.is_some() { response } else { format!("AUTH SCRAM-SHA-256 {response}") });
        }
        Some(Exchange::ScramProof(_)) => {
            let (client, server) = (last_said(events), last_asked(events));
            let proof = client.strip_prefix("n,,").and_then(|bare| scram::proof(bare, &server, entered.password));
            work.step(Label::HelperScramChallenge, visible(server.as_bytes()));
            let Some(proof) = proof else { return };
            work.secret(Label::HelperScramSalted, hex(&proof.salted));
            work.secret(Label::HelperScramClientKey, hex(&proof.client_key));
            work.step(Label::HelperScramStoredKey, hex(&proof.stored_key));
            work.step(Label::HelperScramSignature, hex(&proof.signature));
            work.secret(Label::HelperScramProof, hex(&proof.proof));
            work.step(Label::HelperScramFinal, proof.message.as_str());
            let response = encode(proof.message.as_bytes());
            work.step(Label::HelperBase64, response.as_str());
            work.send = Some(response);
        }
        Some(_) => {
            work.step(Label::HelperScramEnd, visible(last_asked(events).as_bytes()));
            work.send = Some(String::new());
        }
    }
}

/// What the client said last in the exchange, without base64.
fn last_said(events: &[Event]) -> String {
    let said = events.iter().rev().find_map(|event| match &event.kind {
        EventKind::Answer(octets) => Some(octets.trim_ascii_end().to_vec()),
        EventKind::Command { octets, parsed } => match parsed.argument {
            Argument::Auth(argument) => argument.initial_response.map(|span| span.of(octets).to_vec()),
            _ => None,
        },
        _ => None,
    });
    text_of(&said.unwrap_or_default())
}

/// What the server asked last, without base64.
fn last_asked(events: &[Event]) -> String {
    let reply = events.iter().rev().find_map(|event| match &event.kind {
        EventKind::Reply(reply) => reply.text.get(4..),
        _ => None,
    });
    text_of(reply.unwrap_or_default().trim().as_bytes())
}

fn text_of(base64: &[u8]) -> String {
    String::from_utf8_lossy(&smtp_engine::session::sasl::decode(base64).unwrap_or_default()).into_owned()
}

/// Octets as hexadecimal digits.
pub fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Action, Timeline};
    use smtp_engine::session::{Role, Timestamp, World};
    use smtp_servers::ALL;

    fn entered<'e>(user: &'e str, password: &'e str) -> Entered<'e> {
        Entered { user, password, nonce: "fyko+d2lbbFgONRv9qkxdawL" }
    }

    #[test]
    fn the_digest_is_that_of_the_standard() {
        // RFC 2195 section 2.
        let challenge = Exchange::CramDigest("<1896.697170952@postoffice.reston.mci.net>".into());
        let work = work(Mechanism::CramMd5, Some(&challenge), &[], entered("tim", "tanstaaftanstaaf"));
        assert_eq!(work.send.as_deref(), Some("dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw"));
        assert!(work.steps.iter().any(|step| step.value == "PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+"));
    }

    #[test]
    fn a_nul_is_seen() {
        let work = work(Mechanism::Plain, None, &[], entered("alice", "w"));
        assert_eq!(work.steps.first().map(|step| step.value.as_str()), Some("␀alice␀w"));
        assert_eq!(work.send.as_deref(), Some("AUTH PLAIN AGFsaWNlAHc="));
    }

    /// Whoever sends what the steps end in is logged in, by every mechanism of every server.
    #[test]
    fn following_the_steps_logs_in() {
        let mut tried = Vec::new();
        for server in ALL.iter().filter(|server| server.role == Role::Submission) {
            for &mechanism in server.auth.mechanisms {
                let mut timeline = Timeline::new(server, World::standard()).inside_tls();
                timeline.act(Action::Connect, Timestamp(0));
                let send = |timeline: &mut Timeline, line: &str| {
                    timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), Timestamp(0));
                };
                send(&mut timeline, "EHLO client.example.org");
                if timeline.events().iter().all(|event| !matches!(&event.kind, EventKind::Reply(reply) if reply.text.contains("AUTH"))) {
                    continue;
                }
                for _ in 0..5 {
                    let work =
                        work(mechanism, timeline.session().exchange(), timeline.events(), entered("alice@example.com", "wonderland"));
                    let lines = work.send.expect("something to send");
                    for line in lines.split('\n') {
                        send(&mut timeline, line);
                    }
                    if timeline.session().exchange().is_none() {
                        break;
                    }
                }
                assert_eq!(
                    timeline.session().login(),
                    Some("alice@example.com"),
                    "{server:?} {mechanism:?}: {:?}",
                    timeline.events().last()
                );
                tried.push(mechanism);
            }
        }
        for mechanism in Mechanism::ALL {
            assert!(tried.contains(&mechanism), "{mechanism:?} was never tried");
        }
    }
}
