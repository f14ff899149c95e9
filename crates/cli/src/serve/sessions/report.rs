//! What became of a session: played again for the page, and told in one line.

use playground::record::{EventKind, Timeline, redact, write_link};
use serde::Serialize;
use smtp_engine::session::{Failure, PlannedFault, Server, Stage, World};

use super::recorder::{Playable, Recorder, Taken};

/// Links that are longer are not printed: no terminal and no mail program keeps them whole.
const LONGEST_LINK: usize = 16_000;
/// So much of a command or reply is told in a line.
const SHOWN: usize = 200;

/// What became of a session.
#[derive(Clone, Debug, Serialize)]
pub(in crate::serve) struct Report {
    /// The session's number, from 1.
    pub(in crate::serve) session: u64,
    pub(in crate::serve) server: &'static str,
    pub(in crate::serve) role: &'static str,
    /// The address that the client connected from.
    pub(in crate::serve) client: String,
    /// What it said in EHLO or HELO.
    pub(in crate::serve) hello: Option<String>,
    pub(in crate::serve) login: Option<String>,
    pub(in crate::serve) tls: bool,
    /// When it connected (RFC 3339).
    pub(in crate::serve) began: String,
    pub(in crate::serve) milliseconds: u64,
    pub(in crate::serve) outcome: Outcome,
    pub(in crate::serve) message_count: usize,
    pub(in crate::serve) messages: Vec<Message>,
    /// The first refusal.
    pub(in crate::serve) refusal: Option<Refusal>,
    /// What the client said last.
    pub(in crate::serve) last_command: Option<String>,
    /// An address that opens the page at this session.
    pub(in crate::serve) link: Option<String>,
    /// What is different in the page, or why there is no link.
    pub(in crate::serve) note: Option<String>,
}

/// A session that goes on, for who looks on.
#[derive(Debug, Serialize)]
pub(in crate::serve) struct Open {
    pub(in crate::serve) session: u64,
    pub(in crate::serve) server: &'static str,
    pub(in crate::serve) role: &'static str,
    pub(in crate::serve) client: String,
    pub(in crate::serve) hello: Option<String>,
    /// The fragment of a share link to the session so far, without secrets.
    pub(in crate::serve) fragment: String,
}

/// What became of it, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::serve) enum Outcome {
    /// A message was taken.
    Delivered,
    /// None was taken, and something was refused.
    Refused,
    /// Nothing was taken and nothing refused.
    Left,
}

/// A message that was taken.
#[derive(Clone, Debug, Serialize)]
pub(in crate::serve) struct Message {
    queue_id: String,
    mailboxes: Vec<String>,
    relayed: Vec<String>,
}

/// A command and the reply that refused it.
#[derive(Clone, Debug, Serialize)]
pub(in crate::serve) struct Refusal {
    command: Option<String>,
    reply: String,
}

/// Plays the session again: what the page shows of it.
pub(in crate::serve) fn play(record: &Playable, server: &'static Server, world: &World) -> Timeline {
    let mut world = world.clone();
    if record.unstored > 0 {
        let fault = PlannedFault { stage: Stage::EndOfData, failure: Failure::DiskFull, times: Some(record.unstored) };
        world.faults.push(fault);
    }
    let timeline = Timeline::new(server, world).with_handshake(record.handshake).remembering(record.remembered.clone());
    let mut timeline = if record.inside_tls { timeline.inside_tls() } else { timeline };
    record.actions.iter().for_each(|(at, action)| timeline.act(action.clone(), *at));
    timeline
}

/// The session as the page may show it to others, without secrets.
pub(in crate::serve) fn public(timeline: &Timeline) -> Option<Timeline> {
    redact(timeline).ok()
}

/// Tells what became of the session. `page` is the address of the page.
pub(in crate::serve) fn report(record: &Recorder, timeline: &Timeline, page: &str) -> Report {
    let (link, note) = link(record, timeline, page);
    let refusal = record.refusal.clone().map(|reply| Refusal { command: refused_command(timeline), reply });
    Report {
        session: record.number,
        server: timeline.server().id,
        role: timeline.server().role.id(),
        client: record.client.to_string(),
        hello: record.hello.clone(),
        login: record.login.clone(),
        tls: record.tls,
        began: record.began.rfc3339_milliseconds(),
        milliseconds: u64::try_from(record.latest.since(record.began).as_millis()).unwrap_or(u64::MAX),
        outcome: match (record.message_count, &refusal) {
            (1.., _) => Outcome::Delivered,
            (0, Some(_)) => Outcome::Refused,
            (0, None) => Outcome::Left,
        },
        message_count: record.message_count,
        messages: record.messages.iter().map(Message::of).collect(),
        refusal,
        last_command: commands(timeline).next_back().map(|command| shown(&command)),
        link,
        note,
    }
}

fn link(record: &Recorder, timeline: &Timeline, page: &str) -> (Option<String>, Option<String>) {
    if record.cut {
        return (None, Some("it is too long for a link".to_owned()));
    }
    let link = write_link(timeline);
    if link.fragment.len() > LONGEST_LINK {
        return (None, Some("it is too long for a link".to_owned()));
    }
    let secrets = match link.secrets_removed {
        0 => None,
        1 => Some("a secret is taken out, so the page may refuse the login".to_owned()),
        count => Some(format!("{count} secrets are taken out, so the page may refuse the login")),
    };
    let differs = codes(timeline) != record.codes && !record.shut_down;
    let note =
        secrets.or_else(|| differs.then(|| "the page answers differently: other clients changed what the server remembers".to_owned()));
    (Some(format!("{page}#{}", link.fragment)), note)
}

fn codes(timeline: &Timeline) -> Vec<u16> {
    let replies = timeline.events().iter().filter_map(|event| match &event.kind {
        EventKind::Reply(reply) => Some(reply.code.0),
        _ => None,
    });
    replies.collect()
}

/// The commands, without what is said in AUTH and in message data.
fn commands(timeline: &Timeline) -> impl DoubleEndedIterator<Item = String> {
    timeline.events().iter().filter_map(|event| match &event.kind {
        EventKind::Command { octets, .. } => Some(without_initial_response(&String::from_utf8_lossy(octets))),
        _ => None,
    })
}

/// The command that was refused first.
fn refused_command(timeline: &Timeline) -> Option<String> {
    let mut last = None;
    for event in timeline.events() {
        match &event.kind {
            EventKind::Command { octets, .. } => last = Some(octets),
            EventKind::Reply(reply) if reply.code.0 >= 400 => {
                return last.map(|octets| shown(&without_initial_response(&String::from_utf8_lossy(octets))));
            }
            _ => {}
        }
    }
    None
}

/// An AUTH command without the password that may stand in it.
fn without_initial_response(command: &str) -> String {
    let mut words = command.splitn(3, ' ');
    match (words.next(), words.next(), words.next()) {
        (Some(verb), Some(mechanism), Some(_)) if verb.eq_ignore_ascii_case("AUTH") => format!("{verb} {mechanism} ..."),
        _ => command.to_owned(),
    }
}

/// Fit for one line of a terminal.
fn shown(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).take(SHOWN).collect()
}

impl Message {
    fn of(taken: &Taken) -> Self {
        Self { queue_id: taken.queue_id.clone(), mailboxes: taken.mailboxes.clone(), relayed: taken.relayed.clone() }
    }
}

impl Report {
    /// In one line, for people.
    pub(in crate::serve) fn line(&self) -> String {
        let mut line = format!("#{} {}", self.session, self.client);
        if let Some(hello) = &self.hello {
            line.push_str(&format!(" {}", shown(hello)));
        }
        if let Some(login) = &self.login {
            line.push_str(&format!(" ({})", shown(login)));
        }
        line.push_str(": ");
        line.push_str(&self.became());
        if let Some(link) = &self.link {
            line.push_str(&format!(" {link}"));
        }
        if let Some(note) = &self.note {
            line.push_str(&format!(" ({note})"));
        }
        line
    }

    fn became(&self) -> String {
        let mut parts = Vec::new();
        if self.message_count > 0 {
            let mut to: Vec<&str> = Vec::new();
            for name in self.messages.iter().flat_map(|message| message.mailboxes.iter().chain(&message.relayed)) {
                if !to.contains(&name.as_str()) && to.len() < 5 {
                    to.push(name);
                }
            }
            let to: Vec<String> = to.into_iter().map(shown).collect();
            let to = if to.is_empty() { "nobody".to_owned() } else { to.join(", ") };
            parts.push(match self.message_count {
                1 => format!("delivered to {to}"),
                count => format!("delivered {count} messages to {to}"),
            });
        }
        if let Some(Refusal { command, reply }) = &self.refusal {
            parts.push(format!("refused {}: {}", command.as_deref().unwrap_or("the connection"), shown(reply)));
        }
        if parts.is_empty() {
            parts.push(self.last_command.as_ref().map_or("left without a word".to_owned(), |command| format!("left after {command}")));
        }
        parts.join("; ")
    }
}
