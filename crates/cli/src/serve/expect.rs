//! `--expect`: what a client has to do, and whether it did.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use playground::record::{Dialogue, DialogueError, EventKind, Step, Timeline};
use smtp_engine::session::Server;
use smtp_playground_lessons::Exercise;
use tokio::sync::Notify;

use crate::lessons::{WatchError, find_exercise};

/// Why an expectation cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ExpectError {
    /// The file cannot be read.
    #[error("cannot read {0}")]
    Read(PathBuf, #[source] io::Error),
    /// The file is no dialogue.
    #[error("{0} is no dialogue")]
    Dialogue(PathBuf, #[source] DialogueError),
    /// A line that a client cannot fulfil.
    #[error("{0}:{1}: only C:, S:, S~ and comments can be expected of a client")]
    Step(PathBuf, usize),
    /// There is no such exercise.
    #[error(transparent)]
    Exercise(#[from] Box<WatchError>),
    /// The exercise begins in the middle of a session.
    #[error("'{0}' begins in the middle of a session; a client can do only those that begin with the connection")]
    Begun(String),
}

/// What one file expects.
#[derive(Clone, Debug)]
pub(crate) struct Expectation {
    name: String,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    Dialogue(&'static Server, Vec<(usize, Step)>),
    Exercise(Box<Exercise>),
}

impl Expectation {
    /// Reads a dialogue file, or `SET#EXERCISE`.
    pub(crate) fn read(given: &str) -> Result<Self, ExpectError> {
        let what = if given.contains('#') && !Path::new(given).exists() {
            let (_, exercise) = find_exercise(given).map_err(Box::new)?;
            if exercise.start_len() > 1 {
                return Err(ExpectError::Begun(exercise.id));
            }
            What::Exercise(Box::new(exercise))
        } else {
            let path = PathBuf::from(given);
            let text = fs::read_to_string(&path).map_err(|error| ExpectError::Read(path.clone(), error))?;
            let dialogue = Dialogue::read(&text).map_err(|error| ExpectError::Dialogue(path.clone(), error))?;
            let steps = dialogue.script().steps().to_vec();
            let expectable = |step: &Step| {
                matches!(step, Step::Send(_) | Step::Expect(_) | Step::ExpectStart(_) | Step::ExpectClosed | Step::ExpectNothing)
            };
            if let Some((line, _)) = steps.iter().find(|(_, step)| !expectable(step)) {
                return Err(ExpectError::Step(path, *line));
            }
            What::Dialogue(dialogue.server(), steps)
        };
        Ok(Self { name: given.to_owned(), what })
    }

    /// The server that it is about.
    pub(crate) fn server(&self) -> &'static Server {
        match &self.what {
            What::Dialogue(server, _) => server,
            What::Exercise(exercise) => exercise.server,
        }
    }

    /// What in the session is not as expected first: how many steps were done, and what is missing.
    fn missing(&self, timeline: &Timeline) -> Option<(usize, String)> {
        match &self.what {
            What::Dialogue(_, steps) => missing_step(steps, timeline).map(|(done, line, text)| (done, format!("line {line}: {text}"))),
            What::Exercise(exercise) => {
                let judgement = exercise.judge(timeline, None);
                if judgement.solved {
                    return None;
                }
                let holds: Vec<bool> = judgement.steps.into_iter().flatten().collect();
                let done = holds.iter().filter(|holds| **holds).count();
                let labels = exercise.steps.iter().flat_map(|step| step.labels.get("en")).cloned();
                let label = labels.zip(&holds).find(|(_, holds)| !**holds).map(|(label, _)| label);
                Some((done, label.unwrap_or_else(|| "it goes wrong".to_owned())))
            }
        }
    }
}

/// What was heard on the line.
enum Heard<'t> {
    Client(&'t [u8]),
    Server(&'t str),
    Closed,
}

/// The first step that the session does not do: how many it did, its line, and what is missing. The client may say
/// other things in between; what it says has to begin as expected, upper and lower case aside.
fn missing_step(steps: &[(usize, Step)], timeline: &Timeline) -> Option<(usize, usize, String)> {
    let mut heard = Vec::new();
    for event in timeline.events() {
        match &event.kind {
            EventKind::Command { octets, .. } | EventKind::Answer(octets) => heard.push(Heard::Client(octets)),
            EventKind::Data(octets) => heard.push(Heard::Client(octets.trim_ascii_end())),
            EventKind::Reply(reply) => heard.extend(reply.text.lines().map(Heard::Server)),
            EventKind::ServerClosed | EventKind::ClientClosed => heard.push(Heard::Closed),
            _ => {}
        }
    }
    let mut at = 0;
    for (done, (line, step)) in steps.iter().enumerate() {
        let rest = heard.get(at..).unwrap_or_default();
        let turn = rest.iter().take_while(|heard| matches!(heard, Heard::Server(_))).count();
        let said =
            |matches: &dyn Fn(&str) -> bool| rest.iter().take(turn).position(|heard| matches!(heard, Heard::Server(text) if matches(text)));
        let found = match step {
            Step::Send(octets) => {
                let mut from = 0;
                let mut all = octets.split(|&octet| octet == b'\n').map(<[u8]>::trim_ascii_end).filter(|wanted| !wanted.is_empty());
                let all_said = all.all(|wanted| {
                    let place = rest.iter().skip(from).position(|heard| matches!(heard, Heard::Client(said) if begins(said, wanted)));
                    from += place.map_or(0, |place| place + 1);
                    place.is_some()
                });
                all_said.then_some(from)
            }
            Step::Expect(wanted) => said(&|text| text == wanted).map(|place| place + 1),
            Step::ExpectStart(wanted) => said(&|text| text.starts_with(wanted.as_str())).map(|place| place + 1),
            Step::ExpectNothing => (turn == 0).then_some(0),
            Step::ExpectClosed => rest.iter().position(|heard| matches!(heard, Heard::Closed)).map(|place| place + 1),
            _ => None,
        };
        match found {
            Some(taken) => at += taken,
            None => {
                let text = match step {
                    Step::Send(octets) => format!("the client did not say {:?}", String::from_utf8_lossy(octets.trim_ascii_end())),
                    Step::Expect(text) | Step::ExpectStart(text) => {
                        let found = rest.first().map_or("nothing", |heard| match heard {
                            Heard::Server(text) => text,
                            Heard::Client(_) | Heard::Closed => "nothing",
                        });
                        format!("expected {text:?}, the server said {found:?}")
                    }
                    Step::ExpectNothing => "the server said something".to_owned(),
                    _ => "the connection was not closed".to_owned(),
                };
                return Some((done, *line, text));
            }
        }
    }
    None
}

fn begins(said: &[u8], wanted: &[u8]) -> bool {
    said.get(..wanted.len()).is_some_and(|start| start.eq_ignore_ascii_case(wanted))
}

/// All expectations, and how far they are.
#[derive(Default)]
pub(super) struct Expectations {
    all: Vec<(Expectation, Mutex<Progress>)>,
    met: Notify,
}

#[derive(Clone, Debug, Default)]
struct Progress {
    met: bool,
    /// The session that came furthest: its number, how far, and what was missing.
    furthest: Option<(u64, usize, String)>,
}

impl Expectations {
    pub(super) fn new(all: Vec<Expectation>) -> Self {
        Self { all: all.into_iter().map(|expectation| (expectation, Mutex::default())).collect(), met: Notify::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Looks whether a session that is over meets some.
    pub(super) fn look(&self, number: u64, timeline: &Timeline) {
        for (expectation, progress) in &self.all {
            let missing = expectation.missing(timeline);
            let mut progress = progress.lock().unwrap_or_else(PoisonError::into_inner);
            match missing {
                None => progress.met = true,
                Some((done, what)) if progress.furthest.as_ref().is_none_or(|(_, most, _)| done > *most) => {
                    progress.furthest = Some((number, done, what));
                }
                Some(_) => {}
            }
        }
        if !self.is_empty() && self.unmet().is_empty() {
            self.met.notify_one();
        }
    }

    /// Waits until all are met; for ever, where there are none.
    pub(super) async fn all_met(&self) {
        self.met.notified().await;
    }

    /// What was not done, one line each.
    pub(super) fn unmet(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (expectation, progress) in &self.all {
            let progress = progress.lock().unwrap_or_else(PoisonError::into_inner).clone();
            if progress.met {
                continue;
            }
            lines.push(match progress.furthest {
                Some((number, _, what)) => format!("{}: no session did it; #{number} came furthest: {what}", expectation.name),
                None => format!("{}: nobody connected", expectation.name),
            });
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use playground::record::Action;
    use smtp_engine::session::{Timestamp, World};
    use smtp_servers::postfix;

    fn session(said: &[&str]) -> Timeline {
        let mut timeline = Timeline::new(&postfix::MX, World::standard());
        timeline.act(Action::Connect, Timestamp(0));
        said.iter().for_each(|octets| timeline.act(Action::Send(octets.as_bytes().to_vec()), Timestamp(0)));
        timeline
    }

    fn missing(expected: &str, said: &[&str]) -> Option<(usize, usize, String)> {
        let dialogue = Dialogue::read(&format!("@server postfix mx\n{expected}")).expect("a dialogue");
        missing_step(dialogue.script().steps(), &session(said))
    }

    const SAID: [&str; 3] = [
        "ehlo [127.0.0.1]\r\n",
        "mail FROM:<a@example.org> size=20\r\nrcpt TO:<bob@example.com>\r\nDATA\r\n",
        "Subject: x\r\n\r\nHello\r\n.\r\nQUIT\r\n",
    ];

    #[test]
    fn what_is_left_out_is_left_free() {
        let expected = "S~ 220\nC: EHLO\nS~ 250\nC: MAIL FROM:<a@example.org>\nC: RCPT TO:<bob@example.com>\nS: 250 2.1.5 Ok\nC: Hello\nC: .\nS~ 250\nC: QUIT\nS: closed\n";
        assert_eq!(missing(expected, &SAID), None);
        assert_eq!(missing("", &SAID), None);
        assert_eq!(missing("C\\ \"MAIL FROM:<a@example.org>\\r\\nRCPT TO:<bob@\"\n", &SAID), None);
    }

    #[test]
    fn the_first_step_that_is_not_done_is_named() {
        let (done, line, text) = missing("C: EHLO\nC: AUTH\nC: QUIT\n", &SAID).expect("missing");
        assert_eq!((done, line, text.as_str()), (1, 3, "the client did not say \"AUTH\""));
        // In their order.
        assert!(missing("C: RCPT\nC: MAIL\n", &SAID).is_some());
        let (_, line, text) = missing("C: RCPT TO:<bob@example.com>\nS~ 550\n", &SAID).expect("missing");
        assert_eq!((line, text.as_str()), (3, "expected \"550\", the server said \"250 2.1.5 Ok\""));
        assert_eq!(missing("C: EHLO\nS: closed\n", &SAID[..1]).expect("missing").2, "the connection was not closed");
    }
}
