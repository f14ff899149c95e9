//! Floor 2: the server's side of a session as a state machine without input or output of its own.
//!
//! Octets, time and the outcome of a TLS handshake come in as [`Input`]; replies, deliveries, log
//! lines, delays and the closing go out as [`Effect`]. The same inputs always give the same effects.
//! What differs from server to server is a [`Server`]: the checks of each command in that server's
//! order, its limits and its words.

pub mod act;
mod awaiting;
pub mod check;
mod counts;
mod decision;
mod effect;
mod envelope;
mod event;
pub mod faults;
mod host;
mod input;
mod machine;
mod memory;
mod persistent;
mod reading;
mod refusal;
mod render;
pub mod sasl;
mod server;
mod transitions;
#[cfg(feature = "trial")]
mod trial;
mod turn;
mod wording;
mod world;

pub use crate::checks;
pub use act::Act;
pub use awaiting::Chunk;
pub use counts::{Counts, LastStep, Tally};
pub use decision::{CheckList, Decision, Outcome, Step, trail};
pub use effect::{Effect, ReadAs, Reply, Slot};
pub use envelope::{Delivery, Mailbox, Protocol, Transaction};
pub use event::Event;
pub use faults::{FAIL_DOMAIN, Failure, PlannedFault, Stage};
pub use input::{Input, Timestamp};
pub use machine::{Hello, Session};
pub use memory::Memory;
pub use persistent::Persistent;
pub use refusal::Refusal;
pub use sasl::{Mechanism, SaslError};
pub use server::{
    Auth, Check, Checks, CommandRule, DataEnd, ErrorLimits, Framing, Hooks, Limits, MessageCheck, Named, Role, Server, Verdict, Words,
    refuse_unknown,
};
pub use turn::Turn;
pub use wording::{Provenance, Source, Wording};
pub use world::{Client, Login, Network, World, Zone};
