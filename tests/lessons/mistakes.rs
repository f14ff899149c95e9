use std::fs;
use std::path::Path;

use crate::support::{SET, check};

/// Each file of `mistakes/` holds one mistake, and its first line says where and what: `# finds 12: text`.
#[test]
fn every_seeded_mistake_is_found_at_its_line_and_nothing_else_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/lessons/mistakes");
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("mistakes") {
        let path = entry.expect("a file").path();
        let text = fs::read_to_string(&path).expect("a text");
        let first = text.lines().next().unwrap_or_default();
        let (line, finds) =
            first.strip_prefix("# finds ").and_then(|rest| rest.split_once(": ")).unwrap_or_else(|| panic!("{path:?}: {first}"));
        let found = check(&text).problems;
        let right =
            |problem: &smtp_playground_lessons::Problem| problem.line.to_string() == line && problem.kind.to_string().contains(finds);
        if found.len() != 1 || !found.iter().all(right) {
            let found: String = found.iter().map(|problem| format!("    {problem}\n")).collect();
            wrong.push(format!("{}: {first}\n{found}", path.file_stem().unwrap_or_default().to_string_lossy()));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 40, "{count} files");
}

#[test]
fn the_set_that_the_mistakes_were_seeded_into_has_none() {
    let checked = check(SET);
    assert_eq!(checked.problems, []);
    assert_eq!(checked.figures.to_string(), "1 exercise, 1 solution, 1 wrong way, 1 reference, 1 language, 0 problems");
}
