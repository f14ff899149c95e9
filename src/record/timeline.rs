use super::{Action, Event, EventKind};
use crate::session::{Effect, Input, ReadAs, Server, Session, Timestamp, World};
use crate::spec::State;
use crate::syntax::parse;
use crate::wire::without_end;

/// After so many inputs a copy of the session is kept, so that going back costs little.
const CHECKPOINT_EVERY: usize = 64;

/// An action and its moment.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamped {
    at: Timestamp,
    action: Action,
}

/// The session after some inputs, and how many events there were by then.
#[derive(Clone, Debug)]
struct Checkpoint {
    inputs: usize,
    events: usize,
    session: Session,
}

/// A session with one server that can be stepped back: the inputs, a cursor among them, and all that
/// happened up to the cursor.
#[derive(Clone, Debug)]
pub struct Timeline {
    server: &'static Server,
    world: World,
    inputs: Vec<Stamped>,
    cursor: usize,
    session: Session,
    events: Vec<Event>,
    checkpoints: Vec<Checkpoint>,
    begin_inside_tls: bool,
    handshake: Handshake,
}

/// What becomes of the TLS handshake that STARTTLS asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Handshake {
    /// It is done.
    #[default]
    Done,
    /// It fails.
    Fails,
    /// The client does not begin it and goes on in the clear.
    Never,
}

impl Timeline {
    /// A session with `server` that nobody has connected to yet.
    pub fn new(server: &'static Server, world: World) -> Self {
        Self {
            server,
            world,
            inputs: Vec::new(),
            cursor: 0,
            session: Session::default().watched(),
            events: Vec::new(),
            checkpoints: Vec::new(),
            begin_inside_tls: false,
            handshake: Handshake::Done,
        }
    }

    /// The same, inside TLS from the start, as on port 465 (RFC 8314 section 3.3). For a new one only.
    #[must_use]
    pub fn inside_tls(mut self) -> Self {
        self.begin_inside_tls = true;
        self
    }

    /// The same, with another outcome of the TLS handshake. For a new one only.
    #[must_use]
    pub fn with_handshake(mut self, handshake: Handshake) -> Self {
        self.handshake = handshake;
        self
    }

    /// The same actions at the same moments with another server: the same mistake, another answer.
    #[must_use]
    pub fn with_server(&self, server: &'static Server) -> Self {
        let mut other = Self {
            inputs: self.inputs.clone(),
            begin_inside_tls: self.begin_inside_tls,
            handshake: self.handshake,
            ..Self::new(server, self.world.clone())
        };
        other.go_to(self.cursor);
        other
    }

    /// The server.
    pub fn server(&self) -> &'static Server {
        self.server
    }

    /// What lies outside the session.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The session at the cursor.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The state at the cursor.
    pub fn state(&self) -> State {
        self.session.state()
    }

    /// All that happened up to the cursor.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The actions up to the cursor, with their moments.
    pub fn actions(&self) -> impl Iterator<Item = (Timestamp, &Action)> {
        self.inputs[..self.cursor].iter().map(|stamped| (stamped.at, &stamped.action))
    }

    /// The moment of the last action up to the cursor.
    pub fn latest(&self) -> Option<Timestamp> {
        self.inputs[..self.cursor].last().map(|stamped| stamped.at)
    }

    /// Whether there is something to take back.
    pub fn can_undo(&self) -> bool {
        self.cursor > 0
    }

    /// Whether something was taken back.
    pub fn can_redo(&self) -> bool {
        self.cursor < self.inputs.len()
    }

    /// Does `action` at the moment `at`. What was taken back before is given up.
    pub fn act(&mut self, action: Action, at: Timestamp) {
        self.inputs.truncate(self.cursor);
        self.inputs.push(Stamped { at, action });
        self.replay_next();
    }

    /// Takes the last action back.
    pub fn undo(&mut self) {
        self.go_to(self.cursor.saturating_sub(1));
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self) {
        if self.can_redo() {
            self.replay_next();
        }
    }

    /// Goes to the moment after `inputs` actions; there are never more than were made.
    pub fn go_to(&mut self, inputs: usize) {
        let target = inputs.min(self.inputs.len());
        if target < self.cursor {
            self.checkpoints.retain(|checkpoint| checkpoint.inputs <= target);
            match self.checkpoints.last() {
                Some(checkpoint) => {
                    self.session = checkpoint.session.clone();
                    self.events.truncate(checkpoint.events);
                    self.cursor = checkpoint.inputs;
                }
                None => {
                    self.session = Session::default().watched();
                    self.events.clear();
                    self.cursor = 0;
                }
            }
        }
        while self.cursor < target {
            self.replay_next();
        }
    }

    fn replay_next(&mut self) {
        let Some(Stamped { at, action }) = self.inputs.get(self.cursor).cloned() else {
            return;
        };
        self.give(Input::Time(at));
        match action {
            Action::Connect => {
                // A closed session is over; connecting again begins a new one.
                if self.session.state() == State::Closed {
                    self.session = self.session.next(at);
                    if self.begin_inside_tls {
                        self.session.begin_inside_tls();
                    }
                    self.note(EventKind::Connected);
                    self.give(Input::Connect);
                }
            }
            Action::Send(octets) => self.send(&octets),
            Action::Wait => {}
            Action::Disconnect => {
                if self.session.state() != State::Closed {
                    self.note(EventKind::ClientClosed);
                    self.give(Input::End);
                }
            }
        }
        self.cursor += 1;
        if self.cursor.is_multiple_of(CHECKPOINT_EVERY) {
            self.checkpoints.push(Checkpoint { inputs: self.cursor, events: self.events.len(), session: self.session.clone() });
        }
    }

    /// Sends all at once, as one segment: servers see what follows a line before they answer it.
    fn send(&mut self, octets: &[u8]) {
        self.give(Input::Octets(octets));
        if self.session.state() == State::Handshake {
            match self.handshake {
                Handshake::Done => self.give(Input::Handshake(true)),
                Handshake::Fails => self.give(Input::Handshake(false)),
                Handshake::Never => {}
            }
        }
    }

    fn give(&mut self, input: Input<'_>) {
        let mut effects = Vec::new();
        self.session.handle(input, self.server, &self.world, &mut effects);
        let secured = matches!(input, Input::Handshake(true));
        if secured {
            self.note(EventKind::TlsStarted);
        }
        for effect in effects {
            match effect {
                Effect::Delay(milliseconds) => self.note(EventKind::Delay(milliseconds)),
                Effect::Read(read_as, octets) => self.note_read(read_as, &octets),
                Effect::Reply(reply) => self.note(EventKind::Reply(reply)),
                Effect::Moved { from, to } => self.note(EventKind::Moved(from, to)),
                Effect::StartTls => {}
                Effect::Deliver(delivery) => self.note(EventKind::Delivered(delivery)),
                Effect::Log(line) => self.note(EventKind::Log(line)),
                Effect::Close => {
                    if !matches!(input, Input::End) {
                        self.note(EventKind::ServerClosed);
                    }
                }
            }
        }
    }

    fn note_read(&mut self, read_as: ReadAs, octets: &[u8]) {
        for line in octets.split_inclusive(|&octet| octet == b'\n').filter(|_| read_as == ReadAs::Data) {
            self.note(EventKind::Data(line.to_vec()));
        }
        let text = without_end(octets);
        match read_as {
            ReadAs::Command => self.note(EventKind::Command { octets: text.to_vec(), parsed: Box::new(parse(text)) }),
            ReadAs::Answer => self.note(EventKind::Answer(text.to_vec())),
            ReadAs::Data => {}
        }
    }

    fn note(&mut self, kind: EventKind) {
        self.events.push(Event { input: self.cursor, tls: self.session.tls(), kind });
    }
}
