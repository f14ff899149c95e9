//! Which recipients Postfix takes (`smtpd_check_rcpt()`). With `smtpd_delay_reject`, the checks of
//! client, HELO and sender wait for RCPT too.

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

fn recipient(turn: &Turn<'_>) -> Mailbox {
    address::of_turn(turn).unwrap_or_default()
}

/// Control characters are not said back (`printable()`).
fn refuse(key: ReplyKey, address: &(impl ToString + ?Sized)) -> Verdict {
    let address = address.to_string().replace(|character: char| character.is_ascii_control(), " ");
    Err(Refusal::new(key).with(Slot::Address, address))
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

/// `reject_unknown_sender_domain`
fn sender_domain_exists(turn: &mut Turn<'_>) -> Verdict {
    let Some(sender) = sender(turn) else {
        return Ok(());
    };
    let resolved = address::resolve(&sender.to_string(), turn.world);
    let known = resolved.is_local || resolved.domain.starts_with('[') || turn.world.zone(&resolved.domain).is_some();
    if known { Ok(()) } else { refuse(ReplyKey::SenderDomainUnknown, sender) }
}

/// Accounts that the package itself makes.
const OWN_ACCOUNTS: [&str; 1] = ["postfix"];

/// Whether mail for `mailbox` goes to nobody here.
fn is_unknown_here(turn: &Turn<'_>, mailbox: &Mailbox) -> bool {
    let resolved = address::resolve(&mailbox.to_string(), turn.world);
    let known = |local_part: &str| turn.world.has_mailbox(local_part) || OWN_ACCOUNTS.contains(&local_part);
    resolved.is_local && !known(&resolved.local_part.to_ascii_lowercase())
}

/// `permit_mynetworks`, `reject_unauth_destination`; `allow_untrusted_routing = no`.
fn no_relaying(turn: &mut Turn<'_>) -> Verdict {
    let recipient = recipient(turn);
    let resolved = address::resolve(&recipient.to_string(), turn.world);
    let is_own = resolved.is_local && !resolved.is_routed;
    if is_own || turn.world.relays_for_client() { Ok(()) } else { refuse(ReplyKey::RelayDenied, &recipient) }
}

fn recipient_exists(turn: &mut Turn<'_>) -> Verdict {
    let recipient = recipient(turn);
    if is_unknown_here(turn, &recipient) && !is_bare_postmaster(&recipient) { refuse(ReplyKey::UserUnknown, &recipient) } else { Ok(()) }
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
    if is_unknown_here(turn, sender) { refuse(ReplyKey::SenderUnknown, sender) } else { Ok(()) }
}

fn login_needed(turn: &mut Turn<'_>) -> Verdict {
    let recipient = recipient(turn);
    if turn.session.login().is_some() || is_bare_postmaster(&recipient) { Ok(()) } else { refuse(ReplyKey::RecipientDenied, &recipient) }
}
