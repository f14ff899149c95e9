//! Floor 0: the protocol as tables. Facts, no behaviour: each row is read by dispatch, HELP,
//! completion, the state diagram and the reference pages, so they cannot disagree.

mod command;
mod command_replies;
mod commands;
mod enhanced;
mod extension;
mod grammar;
mod parameter;
mod reply;
mod reply_code;
mod rfc;
mod state;
mod verb;

pub use command::{Category, CommandSpec, Need, Pipelining};
pub use commands::{COMMANDS, command};
pub use enhanced::Enhanced;
pub use extension::{EXTENSIONS, ExtensionSpec, extension};
pub use grammar::{GrammarRule, LINES, RULES, grammar, line_rule};
pub use parameter::{PARAMETERS, ParameterSpec, parameter};
pub use reply::ReplyKey;
pub use reply_code::{ReplyClass, ReplyCode};
pub use rfc::{RfcRef, rfc};
pub use state::State;
pub use verb::Verb;
