//! Floor 0: the protocol as tables. Facts, no behaviour: each row is read by dispatch, HELP,
//! completion, the state diagram and the reference pages, so they cannot disagree.

mod commands;
mod enhanced;
mod extension;
mod parameter;
mod reply;
mod rfc;
mod state;
mod verb;

pub use commands::{COMMANDS, Category, CommandSpec, Need, Pipelining, command};
pub use enhanced::Enhanced;
pub use extension::{EXTENSIONS, ExtensionSpec, extension};
pub use parameter::{PARAMETERS, ParameterSpec, parameter};
pub use reply::{ReplyClass, ReplyCode, ReplyKey};
pub use rfc::{RfcRef, rfc};
pub use state::State;
pub use verb::Verb;
