//! The server's side of SMTP as a state machine without input or output of its own.
#![forbid(unsafe_code)]

pub mod session;
pub mod spec;
pub mod syntax;
pub mod wire;
