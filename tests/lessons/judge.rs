use playground::record::{Action, Timeline};
use smtp_engine::session::Timestamp;
use smtp_playground_lessons::{Exercise, Feedback, course};

use crate::support::{check, exercise, read};

fn say(timeline: &mut Timeline, lines: &[&str]) {
    for line in lines {
        timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), Timestamp(1000));
    }
}

/// The exercise of the course.
fn of_course(id: &str) -> Exercise {
    course().iter().find_map(|track| track.exercise(id).cloned()).unwrap_or_else(|| panic!("{id}"))
}

#[test]
fn conditions_come_true_as_things_happen_and_cease_when_they_are_taken_back() {
    let exercise = exercise();
    let mut timeline = exercise.begin(Timestamp(500));
    assert!(!exercise.judge(&timeline, None).solved);
    say(&mut timeline, &["MAIL FROM:<joe@example.org>", "RCPT TO:<carol@example.com>", "DATA", "hi", "."]);
    let judgement = exercise.judge(&timeline, None);
    assert_eq!((judgement.solved, judgement.steps), (true, vec![vec![true]]));
    timeline.undo();
    assert!(!exercise.judge(&timeline, None).solved);
    timeline.redo();
    assert!(exercise.judge(&timeline, None).solved);
}

#[test]
fn a_wrong_way_gets_its_word_once_under_the_line_that_caused_it() {
    let exercise = exercise();
    let mut timeline = exercise.begin(Timestamp(500));
    let before = timeline.cursor();
    say(&mut timeline, &["NOOP", "RCPT TO:<carol@example.com>", "RCPT TO:<carol@example.com>"]);
    assert_eq!(exercise.feedback(&timeline, None), [Feedback { input: before + 1, wrong: 0 }]);
    assert_eq!(exercise.judge(&timeline, None).wrong, Some(0));
}

#[test]
fn the_parts_of_a_long_exercise_come_one_after_the_other() {
    let exercise = of_course("submit-whole");
    let mut timeline = exercise.begin(Timestamp(500));
    assert_eq!(exercise.judge(&timeline, None).current, 0);
    say(&mut timeline, &["EHLO client.example.org", "STARTTLS"]);
    assert_eq!(exercise.judge(&timeline, None).current, 1);
    say(&mut timeline, &["EHLO client.example.org", "AUTH PLAIN AGJvYkBleGFtcGxlLmNvbQBidWlsZGVy"]);
    assert_eq!(exercise.judge(&timeline, None).current, 2);
}

/// Whether `goal` holds after `script`, where there is nothing before it but the greeting.
fn holds(goal: &str, script: &str) -> bool {
    let text = format!(
        "format = 1\nid = \"x\"\ntitle = \"x\"\n[[exercise]]\nid = \"x\"\nserver = \"postfix\"\ngoal = [{goal}]\nsolution = '''\n{script}\n'''\n"
    );
    let read = read(&text);
    assert_eq!(read.problems, [], "{goal}");
    !check(&text).problems.iter().any(|problem| problem.kind.to_string().contains("does not reach the goal"))
}

#[test]
fn every_condition_says_what_it_means() {
    const HELLO: &str = "C: EHLO client.example.org\n";
    const MAIL: &str = "C: EHLO client.example.org\nC: MAIL FROM:<joe@example.org>\n";
    const SENT: &str = "C: EHLO client.example.org\nC: MAIL FROM:<joe@example.org>\nC: RCPT TO:<alice@example.com>\nC: DATA\nC: Subject: a\nC: X: 1\nC:  2\nC:\nC: one\nC: two\nC: .\n";
    let cases: &[(&str, &str, bool)] = &[
        (r#"{ reply = "ehlo-ok" }"#, HELLO, true),
        (r#"{ reply = "ehlo-ok", times = 2 }"#, HELLO, false),
        ("{ code = 250 }", HELLO, true),
        ("{ class = 5 }", HELLO, false),
        (r#"{ code = 220, verb = "CONNECT" }"#, "", true),
        (r#"{ class = 5, verb = "UNKNOWN" }"#, "C: XYZZY", true),
        (r#"{ class = 2, verb = "MESSAGE" }"#, SENT, true),
        (r#"{ class = 3, verb = "MESSAGE" }"#, SENT, false),
        (r#"{ text = "PIPELINING" }"#, HELLO, true),
        ("{ lines_at_least = 5 }", HELLO, true),
        ("{ lines_at_least = 50 }", HELLO, false),
        (r#"{ check = "mail_given" }"#, "C: EHLO a\nC: RCPT TO:<alice@example.com>", true),
        (r#"{ said = "MAIL" }"#, MAIL, true),
        (r#"{ said = "MAIL", parameter = "SIZE" }"#, MAIL, false),
        (r#"{ said = "MAIL", parameter = "SIZE=5" }"#, "C: EHLO a\nC: MAIL FROM:<joe@example.org> size=5", true),
        (r#"{ parameter = "SIZE", verb = "MAIL" }"#, "C: EHLO a\nC: MAIL FROM:<joe@example.org> SIZE=5", true),
        (r#"{ parameter = "SIZE" }"#, "C: EHLO a\nC: MAIL FROM:<joe@example.org> SIZE=99999999", false),
        (r#"{ in_text = "QUIT" }"#, "C: EHLO a\nC: MAIL FROM:<>\nC: RCPT TO:<bob@example.com>\nC: DATA\nC: quit", true),
        (r#"{ in_text = "QUIT" }"#, "C: QUIT", false),
        (r#"{ state = "mail-given" }"#, MAIL, true),
        (r#"{ hello = "EHLO" }"#, HELLO, true),
        (r#"{ hello = "HELO" }"#, HELLO, false),
        (r#"{ tls = false }"#, HELLO, true),
        (r#"{ login = "" }"#, HELLO, true),
        (
            r#"{ delivered = { to = "alice", from = "JOE@example.org", header = { subject = "A", X = "1 2" }, body = "two", line = ["one", "two"] } }"#,
            SENT,
            true,
        ),
        (r#"{ delivered = { only_to = ["alice", "bob"] } }"#, SENT, false),
        (
            r#"{ delivered = { not_to = "bob", no_header = "To", eight_bit = false, tls = false, from_null = false, bytes_at_least = 20, bytes_at_most = 40, has_text = true } }"#,
            SENT,
            true,
        ),
        (r#"{ delivered = { bytes_at_most = 10 } }"#, SENT, false),
        (r#"{ closed = "by-server" }"#, "C: QUIT", true),
        (r#"{ closed = "by-client" }"#, "@disconnect", true),
        ("{ connections = 2 }", "@disconnect\n@connect", true),
        ("{ connections = 2 }", "@disconnect", false),
        ("{ commands_at_most = 1 }, { said = \"EHLO\" }", HELLO, true),
        ("{ commands_at_most = 1 }, { said = \"MAIL\" }", MAIL, false),
        ("{ sends_at_most = 1 }, { said = \"MAIL\" }", r#"C\ "EHLO a\r\nMAIL FROM:<>\r\n""#, true),
        ("{ passed = 60 }", "@wait 61", true),
        ("{ passed = 60 }", "@wait 59", false),
        (r#"{ edited = "users" }"#, "@world users = +dora", true),
        (r#"{ edited_only = "users" }, { edited = "users" }"#, "@world users = +dora\n@world aliases = +d: dora", false),
        (r#"{ any = [{ code = 421 }, { code = 250 }] }"#, HELLO, true),
        (r#"{ all = [{ code = 421 }, { code = 250 }] }"#, HELLO, false),
        (r#"{ never = { code = 421 } }, { code = 250 }"#, HELLO, true),
        (r#"{ order = [{ said = "EHLO" }, { said = "MAIL" }] }"#, MAIL, true),
        (r#"{ order = [{ said = "MAIL" }, { said = "EHLO" }] }"#, MAIL, false),
        (r#"{ order = [{ state = "mail-given" }, { state = "ready" }] }"#, "C: EHLO a\nC: MAIL FROM:<>\nC: RSET\nC: HELP", true),
        (
            r#"{ on = "strict mx", expect = [{ class = 5, verb = "MAIL" }] }, { code = 250 }"#,
            "C: EHLO a.example\nC: MAIL FROM: <joe@example.org>",
            true,
        ),
        (
            r#"{ in_world = "users = +dora", expect = [{ reply = "rcpt-ok" }] }, { reply = "user-unknown" }"#,
            "C: EHLO a\nC: MAIL FROM:<>\nC: RCPT TO:<dora@example.com>",
            true,
        ),
    ];
    for (goal, script, wanted) in cases {
        assert_eq!(holds(goal, script), *wanted, "{goal}\n{script}");
    }
}

#[test]
fn what_the_server_holds_back_counts_as_waiting() {
    let exercise = of_course("tarpit");
    let mut timeline = exercise.begin(Timestamp(500));
    say(&mut timeline, &["VRFY a1", "VRFY a2", "VRFY a3"]);
    assert!(!exercise.judge(&timeline, None).steps[0][0]);
    say(&mut timeline, &["VRFY a4", "VRFY a5", "VRFY a6", "VRFY a7", "VRFY a8"]);
    assert!(exercise.judge(&timeline, None).steps[0][0]);
}
