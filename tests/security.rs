//! SECURITY.md names a test for each of its claims: these tests are there.

use std::fs;
use std::path::Path;

/// The file and the title of each test that the tables name.
fn named(text: &str) -> Vec<(&str, &str)> {
    let rows = text.lines().filter(|line| line.starts_with('|')).filter_map(|line| line.trim_end_matches('|').rsplit_once("| "));
    let tests = rows.flat_map(|(_, tests)| tests.split("; "));
    tests
        .filter_map(|test| test.trim().strip_prefix('`')?.split_once("`: "))
        .map(|(file, title)| (file, title.split(" (").next().unwrap_or(title)))
        .collect()
}

#[test]
fn each_claim_is_held_by_a_test_that_is_there() {
    let root = Path::new(env!("PROJECT_ROOT"));
    let text = fs::read_to_string(root.join("SECURITY.md")).expect("SECURITY.md");
    let named = named(&text);
    assert!(named.len() > 20, "{named:?}");
    for (file, title) in named {
        let source = fs::read_to_string(root.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        let is_there = source.contains(&format!("\"{title}\"")) || source.contains(&format!("fn {title}("));
        assert!(is_there, "{file} has no test {title:?}");
    }
}
