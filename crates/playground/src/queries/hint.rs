//! One sentence on what comes next, and the line to type.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::incoming::Incoming;
use super::palette::{example, would_say};
use super::scene::Scene;
use crate::content::Label;
use crate::record::{EventKind, Timeline};
use smtp_engine::session::Role;
use smtp_engine::spec::{ReplyClass, ReplyKey, State, Verb, command};

/// What a person may do next: one sentence, and what to type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The sentence.
    pub label: Label,
    /// What to type.
    pub line: Option<String>,
}

/// The hint for the moment, when `incoming` has come of a message. After a refusal it is a way out of it.
pub fn hint(timeline: &Timeline, incoming: &Incoming) -> Hint {
    let usual = usual(timeline, incoming);
    match refusal(timeline) {
        Some(refusal) if timeline.state().takes_commands() => remedy(timeline, usual, &refusal),
        _ => usual,
    }
}

/// What comes next where nothing was refused.
fn usual(timeline: &Timeline, incoming: &Incoming) -> Hint {
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

/// What the server refused last, as long as nothing was said after it.
struct Refusal {
    /// The command line; nothing for an answer or a message.
    line: Option<String>,
    key: ReplyKey,
}

fn refusal(timeline: &Timeline) -> Option<Refusal> {
    let mut key = None;
    for event in timeline.events().iter().rev() {
        match &event.kind {
            EventKind::Reply(reply) if key.is_none() => {
                let refused = matches!(reply.code.class(), ReplyClass::Transient | ReplyClass::Permanent);
                key = Some(reply.key).filter(|_| refused);
                key?;
            }
            EventKind::Command { octets, .. } => {
                return key.map(|key| Refusal { line: Some(String::from_utf8_lossy(octets).into_owned()), key });
            }
            kind if kind.is_of_client() => return key.map(|key| Refusal { line: None, key }),
            _ => {}
        }
    }
    None
}

/// A way out of `refused`: the first line that this server would take now, and that is not the one just refused. The
/// server is asked, so the hint leads in no circle.
fn remedy(timeline: &Timeline, usual: Hint, refused: &Refusal) -> Hint {
    let scene = Scene::of(timeline);
    let same = |line: &str| refused.line.as_deref().is_some_and(|refused| refused.trim().eq_ignore_ascii_case(line.trim()));
    let works = |line: &&String| {
        let reply = would_say(scene, line);
        let is_taken = reply.is_some_and(|reply| matches!(reply.code.class(), ReplyClass::Completed | ReplyClass::Intermediate));
        !same(line) && is_taken
    };
    let others: Vec<String> = ways_out(timeline).collect();
    let Some(line) = usual.line.iter().chain(&others).find(works).cloned() else {
        return Hint { label: Label::HintRemedyNone, line: None };
    };
    let label = match kind_of(refused.key) {
        Some(kind) if line.starts_with("RSET") => kind.begin_anew(),
        Some(kind) => kind.try_this(),
        None if Some(&line) == usual.line.as_ref() => usual.label,
        None => Label::HintRemedyOther,
    };
    Hint { label, line: Some(line) }
}

/// Lines that lead on from most refusals, in the order in which they are tried.
fn ways_out(timeline: &Timeline) -> impl Iterator<Item = String> + '_ {
    let world = timeline.world();
    let domain = world.local_domains.iter().find(|domain| world.zone(domain).is_some_and(|zone| zone.mail_exchanger));
    let in_transaction = matches!(timeline.state(), State::MailGiven | State::RcptGiven);
    let recipients = domain.into_iter().flat_map(|domain| world.users.iter().map(move |user| format!("RCPT TO:<{user}@{domain}>")));
    // Where no mail is open, RSET changes nothing.
    let verbs: &[Verb] = if in_transaction { &[Verb::Rset] } else { &[Verb::Ehlo, Verb::Starttls, Verb::Auth, Verb::Quit] };
    recipients.filter(move |_| in_transaction).chain(verbs.iter().filter_map(|&verb| say(timeline, verb)))
}

/// What a refusal was about, where more can be said than that something was refused.
#[derive(Clone, Copy)]
enum About {
    Sender,
    Recipient,
    Login,
}

impl About {
    /// What is said with RSET.
    const fn begin_anew(self) -> Label {
        match self {
            Self::Sender => Label::HintRemedySenderReset,
            Self::Recipient | Self::Login => Label::HintRemedyReset,
        }
    }

    /// What is said with a line of the same kind.
    const fn try_this(self) -> Label {
        match self {
            Self::Sender => Label::HintRemedySender,
            Self::Recipient => Label::HintRemedyRecipient,
            Self::Login => Label::HintRemedyLogin,
        }
    }
}

const fn kind_of(key: ReplyKey) -> Option<About> {
    match key {
        ReplyKey::SenderDomainUnknown
        | ReplyKey::SenderNotQualified
        | ReplyKey::SenderNotOwned
        | ReplyKey::SenderUnknown
        | ReplyKey::SenderVerifyDeferred => Some(About::Sender),
        ReplyKey::UserUnknown => Some(About::Recipient),
        ReplyKey::AuthFailed => Some(About::Login),
        _ => None,
    }
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
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;
    use smtp_engine::session::{Timestamp, World};
    use smtp_servers::ALL;

    /// What was said before somebody follows the hints: right, early, refused, and wrong.
    const SAID: &[&str] = &[
        "EHLO client.example.org",
        "HELO x",
        "MAIL FROM:<me@nowhere.invalid>",
        "MAIL FROM:<joe@example.org>",
        "MAIL FROM:<alice@example.com>",
        "MAIL FROM:<nosuch@example.com>",
        "MAIL FROM:<>",
        "MAIL FORM:<joe@example.org>",
        "MAIL FROM:<joe@example.org> SIZE=99999999999",
        "RCPT TO:<nosuch@example.com>",
        "RCPT TO:<bob@example.com>",
        "RCPT TO:<bob@elsewhere.invalid>",
        "RCPT TO:bob",
        "DATA now",
        "STARTTLS",
        "AUTH LOGIN",
        "AUTH PLAIN AGEAYg==",
        "AUTH NOSUCH",
        "*",
        "VRFY bob",
        "RSET",
        "NOOP",
        "hello?",
    ];

    /// Follows the hints, and connects where there is no connection, until a mail has arrived or `most` lines were said.
    fn follow(timeline: &mut Timeline, most: usize) -> bool {
        for _ in 0..most {
            if timeline.events().iter().any(|event| matches!(event.kind, EventKind::Delivered(_))) {
                return true;
            }
            match (timeline.state(), hint(timeline, &Incoming::at_end(timeline.events())).line) {
                (State::Closed, _) => timeline.act(Action::Connect, Timestamp(0)),
                (_, Some(line)) => {
                    let refused = refusal(timeline).filter(|_| timeline.state().takes_commands()).and_then(|refused| refused.line);
                    assert_ne!(refused, Some(line.clone()), "{:?}: what was refused is no hint", timeline.server());
                    timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), Timestamp(0));
                }
                (_, None) => return false,
            }
        }
        false
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        /// Whatever was refused before, the hints lead to a mail that arrives.
        #[test]
        fn following_the_hints_after_any_refusal_sends_a_mail(said in vec(select(SAID), 0..8)) {
            for server in ALL {
                let mut timeline = Timeline::new(server, World::standard());
                timeline.act(Action::Connect, Timestamp(0));
                for line in &said {
                    timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), Timestamp(0));
                }
                prop_assert!(follow(&mut timeline, 60), "{server:?} after {said:?}: {:#?}", timeline.events().last());
            }
        }
    }

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
