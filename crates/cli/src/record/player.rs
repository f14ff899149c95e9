//! Plays one session to a real server, step by step, and notes what came back.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use serde_json::{Map, Value, json};
use tokio::time::Instant;

use super::answers::{Answers, Credentials, count_replies, default_wait, last_reply};
use super::connection::Connection;
use super::stimulus::{Received, Send, Step, Stimulus};

/// So long may a session take.
const SESSION_LIMIT: Duration = Duration::from_secs(45);

/// Where the server is, and where the client connects from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target {
    pub(super) address: SocketAddr,
    pub(super) source: Option<SocketAddr>,
}

pub(super) struct Player {
    target: Target,
    connection: Option<Connection>,
    answers: Answers,
    previous: Vec<u8>,
}

/// How the session goes on after a step.
enum Next {
    Read,
    Step,
    End,
}

impl Player {
    pub(super) fn new(target: Target) -> Self {
        Self { target, connection: None, answers: Answers::default(), previous: Vec::new() }
    }

    /// The steps as they went, and why the session was cut where it was.
    pub(super) async fn play(&mut self, stimulus: &Stimulus) -> (Vec<Value>, Option<String>) {
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
            let mut connection = Connection::open(self.target.address, self.target.source).await?;
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
        let credentials = Credentials { user: &step.user, password: &step.password, continuation: step.continuation };
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
            Some(computed) => match self.answers.computed(computed, credentials, last) {
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
                step.send.as_ref().map(Send::octets).unwrap_or_default()
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
