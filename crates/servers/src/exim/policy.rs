//! Whom Exim takes mail for, and from whom: the RCPT ACL of the recorded configuration, which is that
//! of Debian, and the routers that verification asks.

use super::address::Address;
use super::error::{last_text, log};
use super::log::{host, login, tls};
use super::memory::{recall, remember};
use smtp_engine::session::{Mailbox, Refusal, Slot, Turn, World};
use smtp_engine::spec::ReplyKey;

/// `qualify_domain`
pub(super) const QUALIFY_DOMAIN: &str = "example.com";

/// `+local_domains`; unlike in other servers, the name `localhost.localdomain` is not among them.
pub(super) fn is_local(world: &World, domain: &str) -> bool {
    !domain.starts_with('[') && world.is_local_domain(domain) && !domain.eq_ignore_ascii_case("localhost.localdomain")
}

/// How the verification of an address ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verified {
    Yes,
    NoUser,
    NoDomain,
    /// The domain is no name that could be looked up.
    NoName,
    /// The DNS did not answer.
    Deferred,
}

/// The routers, in the order of the configuration: `dnslookup`, `system_aliases`, `localuser`.
fn verify(world: &World, address: &Mailbox) -> Verified {
    let domain = address.domain.as_deref().unwrap_or("");
    if is_local(world, domain) {
        return if has_mailbox(world, &address.local_part) { Verified::Yes } else { Verified::NoUser };
    }
    // A name that no resolver can ask for is not told from one that does not answer.
    if domain.split('.').any(|label| label.len() > 63) || domain.len() > 253 {
        return Verified::Deferred;
    }
    if !is_host_name(domain) {
        return Verified::NoName;
    }
    if world.zone(domain).is_some() { Verified::Yes } else { Verified::NoDomain }
}

/// `dns_check_names_pattern`: no other name is looked up.
fn is_host_name(domain: &str) -> bool {
    let is_word = |octet: u8| octet.is_ascii_alphanumeric() || octet == b'_' || !octet.is_ascii();
    let is_label = |label: &str| {
        let octets = label.as_bytes();
        octets.first().is_some_and(|&first| is_word(first)) && octets.last().is_some_and(|&last| is_word(last))
    };
    domain.strip_suffix('.').unwrap_or(domain).split('.').all(is_label)
}

/// An alias has no suffix; a user may have one behind `+` (`local_part_suffix`).
pub(super) fn has_mailbox(world: &World, local_part: &str) -> bool {
    let name = local_part.split_once('+').map_or(local_part, |(name, _)| name);
    let same = |known: &String| known.eq_ignore_ascii_case(name);
    world.alias(local_part).is_some() || world.users.iter().any(same) || world.system_accounts.iter().any(same)
}

/// `acl_check_rcpt`
pub(super) fn acl(turn: &mut Turn<'_>, recipient: &Address, shown: &str) -> Result<(), Refusal> {
    let address = super::mail::mailbox(recipient);
    let domain = address.domain.as_deref().unwrap_or("");
    let local = is_local(turn.world, domain);
    if is_restricted(&address.local_part, local) {
        return Err(deny(turn, Refusal::new(ReplyKey::RestrictedCharacters), shown));
    }
    if local && address.local_part.eq_ignore_ascii_case("postmaster") {
        return Ok(());
    }
    verify_sender(turn, shown)?;
    if turn.session.login().is_some() && !local {
        remember(turn, |known| known.envelope.submission = true);
        return Ok(());
    }
    // `accept hosts = +relay_from_hosts` stands before `require message = relay not permitted`.
    if !local && turn.world.relays_for_client() {
        return Ok(());
    }
    if !local {
        return Err(deny(turn, Refusal::new(ReplyKey::RelayDenied).with(Slot::Address, recipient.shown()), shown));
    }
    match verify(turn.world, &address) {
        Verified::Yes => Ok(()),
        _ => Err(deny(turn, Refusal::new(ReplyKey::UserUnknown).with(Slot::Address, recipient.shown()), shown)),
    }
}

/// Local parts that could be taken for a route, a file or a command.
fn is_restricted(local_part: &str, local: bool) -> bool {
    if local {
        return local_part.starts_with('.') || local_part.contains(['@', '%', '!', '/', '|', '`', '#', '&', '?']);
    }
    local_part.starts_with(['.', '/', '|']) || local_part.contains(['@', '%', '!', '`', '#', '&', '?']) || local_part.contains("/../")
}

/// `require verify = sender`: mail could be sent back to it. The client is told why once a message.
fn verify_sender(turn: &mut Turn<'_>, shown: &str) -> Result<(), Refusal> {
    let Some(sender) = turn.session.transaction().map(|open| open.reverse_path.clone()).filter(|sender| !sender.is_null()) else {
        return Ok(());
    };
    let written = recall(turn.session, |known| known.envelope.sender.clone());
    let verified = verify(turn.world, &sender);
    let (key, why) = match verified {
        Verified::Yes => return Ok(()),
        Verified::NoUser => (ReplyKey::SenderUnknown, "Unknown user"),
        Verified::NoDomain | Verified::NoName => (ReplyKey::SenderDomainUnknown, "Unrouteable address"),
        Verified::Deferred => (ReplyKey::SenderVerifyDeferred, "host lookup did not complete"),
    };
    let deferred = key == ReplyKey::SenderVerifyDeferred;
    let mut refusal = Refusal::new(key).with(Slot::Address, written.clone());
    let told = remember(turn, |known| std::mem::replace(&mut known.envelope.sender_told, true));
    if !told {
        let how = if deferred { "defer" } else { "fail" };
        let wrong_name = format!("mail domain \"{}\" is syntactically invalid", sender.domain.as_deref().unwrap_or(""));
        let logged = if verified == Verified::NoName { &wrong_name } else { why };
        let text = format!("{} sender verify {how} for <{written}>: {logged}", host(turn.session, turn.world));
        log(turn, &text);
    }
    if !told && verified != Verified::NoName {
        refusal = refusal.with(Slot::Reason, format!("Verification failed for <{written}>\n{why}\n"));
    }
    if deferred {
        log_rejected(turn, "temporarily ", shown, "Could not complete sender verify");
        return Err(refusal);
    }
    Err(deny(turn, refusal, shown))
}

/// `smtp_handle_acl_fail()`
fn deny(turn: &mut Turn<'_>, refusal: Refusal, shown: &str) -> Refusal {
    let reply = turn.compose(refusal.key, &refusal.slots).text;
    let message = last_text(&reply);
    log_rejected(turn, "", shown, message);
    refusal
}

fn log_rejected(turn: &mut Turn<'_>, how: &str, shown: &str, message: &str) {
    let sender = recall(turn.session, |known| known.envelope.sender.clone());
    let text = format!(
        "{}{} F=<{sender}>{} {how}rejected RCPT {}: {message}",
        host(turn.session, turn.world),
        tls(turn.session),
        login(turn.session),
        first_octets(shown),
    );
    log(turn, &text);
}

/// At most 100 octets of it are logged.
fn first_octets(shown: &str) -> String {
    String::from_utf8_lossy(&shown.as_bytes()[..shown.len().min(100)]).into_owned()
}

/// A command whose ACL is not set is denied (`acl_smtp_vrfy`, `acl_smtp_expn`, `acl_smtp_etrn`).
pub(super) fn log_denied(turn: &mut Turn<'_>, what: &str, shown: &str) {
    let text = format!("{}{} rejected {what} {}", host(turn.session, turn.world), tls(turn.session), first_octets(shown));
    log(turn, &text);
}
