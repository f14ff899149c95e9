//! Each refusal names the check that made it, and the way to it is the server's own list.

use playground::record::{Action, EventKind, Timeline};
use smtp_engine::session::{CheckList, Decision, Outcome, Server, Timestamp, World, trail};
use smtp_engine::spec::{ReplyKey, Verb};

fn decisions(server: &'static Server, lines: &[&str]) -> Vec<(Option<Verb>, ReplyKey, Decision)> {
    let mut timeline = Timeline::new(server, World::standard());
    timeline.act(Action::Connect, Timestamp(0));
    for line in lines {
        timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), Timestamp(0));
    }
    let mut verb = None;
    let mut found = Vec::new();
    for event in timeline.events() {
        match &event.kind {
            EventKind::Command { parsed, .. } => verb = parsed.verb,
            EventKind::Reply(reply) => found.push((verb, reply.key, reply.decision)),
            _ => {}
        }
    }
    found
}

#[test]
fn a_refusal_that_a_check_made_is_found_on_the_way_of_its_command() {
    let lines = [
        "RCPT TO:<bob@example.com>",
        "EHLO client.example.org",
        "STARTTLS now",
        "MAIL FROM:<joe@example.org> SIZE=99999999999",
        "DATA",
        "MAIL FROM:<joe@example.org>",
        "MAIL FROM:<joe@example.org>",
        "RCPT TO:<nobody@example.com>",
        "BDAT x",
        "VRFY",
        "AUTH",
    ];
    let mut by_checks = 0;
    for server in smtp_servers::ALL {
        for (verb, key, decision) in decisions(server, &lines) {
            let (Some(verb), Decision::Check(list, _)) = (verb, decision) else { continue };
            let way = trail(server, verb, decision, list == CheckList::Message);
            let refused: Vec<_> = way.iter().filter(|step| step.outcome == Outcome::Refused).collect();
            assert_eq!(refused.len(), usize::from(!way.is_empty()), "{server:?} {} {key:?} {decision:?}: {way:?}", verb.name());
            by_checks += 1;
        }
    }
    assert!(by_checks > smtp_servers::ALL.len() * 3, "only {by_checks} refusals by checks");
}

#[test]
fn a_recipient_that_comes_too_early_is_refused_by_the_check_for_mail() {
    let found = decisions(&smtp_servers::postfix::MX, &["EHLO client.example.org", "RCPT TO:<bob@example.com>"]);
    let Some(&(Some(verb), ReplyKey::NeedMail, decision)) = found.last() else { panic!("{found:?}") };
    let way = trail(&smtp_servers::postfix::MX, verb, decision, false);
    let outcomes: Vec<_> = way.iter().map(|step| (step.name, step.outcome)).collect();
    assert_eq!(
        outcomes[..4],
        [
            ("is_utf8", Outcome::Passed),
            ("has_a_word", Outcome::Passed),
            ("mail_given", Outcome::Refused),
            ("no_recipient_after_chunk", Outcome::NotReached)
        ]
    );
    assert!(outcomes.contains(&("no_relaying", Outcome::NotReached)), "the recipient policy stands in its place");
}

#[test]
fn what_is_refused_on_demand_and_what_is_done_say_so() {
    let found = decisions(&smtp_servers::postfix::MX, &["EHLO client.example.org", "MAIL FROM:<full@fail.test>"]);
    assert_eq!(found.first().map(|found| found.2), Some(Decision::Act));
    let found = decisions(&smtp_servers::postfix::MX, &["EHLO a.example", "MAIL FROM:<joe@example.org>", "RCPT TO:<greylist@fail.test>"]);
    assert_eq!(found.last().map(|found| found.2), Some(Decision::Demand), "{found:?}");
}

#[test]
fn every_check_has_a_name_of_its_own_on_its_way() {
    for server in smtp_servers::ALL {
        for rule in server.commands {
            let way = trail(server, rule.verb, Decision::Act, false);
            assert!(way.iter().all(|step| !step.name.is_empty() && !step.name.contains(':')), "{server:?} {way:?}");
            assert!(way.iter().all(|step| step.outcome == Outcome::Passed));
        }
    }
}
