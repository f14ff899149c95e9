use std::fmt;

use super::Timestamp;
use crate::syntax::{Path, parse_path};

/// A mailbox, its quoting taken off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Mailbox {
    /// What stands before the `@`.
    pub local_part: String,
    /// What stands after it, as it was given; `None` where there is no `@`.
    pub domain: Option<String>,
}

impl Mailbox {
    /// The mailbox of `path` in `line`.
    pub fn read(path: &Path, line: &[u8]) -> Self {
        Self { local_part: unquote(&path.local_part.text(line)), domain: path.domain.map(|span| span.text(line)) }
    }

    /// The mailbox in the text of a path.
    pub fn of_text(text: &[u8]) -> Self {
        Self::read(&parse_path(text, 0).0, text)
    }

    /// The domain without a dot at its end.
    pub fn domain_name(&self) -> Option<&str> {
        self.domain.as_deref().map(|domain| domain.strip_suffix('.').unwrap_or(domain))
    }

    /// Whether it is the null reverse-path `<>` (RFC 5321 section 4.5.5).
    pub fn is_null(&self) -> bool {
        self.local_part.is_empty() && self.domain.is_none()
    }
}

impl fmt::Display for Mailbox {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.local_part)?;
        if let Some(domain) = &self.domain {
            write!(formatter, "@{domain}")?;
        }
        Ok(())
    }
}

/// Takes the quotes and backslashes off a local part (RFC 5321 section 4.1.2, Quoted-string).
fn unquote(text: &str) -> String {
    if !text.contains(['"', '\\']) {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut escaped = false;
    for character in text.chars() {
        match character {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => {}
            _ => {
                plain.push(character);
                escaped = false;
            }
        }
    }
    plain
}

/// A mail transaction: all that belongs to one message until it is taken or given up
/// (RFC 5321 section 3.3).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transaction {
    /// The reverse-path.
    pub reverse_path: Mailbox,
    /// The parameters of MAIL, as given.
    pub parameters: Vec<String>,
    /// The forward-paths that were accepted, as given.
    pub forward_paths: Vec<Mailbox>,
    /// The parameters of each accepted RCPT, as given.
    pub recipient_parameters: Vec<Vec<String>>,
    /// Its queue id, once the server gave it one.
    pub queue_id: Option<String>,
    /// What came by BDAT so far; nothing before the first chunk.
    pub chunks: Option<Vec<u8>>,
    /// SMTPUTF8 was asked for (RFC 6531 section 3.4).
    pub smtputf8: bool,
}

/// With what the message came, as `Received: ... with` says (RFC 3848).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Protocol {
    /// EHLO, not HELO.
    pub extended: bool,
    /// Inside TLS.
    pub tls: bool,
    /// After AUTH.
    pub authenticated: bool,
    /// With SMTPUTF8 (RFC 6531 section 4.3).
    pub utf8: bool,
}

impl fmt::Display for Protocol {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match (self.utf8, self.extended) {
            (true, _) => "UTF8SMTP",
            (false, true) => "ESMTP",
            (false, false) => "SMTP",
        })?;
        if self.extended || self.utf8 {
            formatter.write_str(if self.tls { "S" } else { "" })?;
            formatter.write_str(if self.authenticated { "A" } else { "" })?;
        }
        Ok(())
    }
}

/// A message that the server took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The reverse-path.
    pub reverse_path: Mailbox,
    /// The forward-paths as the client gave them.
    pub forward_paths: Vec<Mailbox>,
    /// The local mailboxes that it is put into, aliases resolved.
    pub mailboxes: Vec<String>,
    /// The forward-paths that are handed on to other servers.
    pub relayed: Vec<Mailbox>,
    /// The server's id for it.
    pub queue_id: String,
    /// The lines that the server put before it, with CRLF.
    pub trace: String,
    /// The message as it was sent, dot-stuffing taken off.
    pub message: Vec<u8>,
    /// When it was taken.
    pub at: Timestamp,
}
