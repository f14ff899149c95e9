//! The mail that a bounce brings back: whom it was for.

use super::address;
use crate::mail::{Fields, Part};

/// The recipients that the mail in `bounce` names: of a part that is a mail, or of fields in a part that has another type.
pub(crate) fn recipients(bounce: &Part<'_>) -> Vec<String> {
    for head in heads(bounce) {
        let found = of(&head);
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// The heads of the mails that `bounce` brings back.
pub(crate) fn heads<'a>(bounce: &'a Part<'a>) -> impl Iterator<Item = Fields> + 'a {
    let parts = bounce.all().into_iter();
    parts.filter_map(|part| if part.is_message() { part.parts.first().map(|inner| inner.fields.clone()) } else { head_in(part) })
}

/// The fields of a mail that was put into a text part.
fn head_in(part: &Part<'_>) -> Option<Fields> {
    let text = part.text();
    let start = text.find("\nReceived:").or_else(|| text.find("\nReturn-Path:")).or_else(|| text.find("\nMessage-I"))?;
    let (fields, ..) = Fields::read(text.get(start + 1..)?.as_bytes(), 1);
    fields.has("to").then_some(fields)
}

/// The envelope's recipient, if a server noted it, or else the addresses in To.
fn of(head: &Fields) -> Vec<String> {
    for name in ["x-original-to", "delivered-to", "envelope-to", "x-rcpt-to", "x-envelope-to", "to"] {
        let found: Vec<_> =
            head.all(name).flat_map(|field| address::all(&field.value).map(str::to_owned).collect::<Vec<_>>()).take(20).collect();
        if !found.is_empty() {
            return found;
        }
    }
    let received = head.all("received").find_map(|field| field.value.split_once(" for ").and_then(|(_, rest)| address::clean(rest)));
    received.into_iter().collect()
}
