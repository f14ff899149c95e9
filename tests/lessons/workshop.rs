//! An exercise is made from a session, and comes to what its maker did.

use playground::record::{Action, Timeline};
use smtp_engine::session::{Timestamp, World};
use smtp_playground_lessons::{
    Exercise, Predicate, Rules, SET_WORK, Set, check_text, conditions_that_became_true, language_of_words, reference_exists, write_alone,
};

/// A session with Postfix in which `lines` were said.
fn session(lines: &[&str]) -> Timeline {
    let mut timeline = Timeline::new(smtp_servers::find("postfix", smtp_engine::session::Role::Mx).expect("Postfix"), World::standard());
    timeline.act(Action::Connect, Timestamp(1_000_000));
    say(&mut timeline, lines);
    timeline
}

fn say(timeline: &mut Timeline, lines: &[&str]) {
    for line in lines {
        let now = timeline.latest().unwrap_or_default().plus(1000);
        timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), now);
    }
}

fn found<'c>(conditions: &'c [Predicate], written: &str) -> &'c Predicate {
    conditions.iter().find(|condition| condition.written().contains(written)).unwrap_or_else(|| {
        panic!("no {written} in {:?}", conditions.iter().map(Predicate::written).collect::<Vec<_>>());
    })
}

#[test]
fn an_exercise_that_was_made_from_a_session_is_one_that_the_compiler_passes() {
    let mut timeline = session(&["EHLO client.example.org"]);
    let mut exercise = Exercise::beginning_at("own", &timeline);
    let start = exercise.start_len();
    assert_eq!(start, 2);

    // A mistake on the way, and the way.
    let mut astray = timeline.clone();
    say(&mut astray, &["RCPT TO:<carol@example.com>"]);
    say(&mut timeline, &["MAIL FROM:<joe@example.org>", "RCPT TO:<carol@example.com>", "DATA", "Subject: Hi", "", "Hello", "."]);
    exercise.solve_as(&timeline);
    let conditions = conditions_that_became_true(&timeline, &exercise.world, start);
    exercise.toggle_condition(0, found(&conditions, "delivered"), "", "Carol has a letter");
    let mistakes = conditions_that_became_true(&astray, &exercise.world, start);
    let mistake = found(&mistakes, "503");
    let beside = exercise.beside_the_way(vec![mistake.clone(), found(&conditions, "354").clone()]);
    assert_eq!(beside.iter().map(Predicate::written).collect::<Vec<_>>(), [mistake.written()]);
    let wrong = exercise.go_wrong_as(&astray, mistake.clone());

    let language = language_of_words(&exercise, "en").to_owned();
    assert_eq!(language, "");
    exercise.title.put(&language, "A letter for Carol".to_owned());
    exercise.story.put(&language, "Carol waits for a letter from joe@example.org.".to_owned());
    exercise.after.put(&language, "The envelope decides.".to_owned());
    exercise.steps[0].hints.put(&language, vec!["Who is it from?".to_owned(), "RCPT TO:<carol@example.com>".to_owned()]);
    exercise.wrong[wrong].say.put(&language, "The sender comes first.".to_owned());
    exercise.refs.push(("RFC 5321 section 3.3".to_owned(), 0));

    let rules = Rules { languages: &[], reference_exists: &reference_exists, work: SET_WORK };
    let text = write_alone(&Set::default(), &exercise);
    let (set, checked) = check_text(&text, rules);
    assert_eq!(checked.problems.iter().map(ToString::to_string).collect::<Vec<_>>(), [""; 0], "{text}");
    let again = set.expect("a set").exercises.remove(0);
    assert_eq!(write_alone(&Set::default(), &again), text);
    assert!(again.judge(&timeline, None).solved);
    assert_eq!(again.judge(&astray, None).wrong, Some(0));
}

#[test]
fn only_what_was_not_so_at_the_start_is_offered() {
    let timeline = session(&["EHLO client.example.org", "MAIL FROM:<joe@example.org>"]);
    let offered =
        |start| conditions_that_became_true(&timeline, &World::standard(), start).iter().map(Predicate::written).collect::<Vec<_>>();
    let after_hello = offered(2);
    assert!(after_hello.iter().all(|condition| !condition.contains("EHLO") && !condition.contains("CONNECT")), "{after_hello:?}");
    assert!(after_hello.iter().any(|condition| condition.contains("\"MAIL\"")), "{after_hello:?}");
    assert_eq!(offered(3), [""; 0]);
}

#[test]
fn a_condition_that_is_taken_out_takes_its_words_along() {
    let timeline = session(&["EHLO client.example.org", "MAIL FROM:<joe@example.org>"]);
    let mut exercise = Exercise::beginning_at("own", &session(&[]));
    let conditions = conditions_that_became_true(&timeline, &exercise.world, 1);
    for (condition, label) in conditions.iter().zip(["one", "two", "three"]) {
        exercise.toggle_condition(0, condition, "en", label);
    }
    exercise.toggle_condition(0, &conditions[1], "en", "");
    assert_eq!(exercise.steps[0].labels.get("en"), ["one", "three"]);
    assert_eq!(exercise.steps[0].goal.len(), 2);
}
