use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use smtp_playground_lessons::{Audience, File, check_course, course, read_set, read_set_link, track_ids, write_exercise_link, write_set};

#[test]
fn the_course_has_no_problem() {
    let checked = check_course();
    let problems: String = checked.problems.iter().map(|problem| format!("{problem}\n")).collect();
    assert!(problems.is_empty(), "{problems}");
    println!("{}", checked.figures);
    assert!(checked.figures.exercises >= 72 && track_ids().count() == 13, "{}", checked.figures);
    assert_eq!(checked.figures.languages, BTreeSet::from(["en".to_owned(), "zh-CN".to_owned()]));
}

#[test]
fn every_file_of_the_course_is_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    for folder in ["lessons", "en/lessons", "zh-CN/lessons"] {
        let files: BTreeSet<String> = fs::read_dir(root.join(folder))
            .expect(folder)
            .map(|entry| entry.expect(folder).file_name().to_string_lossy().into_owned())
            .collect();
        assert_eq!(files, track_ids().map(|id| format!("{id}.toml")).collect(), "{folder}");
    }
}

#[test]
fn a_newcomer_needs_five_minutes_for_the_first_three() {
    let minutes: u64 = course().first().into_iter().flat_map(|track| &track.exercises).take(3).map(|exercise| exercise.minutes).sum();
    assert!((1..5).contains(&minutes), "{minutes}");
}

#[test]
fn the_course_is_the_same_when_it_was_written_and_read() {
    for track in course() {
        let text = write_set(&track, Audience::Teachers);
        let read = read_set(&File { name: track.id.clone(), text: text.clone() }, &[]);
        assert_eq!(read.problems, [], "{text}");
        assert_eq!(write_set(&read.set, Audience::Teachers), text);
        for exercise in &track.exercises {
            let link = write_exercise_link(exercise, Audience::Teachers);
            let shared = read_set_link(&link).unwrap_or_else(|error| panic!("{}: {error}", exercise.id));
            assert_eq!(shared.exercises.first().map(|exercise| exercise.solutions.len()), Some(exercise.solutions.len()));
            assert_eq!(write_exercise_link(&shared.exercises[0], Audience::Teachers), link, "{}", exercise.id);
        }
    }
}
