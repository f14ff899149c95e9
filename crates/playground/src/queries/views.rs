//! What grows with a session: the transcript, the mailbox, the log.

use std::sync::Arc;

use super::incoming::Incoming;
use super::line::is_told;
pub use super::line::{Line, LineKind, ReplyLine};
use super::mail::Mail;
use crate::record::{Event, EventKind};
use smtp_engine::spec::State;

/// A line of the server's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// The number of its event.
    pub event: usize,
    /// The event that made the server write it: what the client did last.
    pub cause: usize,
    /// The line.
    pub text: String,
}

/// How many replies are read out at most when many came at once.
const ANNOUNCED: usize = 8;

/// All that grows with a session. It follows the events, so that a long session costs no more a line than
/// a short one.
#[derive(Clone, Debug, Default)]
pub struct Views {
    /// The transcript.
    pub lines: Vec<Arc<Line>>,
    /// The messages that were taken.
    pub mails: Vec<Arc<Mail>>,
    /// The server's log.
    pub log: Vec<LogLine>,
    /// The message that comes in now.
    pub incoming: Incoming,
    read: usize,
    branch: u32,
}

impl Views {
    /// Where the line of event `event` is in the transcript.
    pub fn place(&self, event: usize) -> Option<usize> {
        self.lines.binary_search_by_key(&event, |line| line.event).ok()
    }

    /// What the client did that brought about the line of event `event`.
    pub fn cause_of(&self, event: usize) -> Option<usize> {
        cause(self.lines.get(..=self.place(event)?)?)
    }

    /// The line that a person means who goes `step` lines from `place`: what explains itself is passed over.
    pub fn near(&self, place: usize, step: isize) -> Option<usize> {
        let mut place = place;
        loop {
            place = place.checked_add_signed(step)?;
            if self.lines.get(place)?.kind.explainable() {
                return Some(place);
            }
        }
    }

    /// What the server said since the client's last line, as one text.
    pub fn answers(&self) -> String {
        let said = self.lines.iter().rev().take_while(|line| matches!(line.kind, LineKind::Reply(_)) || !line.kind.explainable());
        let mut said: Vec<String> = said.filter_map(|line| line.plain()).take(ANNOUNCED).collect();
        said.reverse();
        said.concat()
    }

    /// Begins a new session: nothing of the old one can be taken for it.
    pub fn restart(&mut self) {
        *self = Self { branch: self.branch + 1, ..Self::default() };
    }

    /// Takes in what `events` has more than the last time, and gives up what it has no longer. Must be
    /// called after each change, since fewer events are taken for a step back.
    pub fn follow(&mut self, events: &[Event]) {
        if events.len() < self.read {
            self.read = events.len();
            self.branch += 1;
            self.lines.retain(|line| line.event < self.read);
            self.mails.retain(|mail| mail.event < self.read);
            self.log.retain(|line| line.event < self.read);
            self.incoming = Incoming::at_end(events);
        }
        for (number, event) in events.iter().enumerate().skip(self.read) {
            self.take(number, event);
        }
        self.read = events.len();
    }

    fn take(&mut self, number: usize, event: &Event) {
        self.incoming.take(&event.kind);
        match &event.kind {
            EventKind::Moved(_, to) => return self.moved(*to),
            EventKind::Log(text) => {
                let cause = cause(&self.lines).unwrap_or(number);
                return self.log.push(LogLine { event: number, cause, text: text.clone() });
            }
            EventKind::Delivered(delivery) => self.mails.push(Arc::new(Mail::read(number, delivery))),
            _ => {}
        }
        if let Some(kind) = LineKind::of(&event.kind) {
            self.lines.push(Arc::new(Line { id: (self.branch, number), event: number, tls: event.tls, kind }));
        }
    }

    /// A move belongs to the reply before it; what TLS brings about is said by its own line.
    fn moved(&mut self, to: State) {
        let last = self.lines.iter_mut().rev().find(|line| matches!(line.kind, LineKind::Reply(_) | LineKind::TlsStarted));
        if let Some(LineKind::Reply(reply)) = last.map(|line| &mut Arc::make_mut(line).kind)
            && is_told(to)
        {
            reply.moved = Some(to);
        }
    }
}

/// What the client did last in `lines`.
fn cause(lines: &[Arc<Line>]) -> Option<usize> {
    let is_cause = |kind: &LineKind| {
        matches!(kind, LineKind::Command(_) | LineKind::Answer(_) | LineKind::Data { .. } | LineKind::Connected | LineKind::ClientClosed)
    };
    lines.iter().rev().find(|line| is_cause(&line.kind)).map(|line| line.event)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Action, Timeline};
    use smtp_engine::session::{Timestamp, World};
    use smtp_servers::postfix;

    fn play(lines: &[&str]) -> (Timeline, Views) {
        let mut timeline = Timeline::new(&postfix::MX, World::standard());
        let mut views = Views::default();
        timeline.act(Action::Connect, Timestamp(0));
        for line in lines {
            timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), Timestamp(0));
            views.follow(timeline.events());
        }
        (timeline, views)
    }

    const MAIL: &[&str] =
        &["EHLO client.example.org", "MAIL FROM:<joe@example.org>", "RCPT TO:<bob@example.com>", "DATA", "Subject: Hi", "", "Yo.", "."];

    #[test]
    fn following_step_by_step_is_the_same_as_all_at_once() {
        let (timeline, views) = play(MAIL);
        let mut at_once = Views::default();
        at_once.follow(timeline.events());
        assert_eq!(views.lines, at_once.lines);
        assert_eq!(views.mails, at_once.mails);
        assert_eq!(views.mails.len(), 1);
    }

    #[test]
    fn a_step_back_takes_lines_away_and_what_follows_is_new() {
        let (mut timeline, mut views) = play(MAIL);
        let before = views.lines.clone();
        timeline.undo();
        views.follow(timeline.events());
        assert!(views.mails.is_empty());
        assert_eq!(views.lines[..], before[..views.lines.len()]);
        timeline.redo();
        views.follow(timeline.events());
        assert_eq!(views.lines.len(), before.len());
        assert_ne!(views.lines.last().map(|line| line.id), before.last().map(|line| line.id));
    }

    #[test]
    fn every_line_of_the_log_knows_the_command_that_caused_it() {
        let (timeline, views) = play(&["EHLO client.example.org", "MAIL FROM:<joe@example.org>", "RCPT TO:<nosuch@example.com>", "QUIT"]);
        let cause = |part: &str| {
            let line = views.log.iter().find(|line| line.text.contains(part)).expect(part);
            assert_eq!(views.cause_of(line.cause), Some(line.cause));
            timeline.events()[line.cause].kind.clone()
        };
        assert_eq!(cause(": connect from"), EventKind::Connected);
        assert!(matches!(cause("NOQUEUE: reject: RCPT"), EventKind::Command { octets, .. } if octets.starts_with(b"RCPT")));
        assert!(matches!(cause(": disconnect from"), EventKind::Command { octets, .. } if octets == b"QUIT"));
        let reply = views.lines.iter().rfind(|line| matches!(line.kind, LineKind::Reply(_))).expect("a reply");
        let quit = views.lines.iter().rfind(|line| matches!(line.kind, LineKind::Command(_))).expect("QUIT");
        assert_eq!(views.cause_of(reply.event), Some(quit.event));
    }

    #[test]
    fn a_transcript_can_be_copied_and_pasted_back() {
        let (_, views) = play(MAIL);
        let text: String = views.lines.iter().filter_map(|line| line.plain()).collect();
        assert!(text.starts_with("S: 220 "), "{text}");
        assert_eq!(super::super::paste::client_lines(&text).as_deref(), Some(MAIL.join("\n").as_str()));
    }

    #[test]
    fn a_reply_shows_where_the_session_went() {
        let (_, views) = play(&["EHLO client.example.org", "NOOP"]);
        let moves: Vec<_> = views
            .lines
            .iter()
            .filter_map(|line| match &line.kind {
                LineKind::Reply(reply) => Some(reply.moved),
                _ => None,
            })
            .collect();
        assert_eq!(moves, [Some(State::Connected), Some(State::Ready), None]);
    }
}
