//! From what was said to turns: which reply answers which command.

use super::events::{Event, Side};
use crate::Budget;
use crate::report::{Dialogue, Turn};

/// Codes with which a server greets: any other first reply belongs to a session of which the beginning is missing.
const GREETS: &[&str] = &["220", "421", "554"];

/// Words of notes that matter, in lower case.
const TELLING: &[&str] = &[
    "timed out",
    "timed-out",
    "timeout:",
    "timeout exceeded",
    "eof",
    "could not",
    "couldn't",
    "cannot",
    "can't",
    "failed",
    "fail:",
    "error",
    "refused",
    "reset",
    "closed by",
    "unexpectedly closed",
    "lost",
    "denied",
    "does not support",
    "doesn't support",
    "not supported",
    "unable",
    "certificate",
    "handshake",
    "disconnect",
    "exception",
    "unexpected",
    "broken",
    "超时",
    "失败",
    "错误",
];

/// The dialogues in `events`: a greeting begins a new one.
pub(super) fn dialogues(events: &[Event<'_>], budget: &Budget) -> Vec<Dialogue> {
    let mut all: Vec<Builder> = vec![Builder::default()];
    for event in events {
        let greeting = event.side == Side::Server && event.text.starts_with("220") && all.last().is_some_and(|builder| builder.is_over());
        if greeting && all.len() < budget.dialogues {
            all.push(Builder::default());
        }
        if let Some(builder) = all.last_mut().filter(|builder| builder.turns.len() < budget.turns) {
            builder.take(event, budget.words);
        }
    }
    all.into_iter().filter(|builder| !builder.turns.is_empty() || !builder.notes.is_empty()).map(Builder::finish).collect()
}

#[derive(Default)]
struct Builder {
    turns: Vec<Turn>,
    notes: Vec<String>,
    /// The first turn that waits for a reply.
    waiting: usize,
    /// Whether the reply that came last goes on.
    unfinished: Option<usize>,
    /// Whether the message is being sent, and whether its turn has begun.
    data: Option<bool>,
}

impl Builder {
    /// Whether a greeting now would be another session's: STARTTLS is answered by 220 too.
    fn is_over(&self) -> bool {
        let last = self.turns.last();
        let says = |verb: &str| {
            last.and_then(|turn| turn.client.as_deref())
                .is_some_and(|client| client.get(..verb.len()).is_some_and(|start| start.eq_ignore_ascii_case(verb)))
        };
        let answered = last.is_some_and(|turn| turn.reply.is_some());
        self.unfinished.is_none() && answered && (says("quit") || !says("starttls") && self.waiting >= self.turns.len())
    }

    fn take(&mut self, event: &Event<'_>, words: usize) {
        match event.side {
            Side::Client => self.client(event, words),
            // Replies that a program wrote without line ends are cut again.
            Side::Server => cut(&event.text).into_iter().for_each(|line| self.server(&line, event.line, words)),
            Side::Note => self.note(event),
        }
    }

    fn client(&mut self, event: &Event<'_>, words: usize) {
        self.unfinished = None;
        if let (Some(true), Some(turn)) = (self.data, self.turns.last_mut()) {
            let said = turn.client.get_or_insert_default();
            if said.len() + event.text.len() < words {
                said.push('\n');
                said.push_str(&event.text);
            }
            return;
        }
        self.data = self.data.map(|_| true);
        let text = crate::paste::head(&event.text, words);
        self.turns.push(Turn { client: Some(text.to_owned()), line: Some(event.line), ..Turn::default() });
    }

    fn server(&mut self, text: &str, line: usize, words: usize) {
        let text = text.trim_end();
        if text.is_empty() {
            return;
        }
        let goes_on = text.as_bytes().get(3) == Some(&b'-');
        if let Some(turn) = self.unfinished.and_then(|place| self.turns.get_mut(place)) {
            let said = turn.reply.get_or_insert_default();
            if said.len() + text.len() < words {
                said.push('\n');
                said.push_str(text);
            }
            if !goes_on {
                self.unfinished = None;
            }
            return;
        }
        let place = if self.waiting < self.turns.len() && !(self.turns.is_empty() && GREETS.iter().any(|code| text.starts_with(code))) {
            self.waiting
        } else {
            self.turns.push(Turn { line: Some(line), ..Turn::default() });
            self.turns.len() - 1
        };
        if let Some(turn) = self.turns.get_mut(place) {
            turn.reply = Some(crate::paste::head(text, words).to_owned());
        }
        self.waiting = place + 1;
        self.unfinished = goes_on.then_some(place);
        self.data = text.starts_with("354").then_some(false);
    }

    fn note(&mut self, event: &Event<'_>) {
        let lower = event.text.to_lowercase();
        if !TELLING.iter().any(|words| lower.contains(words)) {
            return;
        }
        let text = crate::paste::head(event.text.trim(), 500).to_owned();
        // The client gave up waiting: the next reply is for the next command, or comes too late.
        if ["timed out", "timed-out", "timeout", "超时"].iter().any(|words| lower.contains(words)) {
            self.waiting = self.turns.len();
        }
        match self.turns.last_mut() {
            Some(turn) if turn.note.is_none() => turn.note = Some(text),
            _ if self.notes.len() < 100 => self.notes.push(text),
            _ => {}
        }
    }

    fn finish(mut self) -> Dialogue {
        if out_of_step(&self.turns) {
            self.notes.push("replies come one command late".to_owned());
        }
        Dialogue { turns: self.turns, notes: self.notes, ..Dialogue::default() }
    }
}

/// Whether replies answer the command before: 334 to QUIT, 250 to AUTH, after one that got none.
fn out_of_step(turns: &[Turn]) -> bool {
    let unanswered = turns.iter().any(|turn| turn.client.is_some() && turn.reply.is_none() && turn.note.is_some());
    let wrong = |turn: &Turn| {
        let (Some(client), Some(reply)) = (&turn.client, &turn.reply) else { return false };
        let client = client.to_ascii_uppercase();
        client.starts_with("AUTH") && reply.starts_with("250")
            || client.starts_with("QUIT") && (reply.starts_with("334") || reply.starts_with("250"))
            || client.starts_with("DATA") && reply.starts_with("250")
    };
    unanswered && turns.iter().any(wrong)
}

/// The lines of a reply. Some programs leave the line ends out: `250-a250-SIZE 1250 HELP`.
fn cut(text: &str) -> Vec<String> {
    if text.contains('\n') {
        return text.lines().map(str::to_owned).collect();
    }
    let Some(code) = text.get(..3).filter(|_| text.as_bytes().get(3) == Some(&b'-')) else { return vec![text.to_owned()] };
    let mut lines = Vec::new();
    let mut from = 0;
    let places: Vec<usize> = text.match_indices(code).map(|(place, _)| place).filter(|place| *place > 3).collect();
    for place in places {
        let after = text.as_bytes().get(place + 3).copied();
        let begins = matches!(after, Some(b'-' | b' '))
            && text.get(place + 4..).is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_alphanumeric()));
        if begins {
            lines.push(text.get(from..place).unwrap_or_default().to_owned());
            from = place;
            if after == Some(b' ') {
                break;
            }
        }
    }
    lines.push(text.get(from..).unwrap_or_default().to_owned());
    lines
}
