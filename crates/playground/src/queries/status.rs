//! Where the session is.

use crate::record::Timeline;
use smtp_engine::session::{Provenance, Role, Server};
use smtp_engine::spec::State;

/// The way of a mail through a session; the other states are turns off this way.
pub const WAY: [State; 5] = [State::Connected, State::Ready, State::MailGiven, State::RcptGiven, State::Data];

/// Which station of the [`WAY`] a session in `state` has reached; nothing while there is no connection.
pub fn station(state: State) -> Option<usize> {
    let now = match state {
        State::Authenticating => State::Ready,
        State::Handshake => State::Connected,
        State::Chunking => State::Data,
        other => other,
    };
    WAY.iter().position(|station| *station == now)
}

/// What the next line will be taken for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// There is no connection.
    #[default]
    Closed,
    /// A command.
    Command,
    /// An answer in an AUTH exchange.
    Answer,
    /// A line of a message that the lone dot ends.
    Data,
    /// Octets of a chunk.
    Chunk,
}

impl Mode {
    /// Its name for style sheets.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Command => "command",
            Self::Answer => "answer",
            Self::Data => "data",
            Self::Chunk => "chunk",
        }
    }
}

/// Where a session is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// The state.
    pub state: State,
    /// What the next line will be taken for.
    pub mode: Mode,
    /// TLS is active.
    pub tls: bool,
    /// Who is logged in.
    pub login: Option<String>,
    /// The server's id.
    pub server: &'static str,
    /// The server's role.
    pub role: Role,
    /// There is something to take back.
    pub can_undo: bool,
    /// There is something to do again.
    pub can_redo: bool,
    /// How many branches were left.
    pub branches: usize,
}

/// The name of `server` for people: with its version where it is a program, without where it is a service
/// that has none.
pub fn server_name(server: &Server) -> String {
    match server.provenance {
        Provenance::Recorded(_) => format!("{} {}", server.name, server.version),
        Provenance::Standard(_) | Provenance::PublicTranscripts(_) => server.name.to_owned(),
    }
}

impl Mode {
    /// What the next line of `timeline` will be taken for.
    pub fn of(timeline: &Timeline) -> Self {
        let session = timeline.session();
        match session.state() {
            State::Closed => Self::Closed,
            State::Authenticating => Self::Answer,
            State::Data => Self::Data,
            State::Chunking if session.reads_data() => Self::Chunk,
            _ => Self::Command,
        }
    }
}

/// The status of `timeline`.
pub fn status(timeline: &Timeline) -> Status {
    let session = timeline.session();
    let state = session.state();
    Status {
        state,
        mode: Mode::of(timeline),
        tls: state != State::Closed && session.tls(),
        login: session.login().filter(|_| state != State::Closed).map(str::to_owned),
        server: timeline.server().id,
        role: timeline.server().role,
        can_undo: timeline.can_undo(),
        can_redo: timeline.can_redo(),
        branches: timeline.branch_count(),
    }
}
