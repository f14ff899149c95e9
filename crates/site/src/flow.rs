//! Flows: what a client does in a typical session, as `data/flows/*.toml` tells it. What the server says
//! is nowhere written down: it is got by playing the flow with the engine.
//!
//! ```toml
//! order = 20                          # its place in the list of flows
//! server = "postfix"                  # with several sessions: [[session]] tables that have an id, too
//! role = "submission"
//! inside_tls = true                   # optional: as on port 465
//! faults = ["rcpt=greylist*1"]        # optional: failures on demand (crates/engine/src/session/faults.rs)
//! world = { message_size_limit = 2000 } # optional: what differs from the standard world
//!
//! [[step]]
//! id = "hello"                        # the name of its words in content/*/reference/flows/
//! send = "EHLO client.example.org"    # a line, or several that go out at once
//! expect = "250"                      # the reply codes; several in a list; none where nothing comes
//! delivers = true                     # optional: here the server takes a message
//! closes = true                       # optional: here the server closes
//! ```
//!
//! In the place of `send` stands one of: `connect = true`, `disconnect = true`, `wait = SECONDS`,
//! `data = ["line", ...]` (message lines as they go over the wire), `bdat = ["line", ...]` (a chunk with
//! its BDAT line, the last one with `last = true`), or `answer = { mechanism = "CRAM-MD5", user = "...",
//! password = "..." }`, the client's next message in AUTH; with a `send` beside it, `{answer}` there
//! stands for it.

mod client;
mod play;
mod words;

use serde::Deserialize;
use thiserror::Error;

use smtp_engine::session::{PlannedFault, Role, Server, World};

pub use play::{PlayedSession, PlayedStep};
pub use words::{FlowWords, SessionWords};

/// A flow: one session, or several one after the other.
#[derive(Clone, Debug)]
pub struct Flow {
    /// Its name: that of its files.
    pub id: String,
    /// Its place in the list of flows.
    pub order: u32,
    /// Its sessions.
    pub sessions: Vec<FlowSession>,
}

/// One session of a flow.
#[derive(Clone, Debug)]
pub struct FlowSession {
    /// Its name, where there are several.
    pub id: Option<String>,
    /// The server.
    pub server: &'static Server,
    /// Whether it is inside TLS from the start.
    pub inside_tls: bool,
    /// What lies outside it.
    pub world: World,
    /// What the client does.
    pub steps: Vec<Step>,
}

/// One thing that the client does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its name, once in a flow.
    pub id: String,
    /// What it is.
    pub does: Does,
    /// The reply codes that the server must answer with.
    pub expect: Vec<String>,
    /// Whether the server takes a message here.
    pub delivers: bool,
    /// Whether the server closes here.
    pub closes: bool,
}

/// What a step is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Does {
    /// The client connects.
    Connect,
    /// It closes the connection without QUIT.
    Disconnect,
    /// So many seconds pass.
    Wait(u64),
    /// It sends these lines at once.
    Send(Vec<String>),
    /// It sends these lines of a message, as they go over the wire.
    Data(Vec<String>),
    /// It sends these lines as a chunk behind its BDAT line.
    Chunk {
        /// The lines.
        lines: Vec<String>,
        /// Whether it is the last one.
        last: bool,
    },
    /// It sends its next message in AUTH, in base64, put where the line says `{answer}`.
    Answer {
        /// The line.
        line: String,
        /// Who logs in, and how.
        login: Credentials,
    },
}

/// Who logs in, and how.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// The mechanism's registered name.
    pub mechanism: String,
    /// The login.
    pub user: String,
    /// The password, or the access token.
    pub password: String,
}

/// Why a file is no flow, or a flow does not go as it says.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FlowError {
    /// No TOML, or not of this shape.
    #[error("{flow}: {reason}")]
    Shape {
        /// The flow.
        flow: String,
        /// What the reader of TOML says.
        reason: String,
    },
    /// A session that cannot be.
    #[error("{flow}, session {session}: {reason}")]
    Session {
        /// The flow.
        flow: String,
        /// The session's name.
        session: String,
        /// What is wrong.
        reason: String,
    },
    /// A step that cannot be, or that goes otherwise.
    #[error("{flow}, step {step}: {reason}")]
    Step {
        /// The flow.
        flow: String,
        /// The step.
        step: String,
        /// What is wrong.
        reason: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SessionRow {
    id: Option<String>,
    server: String,
    role: String,
    #[serde(default)]
    inside_tls: bool,
    #[serde(default)]
    faults: Vec<String>,
    #[serde(default)]
    world: toml::Table,
    step: Vec<StepRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepRow {
    id: String,
    #[serde(default)]
    connect: bool,
    #[serde(default)]
    disconnect: bool,
    wait: Option<u64>,
    send: Option<OneOrMore>,
    data: Option<Vec<String>>,
    bdat: Option<Vec<String>>,
    #[serde(default)]
    last: bool,
    answer: Option<Credentials>,
    expect: Option<OneOrMore>,
    #[serde(default)]
    delivers: bool,
    #[serde(default)]
    closes: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    fn into_vec(self) -> Vec<String> {
        match self {
            Self::One(one) => vec![one],
            Self::More(more) => more,
        }
    }
}

impl Flow {
    /// Reads a flow file; `id` is its name without `.toml`.
    pub fn read(id: &str, text: &str) -> Result<Self, FlowError> {
        let shape = |reason: String| FlowError::Shape { flow: id.to_owned(), reason };
        let mut table: toml::Table = toml::from_str(text).map_err(|error| shape(error.to_string()))?;
        let order = table.remove("order").and_then(|order| order.try_into().ok());
        let order = order.ok_or_else(|| shape("needs a line such as order = 20".to_owned()))?;
        let rows: Vec<SessionRow> = match table.remove("session") {
            Some(sessions) if table.is_empty() => sessions.try_into(),
            Some(_) => return Err(shape("beside [[session]] only order may stand at the top".to_owned())),
            None => table.try_into().map(|session| vec![session]),
        }
        .map_err(|error: toml::de::Error| shape(error.to_string()))?;
        let flow = Self { id: id.to_owned(), order, sessions: rows.into_iter().map(|row| session(id, row)).collect::<Result<_, _>>()? };
        flow.named_once()?;
        Ok(flow)
    }

    /// All steps, in order.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.sessions.iter().flat_map(|session| &session.steps)
    }

    fn named_once(&self) -> Result<(), FlowError> {
        let mut seen = Vec::new();
        for step in self.steps() {
            if seen.contains(&&step.id) {
                let reason = "stands there twice; each step needs a name of its own".to_owned();
                return Err(FlowError::Step { flow: self.id.clone(), step: step.id.clone(), reason });
            }
            seen.push(&step.id);
        }
        Ok(())
    }
}

fn session(flow: &str, row: SessionRow) -> Result<FlowSession, FlowError> {
    let name = row.id.clone().unwrap_or_else(|| "(the only one)".to_owned());
    let wrong = |reason: String| FlowError::Session { flow: flow.to_owned(), session: name.clone(), reason };
    let server = Role::ALL
        .into_iter()
        .find(|role| role.id() == row.role)
        .and_then(|role| smtp_servers::find(&row.server, role))
        .ok_or_else(|| wrong(format!("no server {:?} in the role {:?}", row.server, row.role)))?;
    let mut world = changed_world(row.world).map_err(&wrong)?;
    for fault in &row.faults {
        world.faults.push(fault.parse::<PlannedFault>().map_err(|error| wrong(error.to_string()))?);
    }
    let steps = row.step.into_iter().map(|row| step(flow, row)).collect::<Result<Vec<_>, _>>()?;
    if steps.first().is_none_or(|step| step.does != Does::Connect) {
        return Err(wrong("must begin with a step that connects".to_owned()));
    }
    Ok(FlowSession { id: row.id, server, inside_tls: row.inside_tls, world, steps })
}

/// The standard world with these fields in the place of its own.
fn changed_world(changes: toml::Table) -> Result<World, String> {
    let mut fields = toml::Table::try_from(World::standard()).map_err(|error| error.to_string())?;
    for (name, value) in changes {
        if fields.insert(name.clone(), value).is_none() {
            return Err(format!("the world has no field {name:?}"));
        }
    }
    fields.try_into().map_err(|error: toml::de::Error| format!("world: {error}"))
}

fn step(flow: &str, row: StepRow) -> Result<Step, FlowError> {
    let step = row.id.clone();
    let wrong = |reason: &str| FlowError::Step { flow: flow.to_owned(), step: step.clone(), reason: reason.to_owned() };
    let send = row.send.map(OneOrMore::into_vec);
    let line = |send: Option<Vec<String>>| match send.as_deref() {
        None => Some("{answer}".to_owned()),
        Some([line]) if line.contains("{answer}") => Some(line.clone()),
        Some(_) => None,
    };
    let does = match (row.connect, row.disconnect, row.wait, send, row.data, row.bdat, row.answer) {
        (true, false, None, None, None, None, None) => Does::Connect,
        (false, true, None, None, None, None, None) => Does::Disconnect,
        (false, false, Some(seconds), None, None, None, None) => Does::Wait(seconds),
        (false, false, None, Some(lines), None, None, None) => Does::Send(lines),
        (false, false, None, None, Some(lines), None, None) => Does::Data(lines),
        (false, false, None, None, None, Some(lines), None) => Does::Chunk { lines, last: row.last },
        (false, false, None, send, None, None, Some(login)) => {
            Does::Answer { line: line(send).ok_or_else(|| wrong("with an answer, send is one line that says {answer}"))?, login }
        }
        _ => return Err(wrong("needs exactly one of connect, disconnect, wait, send, data, bdat, answer")),
    };
    let expect = row.expect.map_or_else(Vec::new, OneOrMore::into_vec);
    Ok(Step { id: row.id, does, expect, delivers: row.delivers, closes: row.closes })
}
