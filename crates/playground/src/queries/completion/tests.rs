use super::*;
use crate::queries::after;
use crate::queries::palette::palette;
use crate::queries::scene::offers;
use crate::record::Timeline;
use smtp_engine::spec::Need;
use smtp_servers::postfix;

fn at_end(timeline: &Timeline, text: &str, next: Option<&str>) -> Completion {
    let (palette, offers) = (palette(timeline), offers(timeline));
    let before = Before { scene: Scene::of(timeline), palette: &palette, offers: &offers };
    complete(before, next, text, text.len())
}

fn possible(completion: &Completion) -> Vec<&str> {
    completion.possible().map(|(_, choice)| choice.text.as_str()).collect()
}

fn bar<'c>(completion: &'c Completion, text: &str) -> Option<&'c Bar> {
    completion.choices.iter().find(|choice| choice.text == text).and_then(|choice| choice.bar.as_ref())
}

const GREETED: &[&str] = &["EHLO client.example.org"];
const OPEN: &[&str] = &["EHLO client.example.org", "MAIL FROM:<joe@example.org>"];

#[test]
fn before_the_greeting_only_what_needs_none() {
    let found = at_end(&after(&postfix::MX, &[]), "", Some("EHLO client.example.org"));
    assert_eq!(possible(&found).first(), Some(&"EHLO client.example.org"));
    assert_eq!(bar(&found, "MAIL FROM:<"), Some(&Bar::Command(Availability::Needs(Need::Hello))));
    assert_eq!(bar(&found, "DATA"), Some(&Bar::Command(Availability::Needs(Need::Rcpt))));
    let barred = found.choices.iter().position(|choice| choice.bar.is_some()).expect("some are barred");
    assert!(found.choices.iter().skip(barred).all(|choice| choice.bar.is_some()), "what is possible comes first");
}

#[test]
fn data_is_barred_until_there_is_a_recipient() {
    let timeline = after(&postfix::MX, OPEN);
    let found = at_end(&timeline, "D", Some("RCPT TO:<bob@example.com>"));
    assert!(possible(&found).is_empty());
    assert_eq!(bar(&found, "DATA"), Some(&Bar::Command(Availability::Needs(Need::Rcpt))));
    assert_eq!(possible(&at_end(&timeline, "rc", None)), ["RCPT TO:<"]);
    let timeline = after(&postfix::MX, &[OPEN, &["RCPT TO:<bob@example.com>"]].concat());
    assert_eq!(possible(&at_end(&timeline, "D", None)), ["DATA"]);
}

#[test]
fn addresses_are_those_of_the_world_and_none_twice() {
    let found = at_end(&after(&postfix::MX, OPEN), "RCPT TO:<", None);
    assert!(possible(&found).contains(&"<bob@example.com>") && possible(&found).contains(&"<team@example.com>"), "{found:?}");
    let timeline = after(&postfix::MX, &[OPEN, &["RCPT TO:<bob@example.com>"]].concat());
    let found = at_end(&timeline, "RCPT TO:<", None);
    assert!(!possible(&found).contains(&"<bob@example.com>"), "{found:?}");
    assert_eq!(possible(&at_end(&timeline, "RCPT TO:<al", None)), ["<alice@example.com>"]);
    assert!(possible(&at_end(&after(&postfix::MX, GREETED), "MAIL FROM:", None)).contains(&"<>"));
}

#[test]
fn parameters_are_only_those_that_were_announced() {
    let found = at_end(&after(&postfix::MX, GREETED), "MAIL FROM:<joe@example.org> ", None);
    assert!(possible(&found).contains(&"SIZE="), "{found:?}");
    assert_eq!(bar(&found, "MT-PRIORITY="), Some(&Bar::NotAnnounced("MT-PRIORITY")));
    let found = at_end(&after(&postfix::MX, &["HELO client.example.org"]), "MAIL FROM:<joe@example.org> ", None);
    assert!(possible(&found).is_empty(), "{found:?}");
    let timeline = after(&postfix::MX, GREETED);
    let found = at_end(&timeline, "MAIL FROM:<joe@example.org> SIZE=1 ", None);
    assert!(!found.choices.iter().any(|choice| choice.text == "SIZE="), "{found:?}");
    assert_eq!(possible(&at_end(&timeline, "MAIL FROM:<joe@example.org> BODY=8", None)), ["8BITMIME"]);
    assert!(possible(&at_end(&timeline, "MAIL FROM:<joe@example.org>", None)).contains(&" SIZE="));
}

#[test]
fn mechanisms_are_those_that_were_offered() {
    let lines = ["EHLO client.example.org", "STARTTLS", "EHLO client.example.org"];
    let timeline = after(&postfix::SUBMISSION, &lines);
    let found = at_end(&timeline, "AUTH ", None);
    assert!(possible(&found).contains(&"PLAIN"), "{found:?}");
    assert!(Mechanism::ALL.iter().all(|known| found.choices.iter().any(|choice| choice.text == known.name())));
    // In the clear it announces none.
    let timeline = after(&postfix::SUBMISSION, GREETED);
    assert_eq!(bar(&at_end(&timeline, "AUTH ", None), "PLAIN"), Some(&Bar::NotOffered));
    assert_eq!(bar(&at_end(&timeline, "A", None), "AUTH "), Some(&Bar::Command(Availability::NeedsTls)));
}

#[test]
fn what_stands_there_already_is_no_choice() {
    let timeline = after(&postfix::MX, GREETED);
    assert!(at_end(&timeline, "QUIT", None).choices.is_empty());
    assert!(at_end(&timeline, "NONSENSE", None).choices.is_empty());
    assert!(at_end(&timeline, "日本", None).choices.is_empty());
}

#[test]
fn a_later_line_knows_the_lines_before_it() {
    let timeline = after(&postfix::MX, GREETED);
    let text = "MAIL FROM:<joe@example.org>\nRC";
    let found = at_end(&timeline, text, None);
    assert_eq!(possible(&found), ["RCPT TO:<"]);
    assert_eq!(found.span.of(text.as_bytes()), b"RC");
}

#[test]
fn in_a_message_and_in_a_login_other_things_are_said() {
    let timeline = after(&postfix::MX, &[OPEN, &["RCPT TO:<bob@example.com>", "DATA"]].concat());
    assert_eq!(possible(&at_end(&timeline, "sub", None)), ["Subject: "]);
    let login = ["EHLO client.example.org", "STARTTLS", "EHLO client.example.org", "AUTH LOGIN"];
    let found = at_end(&after(&postfix::SUBMISSION, &login), "", Some("YWxpY2U="));
    assert_eq!(possible(&found), ["YWxpY2U=", "*"]);
}

#[test]
fn no_caret_anywhere_breaks_it() {
    let timeline = after(&postfix::MX, OPEN);
    let (palette, offers) = (palette(&timeline), offers(&timeline));
    let before = Before { scene: Scene::of(&timeline), palette: &palette, offers: &offers };
    for text in ["RCPT TO:<bób@example.com> NOTIFY=NEVER\n\nDATA", ">><<  = :", "MAIL\tFROM :< a>b c=", "🦀 🦀"] {
        for caret in 0..=text.len() + 2 {
            let found = complete(before, None, text, caret);
            assert!(text.get(found.span.range()).is_some() || found.choices.is_empty(), "{text:?} {caret} {found:?}");
        }
    }
}
