//! AUTH: Sendmail's part, and what Cyrus SASL says to the log.

use super::arguments::behind_verb;
use super::memo::{self, Memo, Words, slow_down};
use super::{address, greet, log, text};
use smtp_engine::session::check::require;
use smtp_engine::session::sasl::{Exchange, SaslError, Step};
use smtp_engine::session::{Check, Mechanism, Refusal, Server, Session, Slot, Turn, Verdict, checks};
use smtp_engine::spec::ReplyKey;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// In the order of Sendmail.
pub(super) const CHECKS: &[Check] = checks![offered_at_all, once, no_mail, not_too_often, mechanism, initial_response];

/// The mechanisms for this session: in the clear none that shows the password (`confAUTH_OPTIONS` `p`).
pub(super) fn offered<'s>(session: &'s Session, server: &'s Server) -> impl Iterator<Item = Mechanism> + 's {
    server.auth.mechanisms.iter().copied().filter(|mechanism| session.tls() || !matches!(mechanism, Mechanism::Plain | Mechanism::Login))
}

/// The mechanism's name and the initial response.
fn arguments(line: &[u8]) -> (&[u8], Option<&[u8]>) {
    let text = behind_verb(line);
    let end = text.iter().position(|&octet| address::is_space(octet)).unwrap_or(text.len());
    let rest = super::arguments::skip_spaces(&text[end..]);
    (&text[..end], (!rest.is_empty()).then_some(rest))
}

/// `DAEMON_OPTIONS(..., M=A)`: no AUTH on port 25.
fn offered_at_all(turn: &mut Turn<'_>) -> Verdict {
    require(turn.server.offers_auth(), ReplyKey::AuthDisabled)
}

fn once(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.login().is_none(), ReplyKey::AuthTwice)
}

fn no_mail(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.transaction().is_none(), ReplyKey::AuthInTransaction)
}

/// One try more than there are mechanisms (`n_mechs + 1`).
fn not_too_often(turn: &mut Turn<'_>) -> Verdict {
    let limit = offered(turn.session, turn.server).count() as u64 + 1;
    slow_down(turn, Memo::Auths, limit, "AUTH");
    Ok(())
}

fn mechanism(turn: &mut Turn<'_>) -> Verdict {
    let (name, _) = arguments(turn.line);
    require(!name.is_empty(), ReplyKey::AuthSyntax)?;
    if find(turn, name).is_some() {
        return Ok(());
    }
    let shown = text::seven_bits(&name[..name.len().min(32)]);
    Err(Refusal::new(ReplyKey::AuthMechanismUnknown).with(Slot::Argument, shown))
}

fn find(turn: &Turn<'_>, name: &[u8]) -> Option<Mechanism> {
    offered(turn.session, turn.server).find(|mechanism| mechanism.name().as_bytes().eq_ignore_ascii_case(name))
}

fn initial_response(turn: &mut Turn<'_>) -> Verdict {
    let (_, Some(response)) = arguments(turn.line) else {
        return Ok(());
    };
    let Err(error) = decode(response) else {
        return Ok(());
    };
    let code = if error == SaslError::Incomplete { 1 } else { -5 };
    let shown = text::seven_bits(response);
    let note = format!("AUTH decode64 error [{code} for \"{}\"], relay={}", log::octets(response), log::client(turn.world));
    log::note(turn, &note);
    Err(Refusal::new(ReplyKey::AuthInitialNotBase64).with(Slot::Argument, shown))
}

/// A lone `=` is an empty response (RFC 4954 section 4).
fn decode(response: &[u8]) -> Result<Vec<u8>, SaslError> {
    if response == b"=" { Ok(Vec::new()) } else { decode_base64(response) }
}

/// `sasl_decode64()`: groups of four; one that is cut off is told apart from one that is wrong.
pub(super) fn decode_base64(response: &[u8]) -> Result<Vec<u8>, SaslError> {
    let response = response.split(|&octet| octet == 0).next().unwrap_or_default();
    let (groups, rest) = response.split_at(response.len() / 4 * 4);
    let decoded = STANDARD.decode(groups).map_err(|_| SaslError::Protocol)?;
    if rest.is_empty() { Ok(decoded) } else { Err(SaslError::Incomplete) }
}

/// AUTH: an exchange begins.
pub(super) fn auth(turn: &mut Turn<'_>) {
    let (name, response) = arguments(turn.line);
    let Some(mechanism) = find(turn, name) else {
        return;
    };
    let initial = response.and_then(|response| decode(response).ok());
    // An empty message starts LOGIN and SCRAM as none does.
    let starts = matches!(mechanism, Mechanism::Login | Mechanism::ScramSha256);
    let initial = initial.filter(|message| !(starts && message.is_empty()));
    let written = log::octets(name);
    memo::write(turn.session, Words::Mechanism, written);
    let nonce = turn.session.next_challenge();
    let said = initial.clone().unwrap_or_default();
    let initial = initial.map(|message| if mechanism == Mechanism::Plain { for_oneself(message) } else { message });
    let (exchange, step) = Exchange::start(mechanism, initial, turn.world, nonce);
    let user = user_of(&exchange, &said);
    follow(turn, exchange, step, &user, &said, true);
}

/// The client's next answer.
pub(super) fn response(turn: &mut Turn<'_>) {
    let Some(mut exchange) = turn.session.end_exchange() else {
        return;
    };
    let line = turn.line.split(|&octet| octet == 0).next().unwrap_or_default();
    if line == b"*" {
        return turn.refuse(Refusal::new(ReplyKey::AuthAborted));
    }
    let Ok(said) = decode_base64(line) else {
        let shown = text::seven_bits(line);
        return turn.refuse(Refusal::new(ReplyKey::AuthIncomplete).with(Slot::Argument, shown));
    };
    let user = user_of(&exchange, &said);
    let answer = match exchange {
        Exchange::PlainMessage => for_oneself(said.clone()),
        // After the server's signature Cyrus SASL takes any answer.
        Exchange::ScramEnd(_) => Vec::new(),
        _ => said.clone(),
    };
    let step = exchange.answer(&answer, turn.world);
    follow(turn, exchange, step, &user, &said, false);
}

/// `proxy_policy()` lets anyone act for anyone, so whom the client wants to act for does not matter.
fn for_oneself(message: Vec<u8>) -> Vec<u8> {
    match message.iter().position(|&octet| octet == 0) {
        Some(end) if message.iter().filter(|&&octet| octet == 0).count() == 2 => message[end..].to_vec(),
        _ => message,
    }
}

fn follow(turn: &mut Turn<'_>, exchange: Exchange, step: Step, user: &str, said: &[u8], first: bool) {
    match step {
        Step::Challenge(challenge) => {
            turn.challenge(exchange, &challenge);
        }
        Step::Done(login) => {
            let protocol = greet::esmtp(turn.session.tls(), true);
            memo::write(turn.session, Words::Protocol, protocol);
            turn.accept_login(login, exchange.mechanism().name());
        }
        Step::Failed(error) => {
            let mechanism = exchange.mechanism();
            let written = memo::words(turn.session, Words::Mechanism).to_owned();
            let (code, text) = explain(mechanism, error, user, said, first, turn);
            let note = format!("AUTH failure ({written}): {code} {text}, user={user:.64}, relay={}", log::client(turn.world));
            log::note(turn, &note);
            turn.refuse(Refusal::new(ReplyKey::AuthFailed));
        }
    }
}

/// Whom the answer names, as the log shows it.
fn user_of(exchange: &Exchange, said: &[u8]) -> String {
    let text = |octets: &[u8]| log::octets(octets);
    match exchange {
        Exchange::PlainMessage => {
            let mut parts = said.split(|&octet| octet == 0);
            match (parts.next().unwrap_or_default(), parts.next().unwrap_or_default()) {
                (b"", login) => text(login),
                (other, b"") => text(other),
                (other, login) if other == login => text(login),
                (other, login) => format!("{}/{}", text(other), text(login)),
            }
        }
        Exchange::LoginPassword(name) if !name.is_empty() => name.clone(),
        Exchange::LoginName | Exchange::LoginPassword(_) => text(said),
        Exchange::CramDigest(_) => text(said.split(|&octet| octet == b' ').next().unwrap_or_default()),
        Exchange::ScramFirst(_) | Exchange::ScramProof(_) | Exchange::ScramEnd(_) | Exchange::Token(_) | Exchange::TokenFailed(_) => {
            String::new()
        }
    }
}

/// Cyrus SASL's words for a failure.
fn explain(mechanism: Mechanism, error: SaslError, user: &str, said: &[u8], first: bool, turn: &Turn<'_>) -> (&'static str, String) {
    let name = user.rsplit('/').next().unwrap_or_default();
    let detail = match (mechanism, error) {
        (_, SaslError::Unavailable) => return ("generic failure (-1)", "SASL(-1): generic failure: All-whitespace username.".into()),
        (Mechanism::CramMd5, SaslError::Protocol) if first => "Remote sent first but mech does not allow it.",
        (Mechanism::CramMd5, SaslError::Protocol) => "need authentication name",
        (Mechanism::ScramSha256, SaslError::Protocol) => "Invalid SCRAM-SHA-256 input",
        (_, SaslError::Protocol) => match said.iter().filter(|&&octet| octet == 0).count() {
            0 => "Can only find author (no password)",
            1 => "Can only find author/en (no password)",
            _ => "Got more data than we were expecting in the PLAIN plugin\n",
        },
        _ if turn.world.password(name).is_none() => {
            let detail = match mechanism {
                // The last two it does not offer.
                Mechanism::Plain | Mechanism::OauthBearer | Mechanism::Xoauth2 => "Password verification failed".to_owned(),
                Mechanism::Login => "checkpass failed".to_owned(),
                Mechanism::ScramSha256 => "unable to canonify user and get auxprops".to_owned(),
                Mechanism::CramMd5 => {
                    let whole = if name.contains('@') { name.to_owned() } else { format!("{name}@{}", turn.world.host) };
                    format!("user: {whole} property: cmusaslsecretCRAM-MD5 not found in sasldb")
                }
            };
            return ("user not found (-20)", format!("SASL(-13): user not found: {detail}"));
        }
        (Mechanism::Plain, _) => return failure("Password verification failed"),
        (Mechanism::Login, _) => return failure("checkpass failed"),
        _ => return failure("incorrect digest response"),
    };
    ("bad protocol / cancel (-5)", format!("SASL(-5): bad protocol / cancel: {detail}"))
}

fn failure(detail: &str) -> (&'static str, String) {
    ("authentication failure (-13)", format!("SASL(-13): authentication failure: {detail}"))
}
