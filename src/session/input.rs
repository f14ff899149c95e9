/// A moment: milliseconds since 1970-01-01T00:00:00 UTC. It is given in, never asked of a clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Timestamp(pub u64);

impl Timestamp {
    /// `milliseconds` later.
    pub const fn plus(self, milliseconds: u64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }
}

/// What can happen to a session from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input<'a> {
    /// The client connected.
    Connect,
    /// Octets came from the client, inside TLS where TLS is active.
    Octets(&'a [u8]),
    /// The client will send no more.
    End,
    /// It is now so late. Time never goes back; an earlier moment is ignored.
    Time(Timestamp),
    /// The TLS handshake that STARTTLS asked for was done (`true`) or failed.
    Handshake(bool),
}
