//! Floor 1: a line becomes a command, tokens with spans, and every fault in it.
//!
//! The parser is made for learners: it never gives up at the first fault, each fault says where it is
//! and, where one is obvious, how to mend it. It knows no server: the servers decide which faults
//! refuse the line (Postfix takes `MAIL FROM: <a@b>`, a strict server does not).

mod argument;
mod domain;
mod fault;
mod matches;
mod mend;
mod octets;
mod parameters;
mod parse;
mod path;
mod quoting;
mod spelling;
mod token;
mod values;
mod xtext;

pub use argument::{Argument, AuthArgument, ChunkArgument, PathArgument};
pub use domain::{DomainKind, check_domain, is_address_literal};
pub use fault::{Fault, FaultKind, Fix};
pub use matches::{Match, matches};
pub use parameters::Parameter;
pub use parse::{Parsed, parse};
pub use path::{Path, parse_path};
pub use spelling::closest;
pub use token::{Role, Token};
pub use xtext::{XtextError, decode_xtext, encode_xtext};
