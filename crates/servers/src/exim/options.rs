//! The parameters of MAIL, picked off the line's end one by one (`extract_option()`).

use super::error::{Mistake, log, mistake};
use super::line::is_space;
use super::log::host;
use super::memory::{recall, remember};
use smtp_engine::session::{Refusal, Turn};
use smtp_engine::spec::ReplyKey;

/// One parameter, and what the line looks like with it and without.
struct Parameter {
    name: Vec<u8>,
    value: Vec<u8>,
    /// It has a `=`.
    pair: bool,
}

/// Takes the last parameter off `data`; `None` where there is none. White space at the end goes.
fn extract(data: &mut Vec<u8>) -> Option<Parameter> {
    while data.last().is_some_and(|&octet| is_space(octet)) {
        data.pop();
    }
    let mut at = data.len().checked_sub(1)?;
    while at > 0 && data[at] != b'=' && !is_space(data[at]) {
        // A space inside a quoted local part is none.
        if data[at] == b'"' {
            at -= 1;
            while data[at] != b'"' && at > 1 {
                at -= 1;
            }
        }
        at = at.saturating_sub(1);
    }
    if at == 0 {
        return None;
    }
    let value = data[at + 1..].to_vec();
    if data[at] != b'=' {
        // Without a value the name stands for it too.
        data.truncate(at);
        return Some(Parameter { name: value.clone(), value, pair: false });
    }
    let letters = data[..at].iter().rev().take_while(|octet| octet.is_ascii_alphabetic()).count();
    let start = at - letters;
    if start == 0 || !is_space(data[start - 1]) {
        return None;
    }
    let name = data[start..at].to_vec();
    data.truncate(start - 1);
    Some(Parameter { name, value, pair: true })
}

/// Puts a parameter back that is none, as MAIL does.
fn put_back(data: &mut Vec<u8>, option: &Parameter) {
    data.push(b' ');
    if option.pair {
        data.extend_from_slice(&option.name);
        data.push(b'=');
    }
    data.extend_from_slice(&option.value);
}

/// RCPT has no parameters here (`dsn_advertise_hosts` is empty). The last one is looked at and put
/// back; where it has no `=`, one comes in the place of the space.
pub(super) fn of_recipient(data: &mut Vec<u8>) {
    if let Some(option) = extract(data) {
        if option.pair {
            put_back(data, &option);
        } else {
            data.push(b'=');
            data.extend_from_slice(&option.value);
        }
    }
}

/// Reads the parameters of MAIL from right to left, as far as they are right, and gives the declared
/// size. The first that is unknown, or has a bad number, or no value where it needs one, ends this;
/// only the unknown one is left on the line, where it spoils the address.
pub(super) fn of_sender(turn: &mut Turn<'_>, data: &mut Vec<u8>) -> Result<Option<u64>, Refusal> {
    let mut size = None;
    while let Some(option) = extract(data) {
        let name = String::from_utf8_lossy(&option.name).to_ascii_uppercase();
        let needs_value = matches!(name.as_str(), "SIZE" | "BODY" | "AUTH" | "RET" | "ENVID");
        if needs_value && option.value.is_empty() {
            break;
        }
        match name.as_str() {
            "SIZE" => match number(&option.value) {
                Some(declared) => size = Some(declared),
                None => break,
            },
            "BODY" if [&b"8BITMIME"[..], b"7BIT"].iter().any(|body| option.value.eq_ignore_ascii_case(body)) => {}
            "BODY" => return Err(mistake(turn, Mistake::Syntax, Refusal::new(ReplyKey::BodySyntax))),
            "AUTH" => auth(turn, &option.value)?,
            // Without DSN in the EHLO reply they are let pass and mean nothing.
            "RET" | "ENVID" => {}
            "PRDR" => remember(turn, |known| known.envelope.prdr = true),
            "SMTPUTF8" => {
                if !recall(turn.session, |known| known.utf8_advertised) {
                    return Err(mistake(turn, Mistake::Syntax, Refusal::new(ReplyKey::Smtputf8NotOffered)));
                }
                remember(turn, |known| {
                    known.envelope.utf8 = true;
                    known.utf8_domains = true;
                    known.utf8_protocol = true;
                });
            }
            _ => {
                put_back(data, &option);
                break;
            }
        }
    }
    Ok(size)
}

/// `strtoul()`, held to `INT_MAX`.
fn number(text: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(text).ok()?;
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|octet| octet.is_ascii_digit()) {
        return None;
    }
    // A negative number wraps around and is far over the limit.
    let value =
        if text.starts_with('-') && digits.bytes().any(|octet| octet != b'0') { u64::MAX } else { digits.parse().unwrap_or(u64::MAX) };
    Some(value.min(i32::MAX as u64))
}

/// AUTH= (RFC 4954 section 5): believed only from a client that is logged in.
fn auth(turn: &mut Turn<'_>, value: &[u8]) -> Result<(), Refusal> {
    if value == b"<>" {
        return Ok(());
    }
    if !is_xtext(value) {
        return Err(mistake(turn, Mistake::Syntax, Refusal::new(ReplyKey::MailAuthSyntax)));
    }
    if turn.session.login().is_none() {
        let text =
            format!("ignoring AUTH={} from {} (client not authenticated)", String::from_utf8_lossy(value), host(turn.session, turn.world));
        log(turn, &text);
    }
    Ok(())
}

/// `auth_xtextdecode()`
fn is_xtext(text: &[u8]) -> bool {
    let mut octets = text.iter();
    while let Some(&octet) = octets.next() {
        let fits = match octet {
            b'+' => (0..2).all(|_| octets.next().is_some_and(u8::is_ascii_hexdigit)),
            b'=' => false,
            _ => octet.is_ascii_graphic(),
        };
        if !fits {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rest(line: &str) -> String {
        let mut data = line.as_bytes().to_vec();
        extract(&mut data);
        String::from_utf8(data).expect("UTF-8")
    }

    #[test]
    fn the_last_parameter_is_taken_off() {
        assert_eq!(rest("<a@b> SIZE=100 BODY=7BIT"), "<a@b> SIZE=100");
        assert_eq!(rest("<a@b> SMTPUTF8 "), "<a@b>");
        assert_eq!(rest("<\"a b\"@c>"), "<\"a b\"@c>");
        assert_eq!(rest("<a@b>X=1"), "<a@b>X=1");
        assert_eq!(rest(""), "");
    }

    #[test]
    fn a_second_path_is_joined_by_an_equals_sign() {
        let mut data = b"<a@b> <c@d>".to_vec();
        of_recipient(&mut data);
        assert_eq!(data, b"<a@b>=<c@d>");
    }
}
