//! Floor 2: the server's side of a session as a state machine without input or output of its own.
//!
//! Octets, time and the outcome of a TLS handshake come in as [`Input`]; replies, deliveries, log
//! lines, delays and the closing go out as [`Effect`]. The same inputs always give the same effects.
//! What differs from server to server is a [`Server`]: the checks of each command in that server's
//! order, its limits and its words.

pub mod act;
pub mod check;
mod counts;
mod effect;
mod envelope;
mod input;
pub(crate) mod machine;
mod reading;
mod render;
pub mod sasl;
mod server;
mod turn;
mod world;

pub use act::Act;
pub use counts::{Counts, LastStep, Tally};
pub use effect::{Effect, Reply, Slot};
pub use envelope::{Delivery, Mailbox, Protocol, Transaction};
pub use input::{Input, Timestamp};
pub use machine::{Hello, Session};
pub use sasl::{Mechanism, SaslError};
pub use server::{
    Check, CommandRule, ErrorLimits, Event, Habits, MessageCheck, Provenance, Refusal, Role, Server, Source, Verdict, Wording,
};
pub use turn::Turn;
pub use world::{Client, Login, World, Zone};
