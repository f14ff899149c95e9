//! `Received:` (RFC 5321 section 4.4): each server that takes a mail puts one on top.

use serde::Serialize;

use super::date;
use crate::mail::Fields;

/// One step of a mail's way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Hop {
    /// The name that the client gave itself.
    pub from: Option<String>,
    /// The server that took it.
    pub by: Option<String>,
    /// How: "ESMTPS", "LMTP" (the registry of transmission types).
    pub with: Option<String>,
    /// Whether it came inside TLS, as far as the server tells.
    pub encrypted: bool,
    /// Seconds since 1970, UTC.
    pub time: Option<i64>,
    /// Seconds since the step before; less than nothing where the clocks differ.
    pub seconds: Option<i64>,
    /// The line where it begins.
    pub line: usize,
}

/// The most steps that are read: more are a loop.
const MOST: usize = 100;

/// The steps that `fields` tell of, the first one first.
pub(super) fn read(fields: &Fields) -> Vec<Hop> {
    let mut hops: Vec<Hop> = fields.all("received").take(MOST).map(|field| hop(&field.value, field.line)).collect();
    hops.retain(|hop| hop.from.is_some() || hop.by.is_some());
    hops.reverse();
    let mut before: Option<i64> = None;
    for hop in &mut hops {
        hop.seconds = hop.time.zip(before).map(|(time, before)| time - before);
        before = hop.time.or(before);
    }
    hops
}

/// ```text
/// Time-stamp-line = "Received:" From-domain By-domain [Via] [With] [ID] [For] ";" date-time
/// ```
fn hop(value: &str, line: usize) -> Hop {
    let (clauses, date) = value.rsplit_once(';').unwrap_or((value, ""));
    let plain = without_comments(clauses);
    let mut hop = Hop { time: date::seconds(date), line, ..Hop::default() };
    let mut words = plain.split_whitespace();
    while let Some(word) = words.next() {
        let place = match word.to_ascii_lowercase().as_str() {
            "from" => &mut hop.from,
            "by" => &mut hop.by,
            "with" => &mut hop.with,
            _ => continue,
        };
        if place.is_none() {
            *place = words.next().map(|word| word.chars().take(255).collect());
        }
    }
    // "ESMTPS", "UTF8SMTPSA": the S after SMTP (RFC 3848, RFC 6531); others tell it in a comment.
    let named = hop.with.as_deref().and_then(|with| with.to_ascii_uppercase().split_once("MTP").map(|(_, rest)| rest.starts_with('S')));
    hop.encrypted = named == Some(true) || clauses.contains("TLS");
    hop
}

/// `text` without what stands in parentheses, which may lie in each other.
pub(super) fn without_comments(text: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for character in text.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(character),
            _ => {}
        }
    }
    kept
}
