//! Turns `data/causes.toml`, `data/providers.toml`, `data/replies.toml` and `content/*/causes.toml` into static tables.

#[path = "build/mod.rs"]
mod build;

fn main() {
    build::run();
}
