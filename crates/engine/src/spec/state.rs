/// Where a session is, named by what the client may do next (RFC 5321 section 4.1.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// No connection.
    Closed,
    /// Connected and greeted by the server; no EHLO or HELO yet.
    Connected,
    /// EHLO or HELO was accepted; no mail transaction.
    Ready,
    /// MAIL was accepted; no recipient yet.
    MailGiven,
    /// At least one recipient was accepted.
    RcptGiven,
    /// The server waits for message data, up to the line with the lone dot.
    Data,
    /// At least one BDAT chunk was accepted, the last one not yet (RFC 3030 section 2).
    Chunking,
    /// The server waits for the client's next answer in an AUTH exchange (RFC 4954 section 4).
    Authenticating,
    /// STARTTLS was accepted; the TLS handshake comes next (RFC 3207 section 4).
    Handshake,
}

impl State {
    /// All of them, in the order of a session.
    pub const ALL: [Self; 9] = [
        Self::Closed,
        Self::Connected,
        Self::Authenticating,
        Self::Handshake,
        Self::Ready,
        Self::MailGiven,
        Self::RcptGiven,
        Self::Data,
        Self::Chunking,
    ];

    /// Its name in files and links.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Connected => "connected",
            Self::Ready => "ready",
            Self::MailGiven => "mail-given",
            Self::RcptGiven => "rcpt-given",
            Self::Data => "data",
            Self::Chunking => "chunking",
            Self::Authenticating => "authenticating",
            Self::Handshake => "handshake",
        }
    }

    /// Whether a mail transaction is open (RFC 5321 section 3.3).
    pub const fn in_transaction(self) -> bool {
        matches!(self, Self::MailGiven | Self::RcptGiven | Self::Data | Self::Chunking)
    }

    /// Whether the next line is read as a command.
    pub const fn takes_commands(self) -> bool {
        matches!(self, Self::Connected | Self::Ready | Self::MailGiven | Self::RcptGiven | Self::Chunking)
    }
}
