//! What a session waits for. Only this room sees it; servers say what comes next by the transitions of
//! [`Session`](super::Session).

use super::Refusal;
use super::sasl::Exchange;
use crate::wire::DataReader;

/// What the session waits for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Awaiting {
    /// The connection.
    #[default]
    Connection,
    /// A command line.
    Command,
    /// The client's next answer in an AUTH exchange.
    SaslResponse(Exchange),
    /// Message data up to the lone dot; what was read so far.
    Data(DataReader, Vec<u8>),
    /// The octets of a BDAT chunk.
    Chunk(Chunk),
    /// The TLS handshake.
    Handshake,
    /// The connection is closed; no input is read any more.
    Closed,
}

/// A BDAT chunk under way (RFC 3030 section 2).
#[derive(Clone, Debug, PartialEq)]
pub struct Chunk {
    /// Octets that have not come yet.
    pub left: u64,
    /// It is the last one.
    pub last: bool,
    /// Why it is thrown away, where it is.
    pub refusal: Option<Refusal>,
}
