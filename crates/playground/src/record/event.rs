use serde::{Deserialize, Serialize};

use smtp_engine::session::{Delivery, Reply};
use smtp_engine::spec::State;
use smtp_engine::syntax::Parsed;
use smtp_engine::wire::LineEnd;

/// What a person does to a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Connects.
    Connect,
    /// Sends octets, line ends included. The TLS handshake that STARTTLS asks for follows by itself.
    Send(Vec<u8>),
    /// Closes the connection without QUIT.
    Disconnect,
    /// Lets time pass up to the moment of this action, and does nothing.
    Wait,
}

/// What one line that the client sent was, when it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// The client connected.
    Connected,
    /// The client sent a command line (without its end).
    Command {
        /// The octets.
        octets: Vec<u8>,
        /// What the parser made of it.
        parsed: Box<Parsed>,
    },
    /// The client sent an answer in an AUTH exchange (without its line end).
    Answer(Vec<u8>),
    /// The client sent a line of message data, or a chunk, as it was (with its end).
    Data(Vec<u8>),
    /// The server waited so many milliseconds.
    Delay(u32),
    /// The server replied.
    Reply(Reply),
    /// TLS is active from here on.
    TlsStarted,
    /// The state changed.
    Moved(State, State),
    /// A message was taken.
    Delivered(Box<Delivery>),
    /// The server logged a line.
    Log(String),
    /// The server closed the connection.
    ServerClosed,
    /// The client closed the connection.
    ClientClosed,
}

/// One thing that happened, and by which input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The number of the input that brought it about, from 0.
    pub input: usize,
    /// Whether it happened inside TLS.
    pub tls: bool,
    /// How the line of the client that it is ended; nothing for all else.
    pub end: Option<LineEnd>,
    /// What it is.
    pub kind: EventKind,
}

impl EventKind {
    /// Whether the client did it; what follows, up to the next such event, is its answer.
    pub fn is_of_client(&self) -> bool {
        matches!(self, Self::Connected | Self::Command { .. } | Self::Answer(_) | Self::Data(_) | Self::ClientClosed)
    }
}
