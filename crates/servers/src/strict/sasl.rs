//! AUTH by the letter of RFC 4954.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use smtp_engine::session::check::require;
use smtp_engine::session::{Mechanism, Refusal, SaslError, Turn, Verdict, act};
use smtp_engine::spec::ReplyKey;
use smtp_engine::syntax::Argument;

/// Reads a line of an exchange (section 4): no character outside the alphabet, no `=` but at the end.
pub(super) fn decode_base64(text: &[u8]) -> Result<Vec<u8>, SaslError> {
    STANDARD.decode(text).map_err(|_| SaslError::NotBase64)
}

/// Here `=` stands for an empty response (section 4).
fn decode_initial(text: &[u8]) -> Result<Vec<u8>, SaslError> {
    if text == b"=" { Ok(Vec::new()) } else { decode_base64(text) }
}

fn mechanism(turn: &Turn<'_>) -> Option<Mechanism> {
    let Argument::Auth(argument) = turn.parsed.argument else {
        return None;
    };
    let name = turn.text(argument.mechanism?);
    let named = |mechanism: &Mechanism| mechanism.name().eq_ignore_ascii_case(&name);
    turn.server.auth.mechanisms.iter().copied().find(named)
}

/// Section 4: 504 for a mechanism that is not supported.
pub(super) fn mechanism_offered(turn: &mut Turn<'_>) -> Verdict {
    require(mechanism(turn).is_some(), ReplyKey::AuthMechanismUnknown)
}

/// Section 4: no initial response where the server begins.
pub(super) fn initial_response_fits(turn: &mut Turn<'_>) -> Verdict {
    let given = matches!(turn.parsed.argument, Argument::Auth(argument) if argument.initial_response.is_some());
    let server_first = mechanism(turn).is_some_and(Mechanism::server_first);
    if given && server_first { Err(Refusal::new(ReplyKey::AuthInitialResponse)) } else { Ok(()) }
}

pub(super) fn auth(turn: &mut Turn<'_>) {
    act::auth_with(turn, decode_initial);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_by_the_letter() {
        assert_eq!(decode_base64(b"QUJD"), Ok(b"ABC".to_vec()));
        assert_eq!(decode_base64(b""), Ok(vec![]));
        assert_eq!(decode_initial(b"="), Ok(vec![]));
        for wrong in [&b"="[..], b"=AAA", b"AAA=BBB", b"QUJ", b"QU JD", b"QUJD\xff"] {
            assert_eq!(decode_base64(wrong), Err(SaslError::NotBase64), "{wrong:?}");
        }
    }
}
