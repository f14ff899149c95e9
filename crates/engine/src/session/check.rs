//! The checks that many servers share. A server lists them, and its own, in its own order.

use super::decision::first_refusal;
use super::{Check, CheckList, Refusal, Turn, Verdict};
use crate::spec::ReplyKey;

/// Refuses by `key` unless `allowed`.
pub fn require(allowed: bool, key: ReplyKey) -> Verdict {
    if allowed { Ok(()) } else { Err(Refusal::new(key)) }
}

/// EHLO or HELO was accepted (RFC 5321 section 4.1.4).
pub fn hello_given(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.hello().is_some(), ReplyKey::NeedHello)
}

/// No mail transaction is open (RFC 5321 section 4.1.4).
pub fn no_nested_mail(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.transaction().is_none(), ReplyKey::NestedMail)
}

/// MAIL was accepted (RFC 5321 section 4.1.4).
pub fn mail_given(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.transaction().is_some(), ReplyKey::NeedMail)
}

/// No BDAT chunk has come in this transaction (RFC 3030 section 2).
pub fn no_data_after_chunk(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.transaction().is_none_or(|open| open.chunks.is_none()), ReplyKey::DataAfterBdat)
}

/// There is a transaction for the message (RFC 5321 section 4.1.1.4).
pub fn transaction_for_data(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.transaction().is_some(), ReplyKey::NeedRcpt)
}

/// At least one recipient was accepted (RFC 5321 section 3.3).
pub fn some_recipient(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.transaction().is_some_and(|open| !open.forward_paths.is_empty()), ReplyKey::NoValidRecipients)
}

/// Nothing stands after the verb (RFC 5321 section 4.1.1: no parameters).
pub fn no_argument(turn: &mut Turn<'_>) -> Verdict {
    require(turn.argument().is_empty(), ReplyKey::UnexpectedArgument)
}

/// Stands in a command's list for [`Checks::recipient`](super::Checks::recipient); written `..recipients` in
/// [`checks`](crate::checks).
pub const RECIPIENTS: Check = Check { path: "recipient_policy", run: recipient_policy, stands_for: Some(CheckList::Recipient) };

/// The server's rules for recipients let this one pass.
fn recipient_policy(turn: &mut Turn<'_>) -> Verdict {
    first_refusal(turn, CheckList::Recipient, turn.server.checks.recipient)
}

/// TLS is not active yet (RFC 3207 section 4).
pub fn tls_not_active(turn: &mut Turn<'_>) -> Verdict {
    require(!turn.session.tls(), ReplyKey::TlsActive)
}

/// Nobody is logged in yet (RFC 4954 section 4).
pub fn not_logged_in(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.login().is_none(), ReplyKey::AuthTwice)
}

/// This server offers AUTH.
pub fn auth_offered(turn: &mut Turn<'_>) -> Verdict {
    require(turn.server.offers_auth(), ReplyKey::AuthDisabled)
}

/// AUTH stands outside a mail transaction (RFC 4954 section 4).
pub fn no_auth_in_transaction(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.transaction().is_none(), ReplyKey::AuthInTransaction)
}
