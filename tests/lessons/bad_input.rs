use proptest::prelude::*;
use smtp_playground_lessons::{Fuel, HandIn, MAX_FILE, Progress, Rules, check_set, read_file, read_set_link};

use crate::support::{SET, check, read};

#[test]
fn a_file_that_is_too_large_is_refused_before_it_is_read() {
    let problem = read_file("set.toml", &vec![b'#'; MAX_FILE + 1]).expect_err("too large");
    assert_eq!(problem.to_string(), "set.toml:1: the file has more than 1000000 octets; split the set into several files");
}

#[test]
fn a_file_that_is_not_utf8_is_refused_with_its_line() {
    let problem = read_file("set.toml", b"format = 1\nid = \"\xff\"\n").expect_err("not UTF-8");
    assert_eq!(problem.to_string(), "set.toml:2: the file is not UTF-8; save it as UTF-8");
}

#[test]
fn a_set_whose_scripts_are_endless_is_refused() {
    let script = |line: &str| SET.replace("C: EHLO client.example.org", line);
    let first = |text: &str| check(text).problems.first().map(|problem| problem.kind.to_string()).unwrap_or_default();
    assert!(first(&script("C* 100000 NOOP aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")).contains("the script is too long"));
    assert!(first(&script("C* 20000 NOOP and more than that")).contains("more than 300000 octets in one script"));
    assert!(first(&script("S* 100000 250 ok\nS* 100000 250 ok\nS* 100000 250 ok")).contains("the script is too long"));
}

#[test]
fn a_set_of_many_heavy_exercises_is_cut_and_said() {
    let exercise = SET.split_once("[[exercise]]").expect("an exercise").1;
    let heavy = exercise
        .replace("C: EHLO client.example.org", "C: EHLO client.example.org\nC* 6000 HELP aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
        .replace("\"postfix\"", "\"aiosmtpd\"");
    let many: String =
        (0..500).map(|number| format!("[[exercise]]{}", heavy.replace("two-letters", &format!("letters-{number}")))).collect();
    let text = format!("format = 1\nid = \"many\"\ntitle = \"Many\"\n{many}");
    let rules = Rules { languages: &[], reference_exists: &|_| true, work: 500_000 };
    let checked = check_set("set.toml", &read(&text), rules);
    let last = checked.problems.last().map(|problem| problem.kind.to_string()).unwrap_or_default();
    assert!(last.contains("was cut here"), "{last}");
    assert!(checked.problems.len() < 10, "{:?}", checked.problems);
}

#[test]
fn toml_that_is_nested_without_end_is_refused() {
    assert!(!read(&format!("format = 1\nx = {}", "[".repeat(100_000))).problems.is_empty());
    assert!(!read(&format!("format = 1\n[{}]", ["a"; 10_000].join("."))).problems.is_empty());
}

#[test]
fn fuel_that_is_used_up_stays_used_up() {
    let fuel = Fuel::new(10);
    assert!(fuel.spend(4) && !fuel.spend(100) && fuel.is_empty() && !fuel.spend(1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_octets_are_read_without_a_panic(octets in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(file) = read_file("x", &octets) {
            let _ = check(&file.text);
        }
        let _ = HandIn::read(&octets);
        let text = String::from_utf8_lossy(&octets);
        let _ = Progress::read(&text);
        let _ = read_set_link(&format!("l=1.{text}"));
    }

    #[test]
    fn a_damaged_set_is_read_and_checked_without_a_panic(gone in 0_usize..80, twice in 0_usize..80, moved in 0_usize..80) {
        let mut pieces: Vec<String> = SET.split_inclusive(['\n', '"', '{', '=']).map(str::to_owned).collect();
        let (gone, twice, moved) = (gone % pieces.len(), twice % pieces.len(), moved % pieces.len());
        let again = pieces[twice].clone();
        pieces.insert(moved, again);
        pieces.remove(gone);
        let _ = check(&pieces.concat());
    }
}
