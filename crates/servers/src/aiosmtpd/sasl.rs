//! AUTH as aiosmtpd does it (`smtp_AUTH()`, `auth_PLAIN()`, `auth_LOGIN()`).

use base64::Engine as _;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::{line, log, refuse, text};
use smtp_engine::session::sasl::Exchange;
use smtp_engine::session::{Event, Mechanism, Role, SaslError, Slot, Turn, Verdict};
use smtp_engine::spec::ReplyKey;

/// `AuthLoginUsernameChallenge`
const NAME_PROMPT: &str = "User Name\0";
/// `AuthLoginPasswordChallenge`
const PASSWORD_PROMPT: &str = "Password\0";

/// `b64decode(validate=True)`: padding is needed, bits after the last octet are not looked at.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true).with_decode_padding_mode(DecodePaddingMode::RequireCanonical),
);

pub(super) fn decode_base64(text: &[u8]) -> Result<Vec<u8>, SaslError> {
    // Python looks at padding only where it is needed, but for the first octet.
    let end = text.iter().rposition(|&octet| octet != b'=').map_or(0, |last| last + 1);
    let text = if end > 0 && end % 4 == 0 { &text[..end] } else { text };
    BASE64.decode(text).map_err(|_| SaslError::Protocol)
}

/// `auth_require_tls`
pub(super) fn inside_tls(turn: &mut Turn<'_>) -> Verdict {
    if turn.session.tls() { Ok(()) } else { Err(refuse(ReplyKey::AuthNeedsTls)) }
}

pub(super) fn not_logged_in(turn: &mut Turn<'_>) -> Verdict {
    if turn.session.login().is_none() { Ok(()) } else { Err(refuse(ReplyKey::AuthTwice)) }
}

fn arguments(line: &[u8]) -> Vec<String> {
    text::words(&text::of(line::argument(line))).into_iter().map(str::to_owned).collect()
}

pub(super) fn words(turn: &mut Turn<'_>) -> Verdict {
    match arguments(turn.line).len() {
        0 => Err(refuse(ReplyKey::AuthSyntax).with(Slot::Argument, "Not enough value")),
        1 | 2 => Ok(()),
        _ => Err(refuse(ReplyKey::AuthSyntax).with(Slot::Argument, "Too many values")),
    }
}

/// Names of mechanisms are looked up as they stand, so `plain` is not known.
fn mechanism(turn: &Turn<'_>) -> Option<Mechanism> {
    let name = arguments(turn.line).into_iter().next()?;
    turn.server.auth.mechanisms.iter().copied().find(|mechanism| mechanism.name() == name)
}

pub(super) fn mechanism_is_known(turn: &mut Turn<'_>) -> Verdict {
    if mechanism(turn).is_some() { Ok(()) } else { Err(refuse(ReplyKey::AuthMechanismUnknown)) }
}

pub(super) fn auth(turn: &mut Turn<'_>) {
    let exchange = if mechanism(turn) == Some(Mechanism::Plain) { Exchange::PlainMessage } else { Exchange::LoginName };
    match (arguments(turn.line).get(1), &exchange) {
        (Some(response), _) => answer(turn, &exchange, response.as_bytes()),
        (None, Exchange::LoginName) => ask(turn, exchange, NAME_PROMPT),
        (None, _) => ask(turn, exchange, ""),
    }
}

/// `challenge_auth()`: the client's next answer.
pub(super) fn response(turn: &mut Turn<'_>) {
    let Some(exchange) = turn.session.end_exchange() else {
        return;
    };
    if turn.line.len() >= line::STREAM_LIMIT {
        log::overrun(turn);
        return turn.refuse(super::envelope::internal("ValueError", "Separator is found, but chunk is longer than limit"));
    }
    let response = text::strip_octets(turn.line);
    if response == b"*" {
        log::client(turn, "WARNING", "aborted AUTH with '*'");
        return turn.refuse(refuse(ReplyKey::AuthAborted));
    }
    answer(turn, &exchange, response);
}

fn answer(turn: &mut Turn<'_>, exchange: &Exchange, response: &[u8]) {
    let Ok(plain) = decode_base64(response) else {
        return turn.refuse(refuse(ReplyKey::AuthNotBase64));
    };
    match exchange {
        Exchange::LoginName => ask(turn, Exchange::LoginPassword(text::of(&plain)), PASSWORD_PROMPT),
        Exchange::LoginPassword(login) => finish(turn, Mechanism::Login, login, &plain),
        // The authorisation identity is not looked at.
        _ => match plain.split(|&octet| octet == 0).collect::<Vec<_>>().as_slice() {
            [_, login, password] => finish(turn, Mechanism::Plain, &text::of(login), password),
            _ => turn.refuse(refuse(ReplyKey::AuthProtocol)),
        },
    }
}

fn ask(turn: &mut Turn<'_>, exchange: Exchange, prompt: &str) {
    turn.challenge(exchange, prompt.as_bytes());
}

/// `_authenticate()`; on port 25 there is no authenticator, and every login fails.
fn finish(turn: &mut Turn<'_>, mechanism: Mechanism, login: &str, password: &[u8]) {
    let known = turn.world.password(login).filter(|_| turn.server.role == Role::Submission);
    if known.is_none_or(|known| known.as_bytes() != password) {
        turn.log(Event::LoginFailed { mechanism: mechanism.name(), error: SaslError::Failed, login, message: None });
        return turn.refuse(refuse(ReplyKey::AuthFailed));
    }
    turn.accept_login(login.to_owned(), mechanism.name());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_python() {
        assert_eq!(decode_base64(b"YWJj"), Ok(b"abc".to_vec()));
        assert_eq!(decode_base64(b"YR=="), Ok(b"a".to_vec()));
        assert_eq!(decode_base64(b"YWJj="), Ok(b"abc".to_vec()));
        assert_eq!(decode_base64(b""), Ok(vec![]));
        for wrong in [&b"="[..], b"YQ", b"YQ=", b"YQ==YQ==", b"Y Q==", b"%%%"] {
            assert!(decode_base64(wrong).is_err(), "{wrong:?}");
        }
    }
}
