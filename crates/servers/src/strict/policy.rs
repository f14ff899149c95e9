//! Whom the strict server takes mail for, and from whom: no more than the standard asks for.

use smtp_engine::session::check::require;
use smtp_engine::session::{Check, Mailbox, Refusal, Slot, Turn, Verdict, checks};
use smtp_engine::spec::ReplyKey;

pub(super) const MX: &[Check] = checks![no_relaying, recipient_exists];

pub(super) const SUBMISSION: &[Check] = checks![recipient_exists];

/// RFC 6409 section 4.3: MAIL needs a login, with 530.
pub(super) fn logged_in(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.login().is_some(), ReplyKey::AuthRequired)
}

/// RFC 6409 section 6.1: the sender must be the login's own.
pub(super) fn sender_is_own(turn: &mut Turn<'_>) -> Verdict {
    let Some(sender) = turn.mailbox().filter(|sender| !sender.is_null()) else {
        return Ok(());
    };
    let own = turn.session.login().is_some() && turn.world.owner(sender) == turn.session.login();
    if own { Ok(()) } else { Err(Refusal::new(ReplyKey::SenderNotOwned).with(Slot::Address, sender.to_string())) }
}

fn recipient(turn: &Turn<'_>) -> Mailbox {
    turn.mailbox().cloned().unwrap_or_default()
}

/// Whether mail for `mailbox` ends here; `<Postmaster>` does (section 4.5.1).
pub(super) fn is_local(turn: &Turn<'_>, mailbox: &Mailbox) -> bool {
    mailbox.domain.as_deref().is_none_or(|domain| turn.world.is_local_domain(domain))
}

/// Section 3.6.2: 550 for policy reasons.
fn no_relaying(turn: &mut Turn<'_>) -> Verdict {
    let recipient = recipient(turn);
    if is_local(turn, &recipient) || turn.world.relays_for_client() {
        Ok(())
    } else {
        Err(Refusal::new(ReplyKey::RelayDenied).with(Slot::Address, recipient.to_string()))
    }
}

/// Section 3.3: 550 for an address that is known not to be deliverable.
fn recipient_exists(turn: &mut Turn<'_>) -> Verdict {
    let recipient = recipient(turn);
    let known = !is_local(turn, &recipient)
        || turn.world.has_mailbox(&recipient.local_part)
        || recipient.local_part.eq_ignore_ascii_case("postmaster");
    if known { Ok(()) } else { Err(Refusal::new(ReplyKey::UserUnknown).with(Slot::Address, recipient.to_string())) }
}

/// Section 4.5.3.1.10: 452 where the server's limit is reached.
pub(super) fn recipient_limit(turn: &mut Turn<'_>) -> Verdict {
    let given = turn.session.transaction().map_or(0, |open| open.forward_paths.len());
    require(given < super::recipient_limit(turn.world), ReplyKey::TooManyRecipients)
}
