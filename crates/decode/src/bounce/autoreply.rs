//! Answers that a program gave for its owner (RFC 3834): the mail arrived.

use super::address;
use crate::mail::Part;
use crate::report::{Confidence, Finding};

/// One finding: who answered, which is whom the mail was for.
pub(crate) fn read(part: &Part<'_>) -> Vec<Finding> {
    let from = part.fields.get("from").and_then(address::clean);
    let text =
        part.all().into_iter().find(|part| part.kind.starts_with("text/") || part.kind.is_empty() && part.parts.is_empty()).map(Part::text);
    let text = text.map(|text| crate::paste::head(text.trim(), 600).to_owned()).filter(|text| !text.is_empty());
    vec![Finding {
        reporter: from.as_deref().and_then(|from| from.split_once('@')).map(|(_, domain)| domain.to_owned()),
        recipient: from,
        permanent: Some(false),
        cause: Some("vacation"),
        reason: Some("vacation"),
        confidence: Confidence::Text,
        line: part.fields.field("subject").map(|field| field.line).or(Some(part.line)),
        text,
        ..Finding::default()
    }]
}
