//! AUTH: the drivers `plaintext` and `cram_md5`, as the recorded configuration sets them up.

use super::error::{Mistake, log, mistake};
use super::line::{argument, is_space};
use super::log::{connection, printing};
use super::memory::{Login, recall, remember};
use smtp_engine::session::check::require;
use smtp_engine::session::sasl::{Exchange, Step};
use smtp_engine::session::{Check, Mechanism, Refusal, SaslError, Slot, Turn, Verdict, World, checks};
use smtp_engine::spec::ReplyKey;

/// The mechanisms, in the order of the configuration.
pub(super) const MECHANISMS: &[Mechanism] = &[Mechanism::Plain, Mechanism::Login, Mechanism::CramMd5];
/// What the configuration calls them.
pub(super) const AUTHENTICATORS: [&str; 3] = ["plain_server", "login_server", "cram_server"];
const CRAM_MD5: usize = 2;
/// `server_prompts` of each.
const PROMPTS: [&[&str]; 3] = [&[""], &["Username:", "Password:"], &[]];
/// `AUTH_VARS` and `EXPAND_MAXN`: no more items than these are looked at.
const MAX_ITEMS: usize = 20;

pub(super) const CHECKS: &[Check] = checks![note_auth, advertised, once, outside_transaction, mechanism_name];

fn note_auth(turn: &mut Turn<'_>) -> Verdict {
    remember(turn, |known| {
        known.note_command("AUTH");
        known.auth_spent = true;
    });
    Ok(())
}

fn protocol_mistake(turn: &mut Turn<'_>, allowed: bool, key: ReplyKey) -> Verdict {
    require(allowed, key).map_err(|refusal| mistake(turn, Mistake::Protocol, refusal))
}

fn advertised(turn: &mut Turn<'_>) -> Verdict {
    let advertised = recall(turn.session, |known| known.auth_advertised);
    protocol_mistake(turn, advertised, ReplyKey::AuthDisabled)
}

fn once(turn: &mut Turn<'_>) -> Verdict {
    let first = turn.session.login().is_none();
    protocol_mistake(turn, first, ReplyKey::AuthTwice)
}

fn outside_transaction(turn: &mut Turn<'_>) -> Verdict {
    let outside = turn.session.transaction().is_none();
    protocol_mistake(turn, outside, ReplyKey::AuthInTransaction)
}

fn name_and_rest<'l>(turn: &Turn<'l>) -> (&'l [u8], &'l [u8]) {
    let argument = argument(turn);
    let end = argument.iter().position(|&octet| is_space(octet)).unwrap_or(argument.len());
    let rest = &argument[end..];
    (&argument[..end], &rest[rest.iter().take_while(|&&octet| is_space(octet)).count()..])
}

fn mechanism_name(turn: &mut Turn<'_>) -> Verdict {
    let fits = name_and_rest(turn).0.iter().all(|&octet| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_'));
    require(fits, ReplyKey::AuthSyntax).map_err(|refusal| mistake(turn, Mistake::Syntax, refusal))
}

/// AUTH was let pass: the exchange begins.
pub(super) fn auth(turn: &mut Turn<'_>) {
    let (name, initial) = name_and_rest(turn);
    let name = String::from_utf8_lossy(name).into_owned();
    let Some(mechanism) = MECHANISMS.iter().position(|mechanism| mechanism.name().eq_ignore_ascii_case(&name)) else {
        let refusal = Refusal::new(ReplyKey::AuthMechanismUnknown).with(Slot::Argument, name);
        let refusal = mistake(turn, Mistake::Protocol, refusal);
        return turn.refuse(refusal);
    };
    remember(turn, |known| known.login = Login { mechanism, ..Login::default() });
    match (mechanism, initial) {
        (CRAM_MD5, []) => cram_challenge(turn),
        (CRAM_MD5, _) => fail(turn, ReplyKey::AuthInitialUnexpected, ""),
        (_, []) => next_prompt(turn),
        (_, b"=") => {
            add_items(turn, b"", true);
            next_prompt(turn);
        }
        (_, initial) => match decode_base64(initial) {
            Ok(octets) => {
                add_items(turn, &octets, false);
                next_prompt(turn);
            }
            Err(_) => fail(turn, ReplyKey::AuthProtocol, ""),
        },
    }
}

fn cram_challenge(turn: &mut Turn<'_>) {
    let nonce = turn.session.next_challenge();
    let (exchange, step) = Exchange::start(Mechanism::CramMd5, None, turn.world, nonce);
    if let Step::Challenge(challenge) = step {
        turn.challenge(exchange, &challenge);
    }
}

/// Items are separated by NUL; a NUL at the end begins no further one.
fn add_items(turn: &mut Turn<'_>, octets: &[u8], at_least_one: bool) {
    let octets = octets.strip_suffix(b"\0").unwrap_or(octets);
    if octets.is_empty() && !at_least_one {
        return;
    }
    remember(turn, |known| {
        known.login.items.extend(octets.split(|&octet| octet == 0).map(<[u8]>::to_vec));
        known.login.items.truncate(MAX_ITEMS);
    });
}

/// Asks for the next item that has not come, or looks at all of them.
fn next_prompt(turn: &mut Turn<'_>) {
    let (mechanism, have) = recall(turn.session, |known| (known.login.mechanism, known.login.items.len()));
    match PROMPTS[mechanism].get(have) {
        Some(prompt) => turn.challenge(Exchange::PlainMessage, prompt.as_bytes()),
        None => plaintext_condition(turn, mechanism),
    }
}

/// The client's next answer (`auth_get_data()`): a line up to its first NUL.
pub(super) fn response(turn: &mut Turn<'_>) {
    let Some(exchange) = turn.session.end_exchange() else {
        return;
    };
    let line = turn.line.split(|&octet| octet == 0).next().unwrap_or_default();
    if line == b"*" {
        return fail(turn, ReplyKey::AuthAborted, "");
    }
    let Ok(octets) = decode_base64(line) else {
        return fail(turn, ReplyKey::AuthProtocol, "");
    };
    if recall(turn.session, |known| known.login.mechanism) == CRAM_MD5 {
        return cram_answer(turn, exchange, &octets);
    }
    add_items(turn, &octets, true);
    next_prompt(turn);
}

/// `server_condition` of `plain_server` and `login_server`: the password is not empty and is that of the
/// login, whose case does not matter (`lsearch`).
fn plaintext_condition(turn: &mut Turn<'_>, mechanism: usize) {
    let items = recall(turn.session, |known| known.login.items.clone());
    let item = |index: usize| items.get(index).map(|item| String::from_utf8_lossy(item).into_owned()).unwrap_or_default();
    let raw = |index: usize| items.get(index).map(Vec::as_slice).unwrap_or_default();
    let name = if mechanism == 0 { 1 } else { 0 };
    let (login, password) = (item(name), item(name + 1));
    let shown = printing(raw(name));
    let known = account(turn.world, &login).is_some_and(|(_, known)| known == password);
    if known && !password.is_empty() { succeed(turn, mechanism, shown) } else { fail(turn, ReplyKey::AuthFailed, &shown) }
}

/// The name and password of the account `login`.
fn account<'w>(world: &'w World, login: &str) -> Option<(&'w str, &'w str)> {
    let found = world.logins.iter().find(|known| known.name.eq_ignore_ascii_case(login))?;
    Some((&found.name, &found.password))
}

/// `login SP digest`, the digest in 32 hexadecimal digits.
fn cram_answer(turn: &mut Turn<'_>, mut exchange: Exchange, octets: &[u8]) {
    let text = octets.split(|&octet| octet == 0).next().unwrap_or_default();
    let end = text.iter().position(|&octet| is_space(octet));
    let login = &text[..end.unwrap_or(text.len())];
    let shown = printing(login);
    let digest = end.map(|end| &octets[end + 1..]).filter(|digest| digest.len() == 32);
    let account = account(turn.world, &String::from_utf8_lossy(login));
    let (Some(digest), Some((name, _))) = (digest, account) else {
        return fail(turn, ReplyKey::AuthFailed, &shown);
    };
    let mut answer = format!("{name} ").into_bytes();
    answer.extend_from_slice(digest);
    match exchange.answer(&answer, turn.world) {
        Step::Done(_) => succeed(turn, CRAM_MD5, shown),
        _ => fail(turn, ReplyKey::AuthFailed, &shown),
    }
}

fn succeed(turn: &mut Turn<'_>, mechanism: usize, login: String) {
    remember(turn, |known| {
        known.authenticator = AUTHENTICATORS[mechanism];
        known.utf8_protocol = false;
    });
    turn.accept_login(login, MECHANISMS[mechanism].name());
}

fn fail(turn: &mut Turn<'_>, key: ReplyKey, login: &str) {
    let mechanism = recall(turn.session, |known| known.login.mechanism);
    let reply = turn.compose(key, &[]).text;
    let set_id = if login.is_empty() { String::new() } else { format!(" (set_id={login})") };
    let text = format!(
        "{} authenticator failed for {}: {}{set_id}",
        AUTHENTICATORS[mechanism],
        connection(turn.session, turn.world),
        reply.trim_end()
    );
    log(turn, &text);
    turn.refuse(Refusal::new(key));
}

/// `b64decode()`: white space anywhere is skipped, padding is needed.
pub(super) fn decode_base64(text: &[u8]) -> Result<Vec<u8>, SaslError> {
    let digits: Vec<u8> = text.iter().copied().filter(|&octet| !is_space(octet)).collect();
    let mut plain = Vec::with_capacity(digits.len() / 4 * 3);
    for (index, group) in digits.chunks(4).enumerate() {
        let last = (index + 1) * 4 >= digits.len();
        let padding = group.iter().rev().take_while(|&&digit| digit == b'=').count();
        if group.len() < 4 || padding > 2 || (padding > 0 && !last) {
            return Err(SaslError::Protocol);
        }
        let mut bits = 0_u32;
        for &digit in &group[..4 - padding] {
            bits = bits << 6 | u32::from(sextet(digit).ok_or(SaslError::Protocol)?);
        }
        bits <<= 6 * padding;
        plain.extend_from_slice(&bits.to_be_bytes()[1..4 - padding]);
    }
    Ok(plain)
}

const fn sextet(digit: u8) -> Option<u8> {
    Some(match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_may_hold_spaces_but_needs_its_padding() {
        assert_eq!(decode_base64(b"QU JD"), Ok(b"ABC".to_vec()));
        assert_eq!(decode_base64(b"QUI="), Ok(b"AB".to_vec()));
        assert_eq!(decode_base64(b"QQ=="), Ok(b"A".to_vec()));
        assert_eq!(decode_base64(b""), Ok(vec![]));
        for wrong in [&b"QUJ"[..], b"QUI", b"QQ=", b"QUI=QUJD", b"====", b"%%%%", b"Q"] {
            assert_eq!(decode_base64(wrong), Err(SaslError::Protocol), "{wrong:?}");
        }
    }
}
