use smtp_playground_lessons::{
    Audience, LessonLinkError, MAX_LESSON_LINK, check_set, read_set_link, reference_exists, write_exercise_link, write_set, write_set_link,
};
use smtp_playground_lessons::{Read, Rules, SET_WORK};

use crate::support::{exercise, read, set};

#[test]
fn a_set_for_students_has_no_solutions_and_no_problem() {
    let text = write_set(&set(), Audience::Students);
    assert!(!text.contains("solution") && !text.contains("try ="), "{text}");
    let read = read(&text);
    assert!(read.set.for_students && read.set.exercises[0].solutions.is_empty());
    let checked = check_set("set.toml", &read, Rules { languages: &[], reference_exists: &reference_exists, work: SET_WORK });
    assert_eq!(checked.problems, []);
}

#[test]
fn an_exercise_travels_in_a_link() {
    let exercise = exercise();
    let link = write_exercise_link(&exercise, Audience::Students);
    assert!(link.len() < 1000, "{}", link.len());
    let shared = read_set_link(&format!("#{link}")).expect("a set");
    assert_eq!(shared.exercises[0].story, exercise.story);
    assert_eq!(shared.exercises[0].wrong.len(), exercise.wrong.len());
    let whole = read_set_link(&write_set_link(&set(), Audience::Teachers)).expect("a set");
    assert_eq!(write_set(&whole, Audience::Teachers), write_set(&set(), Audience::Teachers));
    let checked = check_set(
        "link",
        &Read { set: whole, problems: Vec::new() },
        Rules { languages: &[], reference_exists: &reference_exists, work: SET_WORK },
    );
    assert_eq!(checked.problems, []);
}

#[test]
fn what_is_wrong_with_a_link_is_said() {
    let good = write_exercise_link(&exercise(), Audience::Teachers);
    let error = |fragment: &str| read_set_link(fragment).expect_err("an error");
    assert_eq!(error("s=1.abc"), LessonLinkError::NotALink);
    assert_eq!(error("l=9.abc"), LessonLinkError::Version("9".to_owned()));
    assert_eq!(error(&good[..good.len() - 4]), LessonLinkError::Damaged);
    assert_eq!(error("l=1.!!"), LessonLinkError::Damaged);
    assert_eq!(error(&format!("l=1.{}", "A".repeat(MAX_LESSON_LINK + 1))), LessonLinkError::TooLarge);
}
