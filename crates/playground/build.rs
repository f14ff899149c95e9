//! Turns `content/`, which translators and teachers edit, into static tables for `crates/playground/src/content`.
//!
//! What is wrong in a content file fails the build with the file, the line and what to do.

#[path = "build/mod.rs"]
mod build;

fn main() {
    build::run();
}
