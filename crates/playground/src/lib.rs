//! The page without pixels: what happened ([`record`]), what we teach ([`content`]), and what is shown of it
//! ([`queries`]), as data and pure functions. The page, the first screen, the static reference and the program
//! for the command line all stand on this crate; it knows no browser.
#![forbid(unsafe_code)]
#![deny(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

pub mod content;
pub mod queries;
pub mod record;
