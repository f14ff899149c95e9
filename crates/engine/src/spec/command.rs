//! What the command table says about a command.

use super::{ReplyKey, RfcRef, State, Verb};

/// Which group of the reference a command stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// Of the connection and session.
    Session,
    /// Of authentication.
    Auth,
    /// Of the mail transaction.
    Message,
}

/// What must have happened before a command may come (RFC 5321 section 4.1.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Need {
    /// EHLO or HELO was accepted.
    Hello,
    /// MAIL was accepted.
    Mail,
    /// At least one RCPT was accepted.
    Rcpt,
    /// No mail transaction is open.
    NoTransaction,
    /// TLS is not active.
    NoTls,
    /// Nobody is logged in.
    NoLogin,
    /// No BDAT chunk has come in this transaction.
    NoChunk,
}

/// Where a command may stand in a group of pipelined ones (RFC 2920 section 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pipelining {
    /// Anywhere in the group.
    Anywhere,
    /// Only as the last of a group: the client must read the reply before it goes on.
    Last,
}

/// One command: what it is, when it may come, where it leads, what can be answered.
#[derive(Clone, Copy, Debug)]
pub struct CommandSpec {
    /// The verb.
    pub verb: Verb,
    /// Its group in the reference.
    pub category: Category,
    /// The line's syntax for readers; the ABNF is in the RFC section.
    pub syntax: &'static str,
    /// What must have happened before.
    pub needs: &'static [Need],
    /// The states that it can lead to when it succeeds; none where it leaves the state as it is.
    pub leads_to: &'static [State],
    /// Where it may stand in a pipelined group.
    pub pipelining: Pipelining,
    /// Every reply that some simulated server gives to it.
    pub replies: &'static [ReplyKey],
    /// Lines to try.
    pub samples: &'static [&'static str],
    /// Where it is defined.
    pub rfc: RfcRef,
    /// Not in any RFC: a vendor's own.
    pub vendor: bool,
}

impl Need {
    /// Whether it is met in `state`, as far as the state alone can tell.
    pub fn is_met_in(self, state: State) -> bool {
        match self {
            Self::Hello => state != State::Connected,
            Self::Mail => state.in_transaction(),
            Self::Rcpt => matches!(state, State::RcptGiven | State::Chunking),
            Self::NoTransaction => !state.in_transaction(),
            Self::NoChunk => state != State::Chunking,
            Self::NoTls | Self::NoLogin => true,
        }
    }
}

impl CommandSpec {
    /// Whether its needs are met in `state`, as far as the state alone can tell (TLS and login are not
    /// part of it).
    pub fn allowed_in(&self, state: State) -> bool {
        self.unmet_in(state).is_none()
    }

    /// The first need that is not met in `state`.
    pub fn unmet_in(&self, state: State) -> Option<Need> {
        self.needs.iter().copied().find(|need| !need.is_met_in(state))
    }
}
