//! The recorder: plays the sessions of a stimuli file against a real server and writes what it replied.
//!
//! `record --host HOST --port PORT --role mx|submission --out FILE [--stimuli FILE] [--source ADDRESS]
//! [--server NAME] [--version VERSION] [--only PART-OF-ID]`
//!
//! `tests/recordings/README.md` describes both formats. It reads no logs: such a recording is compared by
//! what the client sees.

#[allow(dead_code, reason = "the recorder uses a part of it")]
#[path = "../../tests/agreement/answers.rs"]
mod answers;
mod connection;
#[allow(dead_code, reason = "the recorder uses a part of it")]
#[path = "../../tests/agreement/recording.rs"]
mod recording;

use std::fs::File;
use std::io::{self, Write};
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use serde_json::{Map, Value, json};
use tokio::time::Instant;

use answers::{Answers, count_replies, default_wait, last_reply};
use connection::Connection;
use recording::{Received, Step, Stimulus};

/// So long may a session take.
const SESSION_LIMIT: Duration = Duration::from_secs(45);

const USAGE: &str = "usage: record --host HOST --port PORT --role mx|submission --out FILE [--stimuli FILE] \
                     [--source ADDRESS] [--server NAME] [--version VERSION] [--only PART-OF-ID]";

struct Options {
    address: SocketAddr,
    source: Option<SocketAddr>,
    role: String,
    stimuli: PathBuf,
    out: PathBuf,
    server: String,
    version: String,
    only: String,
}

fn main() -> ExitCode {
    let options = match options() {
        Ok(options) => options,
        Err(message) => {
            eprintln!("{message}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let recorded = tokio::runtime::Builder::new_current_thread().enable_all().build().and_then(|runtime| {
        let mut out = File::create(&options.out)?;
        runtime.block_on(record(&options, &mut out))
    });
    match recorded {
        Ok(count) => {
            println!("{count} sessions in {}", options.out.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// One session after the other: a server may count the connections of an address.
async fn record(options: &Options, out: &mut impl Write) -> io::Result<usize> {
    let mut stimuli = recording::list_stimuli(&options.stimuli);
    stimuli.retain(|stimulus| stimulus.role == options.role && stimulus.id.contains(&options.only));
    for stimulus in &stimuli {
        let mut played = Player { options, connection: None, answers: Answers::default(), previous: Vec::new() };
        let (steps, aborted) = played.play(stimulus).await;
        let mut line = json!({
            "id": stimulus.id, "family": stimulus.family, "server": options.server, "version": options.version,
            "role": stimulus.role, "steps": steps, "stable": true, "log_stable": false, "log": [],
        });
        if let Some(why) = aborted {
            eprintln!("{}: {why}", stimulus.id);
            line["aborted"] = why.into();
        }
        writeln!(out, "{line}")?;
    }
    Ok(stimuli.len())
}

struct Player<'p> {
    options: &'p Options,
    connection: Option<Connection>,
    answers: Answers,
    previous: Vec<u8>,
}

/// How the session goes on behind a step.
enum Next {
    Read,
    Step,
    End,
}

impl Player<'_> {
    /// The steps as they went, and why the session was cut where it was.
    async fn play(&mut self, stimulus: &Stimulus) -> (Vec<Value>, Option<String>) {
        let end = Instant::now() + SESSION_LIMIT;
        let mut steps = Vec::new();
        for step in &stimulus.steps {
            let begin = Instant::now();
            if begin > end {
                return (steps, Some("session-time-limit".to_owned()));
            }
            let mut played = Map::new();
            let next = match self.act(step, &mut played).await {
                Ok(next) => next,
                Err(error) => return (steps, Some(format!("connect-failed: {error}"))),
            };
            if let (Next::Read, Some(connection)) = (&next, &mut self.connection) {
                let wait = Duration::try_from_secs_f64(step.wait.unwrap_or(default_wait(step.replies))).unwrap_or(SESSION_LIMIT);
                let received = connection.read(step.replies, wait.min((end - begin).max(Duration::from_millis(100)))).await;
                played.insert("recv".into(), json!(Received::from_octets(&received)));
                played.insert("closed".into(), connection.closed.into());
                if let Some(last) = connection.last_octet {
                    played.insert("ms".into(), json!((last - begin).as_millis()));
                }
                if !connection.closed && count_replies(&received) < step.replies {
                    played.insert("timeout".into(), true.into());
                }
                if !received.is_empty() {
                    self.previous = received;
                }
            }
            steps.push(Value::Object(played));
            if matches!(next, Next::End) || self.connection.as_ref().is_none_or(|connection| connection.closed) {
                break;
            }
        }
        (steps, None)
    }

    /// Does a step, but for the reading.
    async fn act(&mut self, step: &Step, played: &mut Map<String, Value>) -> io::Result<Next> {
        let action = step.action.as_deref();
        if let Some(action) = action {
            played.insert("do".into(), action.into());
        }
        if action == Some("connect") {
            let mut connection = Connection::open(self.options.address, self.options.source).await?;
            if let Some(early) = &step.early {
                played.insert("early".into(), early.as_str().into());
                connection.send(early.as_bytes()).await;
            }
            self.connection = Some(connection);
            return Ok(Next::Read);
        }
        let Some(connection) = &mut self.connection else {
            return Err(io::Error::other("the session does not begin with connect"));
        };
        let last = last_reply(&self.previous);
        let octets = match action {
            Some("starttls-handshake") => {
                if !last.starts_with(b"220") {
                    return Ok(skipped(played, "220"));
                }
                let tls = connection.handshake().await;
                played.insert("tls".into(), tls.map_or_else(|error| json!({"ok": false, "error": error}), |()| json!({"ok": true})));
                played.insert("recv".into(), "".into());
                played.insert("closed".into(), connection.closed.into());
                return Ok(Next::Step);
            }
            Some("close" | "reset") => {
                if let Some(connection) = self.connection.take().filter(|_| action == Some("reset")) {
                    connection.reset();
                }
                return Ok(Next::End);
            }
            Some("half-close") => {
                connection.half_close().await;
                return Ok(Next::Read);
            }
            Some("read") => return Ok(Next::Read),
            Some(computed) => match self.answers.computed(computed, step, last) {
                Some(octets) => {
                    played.insert("send".into(), json!(Received::from_octets(&octets)));
                    octets
                }
                None => return Ok(skipped(played, "334")),
            },
            None => {
                played.insert("send".into(), json!(step.send));
                if let Some(code) = step.condition.as_ref().filter(|code| !last.starts_with(code.as_bytes())) {
                    return Ok(skipped(played, code));
                }
                step.send.as_ref().map(recording::Send::octets).unwrap_or_default()
            }
        };
        if !connection.send(&octets).await {
            played.insert("send_failed".into(), true.into());
        }
        Ok(Next::Read)
    }
}

fn skipped(played: &mut Map<String, Value>, code: &str) -> Next {
    played.insert("skipped".into(), format!("no {code} reply").into());
    Next::Step
}

fn options() -> Result<Options, String> {
    let (mut host, mut port, mut source) = ("127.0.0.1".to_owned(), None, None);
    let (mut role, mut out) = (None, None);
    let mut stimuli = PathBuf::from(concat!(env!("PROJECT_ROOT"), "tests/recordings/stimuli.json"));
    let (mut server, mut version, mut only) = ("unknown".to_owned(), String::new(), String::new());
    let mut given = std::env::args().skip(1);
    while let Some(word) = given.next() {
        let value = given.next().ok_or_else(|| format!("{word} needs a value"))?;
        match word.as_str() {
            "--host" => host = value,
            "--port" => port = Some(value.parse::<u16>().map_err(|_| format!("{value} is no port"))?),
            "--source" => source = Some(value.parse::<IpAddr>().map_err(|_| format!("{value} is no address"))?),
            "--role" if matches!(value.as_str(), "mx" | "submission") => role = Some(value),
            "--role" => return Err(format!("no role {value}")),
            "--stimuli" => stimuli = value.into(),
            "--out" => out = Some(value.into()),
            "--server" => server = value,
            "--version" => version = value,
            "--only" => only = value,
            _ => return Err(format!("unknown option {word}")),
        }
    }
    let port = port.ok_or("--port is missing")?;
    let mut found = (host.as_str(), port).to_socket_addrs().map_err(|error| format!("{host}: {error}"))?;
    let address = found.find(|address| source.is_none_or(|source| source.is_ipv4() == address.is_ipv4()));
    Ok(Options {
        address: address.ok_or_else(|| format!("{host} has no address"))?,
        source: source.map(|source| SocketAddr::new(source, 0)),
        role: role.ok_or("--role is missing")?,
        stimuli,
        out: out.ok_or("--out is missing")?,
        server,
        version,
        only,
    })
}
