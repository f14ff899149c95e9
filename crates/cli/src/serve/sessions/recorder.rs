//! What one client did, and what it was told: enough to play the session again.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use playground::record::{Action, Handshake};
use smtp_engine::session::{Delivery, Input, Persistent, Reply, Session, Timestamp};

/// No session is kept further.
const MOST_OCTETS: usize = 1 << 20;
/// No session is kept further; the page reads no more.
const MOST_ACTIONS: usize = 20_000;
/// Of more messages only the first are named.
const MOST_MESSAGES: usize = 1000;

/// Of more recipients only the first are named.
const MOST_NAMES: usize = 100;

/// A message that was taken, without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::serve) struct Taken {
    pub(in crate::serve) queue_id: String,
    pub(in crate::serve) mailboxes: Vec<String>,
    pub(in crate::serve) relayed: Vec<String>,
}

/// All sessions together keep no more octets than this, those that are over included.
const MOST_OF_ALL: usize = 256 << 20;

/// What a session is played again from.
#[derive(Clone, Debug, Default)]
pub(in crate::serve) struct Playable {
    /// What the server remembered before.
    pub(super) remembered: Persistent,
    pub(super) inside_tls: bool,
    pub(super) handshake: Handshake,
    pub(super) actions: Vec<(Timestamp, Action)>,
    /// Messages that could not be stored, before any that could.
    pub(super) unstored: u32,
}

/// What happened in a session so far.
#[derive(Debug)]
pub(in crate::serve) struct Recorder {
    /// Its number, from 1.
    pub(in crate::serve) number: u64,
    pub(in crate::serve) client: SocketAddr,
    pub(in crate::serve) began: Timestamp,
    /// When the last thing happened.
    pub(in crate::serve) latest: Timestamp,
    pub(in crate::serve) playable: Playable,
    octets: usize,
    /// How many octets all sessions keep.
    of_all: Arc<AtomicUsize>,
    /// How the server's counts have been met already.
    counted: (bool, bool),
    /// More was done than is kept.
    pub(in crate::serve) cut: bool,
    /// The codes of the replies, in their order, as far as actions are kept.
    pub(in crate::serve) codes: Vec<u16>,
    /// The first reply that refuses something.
    pub(in crate::serve) refusal: Option<String>,
    pub(in crate::serve) messages: Vec<Taken>,
    pub(in crate::serve) message_count: usize,
    /// The server was shut down before the client was done.
    pub(in crate::serve) shut_down: bool,
    pub(in crate::serve) hello: Option<String>,
    pub(in crate::serve) login: Option<String>,
    pub(in crate::serve) tls: bool,
}

impl Recorder {
    pub(in crate::serve) fn new(number: u64, client: SocketAddr, now: Timestamp, inside_tls: bool, of_all: Arc<AtomicUsize>) -> Self {
        Self {
            number,
            client,
            began: now,
            latest: now,
            playable: Playable { inside_tls, ..Playable::default() },
            octets: 0,
            of_all,
            counted: (false, false),
            cut: false,
            codes: Vec::new(),
            refusal: None,
            messages: Vec::new(),
            message_count: 0,
            shut_down: false,
            hello: None,
            login: None,
            tls: inside_tls,
        }
    }

    /// Notes what came, before the session has it. `before` is what the server remembers at that moment.
    pub(in crate::serve) fn hear(&mut self, at: Timestamp, input: Input<'_>, before: &Persistent) {
        self.latest = at;
        let action = match input {
            Input::Connect => {
                self.playable.remembered = before.excerpt();
                Action::Connect
            }
            Input::Octets(octets) => {
                let room = self.octets + octets.len() <= MOST_OCTETS && self.of_all.load(Relaxed) + octets.len() <= MOST_OF_ALL;
                if self.cut || !room {
                    self.cut = true;
                    return;
                }
                self.octets += octets.len();
                self.of_all.fetch_add(octets.len(), Relaxed);
                Action::Send(octets.to_vec())
            }
            Input::End => Action::Disconnect,
            // A handshake that is done follows by itself when the session is played.
            Input::Handshake(done) => {
                if !done {
                    self.playable.handshake = Handshake::Fails;
                }
                return;
            }
            Input::Time(_) => return,
        };
        self.cut |= self.playable.actions.len() >= MOST_ACTIONS;
        if !self.cut {
            self.playable.actions.push((at, action));
        }
    }

    /// Notes how the server's counts moved by an input: other clients move them, too, so the session begins with those
    /// that it met when it needed them first.
    pub(in crate::serve) fn count(&mut self, before: (u64, u64), after: (u64, u64)) {
        let mut counts = self.playable.remembered.counts();
        if before.0 != after.0 && !self.counted.0 {
            (self.counted.0, counts.0) = (true, before.0);
        }
        if before.1 != after.1 && !self.counted.1 {
            (self.counted.1, counts.1) = (true, before.1);
        }
        self.playable.remembered = std::mem::take(&mut self.playable.remembered).with_counts(counts);
    }

    /// Notes what was said.
    pub(in crate::serve) fn say(&mut self, reply: &Reply) {
        if !self.cut {
            self.codes.push(reply.code.0);
        }
        if reply.code.0 >= 400 && self.refusal.is_none() {
            self.refusal = Some(reply.text.lines().last().unwrap_or_default().to_owned());
        }
    }

    /// Notes a message that was taken.
    pub(in crate::serve) fn take(&mut self, delivery: &Delivery) {
        self.message_count += 1;
        if self.messages.len() < MOST_MESSAGES {
            self.messages.push(Taken {
                queue_id: delivery.queue_id.clone(),
                mailboxes: delivery.mailboxes.iter().take(MOST_NAMES).cloned().collect(),
                relayed: delivery.relayed.iter().take(MOST_NAMES).map(ToString::to_string).collect(),
            });
        }
    }

    /// Notes that the message that was taken last could not be stored.
    pub(in crate::serve) fn lose(&mut self) {
        self.message_count -= 1;
        self.messages.truncate(self.message_count);
        self.playable.unstored += u32::from(self.message_count == 0);
    }

    /// How many octets it keeps.
    pub(in crate::serve) fn size(&self) -> usize {
        self.octets
    }

    /// Notes who the client says it is.
    pub(in crate::serve) fn look_at(&mut self, session: &Session) {
        let hello = session.hello().map(|hello| hello.name.as_str());
        if hello.is_some() && self.hello.as_deref() != hello {
            self.hello = hello.map(str::to_owned);
        }
        if session.login().is_some() && self.login.as_deref() != session.login() {
            self.login = session.login().map(str::to_owned);
        }
        self.tls |= session.tls();
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.of_all.fetch_sub(self.octets, Relaxed);
    }
}
