//! The engine against the recordings of real servers, and the tables against the engine.

#[path = "../agreement/mod.rs"]
mod agreement;

mod recordings;
mod table;
mod wordings;
