//! Starts the first screen, nothing else.
#![forbid(unsafe_code)]
#![deny(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

fn main() {
    smtp_playground_start::run();
}
