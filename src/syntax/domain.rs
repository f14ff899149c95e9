use std::net::{Ipv4Addr, Ipv6Addr};

use super::{Fault, FaultKind};
use crate::wire::Span;

/// What stands in the place of a domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DomainKind {
    /// A name.
    Name,
    /// An address in square brackets.
    Literal,
}

/// Checks a domain or address literal and reports all its faults.
///
/// ```text
/// Domain          = sub-domain *("." sub-domain)
/// sub-domain      = Let-dig [Ldh-str]
/// address-literal = "[" ( IPv4-address-literal / IPv6-address-literal / General-address-literal ) "]"
/// ```
/// (RFC 5321 sections 4.1.2 and 4.1.3)
pub fn check_domain(line: &[u8], span: Span, faults: &mut Vec<Fault>) -> DomainKind {
    let text = span.of(line);
    if text.is_empty() {
        faults.push(Fault::new(FaultKind::EmptyDomain, span));
        return DomainKind::Name;
    }
    if text.starts_with(b"[") {
        if !is_address_literal(text) {
            faults.push(Fault::new(FaultKind::AddressLiteral, span));
        }
        return DomainKind::Literal;
    }
    check_name(text, span, faults);
    DomainKind::Name
}

fn check_name(text: &[u8], span: Span, faults: &mut Vec<Fault>) {
    if text.len() > 255 {
        faults.push(Fault::new(FaultKind::DomainTooLong, span));
    }
    if text.iter().all(|octet| octet.is_ascii_digit() || *octet == b'.') {
        let literal = format!("[{}]", String::from_utf8_lossy(text));
        let fault = if is_address_literal(literal.as_bytes()) {
            Fault::replace(FaultKind::DomainNumeric, span, literal)
        } else {
            Fault::new(FaultKind::DomainNumeric, span)
        };
        faults.push(fault);
    }
    let mut start = span.start;
    let last_label = text.split(|&octet| octet == b'.').count() - 1;
    for (index, label) in text.split(|&octet| octet == b'.').enumerate() {
        let label_span = Span::new(start, start + label.len());
        start = label_span.end + 1;
        match label {
            [] if index == last_label && index > 0 => {
                faults.push(Fault::replace(FaultKind::DomainTrailingDot, Span::new(label_span.start - 1, label_span.end), ""));
            }
            [] => faults.push(Fault::new(FaultKind::DomainEmptyLabel, Span::new(label_span.start, label_span.end + 1))),
            _ => check_label(label, label_span, faults),
        }
    }
}

fn check_label(label: &[u8], span: Span, faults: &mut Vec<Fault>) {
    if label.len() > 63 {
        faults.push(Fault::new(FaultKind::DomainLabelTooLong, span));
    }
    if label.starts_with(b"-") || label.ends_with(b"-") {
        faults.push(Fault::new(FaultKind::DomainHyphen, span));
    }
    for (index, octet) in label.iter().enumerate() {
        let at = Span::new(span.start + index, span.start + index + 1);
        match octet {
            b'_' => faults.push(Fault::new(FaultKind::DomainUnderscore, at)),
            b'-' | 0x80.. => {}
            _ if octet.is_ascii_alphanumeric() => {}
            _ => faults.push(Fault::new(FaultKind::DomainCharacter, at)),
        }
    }
}

/// Whether `text` is an address literal with its square brackets (RFC 5321 section 4.1.3).
pub fn is_address_literal(text: &[u8]) -> bool {
    let Some(inner) = text.strip_prefix(b"[").and_then(|rest| rest.strip_suffix(b"]")) else {
        return false;
    };
    let Ok(inner) = std::str::from_utf8(inner) else {
        return false;
    };
    let tag_end = inner.len().min(5);
    match inner.get(..tag_end) {
        Some(tag) if tag.eq_ignore_ascii_case("IPv6:") => inner[5..].parse::<Ipv6Addr>().is_ok(),
        _ => inner.parse::<Ipv4Addr>().is_ok(),
    }
}
