//! Plays a session as the recorder did, on a clock of its own: what the server says after a delay may
//! come too late for the step, and is then read in the next one.

use std::collections::VecDeque;

use smtp_engine::session::{Effect, Input, Server, Session, Timestamp, World};

use super::answers::{Answers, CLOSE_GRACE, Credentials, GRACE, count_replies, default_wait, last_reply};
use super::recording::{Received, RecordedStep, Step, Stimulus, Tls};

/// What came back in a whole session.
pub(crate) struct Played {
    /// Step by step.
    pub(crate) steps: Vec<RecordedStep>,
    /// What the server logged.
    pub(crate) log: Vec<String>,
}

/// Something the server did, and when.
enum Output {
    Octets(u64, Vec<u8>),
    Closed(u64),
}

struct Player<'p> {
    server: &'p Server,
    world: &'p World,
    session: Session,
    now: u64,
    /// The server sleeps until then.
    busy: u64,
    outputs: VecDeque<Output>,
    closed: bool,
    log: Vec<String>,
    previous: Vec<u8>,
    answers: Answers,
}

/// Plays `stimulus` against `server`.
pub(crate) fn play(stimulus: &Stimulus, server: &Server, world: &World) -> Played {
    let mut player = Player {
        server,
        world,
        session: Session::new(Timestamp(1_795_341_600_000)),
        now: 0,
        busy: 0,
        outputs: VecDeque::new(),
        closed: false,
        log: Vec::new(),
        previous: Vec::new(),
        answers: Answers::default(),
    };
    let mut steps = Vec::new();
    for step in &stimulus.steps {
        let (played, last) = player.step(step);
        steps.push(played);
        if last || player.closed {
            break;
        }
    }
    // The recorder drops the connection when it is through.
    player.give(Input::End);
    Played { steps, log: player.log }
}

impl Player<'_> {
    fn step(&mut self, step: &Step) -> (RecordedStep, bool) {
        match step.action.as_deref() {
            Some("connect") => {
                if let Some(early) = &step.early {
                    self.give(Input::Octets(early.as_bytes()));
                }
                self.give(Input::Connect);
            }
            Some("starttls-handshake") => return self.handshake(),
            Some("close" | "reset") => {
                self.give(Input::End);
                return (RecordedStep::default(), true);
            }
            Some("half-close") => self.give(Input::End),
            Some("read") => {}
            Some(computed) => match self.answers.computed(computed, credentials(step), last_reply(&self.previous)) {
                Some(octets) => self.give(Input::Octets(&octets)),
                None => return (skipped("no 334 reply"), false),
            },
            None => {
                if let Some(code) = step.condition.as_ref().filter(|code| !self.last_reply().starts_with(code.as_bytes())) {
                    return (skipped(&format!("no {code} reply")), false);
                }
                let octets = step.send.as_ref().map(super::recording::Send::octets).unwrap_or_default();
                self.give(Input::Octets(&octets));
            }
        }
        let received = self.read(step.replies, (step.wait.unwrap_or(default_wait(step.replies)) * 1000.0) as u64);
        if !received.is_empty() {
            self.previous.clone_from(&received);
        }
        (RecordedStep { recv: Received::from_octets(&received), closed: self.closed, ..RecordedStep::default() }, false)
    }

    fn handshake(&mut self) -> (RecordedStep, bool) {
        if !self.last_reply().starts_with(b"220") {
            return (skipped("no 220 reply"), false);
        }
        let ok = self.session.state() == smtp_engine::spec::State::Handshake;
        // No second one is made inside TLS.
        let ok = ok && !self.session.tls();
        self.give(Input::Handshake(ok));
        self.closed |= !ok;
        (RecordedStep { closed: self.closed, tls: Some(Tls { ok }), ..RecordedStep::default() }, false)
    }

    fn give(&mut self, input: Input<'_>) {
        let mut effects = Vec::new();
        self.session.handle(input, self.server, self.world, &mut effects);
        let mut at = self.now.max(self.busy);
        for effect in effects {
            match effect {
                Effect::Delay(time) => at += u64::try_from(time.as_millis()).unwrap_or(u64::MAX),
                Effect::Reply(reply) => self.outputs.push_back(Output::Octets(at, reply.text.into_bytes())),
                Effect::Close => self.outputs.push_back(Output::Closed(at)),
                Effect::Log(line) => self.log.push(line),
                Effect::Moved { .. } | Effect::StartTls | Effect::Deliver(_) | Effect::Read(..) => {}
            }
        }
        self.busy = at;
    }

    /// Reads until there are `replies` and a grace is over, the server closes, or `wait` is over.
    fn read(&mut self, replies: usize, wait: u64) -> Vec<u8> {
        let mut received = Vec::new();
        let end = self.now + wait;
        loop {
            let enough = replies > 0 && count_replies(&received) >= replies;
            let patience = match (enough, last_reply(&received).get(..3)) {
                (true, Some(b"221" | b"421" | b"554")) => self.now + CLOSE_GRACE,
                (true, _) => self.now + GRACE,
                (false, _) => end,
            };
            match self.outputs.front() {
                Some(Output::Octets(at, _) | Output::Closed(at)) if *at <= patience => self.now = self.now.max(*at),
                _ => {
                    self.now = self.now.max(patience);
                    return received;
                }
            }
            match self.outputs.pop_front() {
                Some(Output::Octets(_, octets)) => received.extend(octets),
                _ => {
                    self.closed = true;
                    return received;
                }
            }
        }
    }

    fn last_reply(&self) -> &[u8] {
        last_reply(&self.previous)
    }
}

fn skipped(why: &str) -> RecordedStep {
    RecordedStep { skipped: Some(why.to_owned()), ..RecordedStep::default() }
}

fn credentials(step: &Step) -> Credentials<'_> {
    Credentials { user: &step.user, password: &step.password, continuation: step.continuation }
}
