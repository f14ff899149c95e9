//! Floor 6: views of a session, pure functions of what happened. No browser in here, so they are tested natively.

mod addresses;
mod alignment;
pub mod comparison;
pub mod completion;
pub mod draft;
pub mod explain;
pub mod find;
pub mod first_screen;
pub mod helpers;
pub mod hint;
pub mod history;
pub mod incoming;
pub mod ink;
pub mod judged;
pub mod letter;
pub mod line;
pub mod log;
pub mod mail;
pub mod octets;
pub mod pace;
pub mod palette;
pub mod paste;
#[cfg(feature = "app")]
pub mod qr;
pub mod queue;
pub mod reader;
pub mod scene;
pub mod segments;
pub mod servers;
pub mod snippet;
pub mod status;
pub mod views;
pub mod window;
pub mod world;
