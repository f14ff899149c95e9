use std::cell::OnceCell;

use super::awaiting::{Awaiting, Chunk};
use super::decision::first_refusal;
use super::faults::{self, Stage};
use super::sasl::Exchange;
use super::{CheckList, Counts, DataEnd, Decision, Effect, Event, Input, Memory, Persistent, Server, Timestamp, Transaction, Turn, World};
use crate::spec::{ReplyKey, State};
use crate::syntax::{Argument, Parsed};

/// What the client said in EHLO or HELO.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hello {
    /// EHLO, not HELO.
    pub extended: bool,
    /// The name, as the server keeps it.
    pub name: String,
}

/// A line that the session reads, and what has come after it.
#[derive(Clone, Copy, Default)]
pub(super) struct Line<'l> {
    pub(super) octets: &'l [u8],
    pub(super) overlong: bool,
    pub(super) pending: &'l [u8],
}

/// One session with one server, from the connection to its close.
///
/// It holds all that the server remembers, so a copy of it is a moment that can be returned to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    pub(super) awaiting: Awaiting,
    pub(super) hello: Option<Hello>,
    pub(super) tls: bool,
    pub(super) login: Option<String>,
    pub(super) mechanism: Option<&'static str>,
    pub(super) transaction: Option<Transaction>,
    /// A chunk was refused, and the last one of its message has not come.
    pub(super) discarding: bool,
    pub(super) counts: Counts,
    pub(super) persistent: Persistent,
    pub(super) watched: bool,
    /// Nobody reads the server's log.
    pub(super) unlogged: bool,
    /// The state that was told last.
    noted: Option<State>,
    now: Timestamp,
    /// When the client was heard last.
    heard: Timestamp,
    pub(super) input: Vec<u8>,
    pub(super) searched: usize,
    scratch: Vec<String>,
    /// What this server alone remembers.
    memory: Memory,
}

impl Session {
    /// A session that nobody has connected to, at the moment `now`.
    pub fn new(now: Timestamp) -> Self {
        Self { now, ..Self::default() }
    }

    /// The same, and it tells what it reads ([`Effect::Read`]).
    #[must_use]
    pub fn watched(mut self) -> Self {
        self.watched = true;
        self
    }

    /// The same, without the lines of the server's log ([`Effect::Log`]), which cost more than the replies.
    #[must_use]
    pub fn without_log(mut self) -> Self {
        self.unlogged = true;
        self
    }

    /// Takes one input and appends what it brings about to `effects`. Any octets are allowed; in a
    /// closed session nothing happens.
    pub fn handle(&mut self, input: Input<'_>, server: &Server, world: &World, effects: &mut Vec<Effect>) {
        #[cfg(feature = "trial")]
        super::trial::break_if_asked(input);
        let mark = effects.len();
        match input {
            Input::Time(now) => self.time(now, server, world, effects),
            Input::Connect => self.connect(server, world, effects),
            Input::Octets(octets) => self.octets(octets, server, world, effects),
            Input::End => self.end(server, world, effects),
            Input::Handshake(done) => self.handshake(done, server, world, effects),
        }
        if !matches!(input, Input::Time(_)) {
            self.heard = self.now;
        }
        self.note_move(effects);
        if server.framing.holds_replies {
            hold_replies(effects, mark);
        }
    }

    /// Where the session is.
    pub fn state(&self) -> State {
        match &self.awaiting {
            Awaiting::Connection | Awaiting::Closed => State::Closed,
            Awaiting::SaslResponse(_) => State::Authenticating,
            Awaiting::Data(..) => State::Data,
            Awaiting::Chunk(Chunk { refusal: None, .. }) => State::Chunking,
            Awaiting::Handshake => State::Handshake,
            // A chunk that is thrown away changes nothing.
            Awaiting::Command | Awaiting::Chunk(_) => match (&self.hello, &self.transaction) {
                (_, Some(transaction)) if transaction.chunks.is_some() => State::Chunking,
                (_, Some(transaction)) if !transaction.forward_paths.is_empty() => State::RcptGiven,
                (_, Some(_)) => State::MailGiven,
                (Some(_), None) => State::Ready,
                (None, None) => State::Connected,
            },
        }
    }

    /// What the client said in EHLO or HELO.
    pub fn hello(&self) -> Option<&Hello> {
        self.hello.as_ref()
    }

    /// Whether TLS is active.
    pub fn tls(&self) -> bool {
        self.tls
    }

    /// Who is logged in.
    pub fn login(&self) -> Option<&str> {
        self.login.as_deref()
    }

    /// The AUTH exchange that is under way.
    pub fn exchange(&self) -> Option<&Exchange> {
        match &self.awaiting {
            Awaiting::SaslResponse(exchange) => Some(exchange),
            _ => None,
        }
    }

    /// The SASL mechanism of the login.
    pub fn mechanism(&self) -> Option<&'static str> {
        self.mechanism
    }

    /// The open mail transaction.
    pub fn transaction(&self) -> Option<&Transaction> {
        self.transaction.as_ref()
    }

    /// What the server counts in this session.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// What this server alone remembers of the session.
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// What this server alone remembers of the session, to change it.
    pub fn memory_mut(&mut self) -> &mut Memory {
        &mut self.memory
    }

    /// The octets of the message under way, as far as they have come by DATA and were kept.
    pub fn unfinished_message(&self) -> &[u8] {
        match &self.awaiting {
            Awaiting::Data(_, message) => message,
            _ => b"",
        }
    }

    /// The moment.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// Whether what comes next is read as message data or chunk, not as a line.
    pub fn reads_data(&self) -> bool {
        matches!(self.awaiting, Awaiting::Data(..) | Awaiting::Chunk(_))
    }

    /// The octets that wait for the rest of their line.
    pub fn unfinished_line(&self) -> &[u8] {
        if self.reads_data() { b"" } else { &self.input }
    }

    /// How many octets wait for the rest of their line.
    pub fn pending(&self) -> usize {
        self.input.len()
    }

    fn connect(&mut self, server: &Server, world: &World, effects: &mut Vec<Effect>) {
        if self.awaiting != Awaiting::Connection {
            return;
        }
        self.awaiting = Awaiting::Command;
        self.log(Event::Connected, server, world, effects);
        let early = std::mem::take(&mut self.input);
        let parsed = answer_line();
        if !early.is_empty() {
            self.note_pipelining(&early, server, world, effects);
        }
        let mut turn = self.turn(Line { pending: &early, ..Line::default() }, &parsed, server, world, effects);
        match faults::of_stage(&mut turn, Stage::Connect) {
            faults::Verdict::Drop => turn.close(),
            faults::Verdict::Refuse(refusal) => turn.refuse(refusal.closing().by(Decision::Demand)),
            faults::Verdict::GoOn | faults::Verdict::Take => {
                match first_refusal(&mut turn, CheckList::Connection, server.checks.connection) {
                    Ok(()) => turn.say(ReplyKey::Greeting),
                    Err(refusal) => turn.refuse(refusal),
                }
            }
        }
        if !early.is_empty() {
            self.octets(&early, server, world, effects);
        }
    }

    fn end(&mut self, server: &Server, world: &World, effects: &mut Vec<Effect>) {
        if server.framing.takes_unfinished_line
            && !self.input.is_empty()
            && matches!(self.awaiting, Awaiting::Command | Awaiting::SaslResponse(_))
        {
            self.octets(b"\n", server, world, effects);
        }
        if self.state() == State::Closed {
            return;
        }
        if let Awaiting::Data(reader, message) = &mut self.awaiting {
            let (size, message) = (reader.size(), message.clone());
            let parsed = answer_line();
            let mut turn = self.turn(Line::default(), &parsed, server, world, effects);
            (server.hooks.data_ended)(&mut turn, &message, size, DataEnd::Lost);
        }
        if self.state() == State::Closed {
            return;
        }
        let octets = self.unfinished();
        (server.hooks.on_end)(&mut self.turn(Line::default(), &answer_line(), server, world, effects));
        self.log(Event::Lost { octets }, server, world, effects);
        self.counts.fail();
        self.close(server, world, effects);
    }

    /// How many octets of an unfinished message or chunk have come.
    fn unfinished(&self) -> Option<u64> {
        match &self.awaiting {
            // Whole lines only.
            Awaiting::Data(_, message) => Some(message.iter().rposition(|&octet| octet == b'\n').map_or(0, |end| end as u64 + 1)),
            Awaiting::Chunk(chunk) if chunk.refusal.is_none() => {
                self.transaction.as_ref().and_then(|open| open.chunks.as_ref()).map(|octets| octets.len() as u64)
            }
            _ => None,
        }
    }

    /// Time goes on; a client that was silent for too long is disconnected (RFC 5321 section 4.5.3.2.7).
    fn time(&mut self, now: Timestamp, server: &Server, world: &World, effects: &mut Vec<Effect>) {
        self.now = self.now.max(now);
        let silent = self.now.since(self.heard);
        let waits = !matches!(self.awaiting, Awaiting::Connection | Awaiting::Closed);
        if !waits || server.limits.idle_timeout.is_none_or(|limit| silent < limit) {
            return;
        }
        let octets = self.unfinished();
        self.log(Event::TimedOut { octets }, server, world, effects);
        self.counts.fail();
        // In the middle of a handshake nothing can be said, and some servers never do.
        if self.awaiting != Awaiting::Handshake && (server.words.wording)(ReplyKey::TimedOut).is_some() {
            let parsed = answer_line();
            let mut turn = self.turn(Line::default(), &parsed, server, world, effects);
            turn.decision = Decision::Limit;
            turn.say(ReplyKey::TimedOut);
        }
        self.close(server, world, effects);
    }

    pub(super) fn handshake(&mut self, done: bool, server: &Server, world: &World, effects: &mut Vec<Effect>) {
        if self.awaiting != Awaiting::Handshake {
            return;
        }
        self.log(Event::Secured(done), server, world, effects);
        if !done {
            self.counts.fail();
            self.close(server, world, effects);
            return;
        }
        self.counts.finish();
        self.tls = true;
        self.awaiting = Awaiting::Command;
        (server.hooks.after_handshake)(self);
    }

    pub(super) fn close(&mut self, server: &Server, world: &World, effects: &mut Vec<Effect>) {
        self.counts.finish();
        self.awaiting = Awaiting::Closed;
        self.log(Event::Disconnected, server, world, effects);
        effects.push(Effect::Close);
    }

    pub(super) fn log(&mut self, event: Event<'_>, server: &Server, world: &World, effects: &mut Vec<Effect>) {
        if self.unlogged {
            return;
        }
        let mut lines = std::mem::take(&mut self.scratch);
        (server.words.log)(event, self, world, server, &mut lines);
        effects.extend(lines.drain(..).map(Effect::Log));
        self.scratch = lines;
    }

    pub(super) fn turn<'t>(
        &'t mut self,
        line: Line<'t>,
        parsed: &'t Parsed,
        server: &'t Server,
        world: &'t World,
        effects: &'t mut Vec<Effect>,
    ) -> Turn<'t> {
        Turn {
            session: self,
            server,
            world,
            line: line.octets,
            parsed,
            overlong: line.overlong,
            pending: line.pending,
            mailbox: OnceCell::new(),
            decision: Decision::Act,
            effects,
        }
    }

    /// Tells that the state is another than the last time.
    pub(super) fn note_move(&mut self, effects: &mut Vec<Effect>) {
        let to = self.state();
        let from = self.noted.replace(to).unwrap_or(State::Closed);
        if from != to {
            effects.push(Effect::Moved { from, to });
        }
    }
}

/// Moves each delay of `effects` from `mark` on before the replies that it holds back: all since the last one that was
/// given after a delay, which is sent at once.
fn hold_replies(effects: &mut Vec<Effect>, mark: usize) {
    let mut sent = mark;
    let mut slept = false;
    for index in mark..effects.len() {
        match effects[index] {
            Effect::Delay(_) => {
                let delay = effects.remove(index);
                effects.insert(sent, delay);
                slept = true;
            }
            Effect::Reply(_) if std::mem::take(&mut slept) => sent = index + 1,
            _ => {}
        }
    }
}

/// What stands for the parse of a line that is no command: an answer to a challenge, the end of data.
pub(super) fn answer_line() -> Parsed {
    Parsed {
        verb: None,
        verb_span: crate::wire::Span::at(0),
        argument: Argument::Text(crate::wire::Span::at(0)),
        tokens: Vec::new(),
        faults: Vec::new(),
    }
}
