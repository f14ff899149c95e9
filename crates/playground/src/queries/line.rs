//! One line of the transcript.

use super::segments::{Segment, segments};
use crate::content::role_id;
use crate::record::EventKind;
use smtp_engine::session::Reply;
use smtp_engine::spec::{ReplyClass, ReplyCode, ReplyKey, State};
use smtp_engine::wire::{visible, without_end};

/// One line of the transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Unlike any other line that was ever shown at this place: the branch it belongs to and its event.
    pub id: (u32, usize),
    /// The number of its event.
    pub event: usize,
    /// It went through TLS.
    pub tls: bool,
    /// What it is.
    pub kind: LineKind,
}

/// What a line of the transcript is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// The connection was made.
    Connected,
    /// A command.
    Command(Vec<Segment>),
    /// An answer in an AUTH exchange.
    Answer(String),
    /// A line of a message.
    Data {
        /// What is seen.
        text: String,
        /// It is the lone dot.
        end: bool,
    },
    /// A reply.
    Reply(ReplyLine),
    /// The server waited so many milliseconds.
    Delay(u32),
    /// TLS from here on.
    TlsStarted,
    /// A message was put into these mailboxes, or handed on to these addresses.
    Delivered(Vec<String>),
    /// The server closed the connection.
    ServerClosed,
    /// The client closed the connection.
    ClientClosed,
}

/// A reply in the transcript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyLine {
    /// Its key.
    pub key: ReplyKey,
    /// Its number.
    pub code: ReplyCode,
    /// Its class.
    pub class: ReplyClass,
    /// Each line: the number with what parts it from the text, and the text.
    pub rows: Vec<(String, String)>,
    /// Where the session went with it.
    pub moved: Option<State>,
}

impl LineKind {
    /// The line that is seen of `event`; nothing for what the transcript shows with another line, or not at all.
    pub fn of(event: &EventKind) -> Option<Self> {
        Some(match event {
            EventKind::Connected => Self::Connected,
            EventKind::Command { octets, parsed } => Self::Command(segments(octets, parsed)),
            EventKind::Answer(octets) => Self::Answer(visible(octets)),
            EventKind::Data(octets) => {
                let line = without_end(octets);
                Self::Data { text: visible(line), end: line == b"." }
            }
            EventKind::Reply(reply) => Self::Reply(reply_line(reply)),
            EventKind::Delay(milliseconds) => Self::Delay(*milliseconds),
            EventKind::TlsStarted => Self::TlsStarted,
            EventKind::Delivered(delivery) => {
                let relayed = delivery.relayed.iter().map(ToString::to_string);
                Self::Delivered(delivery.mailboxes.iter().cloned().chain(relayed).collect())
            }
            EventKind::ServerClosed => Self::ServerClosed,
            EventKind::ClientClosed => Self::ClientClosed,
            EventKind::Moved(..) | EventKind::Log(_) => return None,
        })
    }

    /// Its classes in style sheets.
    pub fn class(&self, tls: bool) -> String {
        let kind = match self {
            Self::Command(_) => "client command",
            Self::Answer(_) => "client answer",
            Self::Data { end: false, .. } => "client data",
            Self::Data { end: true, .. } => "client data end",
            Self::Reply(reply) => return format!("line server c{}{}", reply.class.digit(), if tls { " tls" } else { "" }),
            Self::Connected | Self::Delay(_) => "direction",
            Self::TlsStarted => "direction starts-tls",
            Self::Delivered(_) => "direction delivered",
            Self::ServerClosed | Self::ClientClosed => "direction closed",
        };
        format!("line {kind}{}", if tls { " tls" } else { "" })
    }

    /// Whether it is a line of the protocol, that can be explained.
    pub fn explainable(&self) -> bool {
        matches!(self, Self::Command(_) | Self::Answer(_) | Self::Data { .. } | Self::Reply(_))
    }
}

impl Line {
    /// The line as a transcript for reading has it; nothing for what is no line of the protocol.
    pub fn plain(&self) -> Option<String> {
        match &self.kind {
            LineKind::Command(segments) => Some(format!("C: {}\n", segments.iter().map(|part| part.text.as_str()).collect::<String>())),
            LineKind::Answer(text) | LineKind::Data { text, .. } => Some(format!("C: {text}\n")),
            LineKind::Reply(reply) => Some(reply.rows.iter().map(|(number, text)| format!("S: {number}{text}\n")).collect()),
            _ => None,
        }
    }
}

fn reply_line(reply: &Reply) -> ReplyLine {
    let rows = reply.text.lines().map(|line| {
        let (number, text) = line.split_at_checked(4).unwrap_or((line, ""));
        (number.to_owned(), visible(text.as_bytes()))
    });
    ReplyLine { key: reply.key, code: reply.code, class: reply.code.class(), rows: rows.collect(), moved: None }
}

/// Whether the transcript says that the session went to `state`: what closes it, and the handshake, have lines of
/// their own.
pub fn is_told(state: State) -> bool {
    !matches!(state, State::Closed | State::Handshake)
}

/// How long the server waited, in seconds.
pub fn seconds(milliseconds: u32) -> String {
    let (whole, rest) = (milliseconds / 1000, milliseconds % 1000 / 100);
    if rest == 0 { whole.to_string() } else { format!("{whole}.{rest}") }
}

impl Segment {
    /// Its classes in style sheets.
    pub fn class(&self) -> String {
        format!("t-{}{}", self.role.map_or("none", role_id), if self.fault { " fault" } else { "" })
    }
}
