//! The engine agrees with recordings of real servers at least as far as `tests/recordings/figures.json`
//! says. Where it agrees further, `cargo xtask test recordings -- --bless` writes the new figures, so
//! agreement can only rise.

use crate::agreement;

use std::collections::BTreeMap;
use std::path::Path;

type Committed = BTreeMap<String, BTreeMap<String, f64>>;

#[test]
fn agreement_with_the_recordings_never_falls() {
    hold(&agreement::folder());
}

/// Sessions that look for the corners of each server's syntax.
#[test]
fn agreement_with_more_recordings_never_falls() {
    hold(&agreement::folder().join("more"));
}

/// Random sessions, hostile ones among them.
#[test]
fn agreement_with_random_sessions_never_falls() {
    hold(&agreement::folder().join("random"));
}

/// Every address that the random sessions are made of.
#[test]
fn agreement_with_the_sweep_of_addresses_never_falls() {
    hold(&agreement::folder().join("sweep"));
}

fn hold(folder: &Path) {
    let path = folder.join("figures.json");
    let committed: Committed =
        serde_json::from_str(&std::fs::read_to_string(&path).expect("tests/recordings/figures.json")).expect("figures");
    let servers = agreement::recorded(folder);
    assert!(!servers.is_empty(), "no recordings were found");
    let mut fallen = Vec::new();
    for server in servers {
        let name = agreement::file_stem(server);
        let figures = committed.get(&name).unwrap_or_else(|| panic!("{name} has no figures in {}", path.display()));
        let scores = agreement::agreement(folder, server, |_| {});
        for (what, share) in scores.total.shares() {
            let floor = figures.get(what).copied().unwrap_or_else(|| panic!("{name} has no figure for {what}"));
            if share.percent() < floor {
                fallen.push(format!("{name}: {what} fell from {floor} % to {share} %"));
            }
        }
    }
    assert!(fallen.is_empty(), "{}", fallen.join("\n"));
}
