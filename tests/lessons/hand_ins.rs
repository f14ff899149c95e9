use playground::record::{Action, Timeline};
use smtp_engine::session::{Role, Timestamp, World};
use smtp_playground_lessons::{Attempt, ForeignSession, HandIn, HandInError, Verdict, csv, grade, table};

use crate::support::{exercise, set};

const SOLUTION: [&str; 6] = ["XYZZY", "MAIL FROM:<joe@example.org>", "RCPT TO:<carol@example.com>", "DATA", "hi", "."];

fn timeline(start: u64, pause: u64, lines: &[&str]) -> Timeline {
    let mut timeline = exercise().begin(Timestamp(start));
    for (number, line) in lines.iter().enumerate() {
        timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), Timestamp(start + pause * (number as u64 + 1)));
    }
    timeline
}

fn hand_in(student: &str, timeline: Timeline) -> HandIn {
    let attempt = Attempt { exercise: "two-letters".to_owned(), hints: 1, pick: None, timeline };
    HandIn { set: "week-3".to_owned(), student: student.to_owned(), attempts: vec![attempt] }
}

fn passed_on(hand_in: &HandIn) -> HandIn {
    HandIn::read(hand_in.write(|_| World::standard()).as_bytes()).expect("a hand-in")
}

#[test]
fn a_hand_in_is_judged_anew_by_its_inputs() {
    let hand_ins = [
        passed_on(&hand_in("Ann, A.", timeline(1_000_000, 20_000, &SOLUTION))),
        passed_on(&hand_in("=Bob", timeline(9_000_000, 7_000, &SOLUTION[..4]))),
        passed_on(&hand_in("Eve", timeline(5_000_000, 20_000, &SOLUTION))),
    ];
    let grades = grade(&[set()], &hand_ins);
    assert_eq!(
        csv(&grades),
        "name,exercise,solved,commands,minutes,hints,refusals,same stamps as\r\n\
         \"Ann, A.\",two-letters,yes,4,2.0,1,1,Eve\r\n\
         '=Bob,two-letters,no,4,0.4,1,1,\r\n\
         Eve,two-letters,yes,4,2.0,1,1,\"Ann, A.\"\r\n"
    );
    assert!(table(&grades).lines().count() == 4);
}

#[test]
fn a_session_that_does_not_begin_as_the_exercise_does_is_not_one_of_it() {
    let server = |id| smtp_servers::find(id, Role::Mx).expect(id);
    let with = |timeline: Timeline| grade(&[set()], &[hand_in("x", timeline)])[0].verdict;
    assert_eq!(with(timeline(0, 1, &SOLUTION).with_server(server("exim"))), Verdict::OtherSession(ForeignSession::Server));
    let easier = World { aliases: vec![("bob".into(), vec!["carol".into()])], ..World::standard() };
    assert_eq!(with(timeline(0, 1, &SOLUTION).with_world(easier)), Verdict::OtherSession(ForeignSession::World));
    let mut other_start = Timeline::new(server("postfix"), World::standard());
    other_start.act(Action::Connect, Timestamp(0));
    assert_eq!(with(other_start), Verdict::OtherSession(ForeignSession::Start));
    assert_eq!(with(timeline(0, 1, &SOLUTION)), Verdict::Solved);
    let mut unknown = hand_in("x", timeline(0, 1, &SOLUTION));
    unknown.attempts[0].exercise = "nosuch".to_owned();
    assert_eq!(grade(&[set()], &[unknown])[0].verdict, Verdict::UnknownExercise);
}

#[test]
fn a_damaged_hand_in_is_refused_with_line_and_reason() {
    let good = hand_in("Ann", timeline(0, 1, &SOLUTION)).write(|_| World::standard());
    let wrong = |text: &str| HandIn::read(text.as_bytes()).expect_err("damage");
    assert!(matches!(wrong(&good[..good.len() - 3]), HandInError::Damaged(10.., _)));
    assert_eq!(wrong(&good.replace("hand_in\": 1", "hand_in\": 2")), HandInError::Version(2));
    assert!(matches!(wrong(&good.replace("s=1.", "s=1.A")), HandInError::Session { .. }));
    assert!(matches!(wrong(&good.replace("\"hints\"", "\"run\"")), HandInError::Damaged(..)));
    assert_eq!(HandIn::read(&vec![b' '; 5_000_000]).expect_err("size"), HandInError::TooLarge);
    assert_eq!(HandIn::read(b"\xff").expect_err("UTF-8"), HandInError::NotUtf8);
}

#[test]
fn a_password_of_ones_own_does_not_leave_with_a_hand_in() {
    let text = hand_in("Ann", timeline(0, 1, &["AUTH PLAIN c2VjcmV0"])).write(|_| World::standard());
    let read = HandIn::read(text.as_bytes()).expect("a hand-in");
    let sent: String = read.attempts[0].timeline.all_actions().map(|(_, action)| format!("{action:?}")).collect();
    let octets = format!("{:?}", Action::Send(b"AUTH PLAIN c2VjcmV0\r\n".to_vec()));
    assert!(!sent.contains(&octets));
}
