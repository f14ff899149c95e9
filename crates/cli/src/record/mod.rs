//! `smtp-playground record`: plays the sessions of a file to a real server and writes down what it replied.
//!
//! `tests/recordings/README.md` describes both formats. It reads no logs: such a recording is compared by what the
//! client sees.

#[allow(dead_code, reason = "the tests use more of it")]
mod answers;
mod connection;
mod player;
#[allow(dead_code, reason = "the tests use more of it")]
mod stimulus;

use std::fs::{self, File};
use std::io::{self, Write};
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::json;

use player::{Player, Target};
use stimulus::Stimulus;

/// What `record` is asked for.
#[derive(Debug, Args)]
#[command(after_help = "\
Each session is a connection of its own, one after the other: a server may count those of an address. Record only
servers that are yours. For example:
  smtp-playground record 127.0.0.25:25 --role mx --source 127.0.0.9 \\
      --server postfix --server-version 3.7.11 --out postfix-mx.jsonl")]
pub(crate) struct Arguments {
    /// The server.
    #[arg(value_name = "HOST:PORT")]
    target: String,
    /// Its role: only sessions for that role are played.
    #[arg(long)]
    role: Role,
    /// Where the recording goes, a session a line.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The sessions to play (JSON).
    #[arg(long, value_name = "FILE", default_value = "tests/recordings/stimuli.json")]
    stimuli: PathBuf,
    /// The address to connect from.
    #[arg(long, value_name = "ADDRESS")]
    source: Option<IpAddr>,
    /// The server's name in the recording.
    #[arg(long, value_name = "NAME", default_value = "unknown")]
    server: String,
    /// Its version in the recording.
    #[arg(long, value_name = "VERSION", default_value = "")]
    server_version: String,
    /// Only sessions whose id holds this.
    #[arg(long, value_name = "PART", default_value = "")]
    only: String,
}

/// What a server is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Role {
    Mx,
    Submission,
}

impl Role {
    const fn id(self) -> &'static str {
        match self {
            Self::Mx => "mx",
            Self::Submission => "submission",
        }
    }
}

/// Why nothing can be recorded.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RecordError {
    /// The server has no address.
    #[error("{0} has no address; write HOST:PORT, such as 127.0.0.1:25")]
    Target(String, #[source] io::Error),
    /// None of its addresses is of the same kind as that of the client.
    #[error("{0} has no address of the same kind as {1}")]
    Source(String, IpAddr),
    /// The sessions cannot be read.
    #[error("cannot read the sessions in {0}")]
    Read(PathBuf, #[source] io::Error),
    /// They are not written as they should be.
    #[error("{0} holds no sessions to play")]
    Stimuli(PathBuf, #[source] serde_json::Error),
    /// The recording cannot be written.
    #[error("cannot write the recording to {0}")]
    Write(PathBuf, #[source] io::Error),
}

/// Plays them all; what to say at the end.
pub(crate) fn run(arguments: &Arguments) -> Result<String, RecordError> {
    let target = find(&arguments.target, arguments.source)?;
    let text = fs::read(&arguments.stimuli).map_err(|error| RecordError::Read(arguments.stimuli.clone(), error))?;
    let mut stimuli: Vec<Stimulus> =
        serde_json::from_slice(&text).map_err(|error| RecordError::Stimuli(arguments.stimuli.clone(), error))?;
    stimuli.retain(|stimulus| stimulus.role == arguments.role.id() && stimulus.id.contains(&arguments.only));
    let failed = |error| RecordError::Write(arguments.out.clone(), error);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
    let mut out = File::create(&arguments.out).map_err(failed)?;
    runtime.block_on(record(arguments, target, &stimuli, &mut out)).map_err(failed)?;
    Ok(format!("{} sessions in {}\n", stimuli.len(), arguments.out.display()))
}

/// The address of the server that can be reached from `source`.
fn find(given: &str, source: Option<IpAddr>) -> Result<Target, RecordError> {
    let mut found = given.to_socket_addrs().map_err(|error| RecordError::Target(given.to_owned(), error))?;
    match (found.find(|address| source.is_none_or(|source| source.is_ipv4() == address.is_ipv4())), source) {
        (Some(address), _) => Ok(Target { address, source: source.map(|source| SocketAddr::new(source, 0)) }),
        (None, Some(source)) => Err(RecordError::Source(given.to_owned(), source)),
        (None, None) => Err(RecordError::Target(given.to_owned(), io::ErrorKind::NotFound.into())),
    }
}

/// One session after the other.
async fn record(arguments: &Arguments, target: Target, stimuli: &[Stimulus], out: &mut impl Write) -> io::Result<()> {
    for stimulus in stimuli {
        let (steps, aborted) = Player::new(target).play(stimulus).await;
        let mut line = json!({
            "id": stimulus.id, "family": stimulus.family, "server": arguments.server, "version": arguments.server_version,
            "role": stimulus.role, "steps": steps, "stable": true, "log_stable": false, "log": [],
        });
        if let (Some(why), Some(fields)) = (aborted, line.as_object_mut()) {
            eprintln!("{}: {why}", stimulus.id);
            fields.insert("aborted".to_owned(), why.into());
        }
        writeln!(out, "{line}")?;
    }
    Ok(())
}
