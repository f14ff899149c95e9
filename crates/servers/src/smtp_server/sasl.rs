//! AUTH as smtp-server does it (`sasl.js`). Its base64 is that of Node's `Buffer`, which takes anything.

use super::{line, log, refuse, text};
use smtp_engine::session::sasl::{Exchange, Step};
use smtp_engine::session::{Event, Mechanism, Refusal, SaslError, Slot, Turn, Verdict};
use smtp_engine::spec::ReplyKey;

/// `Buffer.from(text, 'base64')`: both alphabets, other characters are skipped, the first `=` ends it, and
/// a last group may be cut off.
pub(super) fn decode_base64(text: &[u8]) -> Vec<u8> {
    let value = |octet: &u8| match octet {
        b'A'..=b'Z' => Some(octet - b'A'),
        b'a'..=b'z' => Some(octet - b'a' + 26),
        b'0'..=b'9' => Some(octet - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    };
    let sextets: Vec<u8> = text.iter().take_while(|&&octet| octet != b'=').filter_map(value).collect();
    let mut octets = Vec::with_capacity(sextets.len() * 3 / 4);
    for group in sextets.chunks(4) {
        let bits = group.iter().fold(0_u32, |bits, &sextet| bits << 6 | u32::from(sextet)) << (6 * (4 - group.len()));
        octets.extend(bits.to_be_bytes().iter().skip(1).take(group.len() * 6 / 8));
    }
    octets
}

/// The words after AUTH.
fn arguments(line: &[u8]) -> Vec<String> {
    text::words(&text::of(line)).into_iter().skip(1).map(str::to_owned).collect()
}

fn mechanism(turn: &Turn<'_>) -> Option<Mechanism> {
    let name = arguments(turn.line).first().map(|name| name.to_uppercase()).unwrap_or_default();
    turn.server.auth.mechanisms.iter().copied().find(|mechanism| mechanism.name() == name)
}

pub(super) fn mechanism_is_known(turn: &mut Turn<'_>) -> Verdict {
    if mechanism(turn).is_some() { Ok(()) } else { Err(refuse(ReplyKey::AuthMechanismUnknown)) }
}

/// `SASL_PLAIN()`, `SASL_LOGIN()`, `SASL_CRAM-MD5()`
pub(super) fn auth(turn: &mut Turn<'_>) {
    let Some(mechanism) = mechanism(turn) else {
        return;
    };
    let arguments = arguments(turn.line);
    let (most, syntax) = match mechanism {
        Mechanism::Plain => (2, "PLAIN token"),
        Mechanism::CramMd5 => (1, "CRAM-MD5"),
        _ => (2, "LOGIN"),
    };
    if arguments.len() > most {
        return turn.refuse(refuse(ReplyKey::AuthSyntax).with(Slot::Argument, syntax));
    }
    let nonce = turn.session.next_challenge();
    let (mut exchange, step) = Exchange::start(mechanism, None, turn.world, nonce);
    match (arguments.get(1), step) {
        (Some(response), _) => answer(turn, &mut exchange, response, false),
        (None, Step::Challenge(challenge)) => turn.challenge(exchange, &challenge),
        (None, _) => {}
    }
}

/// The client's next answer. It goes through the same checks as a command, and so counts as one.
pub(super) fn response(turn: &mut Turn<'_>) {
    let Some(mut exchange) = turn.session.end_exchange() else {
        return;
    };
    let octets = turn.line;
    let passed = line::is_short(turn)
        .and_then(|()| {
            log::command(turn, octets, true);
            line::refuse_http(octets)
        })
        .and_then(|()| line::count_without_login(turn, line::name(octets) == "AUTH"))
        .and_then(|()| line::login_first(turn));
    match passed {
        Err(refusal) => turn.refuse(refusal),
        Ok(()) => answer(turn, &mut exchange, &text::of(octets), true),
    }
}

/// `PLAIN_token()`, `LOGIN_username()`, `LOGIN_password()`, `CRAM-MD5_token()`
fn answer(turn: &mut Turn<'_>, exchange: &mut Exchange, response: &str, can_abort: bool) {
    let response = text::trim(response);
    if response == "*" && can_abort {
        return turn.refuse(refuse(ReplyKey::AuthAborted));
    }
    let plain = text::of(&decode_base64(response.as_bytes()));
    match exchange {
        Exchange::LoginName if plain.is_empty() => turn.refuse(refuse(ReplyKey::AuthNameMissing)),
        Exchange::LoginName if text::has_control(&plain) => turn.refuse(malformed()),
        Exchange::LoginName => {
            if let Step::Challenge(prompt) = exchange.answer(plain.as_bytes(), turn.world) {
                turn.challenge(Exchange::LoginPassword(plain), &prompt);
            }
        }
        Exchange::LoginPassword(login) => {
            let accepted = turn.world.password(login) == Some(plain.as_str());
            finish(turn, Mechanism::Login, login, accepted);
        }
        Exchange::CramDigest(_) => {
            let mut words = plain.split(' ');
            let login = words.next().unwrap_or("");
            let digest = words.next().unwrap_or("").to_lowercase();
            if text::has_control(login) {
                return turn.refuse(malformed());
            }
            let step = exchange.answer(format!("{login} {digest}").as_bytes(), turn.world);
            finish(turn, Mechanism::CramMd5, login, matches!(step, Step::Done(_)));
        }
        _ => {
            let parts: Vec<&str> = plain.split('\0').collect();
            let [authorisation, authentication, password] = parts.as_slice() else {
                return turn.refuse(malformed());
            };
            // Many clients give the login as the authorisation identity alone.
            let login = if authentication.is_empty() { *authorisation } else { *authentication };
            if text::has_control(login) || text::has_control(authorisation) {
                return turn.refuse(malformed());
            }
            let accepted = turn.world.password(login) == Some(*password);
            finish(turn, Mechanism::Plain, login, accepted);
        }
    }
}

fn malformed() -> Refusal {
    refuse(ReplyKey::AuthProtocol)
}

/// `onAuth()`
fn finish(turn: &mut Turn<'_>, mechanism: Mechanism, login: &str, accepted: bool) {
    let name = mechanism.name();
    if accepted {
        turn.accept_login(login.to_owned(), name);
    } else {
        turn.log(Event::LoginFailed { mechanism: name, error: SaslError::Failed, login, message: None });
        turn.refuse(refuse(ReplyKey::AuthFailed));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_node() {
        for (text, octets) in [
            ("YWJj", &b"abc"[..]),
            ("YWJ", b"ab"),
            ("YWJjZ", b"abc"),
            ("!!!YW Jj", b"abc"),
            ("YWJj=ZGVm", b"abc"),
            ("YQ==YQ==", b"a"),
            ("====", b""),
            ("_-8", b"\xff\xef"),
        ] {
            assert_eq!(decode_base64(text.as_bytes()), octets, "{text}");
        }
    }
}
