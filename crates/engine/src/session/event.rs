use super::{Delivery, Reply, SaslError};
use crate::spec::Verb;

/// What a server can write to its log.
#[derive(Clone, Copy, Debug)]
pub enum Event<'e> {
    /// The client connected.
    Connected,
    /// A reply was given; `refused` says whether it refused something.
    Replied {
        /// The reply.
        reply: &'e Reply,
        /// The command that it answers.
        verb: Option<Verb>,
        /// The line that it answers.
        line: &'e [u8],
        /// Whether it refuses something.
        refused: bool,
    },
    /// For the first time in this session something follows a command, or the connection, after which
    /// the client must wait (RFC 2920 section 3.1).
    Pipelined(&'e [u8]),
    /// A line was longer than the server reads.
    LineTooLong(&'e [u8]),
    /// The first recipient was accepted; the message has a queue id.
    Opened(&'e str),
    /// The TLS handshake was done (`true`) or failed.
    Secured(bool),
    /// A login was accepted.
    LoggedIn(&'e str),
    /// A login was refused.
    LoginFailed {
        /// The mechanism.
        mechanism: &'e str,
        /// Why.
        error: SaslError,
        /// The login that was tried; empty where it did not come so far.
        login: &'e str,
        /// What the client answered last, without base64; `None` where it was no base64.
        message: Option<&'e [u8]>,
    },
    /// The client made too many errors.
    TooManyErrors,
    /// A message was taken.
    Delivered(&'e Delivery),
    /// The connection broke off; the server had not closed it.
    Lost {
        /// So many octets of message data or chunk had come.
        octets: Option<u64>,
    },
    /// The session is over.
    Disconnected,
    /// The client was silent for too long; the server closes.
    TimedOut {
        /// So many octets of message data or chunk had come.
        octets: Option<u64>,
    },
    /// A remark in the server's own words, which only its own checks and acts make.
    Remark(&'e str),
}
