use std::time::Duration;

use super::{Decision, Delivery, Source};
use crate::spec::{Enhanced, ReplyCode, ReplyKey, State};

/// A place in a wording that the session fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Slot {
    /// An address, in the server's own way of writing it.
    Address,
    /// What the client sent as argument; where nothing else is given, all after the verb.
    Argument,
    /// The whole line as the client sent it.
    Line,
    /// The verb, in upper case; of an unknown one, as the client wrote it.
    Verb,
    /// A parameter as the client wrote it.
    Parameter,
    /// The challenge of AUTH, in base64.
    Challenge,
    /// The lines of extensions after the first line of the EHLO reply.
    Extensions,
    /// The queue id of the message.
    QueueId,
    /// A count of octets.
    Octets,
    /// The name given in HELO or EHLO.
    HelloName,
    /// The login.
    Login,
    /// The server's name.
    Host,
    /// The moment, as RFC 5322 writes it.
    Date,
    /// The client's name.
    ClientName,
    /// The client's address.
    ClientAddress,
    /// Why, in the server's own words.
    Reason,
    /// A line that follows the text under the same number; wordings do not name it.
    FollowUp,
    /// The server's id for the session.
    SessionId,
    /// The moment, in seconds since 1970.
    UnixTime,
    /// The moment, as RFC 3339 writes it, with milliseconds: `2026-11-22T10:00:00.000Z`.
    IsoTime,
    /// The moment, as RFC 5322 writes it, with the zone by its old name (section 4.3).
    DateGmt,
}

impl Slot {
    /// The slot that a wording names `{name}`.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "address" => Self::Address,
            "argument" => Self::Argument,
            "line" => Self::Line,
            "verb" => Self::Verb,
            "date" => Self::Date,
            "parameter" => Self::Parameter,
            "challenge" => Self::Challenge,
            "extensions" => Self::Extensions,
            "queue-id" => Self::QueueId,
            "octets" => Self::Octets,
            "hello-name" => Self::HelloName,
            "login" => Self::Login,
            "host" => Self::Host,
            "client-name" => Self::ClientName,
            "client-address" => Self::ClientAddress,
            "reason" => Self::Reason,
            "session-id" => Self::SessionId,
            "unix-time" => Self::UnixTime,
            "iso-time" => Self::IsoTime,
            "date-gmt" => Self::DateGmt,
            _ => return None,
        })
    }
}

/// What the server says: the key that the session decided, and the server's words for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// What it means.
    pub key: ReplyKey,
    /// Its number.
    pub code: ReplyCode,
    /// Its enhanced status code, where the server gives one.
    pub enhanced: Option<Enhanced>,
    /// The octets on the wire, CRLF included.
    pub text: String,
    /// Where the wording comes from.
    pub source: Source,
    /// What decided it.
    pub decision: Decision,
}

/// What a stretch of input was read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReadAs {
    /// A command line.
    Command,
    /// An answer in an AUTH exchange.
    Answer,
    /// Message data, or a chunk.
    Data,
}

/// What a session does to the world outside, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The server waits so long before it does what follows (a tarpit). The engine never sleeps.
    Delay(Duration),
    /// The server read these octets; only in a session that is watched. What they bring about follows.
    Read(ReadAs, Vec<u8>),
    /// The server says something.
    Reply(Reply),
    /// The session's state changed.
    Moved {
        /// The state before.
        from: State,
        /// The state now.
        to: State,
    },
    /// The TLS handshake comes next; nothing is sent or read in the clear any more.
    StartTls,
    /// The server took a message.
    Deliver(Box<Delivery>),
    /// The server wrote a line to its log.
    Log(String),
    /// The server closes the connection.
    Close,
}
