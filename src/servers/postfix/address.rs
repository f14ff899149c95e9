//! Which addresses Postfix takes. It reads them as RFC 822 does, so much passes that RFC 5321 forbids
//! (`strict_rfc821_envelopes = no`).

use crate::session::Turn;
use crate::syntax::{Fault, FaultKind, Path, parse_path};

/// Faults that Postfix does not forgive. All others it reads past: spaces, missing brackets, comments,
/// source routes, stray `>`, dots in a local part, lengths of a local part.
const UNFORGIVEN: &[FaultKind] = &[
    FaultKind::UnclosedBracket,
    FaultKind::UnclosedQuote,
    FaultKind::SeveralAddresses,
    FaultKind::TextAfterPath,
    FaultKind::EmptyDomain,
    FaultKind::DomainEmptyLabel,
    FaultKind::DomainHyphen,
    FaultKind::DomainCharacter,
    FaultKind::DomainNumeric,
    FaultKind::DomainLabelTooLong,
    FaultKind::DomainTooLong,
    FaultKind::AddressLiteral,
];

/// Whether an address with these faults is taken (`extract_addr()`).
pub(super) fn is_acceptable(faults: &[Fault]) -> bool {
    !faults.iter().any(|fault| UNFORGIVEN.contains(&fault.kind))
}

/// The argument of VRFY, read as an address.
pub(super) fn of_argument(turn: &Turn<'_>) -> (Path, Vec<Fault>) {
    parse_path(turn.line, turn.argument().start)
}
