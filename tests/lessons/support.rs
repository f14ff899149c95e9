use smtp_playground_lessons::{Checked, Exercise, File, Read, Rules, SET_WORK, Set, check_set, read_set, reference_exists};

/// Reads a set that somebody has written.
pub(crate) fn read(text: &str) -> Read {
    read_set(&File { name: "set.toml".to_owned(), text: text.to_owned() }, &[])
}

/// Reads and checks it.
pub(crate) fn check(text: &str) -> Checked {
    check_set("set.toml", &read(text), Rules { languages: &[], reference_exists: &reference_exists, work: SET_WORK })
}

/// A set without a problem, of one exercise.
pub(crate) const SET: &str = include_str!("week-3.toml");

/// The set of [`SET`].
pub(crate) fn set() -> Set {
    let read = read(SET);
    assert_eq!(read.problems, []);
    read.set
}

/// Its exercise.
pub(crate) fn exercise() -> Exercise {
    set().exercises.remove(0)
}
