//! What is checked of every line before its command (RFC 5321 sections 2.4 and 4.5.3.1.4).

use super::offers;
use smtp_engine::session::check::require;
use smtp_engine::session::{Check, Role, Turn, Verdict, checks};
use smtp_engine::spec::{ReplyKey, Verb};
use smtp_engine::syntax::FaultKind;

pub(super) const CHECKS: &[Check] = checks![is_short, is_utf8, begins_with_a_word];

/// Where TLS is required, everything but these gets 530 before it (RFC 3207 section 4).
pub(super) const TLS_FIRST: &[Check] = checks![tls_first];

pub(super) fn waits_for_tls(turn: &Turn<'_>) -> bool {
    let open = matches!(turn.verb(), Some(Verb::Noop | Verb::Ehlo | Verb::Starttls | Verb::Quit));
    turn.server.role == Role::Submission && !turn.session.tls() && !open
}

fn tls_first(turn: &mut Turn<'_>) -> Verdict {
    require(!waits_for_tls(turn), ReplyKey::TlsRequired)
}

/// Section 4.5.3.1.4, with CRLF.
const LIMIT: usize = 512;

/// By how many octets each extension lengthens MAIL.
const MORE_FOR_MAIL: &[(&str, usize)] = &[
    ("SIZE", 26),          // RFC 1870 section 3
    ("BINARYMIME", 16),    // RFC 3030 section 3
    ("SMTPUTF8", 10),      // RFC 6531 section 3.1
    ("AUTH", 500),         // RFC 4954 section 3
    ("DELIVERBY", 17),     // RFC 2852 section 2
    ("FUTURERELEASE", 34), // RFC 4865 section 3
    ("MT-PRIORITY", 15),   // RFC 6710 section 3
    ("REQUIRETLS", 11),    // RFC 8689 section 2
    ("DSN", 8 + 100 + 2),  // RFC 3461 section 5.4: RET and ENVID, a space before each
];

/// And RCPT: RFC 3461 section 5.4, NOTIFY and ORCPT, a space before each.
const MORE_FOR_RCPT: &[(&str, usize)] = &[("DSN", 28 + 500 + 2)];

fn is_short(turn: &mut Turn<'_>) -> Verdict {
    let more = match turn.verb() {
        Some(Verb::Mail) => MORE_FOR_MAIL,
        Some(Verb::Rcpt) => MORE_FOR_RCPT,
        _ => &[],
    };
    let length = turn.line.len() + 2;
    // The list of extensions is looked at only where it matters.
    let allowed =
        |turn: &Turn<'_>| LIMIT + more.iter().filter(|(keyword, _)| offers(turn, keyword)).map(|(_, octets)| octets).sum::<usize>();
    require(length <= LIMIT || length <= allowed(turn), ReplyKey::LineTooLong)
}

/// Section 2.4, and RFC 6531 section 3.1: ASCII, or UTF-8 where it is asked for.
fn is_utf8(turn: &mut Turn<'_>) -> Verdict {
    require(turn.parsed.fault(FaultKind::NotUtf8).is_none(), ReplyKey::BadUtf8)
}

/// Section 2.4: all commands begin with a command verb.
fn begins_with_a_word(turn: &mut Turn<'_>) -> Verdict {
    require(turn.parsed.fault(FaultKind::EmptyLine).is_none(), ReplyKey::EmptyLine)?;
    require(turn.parsed.fault(FaultKind::LeadingSpace).is_none(), ReplyKey::UnknownCommand)
}
