//! The handlers of smtp-server, in the order of their checks.

use std::collections::BTreeMap;

use super::address::{Path, PathError};
use super::{log, own, refuse, sasl, text};
use smtp_engine::session::check;
use smtp_engine::session::{Act, Check, CommandRule, Mailbox, Refusal, Slot, Transaction, Turn, Verdict, act, checks};
use smtp_engine::spec::{ReplyKey, Verb};

pub(super) const COMMANDS: &[CommandRule] = &[
    rule(Verb::Ehlo, checks![hello_words, hello_name], act::ehlo),
    rule(Verb::Helo, checks![hello_words, hello_name], act::helo),
    rule(Verb::Quit, &[], act::quit),
    rule(Verb::Noop, &[], act::noop),
    rule(Verb::Rset, &[], act::rset),
    rule(Verb::Help, &[], |turn| turn.say(ReplyKey::HelpText)),
    rule(Verb::Vrfy, checks![verify_words], act::verify),
    rule(Verb::Xclient, checks![proxy_denied], act::noop),
    rule(Verb::Xforward, checks![proxy_denied], act::noop),
    rule(Verb::Starttls, checks![starttls_words, tls_not_active], starttls),
    rule(Verb::Auth, checks![auth_inside_tls, not_logged_in, sasl::mechanism_is_known], sasl::auth),
    rule(Verb::Mail, checks![sender, no_nested_mail, sender_parameters], mail),
    rule(Verb::Rcpt, checks![recipient, mail_given], rcpt),
    rule(Verb::Data, checks![some_recipient], act::data),
];

const fn rule(verb: Verb, checks: &'static [Check], act: Act) -> CommandRule {
    CommandRule { verb, checks, act }
}

fn words(turn: &Turn<'_>) -> usize {
    text::words(&text::of(turn.line)).len()
}

fn hello_words(turn: &mut Turn<'_>) -> Verdict {
    let key = if turn.verb() == Some(Verb::Ehlo) { ReplyKey::EhloSyntax } else { ReplyKey::HeloSyntax };
    if words(turn) == 2 { Ok(()) } else { Err(refuse(key)) }
}

/// `isAcceptableHeloHostname()`
fn hello_name(turn: &mut Turn<'_>) -> Verdict {
    let line = text::of(turn.line);
    let name = text::words(&line).get(1).copied().unwrap_or("");
    if text::length(name) <= 300 && !text::has_control(name) { Ok(()) } else { Err(refuse(ReplyKey::HelloNameInvalid)) }
}

fn verify_words(turn: &mut Turn<'_>) -> Verdict {
    if words(turn) > 1 { Ok(()) } else { Err(refuse(ReplyKey::VrfySyntax)) }
}

/// `useXClient` and `useXForward` are not set.
fn proxy_denied(_: &mut Turn<'_>) -> Verdict {
    Err(refuse(ReplyKey::ProxyDenied))
}

fn starttls_words(turn: &mut Turn<'_>) -> Verdict {
    if words(turn) == 1 { Ok(()) } else { Err(refuse(ReplyKey::UnexpectedArgument)) }
}

fn tls_not_active(turn: &mut Turn<'_>) -> Verdict {
    check::tls_not_active(turn).map_err(Refusal::uncounted)
}

fn starttls(turn: &mut Turn<'_>) {
    turn.counts().own[own::FLAGS] |= own::HANDSHAKE;
    act::starttls(turn);
}

/// `allowInsecureAuth` is not set.
fn auth_inside_tls(turn: &mut Turn<'_>) -> Verdict {
    if turn.session.tls() { Ok(()) } else { Err(refuse(ReplyKey::AuthNeedsTls)) }
}

fn not_logged_in(turn: &mut Turn<'_>) -> Verdict {
    check::not_logged_in(turn).map_err(Refusal::uncounted)
}

/// The path and the form of its parameters (`_rejectInvalidParams()`); a keyword that is not known is
/// no fault.
fn sender(turn: &mut Turn<'_>) -> Verdict {
    let path = read(turn, "MAIL FROM").ok_or_else(|| refuse(ReplyKey::SenderSyntax))?;
    parameters_are_sound(&path, &["BODY", "SIZE", "RET", "ENVID"])
}

fn recipient(turn: &mut Turn<'_>) -> Verdict {
    let path = read(turn, "RCPT TO").filter(|path| !path.address.is_empty());
    let path = path.ok_or_else(|| refuse(ReplyKey::RecipientSyntax))?;
    parameters_are_sound(&path, &["NOTIFY", "ORCPT"])
}

fn read(turn: &mut Turn<'_>, name: &str) -> Option<Path> {
    match Path::read(name, turn.line) {
        Ok(path) => Some(path),
        Err(PathError::Malformed) => None,
        Err(PathError::Punycode(domain, reason)) => {
            log::write(turn, "error", "punycode", &format!("Failed to process punycode domain \"{domain}\". error={reason}"));
            None
        }
    }
}

fn parameters_are_sound(path: &Path, valued: &[&str]) -> Verdict {
    let refuse = |key, keyword: &str| {
        let shown = keyword.chars().map(|character| if character.is_control() { ' ' } else { character });
        Err(refuse(key).with(Slot::Parameter, shown.collect::<String>()))
    };
    if let Some(keyword) = &path.duplicate {
        return refuse(ReplyKey::ParameterTwice, keyword);
    }
    match valued.iter().find(|keyword| path.parameter(keyword) == Some(None)) {
        Some(keyword) => refuse(ReplyKey::ParameterNeedsValue, keyword),
        None => Ok(()),
    }
}

fn no_nested_mail(turn: &mut Turn<'_>) -> Verdict {
    check::no_nested_mail(turn).map_err(Refusal::uncounted)
}

/// `_validateMailParams()`; RET is looked at only where DSN is not hidden.
fn sender_parameters(turn: &mut Turn<'_>) -> Verdict {
    let Ok(path) = Path::read("MAIL FROM", turn.line) else {
        return Ok(());
    };
    if let Some(Some(size)) = path.parameter("SIZE") {
        if size.len() > 20 || !size.bytes().all(|octet| octet.is_ascii_digit()) {
            return Err(refuse(ReplyKey::SizeSyntax));
        }
        let limit = turn.world.message_size_limit;
        if !size.parse::<u64>().is_ok_and(|size| size <= limit) {
            return Err(refuse(ReplyKey::SizeTooBig).with(Slot::Octets, limit.to_string()));
        }
    }
    if let Some(Some(body)) = path.parameter("BODY")
        && !matches!(body.to_lowercase().as_str(), "7bit" | "8bitmime")
    {
        return Err(refuse(ReplyKey::BodySyntax));
    }
    if let Some(Some(_)) = path.parameter("SMTPUTF8") {
        return Err(refuse(ReplyKey::Smtputf8Syntax));
    }
    match path.parameter("REQUIRETLS") {
        Some(_) if !turn.session.tls() => Err(refuse(ReplyKey::RequireTlsOutsideTls)),
        Some(Some(_)) => Err(refuse(ReplyKey::RequireTlsSyntax)),
        _ => Ok(()),
    }
}

fn mail(turn: &mut Turn<'_>) {
    let Ok(path) = Path::read("MAIL FROM", turn.line) else {
        return;
    };
    let smtputf8 = path.parameter("SMTPUTF8").is_some();
    let (reverse_path, parameters) = (mailbox(&path), given(&path));
    turn.session.begin(Transaction { reverse_path, parameters, smtputf8, ..Transaction::default() });
    turn.session.memory_mut().with(|recipients: &mut Recipients| recipients.places.clear());
    turn.say(ReplyKey::MailOk);
}

fn mail_given(turn: &mut Turn<'_>) -> Verdict {
    check::mail_given(turn).map_err(Refusal::uncounted)
}

/// Where the recipients of the transaction stand, by their addresses in lower case. There may be very many.
#[derive(Clone, Debug, Default, PartialEq)]
struct Recipients {
    places: BTreeMap<String, usize>,
}

/// A recipient that was given before takes the place of the earlier one.
fn rcpt(turn: &mut Turn<'_>) {
    let Ok(path) = Path::read("RCPT TO", turn.line) else {
        return;
    };
    let (forward_path, parameters) = (mailbox(&path), given(&path));
    let given = turn.session.transaction().map_or(0, |open| open.forward_paths.len());
    let address = path.address.to_lowercase();
    let place = turn.session.memory_mut().with(|recipients: &mut Recipients| *recipients.places.entry(address).or_insert(given));
    if let Some(open) = turn.session.transaction_mut() {
        match (open.forward_paths.get_mut(place), open.recipient_parameters.get_mut(place)) {
            (Some(known), Some(known_parameters)) => {
                *known = forward_path;
                *known_parameters = parameters;
            }
            _ => {
                open.forward_paths.push(forward_path);
                open.recipient_parameters.push(parameters);
            }
        }
    }
    turn.say(ReplyKey::RcptOk);
}

fn mailbox(path: &Path) -> Mailbox {
    let (local_part, domain) = path.address.split_once('@').map_or((path.address.as_str(), None), |(local, domain)| (local, Some(domain)));
    Mailbox { local_part: local_part.into(), domain: domain.map(str::to_owned) }
}

fn given(path: &Path) -> Vec<String> {
    let write = |(keyword, value): &(String, Option<String>)| match value {
        Some(value) => format!("{keyword}={value}"),
        None => keyword.clone(),
    };
    path.parameters.iter().map(write).collect()
}

fn some_recipient(turn: &mut Turn<'_>) -> Verdict {
    let some = turn.session.transaction().is_some_and(|open| !open.forward_paths.is_empty());
    if some { Ok(()) } else { Err(refuse(ReplyKey::NeedRcpt)) }
}
