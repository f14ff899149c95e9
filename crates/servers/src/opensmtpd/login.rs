//! AUTH: PLAIN and LOGIN (`smtp_rfc4954_auth_plain()`, `smtp_rfc4954_auth_login()`).

use std::time::Duration;

use super::line::{arguments, not_too_long, nothing_behind, until_nul};
use smtp_engine::session::sasl::Exchange;
use smtp_engine::session::{Event, Refusal, SaslError, Slot, Turn};
use smtp_engine::spec::ReplyKey;

/// The sizes of the buffers that answers are decoded into, without the NUL.
const PLAIN_BUFFER: usize = 1023;
const NAME_BUFFER: usize = 511;
const PASSWORD_BUFFER: usize = 2047;

/// A failed login is answered after a random part of a second, so that nobody can measure how long the
/// look-up took (`smtp_auth_failure_pause()`). Here it is always half of one.
const FAILURE_PAUSE: Duration = Duration::from_millis(500);

/// AUTH with its mechanism and perhaps an initial response (`smtp_proceed_auth()`). What is waited for also
/// tells the log which part of the exchange failed, so it is set before an initial response is looked at.
pub(super) fn auth(turn: &mut Turn<'_>) {
    let given = arguments(turn).unwrap_or_default();
    let end = [b' ', b'\t'].iter().find_map(|blank| given.iter().position(|octet| octet == blank));
    let (mechanism, initial) = end.map_or((given, None), |end| (&given[..end], Some(&given[end + 1..])));
    if mechanism.eq_ignore_ascii_case(b"PLAIN") {
        match initial {
            Some(message) => {
                turn.session.await_sasl(Exchange::PlainMessage);
                plain(turn, message);
            }
            None => turn.challenge(Exchange::PlainMessage, b""),
        }
    } else if mechanism.eq_ignore_ascii_case(b"LOGIN") {
        match initial.filter(|name| !name.is_empty()) {
            Some(name) => {
                turn.session.await_sasl(Exchange::LoginName);
                login_name(turn, name);
            }
            None => turn.challenge(Exchange::LoginName, b"Username:"),
        }
    } else {
        let mechanism = String::from_utf8_lossy(mechanism).into_owned();
        turn.refuse(Refusal::new(ReplyKey::AuthMechanismUnknown).with(Slot::Argument, mechanism));
    }
}

/// The client's next answer. It is read as any line is, and `*` is only one that is no base64.
pub(super) fn answer(turn: &mut Turn<'_>) {
    let line = until_nul(turn.line);
    turn.line = line;
    if let Err(refusal) = nothing_behind(turn).and_then(|()| not_too_long(turn)) {
        return turn.refuse(refusal);
    }
    match turn.session.exchange() {
        Some(Exchange::LoginName) => login_name(turn, line),
        Some(Exchange::LoginPassword(name)) => {
            let name = name.clone();
            login_password(turn, &name, line);
        }
        _ => plain(turn, line),
    }
}

fn decode(text: &[u8], room: usize) -> Option<Vec<u8>> {
    super::base64::decode(text).ok().filter(|octets| octets.len() <= room)
}

/// `[authzid] NUL authcid NUL passwd`: on whose behalf is not looked at. A password of one octet is taken
/// for a mistake.
fn plain(turn: &mut Turn<'_>, text: &[u8]) {
    let Some((name, password)) = decode(text, PLAIN_BUFFER).and_then(|message| plain_parts(&message)) else {
        return malformed(turn);
    };
    check(turn, "PLAIN", &name, &password);
}

fn plain_parts(message: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let nul_behind = |start: usize| {
        let nul = start + message[start..].iter().position(|&octet| octet == 0)?;
        (nul + 2 < message.len()).then_some(nul)
    };
    let first = nul_behind(0)?;
    let second = nul_behind(first + 1)?;
    let name = &message[first + 1..second];
    (name.len() <= NAME_BUFFER).then(|| (name.to_vec(), until_nul(&message[second + 1..]).to_vec()))
}

fn login_name(turn: &mut Turn<'_>, text: &[u8]) {
    let Some(name) = decode(text, NAME_BUFFER) else {
        return malformed(turn);
    };
    turn.challenge(Exchange::LoginPassword(String::from_utf8_lossy(until_nul(&name)).into_owned()), b"Password:");
}

fn login_password(turn: &mut Turn<'_>, name: &str, text: &[u8]) {
    let Some(password) = decode(text, PASSWORD_BUFFER) else {
        return malformed(turn);
    };
    check(turn, "LOGIN", name.as_bytes(), until_nul(&password));
}

fn malformed(turn: &mut Turn<'_>) {
    let key = if turn.line == b"*" { ReplyKey::AuthAborted } else { ReplyKey::AuthProtocol };
    turn.refuse(Refusal::new(key));
    turn.session.end_exchange();
}

/// Logins are looked up in lower case (`table_lookup()`).
fn check(turn: &mut Turn<'_>, mechanism: &'static str, name: &[u8], password: &[u8]) {
    let name = String::from_utf8_lossy(name).into_owned();
    let known = turn.world.logins.iter().find(|login| login.name.eq_ignore_ascii_case(&name));
    if known.is_some_and(|login| login.password.as_bytes() == password) {
        turn.accept_login(name, mechanism);
    } else {
        turn.log(Event::LoginFailed { mechanism, error: SaslError::Failed, login: &name, message: None });
        turn.wait(FAILURE_PAUSE);
        turn.refuse(Refusal::new(ReplyKey::AuthFailed));
    }
    turn.session.end_exchange();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_wants_two_octets_behind_each_nul() {
        let parts = plain_parts;
        assert_eq!(parts(b"x\0alice\0secret"), Some((b"alice".to_vec(), b"secret".to_vec())));
        assert_eq!(parts(b"\0\0secret"), Some((vec![], b"secret".to_vec())));
        assert_eq!(parts(b"\0alice\0secret\0"), Some((b"alice".to_vec(), b"secret".to_vec())));
        for wrong in [&b""[..], b"\0", b"\0alice", b"\0alice\0", b"\0alice\0s", b"alice\0secret"] {
            assert_eq!(parts(wrong), None, "{wrong:?}");
        }
    }
}
