//! What is fuzzed and with what: the bodies of the targets, and the corpus made from the recordings.
#![forbid(unsafe_code)]

pub mod corpus;
pub mod targets;
