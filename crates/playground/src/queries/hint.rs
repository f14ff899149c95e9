//! One sentence on what comes next, and the line to type.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::incoming::Incoming;
use super::palette::example;
use crate::content::Label;
use crate::record::{EventKind, Timeline};
use smtp_engine::session::Role;
use smtp_engine::spec::{ReplyKey, State, Verb, command};

/// What a person may do next: one sentence, and what to type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The sentence.
    pub label: Label,
    /// What to type.
    pub line: Option<String>,
}

/// The hint for the moment, when `incoming` has come of a message.
pub fn hint(timeline: &Timeline, incoming: &Incoming) -> Hint {
    let session = timeline.session();
    let submission = timeline.server().role == Role::Submission;
    let (label, line) = match session.state() {
        State::Closed if timeline.events().is_empty() => (Label::HintFirstConnect, None),
        State::Closed => (Label::SessionConnectionLost, None),
        State::Connected if session.tls() => (Label::HintAfterTls, say(timeline, Verb::Ehlo)),
        State::Connected => (Label::HintFirst, say(timeline, Verb::Ehlo)),
        State::Ready if last_reply(timeline).is_some_and(|(key, _)| matches!(key, ReplyKey::Queued | ReplyKey::ChunkQueued)) => {
            (Label::HintAfterQueued, say(timeline, Verb::Quit))
        }
        State::Ready if submission && !session.tls() => (Label::HintAfterHelloSubmission, say(timeline, Verb::Starttls)),
        State::Ready if submission && session.login().is_none() => (Label::HintAfterTlsHello, say(timeline, Verb::Auth)),
        State::Ready if submission => (Label::HintAfterLogin, say(timeline, Verb::Mail)),
        State::Ready => (Label::HintAfterHello, say(timeline, Verb::Mail)),
        State::MailGiven => (Label::HintAfterMail, say(timeline, Verb::Rcpt)),
        State::RcptGiven => (Label::HintAfterRcpt, say(timeline, Verb::Data)),
        State::Data => return data(timeline, incoming),
        State::Chunking => (Label::HintChunk, None),
        State::Handshake => (Label::SayHandshake, None),
        State::Authenticating => return answer(timeline),
    };
    Hint { label, line }
}

fn say(timeline: &Timeline, verb: Verb) -> Option<String> {
    Some(example(command(verb), timeline))
}

/// In a message: header by header, the empty line, a text, the dot.
fn data(timeline: &Timeline, incoming: &Incoming) -> Hint {
    let (sender, recipient) = match timeline.session().transaction() {
        Some(open) => (open.reverse_path.to_string(), open.forward_paths.first().map(ToString::to_string).unwrap_or_default()),
        None => Default::default(),
    };
    let (label, line) = match incoming.header {
        Some(empty) if empty + 1 == incoming.lines => (Label::HintDataText, "Hello from the playground.".into()),
        Some(_) => (Label::HintDataEnd, ".".into()),
        None if !incoming.fields.from => {
            (Label::HintDataFrom, format!("From: {}", if sender.is_empty() { "mailer-daemon@example.org" } else { &sender }))
        }
        None if !incoming.fields.to => (Label::HintDataTo, format!("To: {recipient}")),
        None if !incoming.fields.subject => (Label::HintDataSubject, "Subject: Hello".into()),
        None => (Label::HintDataEmpty, String::new()),
    };
    Hint { label, line: Some(line) }
}

/// In an AUTH exchange: what the challenge asks for, answered with the first practice login.
fn answer(timeline: &Timeline) -> Hint {
    let challenge = last_reply(timeline).map(|(_, text)| decode(text.get(4..).unwrap_or_default().trim()).unwrap_or_default());
    let login = timeline.world().logins.first();
    let (name, password) = login.map_or(("", ""), |login| (login.name.as_str(), login.password.as_str()));
    let (label, plain) = match challenge.map(|text| text.to_ascii_lowercase()).as_deref() {
        Some(asked) if asked.contains("user") => (Label::HintAuthName, Some(name.to_owned())),
        Some(asked) if asked.contains("pass") => (Label::HintAuthPassword, Some(password.to_owned())),
        Some("") => (Label::HintAuthPlain, Some(format!("\0{name}\0{password}"))),
        _ => (Label::HintAuthOther, None),
    };
    Hint { label, line: plain.map(|plain| STANDARD.encode(plain)) }
}

/// What `text` says in base64, if it is base64 of readable text.
pub fn decode(text: &str) -> Option<String> {
    let octets = STANDARD.decode(text.trim()).ok()?;
    String::from_utf8(octets).ok()
}

fn last_reply(timeline: &Timeline) -> Option<(ReplyKey, &str)> {
    timeline.events().iter().rev().find_map(|event| match &event.kind {
        EventKind::Reply(reply) => Some((reply.key, reply.text.as_str())),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Action;
    use smtp_engine::session::{Timestamp, World};
    use smtp_servers::ALL;

    /// Whoever does what the hints say sends a mail, on every server.
    #[test]
    fn following_the_hints_sends_a_mail() {
        for server in ALL {
            let mut timeline = Timeline::new(server, World::standard());
            timeline.act(Action::Connect, Timestamp(0));
            for _ in 0..24 {
                let Some(line) = hint(&timeline, &Incoming::at_end(timeline.events())).line else { break };
                timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), Timestamp(0));
            }
            let delivered = timeline.events().iter().any(|event| matches!(event.kind, EventKind::Delivered(_)));
            assert!(delivered, "{server:?}: {:#?}", timeline.events().last());
            assert_eq!(timeline.state(), State::Closed, "{server:?}");
        }
    }
}
