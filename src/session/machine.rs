use super::act;
use super::sasl::Exchange;
use super::{Effect, Event, Input, Refusal, Server, Timestamp, Transaction, Turn, World};
use crate::spec::{Pipelining, ReplyKey, State, Verb, command};
use crate::syntax::{Argument, Parsed, parse};
use crate::wire::{DataEvent, DataReader, take_line};

/// What the client said in EHLO or HELO.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hello {
    /// EHLO, not HELO.
    pub extended: bool,
    /// The name, as the server keeps it.
    pub name: String,
}

/// How often one verb was said and how often it was accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub total: u32,
    /// Those that were accepted.
    pub accepted: u32,
}

/// What a server counts in a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors of the client.
    pub errors: u32,
    /// Commands that do nothing, since the last message.
    pub idle_commands: u32,
    /// Messages that got a queue id.
    pub opened: u64,
    /// Challenges that were made.
    pub challenges: u64,
    /// By verb.
    pub verbs: [Tally; Verb::ALL.len()],
    /// Of unknown verbs.
    pub unknown: Tally,
    /// The command at hand, until it is answered for good: its verb, where it is a known one.
    current: Option<Option<Verb>>,
    failed: bool,
}

impl Counts {
    /// Counts the command at hand as an error.
    pub(super) fn fail(&mut self) {
        self.errors += 1;
        self.failed = true;
    }

    /// The command at hand was answered for good; AUTH and DATA come here only at their end.
    fn finish(&mut self) {
        let tally = match self.current.take() {
            Some(Some(verb)) => &mut self.verbs[verb as usize],
            Some(None) => &mut self.unknown,
            None => return,
        };
        tally.total += 1;
        tally.accepted += u32::from(!self.failed);
        self.failed = false;
    }
}

/// What the session waits for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Awaiting {
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
pub(super) struct Chunk {
    /// Octets that have not come yet.
    pub left: u64,
    /// It is the last one.
    pub last: bool,
    /// Why it is thrown away, where it is.
    pub refusal: Option<Refusal>,
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
    /// What the server counts.
    pub counts: Counts,
    now: Timestamp,
    input: Vec<u8>,
    searched: usize,
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
            Awaiting::Chunk(_) => State::Chunking,
            Awaiting::Handshake => State::Handshake,
            Awaiting::Command => match (&self.hello, &self.transaction) {
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
        self.turn(b"", &answer_line(), server, world, effects).say(ReplyKey::Greeting);
    }

    fn octets(&mut self, octets: &[u8], server: &Server, world: &World, effects: &mut Vec<Effect>) {
        match self.awaiting {
            Awaiting::Connection | Awaiting::Nothing => return,
            Awaiting::Handshake => return self.handshake(false, server, world, effects),
            _ => self.input.extend_from_slice(octets),
        }
        let mut buffer = std::mem::take(&mut self.input);
        let mut taken = 0;
        loop {
            let before = self.state();
            let step = self.step(&buffer[taken..], server, world, effects);
            self.note_move(before, effects);
            match step {
                Some(octets) => taken += octets,
                None => break,
            }
        }
        buffer.drain(..taken);
        if matches!(self.awaiting, Awaiting::Nothing | Awaiting::Handshake) {
            // Behind STARTTLS nothing that came in the clear may be taken for something that came
            // inside TLS (RFC 3207 section 4.2).
            buffer.clear();
        }
        self.searched = self.searched.min(buffer.len());
        self.forget_excess(&mut buffer, server);
        self.input = buffer;
    }

    /// A line that never ends must not fill the memory: of what is over the limit only the last octet
    /// is kept, which may be the CR of its end.
    fn forget_excess(&mut self, buffer: &mut Vec<u8>, server: &Server) {
        let keep = server.lines.limit + 2;
        if self.searched > keep && self.searched == buffer.len() && matches!(self.awaiting, Awaiting::Command | Awaiting::SaslResponse(_)) {
            buffer.drain(keep - 1..buffer.len() - 1);
            self.searched = buffer.len();
        }
    }

    /// Takes the next line, stretch of data or chunk from `input`; nothing where it is not all there.
    fn step(&mut self, input: &[u8], server: &Server, world: &World, effects: &mut Vec<Effect>) -> Option<usize> {
        match &mut self.awaiting {
            Awaiting::Connection | Awaiting::Nothing | Awaiting::Handshake => None,
            Awaiting::Command => {
                let line = take_line(input, &mut self.searched, server.lines)?;
                self.command(line.octets, &input[line.taken..], server, world, effects);
                Some(line.taken)
            }
            Awaiting::SaslResponse(_) => {
                let line = take_line(input, &mut self.searched, server.lines)?;
                let parsed = answer_line();
                act::sasl_response(&mut self.turn(line.octets, &parsed, server, world, effects));
                self.after_command(server, world, effects);
                Some(line.taken)
            }
            Awaiting::Data(reader, message) => {
                if input.is_empty() {
                    return None;
                }
                let (octets, event) = reader.read(input, server.newlines, world.message_size_limit.saturating_add(1), message);
                if event == DataEvent::End {
                    let size = reader.size();
                    let message = std::mem::take(message);
                    self.awaiting = Awaiting::Command;
                    let parsed = answer_line();
                    act::end_of_data(&mut self.turn(b".", &parsed, server, world, effects), message, size);
                    self.after_command(server, world, effects);
                }
                Some(octets)
            }
            Awaiting::Chunk(chunk) => {
                let here = usize::try_from(chunk.left).unwrap_or(usize::MAX).min(input.len());
                if here == 0 && chunk.left > 0 {
                    return None;
                }
                chunk.left -= here as u64;
                let done = (chunk.left == 0).then(|| chunk.clone());
                let kept = chunk.refusal.is_none();
                if let Some(octets) = self.transaction.as_mut().and_then(|transaction| transaction.chunks.as_mut()).filter(|_| kept) {
                    octets.extend_from_slice(&input[..here]);
                }
                if let Some(chunk) = done {
                    self.awaiting = Awaiting::Command;
                    let parsed = answer_line();
                    act::end_of_chunk(&mut self.turn(b"", &parsed, server, world, effects), chunk);
                    self.after_command(server, world, effects);
                }
                Some(here)
            }
        }
    }

    fn command(&mut self, line: &[u8], pending: &[u8], server: &Server, world: &World, effects: &mut Vec<Effect>) {
        let parsed = parse(line);
        let rule = parsed.verb.and_then(|verb| server.rule(verb));
        self.counts.current = Some(rule.map(|rule| rule.verb));
        let mut turn = self.turn(line, &parsed, server, world, effects);
        let passed = first_refusal(&mut turn, server.line_checks);
        match (passed, rule) {
            (Err(refusal), _) => turn.refuse(refusal),
            (Ok(()), None) => turn.refuse(Refusal::new(ReplyKey::UnknownCommand)),
            (Ok(()), Some(rule)) => {
                if command(rule.verb).pipelining == Pipelining::Last && !pending.is_empty() {
                    turn.log(Event::Pipelined { verb: rule.verb, pending });
                }
                let passed = first_refusal(&mut turn, server.command_checks).and_then(|()| first_refusal(&mut turn, rule.checks));
                match (passed, &parsed.argument) {
                    (Ok(()), _) => (rule.act)(&mut turn),
                    // The chunk comes all the same, and must not be taken for commands.
                    (Err(refusal), Argument::Chunk(chunk)) if !refusal.close && chunk.size.is_some() => {
                        let left = chunk.size.unwrap_or(0);
                        turn.session.awaiting = Awaiting::Chunk(Chunk { left, last: chunk.last, refusal: Some(refusal) });
                    }
                    (Err(refusal), _) => turn.refuse(refusal),
                }
            }
        }
        self.after_command(server, world, effects);
    }

    /// What a server does behind each command: it counts, and parts from those who make too many errors.
    fn after_command(&mut self, server: &Server, world: &World, effects: &mut Vec<Effect>) {
        if !matches!(self.awaiting, Awaiting::Command | Awaiting::Nothing | Awaiting::Handshake) {
            return;
        }
        if let Some(Some(Verb::Noop | Verb::Rset | Verb::Vrfy | Verb::Helo | Verb::Ehlo | Verb::Etrn)) = self.counts.current {
            self.counts.idle_commands += 1;
            if self.counts.idle_commands > server.errors.idle_commands {
                self.counts.errors += 1;
            }
        }
        self.counts.finish();
        if self.awaiting == Awaiting::Command && self.counts.errors >= server.errors.hard {
            let parsed = answer_line();
            let mut turn = self.turn(b"", &parsed, server, world, effects);
            turn.say(ReplyKey::TooManyErrors);
            turn.close();
        }
    }

    fn end(&mut self, server: &Server, world: &World, effects: &mut Vec<Effect>) {
        if self.state() == State::Closed {
            return;
        }
        self.log(Event::Lost, server, world, effects);
        self.close(server, world, effects);
    }

    fn handshake(&mut self, done: bool, server: &Server, world: &World, effects: &mut Vec<Effect>) {
        if self.awaiting != Awaiting::Handshake {
            return;
        }
        self.log(Event::Secured(done), server, world, effects);
        if !done {
            self.close(server, world, effects);
            return;
        }
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

    fn turn<'t>(
        &'t mut self,
        line: &'t [u8],
        parsed: &'t Parsed,
        server: &'t Server,
        world: &'t World,
        effects: &'t mut Vec<Effect>,
    ) -> Turn<'t> {
        Turn { session: self, server, world, line, parsed, effects }
    }

    fn note_move(&self, before: State, effects: &mut Vec<Effect>) {
        let after = self.state();
        if after != before {
            effects.push(Effect::Moved { from: before, to: after });
        }
    }
}

fn first_refusal(turn: &mut Turn<'_>, checks: &[super::Check]) -> super::Verdict {
    checks.iter().try_for_each(|check| check(turn))
}

/// What stands for the parse of a line that is no command: an answer to a challenge, the end of data.
fn answer_line() -> Parsed {
    Parsed {
        verb: None,
        verb_span: crate::wire::Span::at(0),
        argument: Argument::Text(crate::wire::Span::at(0)),
        tokens: Vec::new(),
        faults: Vec::new(),
    }
}
