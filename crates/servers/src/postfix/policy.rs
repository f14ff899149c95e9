//! Which recipients Postfix takes (`smtpd_check_rcpt()`). With `smtpd_delay_reject`, the checks of
//! client, HELO and sender wait for RCPT too.

use std::borrow::Cow;

use super::address;
use super::name::{is_host_address, is_host_name, is_wide_host_name};
use smtp_engine::session::{Check, Mailbox, Refusal, Slot, Turn, Verdict, checks};
use smtp_engine::spec::ReplyKey;
use smtp_engine::syntax::is_address_literal;

/// `reject_invalid_helo_hostname`, `reject_non_fqdn_sender`, `reject_unknown_sender_domain`,
/// `reject_unauth_destination`, and the implied `reject_unlisted_recipient`.
pub(super) const MX: &[Check] = checks![hello_is_valid, sender_is_qualified, sender_domain_exists, no_relaying, recipient_exists];

/// `reject_sender_login_mismatch`, the implied `reject_unlisted_sender`,
/// `permit_sasl_authenticated, reject`, and the implied `reject_unlisted_recipient`.
pub(super) const SUBMISSION: &[Check] = checks![sender_belongs_to_login, sender_exists, login_needed, recipient_exists];

/// RFC 5321 section 4.5.1: `postmaster` without a domain is always taken.
fn is_bare_postmaster(recipient: &Mailbox) -> bool {
    recipient.domain.is_none() && recipient.local_part.eq_ignore_ascii_case("postmaster")
}

fn recipient<'t>(turn: &'t Turn<'_>) -> Cow<'t, Mailbox> {
    address::of_turn(turn).unwrap_or_default()
}

fn refuse(key: ReplyKey, address: &(impl ToString + ?Sized)) -> Verdict {
    Err(Refusal::new(key).with(Slot::Address, address.to_string()))
}

fn hello_is_valid(turn: &mut Turn<'_>) -> Verdict {
    let Some(hello) = turn.session.hello().filter(|_| !is_bare_postmaster(&recipient(turn))) else {
        return Ok(());
    };
    let name = hello.name.as_str();
    if name.starts_with('[') {
        return if is_address_literal(name.as_bytes()) { Ok(()) } else { refuse(ReplyKey::HelloAddressInvalid, name) };
    }
    // A dot at the end is forgiven, two are not.
    let plain = name.strip_suffix('.').filter(|rest| !rest.ends_with('.')).unwrap_or(name);
    if is_host_name(plain) || is_host_address(plain) { Ok(()) } else { refuse(ReplyKey::HelloNameInvalid, name) }
}

/// The sender, where it has one and the recipient is not the one that is always taken.
fn sender<'t>(turn: &'t Turn<'_>) -> Option<&'t Mailbox> {
    let sender = &turn.session.transaction()?.reverse_path;
    (!sender.is_null() && !is_bare_postmaster(&recipient(turn))).then_some(sender)
}

fn sender_is_qualified(turn: &mut Turn<'_>) -> Verdict {
    let Some(sender) = sender(turn) else {
        return Ok(());
    };
    let domain = sender.domain_name().unwrap_or("");
    let qualified = domain.starts_with('[') || (is_wide_host_name(domain) && domain.contains('.'));
    if qualified { Ok(()) } else { refuse(ReplyKey::SenderNotQualified, sender) }
}

fn sender_domain_exists(turn: &mut Turn<'_>) -> Verdict {
    let Some((sender, domain)) = sender(turn).and_then(|sender| Some((sender, sender.domain_name()?))) else {
        return Ok(());
    };
    let known = domain.starts_with('[') || turn.world.is_local_domain(domain) || turn.world.zone(domain).is_some();
    if known { Ok(()) } else { refuse(ReplyKey::SenderDomainUnknown, sender) }
}

/// Where mail for `mailbox` goes in the end: the local part holds routes of its own (`user@domain`,
/// `domain!user`, `user%domain`), which are followed as long as the domain is here (`resolve_addr()`).
/// Gives the local part, or nothing where the mail goes elsewhere.
fn local_part_here<'m>(turn: &Turn<'_>, mailbox: &'m Mailbox) -> Option<&'m str> {
    let mut local_part = mailbox.local_part.as_str();
    let mut domain = mailbox.domain_name().filter(|domain| !domain.is_empty());
    loop {
        if domain.is_some_and(|domain| !turn.world.is_local_domain(domain)) {
            return None;
        }
        let route = local_part
            .rsplit_once('@')
            .or_else(|| local_part.split_once('!').map(|(host, user)| (user, host)))
            .or_else(|| local_part.rsplit_once('%'));
        match route {
            Some((user, host)) => (local_part, domain) = (user, Some(host)),
            None => return Some(local_part),
        }
    }
}

/// Accounts that the package itself makes.
const OWN_ACCOUNTS: [&str; 1] = ["postfix"];

fn has_mailbox(turn: &Turn<'_>, local_part: &str) -> bool {
    local_part.is_empty() || turn.world.has_mailbox(local_part) || OWN_ACCOUNTS.contains(&local_part)
}

fn no_relaying(turn: &mut Turn<'_>) -> Verdict {
    let recipient = recipient(turn);
    if local_part_here(turn, &recipient).is_some() { Ok(()) } else { refuse(ReplyKey::RelayDenied, &*recipient) }
}

fn recipient_exists(turn: &mut Turn<'_>) -> Verdict {
    let recipient = recipient(turn);
    let unknown = local_part_here(turn, &recipient).is_some_and(|local_part| !has_mailbox(turn, local_part));
    if unknown && !is_bare_postmaster(&recipient) { refuse(ReplyKey::UserUnknown, &*recipient) } else { Ok(()) }
}

fn sender_belongs_to_login(turn: &mut Turn<'_>) -> Verdict {
    let Some(sender) = sender(turn) else {
        return Ok(());
    };
    match (turn.session.login(), turn.world.owner(sender)) {
        (Some(login), owner) if owner != Some(login) => refuse(ReplyKey::SenderNotOwned, sender),
        (None, Some(_)) => refuse(ReplyKey::SenderNeedsLogin, sender),
        _ => Ok(()),
    }
}

/// `smtpd_reject_unlisted_sender = yes`.
fn sender_exists(turn: &mut Turn<'_>) -> Verdict {
    let Some(sender) = sender(turn) else {
        return Ok(());
    };
    let unknown = local_part_here(turn, sender).is_some_and(|local_part| !has_mailbox(turn, local_part));
    if unknown { refuse(ReplyKey::SenderUnknown, sender) } else { Ok(()) }
}

fn login_needed(turn: &mut Turn<'_>) -> Verdict {
    let recipient = recipient(turn);
    if turn.session.login().is_some() || is_bare_postmaster(&recipient) { Ok(()) } else { refuse(ReplyKey::RecipientDenied, &*recipient) }
}
