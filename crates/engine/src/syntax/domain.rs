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
            faults.push(Fault::maybe(FaultKind::AddressLiteral, span, mended_literal(text)));
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
            [] => {
                // The last label has no dot after it, only one before it.
                let dot = if index == last_label { label_span.start.saturating_sub(1) } else { label_span.start };
                let place = Span::new(dot, dot + 1);
                faults.push(Fault::mend(FaultKind::DomainEmptyLabel, Span::new(label_span.start, label_span.end + 1), place, ""));
            }
            _ => check_label(label, label_span, faults),
        }
    }
}

fn check_label(label: &[u8], span: Span, faults: &mut Vec<Fault>) {
    if label.len() > 63 {
        faults.push(Fault::new(FaultKind::DomainLabelTooLong, span));
    }
    if label.starts_with(b"-") || label.ends_with(b"-") {
        let text = span_text(label);
        let trimmed = text.trim_matches('-');
        faults.push(Fault::maybe(FaultKind::DomainHyphen, span, (!trimmed.is_empty()).then(|| trimmed.to_owned())));
    }
    for (index, octet) in label.iter().enumerate() {
        let at = Span::new(span.start + index, span.start + index + 1);
        match octet {
            b'_' => {
                // A hyphen is what people mean, and at the ends of a label none may stand.
                let inside = index > 0 && index + 1 < label.len();
                faults.push(Fault::replace(FaultKind::DomainUnderscore, at, if inside { "-" } else { "" }));
            }
            b'-' | 0x80.. => {}
            _ if octet.is_ascii_alphanumeric() => {}
            // Without its quote or backslash the rest of the line would be read in another way.
            b'"' | b'\\' => faults.push(Fault::new(FaultKind::DomainCharacter, at)),
            _ => faults.push(Fault::replace(FaultKind::DomainCharacter, at, "")),
        }
    }
}

fn span_text(text: &[u8]) -> String {
    String::from_utf8_lossy(text).into_owned()
}

/// An address literal that lacks its closing bracket or the tag of IPv6.
fn mended_literal(text: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(text).ok()?;
    let inner = text.trim_start_matches('[').trim_end_matches(']');
    let tries = [format!("[{inner}]"), format!("[IPv6:{inner}]")];
    tries.into_iter().find(|literal| is_address_literal(literal.as_bytes()))
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
