//! What comes before a line: the lines above it, and those that are missing.

use super::super::palette::{Availability, Entry, availability, entries, example_in};
use super::super::scene::Scene;
use super::Before;
use smtp_engine::session::Session;
use smtp_engine::spec::{Need, Verb, command};

/// The lines that must be said before `verb`, which `bar` keeps from being said, each with its end. They are
/// played: none are given that the server would refuse, or that leave the command as barred as before.
pub(super) fn prerequisites(verb: Verb, bar: Availability, scene: Scene<'_>) -> String {
    let Scene { session, .. } = scene;
    let greeted = session.hello().is_some();
    let hello = (!greeted).then_some(Verb::Ehlo);
    let mail = session.transaction().is_none().then_some(Verb::Mail);
    let verbs: Vec<Verb> = match bar {
        Availability::Needs(Need::Hello) => vec![Verb::Ehlo],
        Availability::Needs(Need::Mail) => hello.into_iter().chain([Verb::Mail]).collect(),
        Availability::Needs(Need::Rcpt) => hello.into_iter().chain(mail).chain([Verb::Rcpt]).collect(),
        Availability::Needs(Need::NoTransaction | Need::NoChunk) => vec![Verb::Rset],
        Availability::NeedsTls => hello.into_iter().chain([Verb::Starttls, Verb::Ehlo]).collect(),
        Availability::Needs(Need::NoTls | Need::NoLogin)
        | Availability::NeedsLogin
        | Availability::NotHere
        | Availability::NoCommands
        | Availability::Now => Vec::new(),
    };
    let mut text = String::new();
    let mut played = session.clone();
    for verb in verbs {
        let now = Scene { session: &played, ..scene };
        // What cannot be said either is no help.
        if availability(command(verb), now) != Availability::Now {
            return String::new();
        }
        let line = example_in(command(verb), now);
        let after = now.after(&line);
        text.push_str(&line);
        text.push('\n');
        played = after;
    }
    let helped = availability(command(verb), Scene { session: &played, ..scene }) != bar;
    if helped { text } else { String::new() }
}

/// The session before the line that begins at `start`, and what can be said then.
pub fn before_line(before: Before<'_>, text: &str, start: usize) -> Option<(Session, Vec<Entry>)> {
    let earlier = text.get(..start)?.strip_suffix('\n')?;
    let mut session = before.scene.session.clone();
    for line in earlier.split('\n') {
        session = Scene { session: &session, ..before.scene }.after(line);
    }
    let palette = entries(Scene { session: &session, ..before.scene });
    Some((session, palette))
}
