//! The fuzz targets on a stable toolchain: what the recordings hold, and small changes of it, the same in each
//! run. `cargo fuzz run TARGET` goes further (CONTRIBUTING.md).

#[path = "../fuzz/src/corpus.rs"]
#[allow(unreachable_pub, reason = "fuzz/ is a crate of its own and shows them")]
mod corpus;
#[path = "../fuzz/src/targets/mod.rs"]
#[allow(unreachable_pub, reason = "fuzz/ is a crate of its own and shows them")]
mod targets;

use corpus::Changes;

/// Runs `target` with all `seeds`, and with so many changed ones.
fn run(target: fn(&[u8]), seeds: &[Vec<u8>], changed: usize) {
    assert!(seeds.len() > 50, "only {} seeds", seeds.len());
    seeds.iter().for_each(|seed| told(target, seed));
    let mut changes = Changes::new(seeds.len() as u64);
    for number in 0..changed {
        let (seed, other) = (&seeds[number * 7 % seeds.len()], &seeds[number * 13 % seeds.len()]);
        told(target, &changes.of(seed, other));
    }
}

/// Runs `target`; where it fails, what it was given is told.
fn told(target: fn(&[u8]), data: &[u8]) {
    if let Err(failure) = std::panic::catch_unwind(|| target(data)) {
        eprintln!("given \"{}\"", data.escape_ascii());
        std::panic::resume_unwind(failure);
    }
}

#[test]
fn parser() {
    run(targets::parser, &corpus::lines(), 5000);
}

#[test]
fn session() {
    run(targets::session, &corpus::sessions(), 1000);
}

#[test]
fn import() {
    run(targets::import, &corpus::logs(), 1000);
}

#[test]
fn link() {
    run(targets::link, &corpus::links(), 1000);
}
