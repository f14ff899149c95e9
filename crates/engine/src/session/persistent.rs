use super::{Session, Timestamp, faults};

/// What a server keeps from one session to the next. All that outlives a session is listed here, and only here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Persistent {
    /// Messages that got a queue id.
    pub(super) opened: u64,
    /// Challenges that were made; each gets a number of its own, so that no two are the same.
    pub(super) challenges: u64,
    /// How often failures on demand came.
    pub(super) failures: faults::Memory,
}

impl Session {
    /// A new session with the same server at the moment `now`: it remembers what the server remembers.
    #[must_use]
    pub fn next(&self, now: Timestamp) -> Self {
        let mut next = Self::new(now);
        next.persistent = self.persistent.clone();
        next.watched = self.watched;
        next.unlogged = self.unlogged;
        next
    }

    /// Exchanges what outlives the session for `persistent`, for a server with many sessions at once: each
    /// borrows the server's memory while it handles an input, and gives it back.
    pub fn swap_persistent(&mut self, persistent: &mut Persistent) {
        std::mem::swap(&mut self.persistent, persistent);
    }

    /// How many messages the server has given a queue id so far, in all its sessions.
    pub fn opened(&self) -> u64 {
        self.persistent.opened
    }

    /// The number of the next message, from which its queue id is made.
    pub fn open_message(&mut self) -> u64 {
        self.persistent.opened += 1;
        self.persistent.opened
    }

    /// The number of the next challenge in AUTH.
    pub fn next_challenge(&mut self) -> u64 {
        self.persistent.challenges += 1;
        self.persistent.challenges
    }
}
