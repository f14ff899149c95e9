//! A message opened for reading: its header fields, its MIME parts, and its envelope held against its header.
//!
//! What is in it comes from strangers. Nothing here fails, and depth, number and length are limited.

mod address_list;
mod encoded;
mod envelope;
mod frame;
mod header;
mod mime;
mod parameters;
mod transfer;

pub use address_list::{Address, addresses};
pub use encoded::{Charset, decode_words, known_charsets};
pub use envelope::{Comparison, Finding, compare};
pub use frame::frame;
pub use header::{fields, split};
pub use mime::{Content, Part, Parts, Problem, parts};

use smtp_engine::session::Delivery;
use smtp_engine::wire::visible_lines;

/// A message opened for reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The header fields that the client sent, with encoded words decoded.
    pub headers: Vec<(String, String)>,
    /// The fields that the server put before them, as they are.
    pub trace: Vec<(TraceKind, String)>,
    /// What the message is made of.
    pub parts: Parts,
    /// Its envelope and its header, side by side.
    pub comparison: Comparison,
    /// The message as it was sent, for reading.
    pub source: String,
}

/// A field that a server puts before a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TraceKind {
    /// The envelope sender, kept when the message leaves SMTP (RFC 5321 section 4.4).
    ReturnPath,
    /// By which server it came, when and how (RFC 5321 section 4.4).
    Received,
    /// For which mailbox it was put down; it also ends loops.
    DeliveredTo,
    /// To which address it was sent before aliases were looked up.
    OriginalTo,
    /// Another one.
    Other,
}

impl Letter {
    /// Opens `delivery`. `charset` knows the charsets.
    pub fn open(delivery: &Delivery, charset: Charset) -> Self {
        let (head, _) = split(&delivery.message);
        let headers = fields(&visible_lines(head));
        let comparison = compare(delivery, &headers, charset);
        Self {
            trace: trace(&visible_lines(delivery.trace.as_bytes())),
            parts: parts(&delivery.message, charset),
            comparison,
            source: visible_lines(&delivery.message),
            headers: headers.into_iter().map(|(name, value)| (name, decode_words(&value, charset))).collect(),
        }
    }
}

/// The fields of a trace with the lines that belong to them.
fn trace(text: &str) -> Vec<(TraceKind, String)> {
    let mut found: Vec<(TraceKind, String)> = Vec::new();
    for line in text.split_inclusive('\n') {
        match found.last_mut().filter(|_| line.starts_with([' ', '\t'])) {
            Some((_, field)) => field.push_str(line),
            None => found.push((TraceKind::of(line), line.to_owned())),
        }
    }
    found
}

impl TraceKind {
    fn of(line: &str) -> Self {
        let name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
        match name.as_str() {
            "return-path" => Self::ReturnPath,
            "received" => Self::Received,
            "delivered-to" => Self::DeliveredTo,
            "x-original-to" | "envelope-to" => Self::OriginalTo,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests;
