//! Logs of real sessions, read back: what the client said, and what the server really answered.
//!
//! What is read here was written by other programs and may be anything; the file of each kind says what it
//! looks like. No octets make any of this panic, and nothing in it is run.

mod curl;
mod exchange;
mod guess;
mod nodemailer;
mod openssl;
mod phpmailer;
mod postfix;
mod smtplib;
mod swaks;
mod transcript;
mod world;

use thiserror::Error;

use self::exchange::assemble;
pub use self::exchange::{Exchange, Imported};

/// No log is read that has more octets.
pub const MAX_IMPORT: usize = 10_000_000;
/// No log is read that says more than this.
const MAX_LINES: usize = 20_000;

/// Who wrote a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogKind {
    /// A transcript with `C:` and `S:`, as this page writes it.
    Transcript,
    /// swaks.
    Swaks,
    /// `curl -v`.
    Curl,
    /// Python's smtplib with `set_debuglevel`.
    Smtplib,
    /// nodemailer with `logger` and `debug`.
    Nodemailer,
    /// PHPMailer with `SMTPDebug` 2 or more.
    PhpMailer,
    /// `openssl s_client`, with what was typed into it.
    OpenSsl,
    /// Postfix's mail log.
    Postfix,
}

/// Why a log cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ImportError {
    /// More than [`MAX_IMPORT`] octets, or too many lines.
    #[error("the log is too large: more than 10 MB, or more than 20,000 lines said")]
    TooLarge,
    /// No line of it is as any of the programs writes it.
    #[error("this is no log of a kind that can be read")]
    Unknown,
    /// The client says nothing in it.
    #[error("{0:?}: the log does not hold what the client said")]
    NothingSaid(LogKind),
    /// A line that cannot be read.
    #[error("{kind:?}: line {line} cannot be read: {text}")]
    Line {
        /// Who wrote the log.
        kind: LogKind,
        /// The number of the line, from 1.
        line: usize,
        /// Its beginning.
        text: String,
    },
}

/// What a line of a log tells.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Spoken {
    /// The client connected.
    Connected,
    /// The client sent this line.
    Client(String),
    /// The server sent this line.
    Server(String),
    /// The client sent this line, and the log does not say what the server answered.
    Unanswered(String),
}

/// A kind of log: how a line of it is known, and how it is read.
struct Reader {
    kind: LogKind,
    /// Whether only this program writes such a line.
    knows: fn(&str) -> bool,
    /// Reads all lines; the number of the line where it cannot.
    read: fn(&[&str]) -> Result<Vec<Spoken>, usize>,
}

/// All kinds, those with the plainest marks first.
const READERS: [Reader; 8] = [
    Reader { kind: LogKind::Smtplib, knows: smtplib::knows, read: smtplib::read },
    Reader { kind: LogKind::PhpMailer, knows: phpmailer::knows, read: phpmailer::read },
    Reader { kind: LogKind::Postfix, knows: postfix::knows, read: postfix::read },
    Reader { kind: LogKind::Nodemailer, knows: nodemailer::knows, read: nodemailer::read },
    Reader { kind: LogKind::Swaks, knows: swaks::knows, read: swaks::read },
    Reader { kind: LogKind::Curl, knows: curl::knows, read: curl::read },
    Reader { kind: LogKind::OpenSsl, knows: openssl::knows, read: openssl::read },
    Reader { kind: LogKind::Transcript, knows: transcript::knows, read: transcript::read },
];

/// Reads a log of any kind.
pub fn import(text: &str) -> Result<Imported, ImportError> {
    if text.len() > MAX_IMPORT {
        return Err(ImportError::TooLarge);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // A terminal writes CR CR LF.
    let lines: Vec<&str> = text.lines().map(|line| line.trim_end_matches('\r')).collect();
    // The first line that anyone knows decides: further down, a message may quote a log of another kind.
    let reader = lines.iter().find_map(|line| READERS.iter().find(|reader| (reader.knows)(line))).ok_or(ImportError::Unknown)?;
    let kind = reader.kind;
    let spoken = (reader.read)(&lines).map_err(|line| ImportError::Line {
        kind,
        line,
        text: lines.get(line.saturating_sub(1)).unwrap_or(&"").chars().filter(|character| !character.is_control()).take(80).collect(),
    })?;
    if spoken.len() > MAX_LINES {
        return Err(ImportError::TooLarge);
    }
    let imported = assemble(kind, spoken);
    let said = imported.exchanges.iter().any(|exchange| exchange.said.is_some());
    if said { Ok(imported) } else { Err(ImportError::NothingSaid(kind)) }
}

/// Whether `line` is a line of a reply: three digits, then nothing, a space or a hyphen.
fn is_reply_line(line: &str) -> bool {
    let (code, rest) = line.split_at_checked(3).unwrap_or((line, ""));
    code.len() == 3 && code.bytes().all(|octet| octet.is_ascii_digit()) && matches!(rest.bytes().next(), None | Some(b' ' | b'-'))
}
