//! Conditions in words, for learners and their teachers.

use leptos::prelude::Get;

use crate::store::Store;
use playground::content::{Label, reference};
use smtp_playground_lessons::{Answered, DeliveredPattern, Predicate, ReplyPattern, Side};

/// What `condition` asks for, in the language of the page; as it is written in a file where there are no words for it.
pub(super) fn describe(store: Store, condition: &Predicate) -> String {
    let (text, times) = match condition {
        Predicate::Reply(pattern, times) => (reply(store, pattern), *times),
        Predicate::Delivered(pattern, times) => (delivered(store, pattern), *times),
        Predicate::State(state) => {
            let name = reference::state(store.language.get(), *state).name;
            (Some(store.filled(Label::MakeIsState, &[("state", name)])), 1)
        }
        Predicate::Tls(true) => (Some(store.text(Label::MakeIsTls).to_owned()), 1),
        Predicate::Login(who) if !who.is_empty() => (Some(store.filled(Label::MakeIsLogin, &[("who", who)])), 1),
        Predicate::Mechanism(what) => (Some(store.filled(Label::MakeIsMechanism, &[("what", what)])), 1),
        Predicate::Extended(extended) => (Some(store.filled(Label::MakeIsHello, &[("what", if *extended { "EHLO" } else { "HELO" })])), 1),
        Predicate::Closed(side, times) => {
            let label = if *side == Side::Server { Label::MakeIsClosedByServer } else { Label::MakeIsClosedByClient };
            (Some(store.text(label).to_owned()), *times)
        }
        Predicate::Connections(count) => (Some(store.filled(Label::MakeIsConnections, &[("count", &count.to_string())])), 1),
        _ => (None, 1),
    };
    match text {
        None => condition.written(),
        Some(text) if times > 1 => store.filled(Label::MakeIsTimes, &[("what", &text), ("count", &times.to_string())]),
        Some(text) => text,
    }
}

/// A reply that is known by its number alone, and by what it answers.
fn reply(store: Store, pattern: &ReplyPattern) -> Option<String> {
    let ReplyPattern { code: Some(code), answers, enhanced, key: None, class: None, check: None, text: None, lines_at_least: None } =
        pattern
    else {
        return None;
    };
    let code = enhanced.map_or_else(|| code.to_string(), |enhanced| format!("{code} {enhanced}"));
    let answer = |label: Label| store.filled(label, &[("code", &code)]);
    Some(match answers {
        None => answer(Label::MakeIsReply),
        Some(Answered::Connection) => answer(Label::MakeIsGreeting),
        Some(Answered::Unknown) => answer(Label::MakeIsUnknown),
        Some(Answered::Message) => answer(Label::MakeIsMessage),
        Some(Answered::Command(verb)) => store.filled(Label::MakeIsAnswer, &[("verb", verb.name()), ("code", &code)]),
    })
}

/// A message that is known by where it went, from whom it is and what it is about.
fn delivered(store: Store, pattern: &DeliveredPattern) -> Option<String> {
    let whom: Vec<String> = pattern.only_to.iter().flatten().chain(&pattern.to).chain(&pattern.relayed).cloned().collect();
    let whom = whom.join(", ");
    let subject = pattern.header.iter().find(|(name, _)| name.eq_ignore_ascii_case("subject")).map(|(_, value)| value.as_str());
    let known = DeliveredPattern {
        only_to: pattern.only_to.clone(),
        to: pattern.to.clone(),
        relayed: pattern.relayed.clone(),
        from: pattern.from.clone(),
        from_null: pattern.from_null,
        header: pattern.header.iter().filter(|(name, _)| name.eq_ignore_ascii_case("subject")).cloned().collect(),
        ..DeliveredPattern::default()
    };
    let from = if pattern.from_null == Some(true) { Some("<>") } else { pattern.from.as_deref() };
    (known == *pattern && pattern.from_null != Some(false) && !whom.is_empty()).then(|| match (from, subject) {
        (Some(from), Some(subject)) => store.filled(Label::MakeIsLetterAbout, &[("who", &whom), ("from", from), ("subject", subject)]),
        (Some(from), None) => store.filled(Label::MakeIsLetterFrom, &[("who", &whom), ("from", from)]),
        (None, _) => store.filled(Label::MakeIsLetter, &[("who", &whom)]),
    })
}
