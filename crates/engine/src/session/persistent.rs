use serde::{Deserialize, Serialize};

use super::awaiting::Awaiting;
use super::{Session, Timestamp, faults};

/// What a server keeps from one session to the next. All that outlives a session is listed here, and only here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Persistent {
    /// Messages that got a queue id.
    #[serde(rename = "q", default)]
    pub(super) opened: u64,
    /// Challenges that were made; each gets a number of its own, so that no two are the same.
    #[serde(rename = "c", default)]
    pub(super) challenges: u64,
    /// How often failures on demand came.
    #[serde(rename = "f", default)]
    pub(super) failures: faults::Memory,
}

/// What is counted here never comes near this; larger numbers from strangers are refused.
const MOST: u64 = 1 << 53;

impl Persistent {
    /// Messages that got a queue id, and challenges that were made.
    pub fn counts(&self) -> (u64, u64) {
        (self.opened, self.challenges)
    }

    /// The same with other counts.
    #[must_use]
    pub fn with_counts(mut self, (opened, challenges): (u64, u64)) -> Self {
        (self.opened, self.challenges) = (opened, challenges);
        self
    }

    /// What of it a copy for one session needs: the counts, and the failures as far as they are few.
    #[must_use]
    pub fn excerpt(&self) -> Self {
        Self { opened: self.opened, challenges: self.challenges, failures: self.failures.excerpt() }
    }

    /// Whether it is one that a server could have come to. One from a link comes from strangers.
    pub fn is_plausible(&self) -> bool {
        self.opened < MOST && self.challenges < MOST && self.failures.is_short()
    }
}

impl Session {
    /// The same session, with a server that remembers `persistent`.
    #[must_use]
    pub fn remembering(mut self, persistent: Persistent) -> Self {
        self.persistent = persistent;
        self
    }

    /// A new session with the same server at the moment `now`: it remembers what the server remembers.
    #[must_use]
    pub fn next(&self, now: Timestamp) -> Self {
        let mut next = Self::new(now);
        next.persistent = self.persistent.clone();
        next.watched = self.watched;
        next.unlogged = self.unlogged;
        if self.awaiting == Awaiting::Connection {
            // What was said before the connection was answered is judged when it is.
            next.input.clone_from(&self.input);
        }
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
