use super::super::sasl::{Exchange, SaslError, Step};
use super::super::{Event, Refusal, Turn};
use crate::spec::ReplyKey;
use crate::syntax::Argument;

/// AUTH: a SASL exchange begins (RFC 4954 section 4).
pub fn auth(turn: &mut Turn<'_>) {
    auth_with(turn, turn.server.auth.decode_base64);
}

/// The same, for a server that reads the initial response by other rules than later answers (`=` stands
/// for an empty one, and only there).
pub fn auth_with(turn: &mut Turn<'_>, decode_initial: fn(&[u8]) -> Result<Vec<u8>, SaslError>) {
    let Argument::Auth(argument) = turn.parsed.argument else {
        return;
    };
    let name = argument.mechanism.map_or_else(String::new, |span| turn.text(span));
    let initial = match argument.initial_response.map(|span| decode_initial(span.of(turn.line))) {
        Some(Err(error)) => return fail(turn, &name, error, Tried::default()),
        Some(Ok(response)) => Some(response),
        None => None,
    };
    let mechanism = turn.server.auth.mechanisms.iter().copied().find(|mechanism| mechanism.name().eq_ignore_ascii_case(&name));
    let Some(mechanism) = mechanism else {
        return fail(turn, &name, SaslError::MechanismUnknown, Tried::default());
    };
    let nonce = turn.session.next_challenge();
    let message = Some(initial.clone().unwrap_or_default());
    let (exchange, step) = Exchange::start(mechanism, initial, turn.world, nonce);
    follow(turn, exchange, step, message.as_deref());
}

/// The client's next answer (RFC 4954 section 4): base64, or `*` to cancel.
pub fn sasl_response(turn: &mut Turn<'_>) {
    let Some(mut exchange) = turn.session.end_exchange() else {
        return;
    };
    if turn.overlong {
        return turn.refuse(Refusal::new(ReplyKey::AuthTooLong));
    }
    let mut message = None;
    let step = match (turn.line == b"*", (turn.server.auth.decode_base64)(turn.line)) {
        (true, _) => Step::Failed(SaslError::Aborted),
        (_, Err(error)) => Step::Failed(error),
        (_, Ok(response)) => {
            let step = exchange.answer(&response, turn.world);
            message = Some(response);
            step
        }
    };
    follow(turn, exchange, step, message.as_deref());
}

fn follow(turn: &mut Turn<'_>, exchange: Exchange, step: Step, message: Option<&[u8]>) {
    match step {
        Step::Challenge(challenge) => {
            let [name, password] = turn.server.auth.login_prompts;
            let challenge = match exchange {
                Exchange::LoginName => name.into(),
                Exchange::LoginPassword(_) => password.into(),
                _ => challenge,
            };
            turn.challenge(exchange, &challenge);
        }
        Step::Done(login) => turn.accept_login(login, exchange.mechanism().name()),
        Step::Failed(error) => {
            let login =
                exchange.login(message.unwrap_or_default()).filter(|_| !matches!(error, SaslError::Protocol | SaslError::Unavailable));
            let tried = Tried { login: login.as_deref().unwrap_or(""), message };
            fail(turn, exchange.mechanism().name(), error, tried);
        }
    }
}

/// What the client tried.
#[derive(Default)]
struct Tried<'t> {
    login: &'t str,
    message: Option<&'t [u8]>,
}

fn fail(turn: &mut Turn<'_>, mechanism: &str, error: SaslError, Tried { login, message }: Tried<'_>) {
    turn.log(Event::LoginFailed { mechanism, error, login, message });
    let refusal = (turn.server.auth.login_refusal)(error, login);
    turn.refuse(refusal);
}
