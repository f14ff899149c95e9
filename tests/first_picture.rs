//! The first picture of the page (`#boot` in `index.html`) is there before the app, so its words are written
//! out in it. They must be the words that the app will say.

use regex::Regex;
use smtp_playground::content::{Label, Language, fill, label, reference};
use smtp_playground::record::{Action, EventKind, Timeline};
use smtp_playground::servers::postfix;
use smtp_playground::session::{Timestamp, World};
use smtp_playground::spec::State;

/// What only the picture says.
const LOADING: [&str; 2] = ["Loading the playground…", "正在加载……"];

fn picture() -> &'static str {
    let html = include_str!("../index.html");
    let (_, behind) = html.split_once("<div id=\"boot\"").expect("the picture");
    let (picture, _) = behind.split_once("<div id=\"boot-failed\"").expect("the notice behind the picture");
    picture
}

/// What `pattern` finds in the picture, without tags.
fn texts(pattern: &str) -> Vec<String> {
    let tag = Regex::new("<[^>]*>").expect("a pattern");
    let found = Regex::new(pattern).expect("a pattern");
    found.captures_iter(picture()).map(|found| tag.replace_all(&found[1], "").into_owned()).collect()
}

/// A session as the page opens it on a first visit.
fn connected() -> Timeline {
    let mut timeline = Timeline::new(&postfix::MX, World::standard());
    timeline.act(Action::Connect, Timestamp(0));
    timeline
}

#[test]
fn the_picture_says_what_the_app_will_say() {
    let port = postfix::MX.role.port().to_string();
    let host = connected().world().host.clone();
    for language in Language::ALL.iter().copied() {
        let known = [
            label(language, Label::AppTitle).to_owned(),
            label(language, Label::AppTagline).to_owned(),
            label(language, Label::AppAboutPractice).to_owned(),
            label(language, Label::SayTitle).to_owned(),
            label(language, Label::HintFirst).to_owned(),
            reference::state(language, State::Connected).waits.to_owned(),
            fill(label(language, Label::SessionConnectedTo), &[("host", &host), ("port", &port)]),
        ];
        let said = texts(&format!("(?s)<span lang=\"{}\">(.*?)</span>", language.tag()));
        for text in said.iter().filter(|text| !LOADING.contains(&text.as_str())) {
            assert!(known.contains(text), "{}: the app does not say {text:?}", language.tag());
        }
        assert_eq!(said.len(), known.len() + 1, "{}: {said:?}", language.tag());
    }
}

#[test]
fn the_greeting_is_the_servers() {
    let greeting = connected().events().iter().find_map(|event| match &event.kind {
        EventKind::Reply(reply) => Some(reply.text.clone()),
        _ => None,
    });
    let shown = texts("(?s)<span class=\"row\">(.*?)</span>");
    assert_eq!(shown.first().map(|row| format!("{row}\r\n")), greeting);
}
