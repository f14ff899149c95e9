//! Which of the parser's faults refuse a line: all that the ABNF of RFC 5321 section 4.1 refuses, and
//! none that it allows.

use smtp_engine::session::{Refusal, Turn, Verdict};
use smtp_engine::spec::{ReplyKey, Verb};
use smtp_engine::syntax::{Argument, DomainKind, Fault, FaultKind, Role, check_domain};
use smtp_engine::wire::Span;

/// The leftmost fault that the grammar does not allow decides.
pub(super) fn follows(turn: &mut Turn<'_>) -> Verdict {
    let Some(verb) = turn.verb() else {
        return Ok(());
    };
    let unforgiven = turn.parsed.faults.iter().filter(|fault| !is_allowed(turn, verb, fault));
    let first = unforgiven.filter_map(|fault| Some((fault.span.start, key(verb, fault.kind)?))).min_by_key(|(start, _)| *start);
    match first.map(|(_, key)| key).or_else(|| beyond_the_parser(turn, verb)) {
        Some(key) => Err(Refusal::new(key)),
        None => Ok(()),
    }
}

/// What is refused where `kind` is found in a line of `verb`; `None` where the grammar allows it.
fn key(verb: Verb, kind: FaultKind) -> Option<ReplyKey> {
    use FaultKind as F;
    Some(match kind {
        // Section 4.1.2: a source route "MUST BE accepted", and a Domain may be made of digits.
        F::SourceRoute | F::DomainNumeric => return None,
        // Looked at elsewhere: the line, the parameters, the base64.
        F::EmptyLine | F::LeadingSpace | F::NotUtf8 | F::LineTooLong | F::UnknownVerb => return None,
        F::ParameterUnknown | F::ParameterTwice | F::ParameterValueMissing | F::ParameterValueUnexpected | F::ParameterValue => {
            return None;
        }
        F::NotBase64 => return None,
        // RFC 6531 section 3.5.
        F::NonAscii => match verb {
            Verb::Mail => ReplyKey::SenderNotAscii,
            Verb::Rcpt => ReplyKey::RecipientNotAscii,
            _ => line_key(verb),
        },
        F::Blanks | F::ControlCharacter | F::UnexpectedArgument | F::MissingArgument | F::ChunkSize => line_key(verb),
        F::MissingKeyword
        | F::SpaceBeforeColon
        | F::SpaceAfterColon
        | F::MissingPath
        | F::MissingBrackets
        | F::TextAfterPath
        | F::ParameterSyntax => line_key(verb),
        F::UnclosedBracket
        | F::StrayBracket
        | F::NullPath
        | F::DisplayName
        | F::SeveralAddresses
        | F::SpaceInPath
        | F::UnclosedQuote
        | F::SeveralAt
        | F::MissingDomain
        | F::EmptyLocalPart
        | F::LocalPartDots
        | F::LocalPartCharacter => address_key(verb),
        // Section 4.5.3.1.
        F::LocalPartTooLong => ReplyKey::PathTooLong,
        F::DomainTooLong if matches!(verb, Verb::Mail | Verb::Rcpt) => ReplyKey::PathTooLong,
        // Section 2.3.5: a domain is a name of the DNS, whose labels have 63 octets at most.
        F::DomainLabelTooLong | F::DomainTooLong => name_key(verb),
        F::EmptyDomain | F::DomainEmptyLabel | F::DomainTrailingDot | F::DomainHyphen | F::DomainUnderscore | F::DomainCharacter => {
            name_key(verb)
        }
        F::AddressLiteral if matches!(verb, Verb::Ehlo | Verb::Helo) => ReplyKey::HelloAddressInvalid,
        F::AddressLiteral => name_key(verb),
    })
}

/// The line as a whole is not what the verb wants.
const fn line_key(verb: Verb) -> ReplyKey {
    match verb {
        Verb::Ehlo => ReplyKey::EhloSyntax,
        Verb::Helo => ReplyKey::HeloSyntax,
        Verb::Mail => ReplyKey::MailSyntax,
        Verb::Rcpt => ReplyKey::RcptSyntax,
        Verb::Auth => ReplyKey::AuthSyntax,
        Verb::Bdat => ReplyKey::BdatSyntax,
        Verb::Vrfy => ReplyKey::VrfySyntax,
        Verb::Expn => ReplyKey::ExpnSyntax,
        Verb::Etrn => ReplyKey::EtrnSyntax,
        Verb::Help => ReplyKey::HelpUnknown,
        _ => ReplyKey::UnexpectedArgument,
    }
}

const fn address_key(verb: Verb) -> ReplyKey {
    match verb {
        Verb::Mail => ReplyKey::SenderSyntax,
        Verb::Rcpt => ReplyKey::RecipientSyntax,
        _ => line_key(verb),
    }
}

const fn name_key(verb: Verb) -> ReplyKey {
    match verb {
        Verb::Ehlo | Verb::Helo => ReplyKey::HelloNameInvalid,
        Verb::Etrn => ReplyKey::EtrnDomainInvalid,
        _ => address_key(verb),
    }
}

/// Faults that are none in their place.
fn is_allowed(turn: &Turn<'_>, verb: Verb, fault: &Fault) -> bool {
    match fault.kind {
        // Section 4.1.1.3: `<Postmaster>`, in any case.
        FaultKind::MissingDomain => {
            verb == Verb::Rcpt && turn.path().is_some_and(|path| path.local_part.of(turn.line).eq_ignore_ascii_case(b"postmaster"))
        }
        // RFC 6531 section 3.4: the whole transaction may use UTF-8.
        FaultKind::NonAscii => verb == Verb::Rcpt && turn.session.transaction().is_some_and(|open| open.smtputf8),
        // Section 4.1.3: Snum may have leading zeros, which no address parser of today takes.
        FaultKind::AddressLiteral => is_snum_literal(fault.span.of(turn.line)),
        // RFC 1985 section 5.3: `@` and `#` before the name.
        FaultKind::DomainCharacter => verb == Verb::Etrn && fault.span.start == turn.argument().start && fault.span.of(turn.line) != b"[",
        _ => false,
    }
}

/// What the grammar refuses and the parser for learners has no fault for.
fn beyond_the_parser(turn: &Turn<'_>, verb: Verb) -> Option<ReplyKey> {
    let line = turn.line;
    match (verb, &turn.parsed.argument) {
        // `helo = "HELO" SP Domain CRLF`
        (Verb::Helo, _) if turn.argument().of(line).starts_with(b"[") => Some(ReplyKey::HelloNameInvalid),
        (Verb::Ehlo, Argument::Name(name)) if is_short_ipv6(name.of(line)) => Some(ReplyKey::HelloAddressInvalid),
        (Verb::Mail | Verb::Rcpt, Argument::Path(argument)) => {
            let path = argument.path.as_ref()?;
            let literal = path.domain.filter(|_| path.domain_kind == DomainKind::Literal);
            let routed = turn.parsed.tokens.iter().find(|token| token.role == Role::SourceRoute);
            // Section 4.5.3.1.3: the punctuation counts.
            if path.span.len() > 256 {
                Some(ReplyKey::PathTooLong)
            } else if routed.is_some_and(|token| path.is_null() || !is_route(line, token.span))
                || literal.is_some_and(|domain| is_short_ipv6(domain.of(line)))
            {
                Some(address_key(verb))
            } else {
                None
            }
        }
        (Verb::Noop | Verb::Help, Argument::Text(text)) if !text.is_empty() && !is_string(text.of(line)) => Some(line_key(verb)),
        _ => None,
    }
}

/// ```text
/// A-d-l     = At-domain *( "," At-domain )
/// At-domain = "@" Domain
/// ```
fn is_route(line: &[u8], span: Span) -> bool {
    let route = span.of(line).strip_suffix(b":").unwrap_or_default();
    route.split(|&octet| octet == b',').all(|hop| hop.strip_prefix(b"@").is_some_and(is_domain))
}

/// Whether `name` is a Domain.
pub(super) fn is_domain(name: &[u8]) -> bool {
    let mut faults = Vec::new();
    let kind = check_domain(name, Span::new(0, name.len()), &mut faults);
    kind == DomainKind::Name && faults.iter().all(|fault| fault.kind == FaultKind::DomainNumeric)
}

/// ```text
/// String = Atom / Quoted-string
/// ```
pub(super) fn is_string(text: &[u8]) -> bool {
    match text {
        [b'"', inner @ .., b'"'] => {
            let mut octets = inner.iter();
            while let Some(octet) = octets.next() {
                let fits = match octet {
                    b'\\' => octets.next().is_some_and(|escaped| (b' '..=b'~').contains(escaped)),
                    b'"' => false,
                    other => matches!(other, b' '..=b'~' | 0x80..),
                };
                if !fits {
                    return false;
                }
            }
            true
        }
        atom => {
            !atom.is_empty()
                && atom.iter().all(|octet| octet.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(octet) || *octet >= 0x80)
        }
    }
}

/// `IPv4-address-literal = Snum 3("." Snum)`, `Snum = 1*3DIGIT`
fn is_snum_literal(text: &[u8]) -> bool {
    let Some(inner) = text.strip_prefix(b"[").and_then(|rest| rest.strip_suffix(b"]")) else {
        return false;
    };
    let snum = |part: &[u8]| {
        (1..=3).contains(&part.len())
            && part.iter().all(u8::is_ascii_digit)
            && part.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0')) <= 255
    };
    inner.split(|&octet| octet == b'.').count() == 4 && inner.split(|&octet| octet == b'.').all(snum)
}

/// `::` stands for two groups at least, so six others are the most; an IPv4 address at the end counts
/// for two.
fn is_short_ipv6(literal: &[u8]) -> bool {
    let Some(address) = literal.get(6..literal.len().saturating_sub(1)).filter(|_| literal.starts_with(b"[")) else {
        return false;
    };
    let groups = address.split(|&octet| octet == b':').filter(|group| !group.is_empty());
    let count: usize = groups.map(|group| if group.contains(&b'.') { 2 } else { 1 }).sum();
    address.windows(2).any(|pair| pair == b"::") && count > 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_those_of_the_grammar() {
        assert!(is_snum_literal(b"[127.000.000.001]"));
        assert!(!is_snum_literal(b"[127.0.0.256]") && !is_snum_literal(b"[127.0.0]") && !is_snum_literal(b"[127.0.0.0001]"));
        assert!(is_short_ipv6(b"[IPv6:1:2:3:4:5:6:7::]"));
        assert!(!is_short_ipv6(b"[IPv6:1:2:3:4:5:6::]") && !is_short_ipv6(b"[IPv6:1:2:3:4:5:6:7:8]") && !is_short_ipv6(b"["));
    }

    #[test]
    fn strings_are_atoms_or_quoted() {
        for good in [&b"alice"[..], b"\"a b\"", b"\"a\\\"b\"", b"\"\""] {
            assert!(is_string(good), "{good:?}");
        }
        for bad in [&b""[..], b"a b", b"a@b", b"\"", b"\"a\"b\"", b"\"a\\", b"\"\x01\""] {
            assert!(!is_string(bad), "{bad:?}");
        }
    }
}
