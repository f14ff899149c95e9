//! Starts the first screen, nothing else.
#![forbid(unsafe_code)]

fn main() {
    smtp_playground_start::run();
}
