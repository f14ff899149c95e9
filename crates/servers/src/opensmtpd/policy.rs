//! Whom OpenSMTPD takes mail for: its rules (`ruleset_match()`) and what they lead to (`lka_expand()`).
//!
//! ```text
//! match from any for domain "example.com" action "local"
//! match from local for any action "outbound"
//! match auth from any for any action "outbound"
//! ```

use smtp_engine::session::{Check, Mailbox, Refusal, Slot, Turn, Verdict, World, checks};
use smtp_engine::spec::ReplyKey;

pub(super) const CHECKS: &[Check] = checks![some_rule, user_exists];

/// Accounts that the package makes.
const OWN_ACCOUNTS: [&str; 2] = ["opensmtpd", "opensmtpq"];

/// Accounts whose home does not exist on a small Debian (`base-passwd` names it all the same).
const NO_HOME: [(&str, &str); 9] = [
    ("man", "/var/cache/man"),
    ("lp", "/var/spool/lpd"),
    ("news", "/var/spool/news"),
    ("uucp", "/var/spool/uucp"),
    ("www-data", "/var/www"),
    ("list", "/var/list"),
    ("irc", "/run/ircd"),
    ("nobody", "/nonexistent"),
    ("_apt", "/nonexistent"),
];

/// The home of `user`, where it does not exist.
pub(super) fn missing_home(user: &str) -> Option<&'static str> {
    NO_HOME.iter().find(|(name, _)| *name == user).map(|(_, home)| *home)
}

/// Whether the first rule takes it. The server's own name and address are no domains of it.
pub(super) fn is_local(recipient: &Mailbox, world: &World) -> bool {
    let own = |domain: &str| domain.eq_ignore_ascii_case(&world.host) || domain.starts_with('[');
    let machine = |domain: &str| domain.eq_ignore_ascii_case("localhost") || domain.eq_ignore_ascii_case("localhost.localdomain");
    recipient.domain.as_deref().is_some_and(|domain| !own(domain) && !machine(domain) && world.is_local_domain(domain))
}

/// The accounts that a local recipient is delivered to.
pub(super) fn users(recipient: &Mailbox, world: &World) -> Vec<String> {
    let name = recipient.local_part.to_ascii_lowercase();
    let found = world.mailboxes(&name);
    let name = name.split_once('+').map_or(name.as_str(), |(name, _)| name);
    if found.is_empty() && OWN_ACCOUNTS.contains(&name) { vec![name.to_owned()] } else { found }
}

fn recipient(turn: &Turn<'_>) -> Option<Mailbox> {
    super::transaction::recipient(turn).map(|(recipient, _)| recipient)
}

fn refuse(key: ReplyKey, recipient: &Mailbox) -> Verdict {
    Err(Refusal::new(key).with(Slot::Address, recipient.to_string()))
}

fn some_rule(turn: &mut Turn<'_>) -> Verdict {
    match recipient(turn) {
        Some(recipient) if !is_local(&recipient, turn.world) && turn.session.login().is_none() && !turn.world.relays_for_client() => {
            refuse(ReplyKey::RelayDenied, &recipient)
        }
        _ => Ok(()),
    }
}

fn user_exists(turn: &mut Turn<'_>) -> Verdict {
    match recipient(turn) {
        Some(recipient) if is_local(&recipient, turn.world) && users(&recipient, turn.world).is_empty() => {
            refuse(ReplyKey::UserUnknown, &recipient)
        }
        _ => Ok(()),
    }
}
