//! The server's side of SMTP as a state machine without input or output of its own.
#![forbid(unsafe_code)]
#![deny(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

pub mod session;
pub mod spec;
pub mod syntax;
pub mod wire;
