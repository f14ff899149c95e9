use super::reading::first_refusal;
use super::sasl::Exchange;
use super::{Counts, Effect, Event, Input, Refusal, Server, Timestamp, Transaction, Turn, World};
use crate::spec::{ReplyKey, State};
use crate::syntax::{Argument, Parsed};
use crate::wire::DataReader;

/// What the client said in EHLO or HELO.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hello {
    /// EHLO, not HELO.
    pub extended: bool,
    /// The name, as the server keeps it.
    pub name: String,
}

/// What the session waits for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Awaiting {
    /// The connection.
    #[default]
    Connection,
    /// A command line.
    Command,
    /// The client's next answer in an AUTH exchange.
    SaslResponse(Exchange),
    /// Message data up to the lone dot; what was read so far.
    Data(DataReader, Vec<u8>),
    /// The octets of a BDAT chunk.
    Chunk(Chunk),
    /// The TLS handshake.
    Handshake,
    /// Nothing; the connection is closed.
    Nothing,
}

/// A BDAT chunk under way (RFC 3030 section 2).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Chunk {
    /// Octets that have not come yet.
    pub left: u64,
    /// It is the last one.
    pub last: bool,
    /// Why it is thrown away, where it is.
    pub refusal: Option<Refusal>,
}

/// A line that the session reads, and what has come behind it.
#[derive(Clone, Copy, Default)]
pub(super) struct Line<'l> {
    pub(super) octets: &'l [u8],
    pub(super) pending: &'l [u8],
}

/// One session with one server, from the connection to its close.
///
/// It holds all that the server remembers, so a copy of it is a moment that can be returned to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Session {
    pub(crate) awaiting: Awaiting,
    pub(crate) hello: Option<Hello>,
    pub(crate) tls: bool,
    pub(crate) login: Option<String>,
    pub(crate) mechanism: Option<&'static str>,
    pub(crate) transaction: Option<Transaction>,
    /// What the server counts.
    pub counts: Counts,
    now: Timestamp,
    pub(super) input: Vec<u8>,
    pub(super) searched: usize,
    scratch: Vec<String>,
}

impl Session {
    /// A session that nobody has connected to, at the moment `now`.
    pub fn new(now: Timestamp) -> Self {
        Self { now, ..Self::default() }
    }

    /// Takes one input and appends what it brings about to `effects`. Any octets are allowed; in a
    /// closed session nothing happens.
    pub fn handle(&mut self, input: Input<'_>, server: &Server, world: &World, effects: &mut Vec<Effect>) {
        let before = self.state();
        match input {
            Input::Time(now) => self.now = self.now.max(now),
            Input::Connect => self.connect(server, world, effects),
            Input::Octets(octets) => self.octets(octets, server, world, effects),
            Input::End => self.end(server, world, effects),
            Input::Handshake(done) => self.handshake(done, server, world, effects),
        }
        self.note_move(before, effects);
    }

    /// Where the session is.
    pub fn state(&self) -> State {
        match &self.awaiting {
            Awaiting::Connection | Awaiting::Nothing => State::Closed,
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

    /// The SASL mechanism of the login.
    pub fn mechanism(&self) -> Option<&'static str> {
        self.mechanism
    }

    /// The open mail transaction.
    pub fn transaction(&self) -> Option<&Transaction> {
        self.transaction.as_ref()
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
        let mut turn = self.turn(Line { octets: b"", pending: &early }, &parsed, server, world, effects);
        match first_refusal(&mut turn, server.connect_checks) {
            Ok(()) => turn.say(ReplyKey::Greeting),
            Err(refusal) => turn.refuse(refusal),
        }
        if !early.is_empty() {
            self.octets(&early, server, world, effects);
        }
    }

    fn end(&mut self, server: &Server, world: &World, effects: &mut Vec<Effect>) {
        if self.state() == State::Closed {
            return;
        }
        let octets = match &self.awaiting {
            // Whole lines only.
            Awaiting::Data(_, message) => Some(message.iter().rposition(|&octet| octet == b'\n').map_or(0, |end| end as u64 + 1)),
            Awaiting::Chunk(chunk) if chunk.refusal.is_none() => {
                self.transaction.as_ref().and_then(|open| open.chunks.as_ref()).map(|octets| octets.len() as u64)
            }
            _ => None,
        };
        self.log(Event::Lost { octets }, server, world, effects);
        self.counts.fail();
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
        // RFC 3207 section 4.2: the server forgets all that it knew of the client.
        self.tls = true;
        self.hello = None;
        self.login = None;
        self.mechanism = None;
        self.transaction = None;
        self.awaiting = Awaiting::Command;
    }

    /// Starts inside TLS, as on port 465 (RFC 8314 section 3.3). Only before the connection.
    pub fn begin_inside_tls(&mut self) {
        self.tls |= self.awaiting == Awaiting::Connection;
    }

    pub(super) fn close(&mut self, server: &Server, world: &World, effects: &mut Vec<Effect>) {
        self.counts.finish();
        self.awaiting = Awaiting::Nothing;
        self.log(Event::Disconnected, server, world, effects);
        effects.push(Effect::Close);
    }

    pub(super) fn log(&mut self, event: Event<'_>, server: &Server, world: &World, effects: &mut Vec<Effect>) {
        let mut lines = std::mem::take(&mut self.scratch);
        (server.log)(event, self, world, server, &mut lines);
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
        Turn { session: self, server, world, line: line.octets, parsed, pending: line.pending, effects }
    }

    pub(super) fn note_move(&self, before: State, effects: &mut Vec<Effect>) {
        let after = self.state();
        if after != before {
            effects.push(Effect::Moved { from: before, to: after });
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
