//! Dialogues without marks: three digits are the server's, commands the client's, and what stands between is known by its place.

use std::borrow::Cow;

use super::events::{Event, Side, is_command, is_reply, unescaped};
use crate::paste::{Line, lines};

/// What telnet, shells and capture programs say by themselves.
const ASIDE: &[&str] =
    &["Trying ", "Connected to ", "Escape character", "CONNECTED(", "---", "depth=", "verify ", "Ncat:", "DEBUG", "Connection to "];
/// Notes of clients that matter.
const NOTED: &[&str] = &[
    "Connection closed",
    "Connection reset",
    "timed out",
    "timeout",
    "EOF",
    "read:errno",
    "closed",
    "DONE",
    "exception",
    "Exception",
    "error",
    "Error",
    "failed",
];

/// What the lines say. Empty where no line is a reply.
pub(super) fn events(text: &str) -> Vec<Event<'_>> {
    let all: Vec<Line<'_>> = lines(text).collect();
    let mut events: Vec<Event<'_>> = Vec::new();
    let mut state = State::default();
    for (place, line) in all.iter().enumerate() {
        let said = bare(line.text);
        if said.is_empty() {
            // Only in a message does an empty line say something.
            if state.data {
                events.push(Event { side: Side::Client, text: Cow::Borrowed(""), line: line.number, mark: String::new() });
            }
            continue;
        }
        let next = all.iter().skip(place + 1).find(|next| !next.text.trim().is_empty());
        let next_is_reply = next.is_some_and(|next| is_reply(bare(next.text)));
        let side = state.side(said, next_is_reply);
        if side == Some(Side::Server) {
            state.hear(said);
        }
        if let Some(side) = side {
            state.started |= side == Side::Server;
            events.push(Event {
                side,
                text: if said.contains("\\r") { unescaped(said, None) } else { Cow::Borrowed(said) },
                line: line.number,
                mark: String::new(),
            });
        }
    }
    events
}

/// Where the dialogue is.
#[derive(Default)]
struct State {
    started: bool,
    /// The message is being sent.
    data: bool,
    /// A line of a login is due.
    login: bool,
}

impl State {
    fn side(&mut self, said: &str, next_is_reply: bool) -> Option<Side> {
        if self.data {
            let over = said == "." || is_reply(said) && !next_is_reply;
            self.data = !over;
            return Some(if over && said != "." { Side::Server } else { Side::Client });
        }
        if is_reply(said) {
            return Some(Side::Server);
        }
        if is_command(said) {
            return Some(Side::Client);
        }
        if NOTED.iter().any(|words| said.contains(words)) {
            return self.started.then_some(Side::Note);
        }
        if ASIDE.iter().any(|words| said.starts_with(words)) || !self.started {
            return None;
        }
        if std::mem::take(&mut self.login) || next_is_reply {
            return Some(Side::Client);
        }
        None
    }

    fn hear(&mut self, reply: &str) {
        self.data = reply.starts_with("354");
        self.login = reply.starts_with("334");
    }
}

/// A line without what captures and shells put before it: a prompt, the octets of a packet's head.
fn bare(line: &str) -> &str {
    let line = line.trim();
    if is_reply(line) || is_command(line) {
        return line;
    }
    // tcpdump -A: the octets of the head of a packet, as dots and signs, then what is said.
    let captured = line.starts_with("E.") || line.contains("....");
    if captured {
        let starts = line.char_indices().filter(|(_, character)| character.is_ascii_alphanumeric()).take(200);
        for (place, _) in starts {
            let rest = line.get(place..).unwrap_or_default();
            if line.get(..place).is_some_and(|before| before.ends_with(|last: char| !last.is_ascii_alphanumeric()))
                && (is_reply(rest) || is_command(rest))
            {
                return rest;
            }
        }
    }
    line
}
