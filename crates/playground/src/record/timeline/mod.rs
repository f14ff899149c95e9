//! A session that can be stepped back, stepped forward and branched.

mod branch;
mod checkpoint;
mod replay;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use self::branch::Branches;
pub use self::branch::{Branch, BranchId};
use self::checkpoint::Checkpoints;
use super::{Action, Event};
use smtp_engine::session::{Persistent, Server, Session, Timestamp, World};
use smtp_engine::spec::State;

/// The longest pause between two actions that the server sees, in milliseconds; shorter than any server's timeout.
const LONGEST_PAUSE: u64 = 30_000;

/// An action and its moment.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamped {
    at: Timestamp,
    action: Action,
}

/// The inputs of one branch. Branches share those that they have in common: an input that two of them
/// hold at the same place is the same allocation, and so are all before it.
type Inputs = Vec<Arc<Stamped>>;

/// A session with one server that can be stepped back: the inputs, a cursor among them, all that happened,
/// and the branches that were left.
#[derive(Clone, Debug)]
pub struct Timeline {
    server: &'static Server,
    world: World,
    inputs: Inputs,
    cursor: usize,
    session: Session,
    /// What happened, also beyond the cursor as far as it was played.
    events: Vec<Event>,
    /// How many events there were after each input that was played.
    ends: Vec<usize>,
    checkpoints: Checkpoints,
    branches: Branches,
    begin_inside_tls: bool,
    handshake: Handshake,
    /// What the server remembered before the first action.
    remembered: Persistent,
}

/// What becomes of the TLS handshake that STARTTLS asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Handshake {
    /// It is done.
    #[default]
    #[serde(rename = "d")]
    Done,
    /// It fails.
    #[serde(rename = "f")]
    Fails,
    /// The client does not begin it and goes on in the clear.
    #[serde(rename = "n")]
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
            ends: Vec::new(),
            checkpoints: Checkpoints::default(),
            branches: Branches::default(),
            begin_inside_tls: false,
            handshake: Handshake::Done,
            remembered: Persistent::default(),
        }
    }

    /// The same, with a server that remembers `persistent` of the sessions before. For a new one only.
    #[must_use]
    pub fn remembering(mut self, persistent: Persistent) -> Self {
        self.session = Session::default().watched().remembering(persistent.clone());
        self.remembered = persistent;
        self
    }

    /// What the server remembered before the first action.
    pub fn remembered(&self) -> &Persistent {
        &self.remembered
    }

    /// The same, inside TLS from the start, as on port 465 (RFC 8314 section 3.3). For a new one only.
    #[must_use]
    pub fn inside_tls(mut self) -> Self {
        self.begin_inside_tls = true;
        self
    }

    /// Whether it is inside TLS from the start.
    pub fn is_inside_tls(&self) -> bool {
        self.begin_inside_tls
    }

    /// The same, with another outcome of the TLS handshake. For a new one only.
    #[must_use]
    pub fn with_handshake(mut self, handshake: Handshake) -> Self {
        self.handshake = handshake;
        self
    }

    /// What becomes of the TLS handshake.
    pub fn handshake(&self) -> Handshake {
        self.handshake
    }

    /// The same actions at the same moments with another server, branches too: the same mistake, another
    /// answer.
    #[must_use]
    pub fn with_server(&self, server: &'static Server) -> Self {
        let mut other = Self { branches: self.branches.clone(), ..self.afresh(self.inputs.clone()) };
        other.server = server;
        other.go_to(self.cursor);
        other
    }

    /// The same actions up to the cursor, all at the moment `at`.
    #[must_use]
    pub fn at_moment(&self, at: Timestamp) -> Self {
        let mut other = self.afresh(Vec::new());
        self.actions().for_each(|(_, action)| other.act(action.clone(), at));
        other
    }

    /// The same actions at the same moments in another world, branches too: what changes when the world does.
    #[must_use]
    pub fn with_world(&self, world: World) -> Self {
        let mut other = Self { branches: self.branches.clone(), ..self.afresh(self.inputs.clone()) };
        other.world = world;
        other.go_to(self.cursor);
        other
    }

    /// A session with the same server in the same world, with `inputs` that are not played yet.
    fn afresh(&self, inputs: Inputs) -> Self {
        let new = Self::new(self.server, self.world.clone()).remembering(self.remembered.clone());
        Self { inputs, begin_inside_tls: self.begin_inside_tls, handshake: self.handshake, ..new }
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
        self.events.get(..self.ends_at(self.cursor)).unwrap_or_default()
    }

    /// How many actions lie before the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The actions up to the cursor, with their moments.
    pub fn actions(&self) -> impl DoubleEndedIterator<Item = (Timestamp, &Action)> {
        self.all_actions().take(self.cursor)
    }

    /// All actions, also those that were taken back and can be done again.
    pub fn all_actions(&self) -> impl DoubleEndedIterator<Item = (Timestamp, &Action)> + ExactSizeIterator {
        self.inputs.iter().map(|stamped| (stamped.at, &stamped.action))
    }

    /// The moment of an action that is done at `now`. Whoever reads or explains for long is not hung up on: a
    /// pause counts no more than [`LONGEST_PAUSE`]; and a clock that goes back does not take the session along.
    pub fn moment(&self, now: Timestamp) -> Timestamp {
        let clamped = self.latest().map(|Timestamp(last)| now.0.clamp(last, last.saturating_add(LONGEST_PAUSE)));
        Timestamp(clamped.unwrap_or(now.0))
    }

    /// The moment of the last action up to the cursor.
    pub fn latest(&self) -> Option<Timestamp> {
        self.actions().next_back().map(|(at, _)| at)
    }

    /// Whether there is something to take back.
    pub fn can_undo(&self) -> bool {
        self.cursor > 0
    }

    /// Whether something was taken back.
    pub fn can_redo(&self) -> bool {
        self.cursor < self.inputs.len()
    }

    /// Does `action` at the moment `at`. What was taken back before is kept as a branch.
    pub fn act(&mut self, action: Action, at: Timestamp) {
        if self.can_redo() {
            self.branches.leave(&self.inputs);
            self.keep_first(self.cursor);
        }
        self.inputs.push(Arc::new(Stamped { at, action }));
        self.play_next();
    }

    /// Takes the last action back.
    pub fn undo(&mut self) {
        self.go_to(self.cursor.saturating_sub(1));
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self) {
        if self.can_redo() {
            self.play_next();
        }
    }

    /// Goes to the moment after `inputs` actions; there are never more than were made.
    pub fn go_to(&mut self, inputs: usize) {
        let target = inputs.min(self.inputs.len());
        let (from, checkpoint) = self.checkpoints.before(target);
        if target < self.cursor || from > self.cursor {
            self.session = checkpoint.cloned().unwrap_or_else(|| Session::default().watched().remembering(self.remembered.clone()));
            self.cursor = from;
        }
        while self.cursor < target {
            self.play_next();
        }
    }

    /// Gives up all but the first `count` inputs, and what happened by them.
    fn keep_first(&mut self, count: usize) {
        self.inputs.truncate(count);
        self.events.truncate(self.ends_at(count));
        self.ends.truncate(count);
        self.checkpoints.keep_first(count);
    }

    /// How many events there were after `inputs` inputs.
    fn ends_at(&self, inputs: usize) -> usize {
        inputs.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or(0)
    }
}
