use std::cell::OnceCell;
use std::time::Duration;

use super::render::render;
use super::{Counts, Decision, Delivery, Effect, Event, Mailbox, Refusal, Reply, Server, Session, Slot, Wording, World, faults};
use crate::spec::{Enhanced, ReplyKey, State, Verb};
use crate::syntax::{Argument, Parsed, Path, PathArgument};
use crate::wire::Span;

/// One command line on its way through the session: what was said, to whom, and where the answer goes.
pub struct Turn<'t> {
    /// The session; acts change it, checks only look.
    pub session: &'t mut Session,
    /// The server that the session is with.
    pub server: &'t Server,
    /// What lies outside the session.
    pub world: &'t World,
    /// The line without its end.
    pub line: &'t [u8],
    /// What the parser made of it.
    pub parsed: &'t Parsed,
    /// The line was longer than the server reads; the rest is gone.
    pub overlong: bool,
    /// What the client sent after the line without waiting for the reply, as far as it has come.
    pub pending: &'t [u8],
    /// The mailbox of the path, once it was asked for.
    pub(super) mailbox: OnceCell<Option<Mailbox>>,
    /// What decides what is said now, where no refusal says it.
    pub(super) decision: Decision,
    pub(super) effects: &'t mut Vec<Effect>,
}

impl Turn<'_> {
    /// The verb of the line, where it is a known one.
    pub fn verb(&self) -> Option<Verb> {
        self.parsed.verb
    }

    /// The octets after the verb, without white space at both ends.
    pub fn argument(&self) -> Span {
        match self.parsed.argument {
            Argument::Text(span) | Argument::Name(span) => span,
            Argument::Path(_) | Argument::Auth(_) | Argument::Chunk(_) => {
                let rest = &self.line[self.parsed.verb_span.end..];
                let start = self.parsed.verb_span.end + (rest.len() - rest.trim_ascii_start().len());
                Span::new(start, start + rest.trim_ascii().len())
            }
        }
    }

    /// Path and parameters of MAIL or RCPT.
    pub fn path_argument(&self) -> Option<&PathArgument> {
        match &self.parsed.argument {
            Argument::Path(argument) => Some(argument),
            _ => None,
        }
    }

    /// The path of MAIL or RCPT.
    pub fn path(&self) -> Option<&Path> {
        self.path_argument().and_then(|argument| argument.path.as_ref())
    }

    /// The mailbox of MAIL or RCPT, as the server makes it out.
    pub fn mailbox(&self) -> Option<&Mailbox> {
        let read = || self.path_argument().and_then(|argument| (self.server.hooks.read_mailbox)(self.line, argument.path.as_ref()));
        self.mailbox.get_or_init(read).as_ref()
    }

    /// The text of `span` in the line; octets that are not UTF-8 become U+FFFD.
    pub fn text(&self, span: Span) -> String {
        span.text(self.line)
    }

    /// Says `key`.
    pub fn say(&mut self, key: ReplyKey) {
        self.say_with(key, &[]);
    }

    /// Says `key` with `slots` filled.
    pub fn say_with(&mut self, key: ReplyKey, slots: &[(Slot, String)]) {
        self.answer(key, slots, Answer { refused: false, code: None, decision: self.decision });
    }

    /// Refuses the command: says why, counts the error, closes if the refusal says so.
    pub fn refuse(&mut self, refusal: Refusal) {
        // A failure on demand may have dropped the line already.
        if self.session.state() == State::Closed {
            return;
        }
        if !refusal.silent {
            let decision = refusal.decision.unwrap_or(self.decision);
            self.answer(refusal.key, &refusal.slots, Answer { refused: true, code: refusal.code, decision });
        }
        // The delay belongs to errors before this one; this one counts from the next reply on.
        if refusal.counts {
            self.session.counts.fail();
        }
        if refusal.close {
            self.close();
        }
    }

    /// The server waits so long before it does what follows.
    pub fn wait(&mut self, time: Duration) {
        self.effects.push(Effect::Delay(time));
    }

    /// What the server would say for `key` with `slots` filled.
    pub fn compose(&self, key: ReplyKey, slots: &[(Slot, String)]) -> Reply {
        self.compose_with(key, slots, None)
    }

    fn compose_with(&self, key: ReplyKey, slots: &[(Slot, String)], code: Option<(u16, Option<Enhanced>)>) -> Reply {
        let wording = (self.server.words.wording)(key).or_else(|| faults::wording(key)).copied();
        let wording = match (wording, code) {
            (Some(wording), Some((code, enhanced))) => Some(Wording { code, enhanced, ..wording }),
            (wording, _) => wording,
        };
        render(key, wording.as_ref(), slots, self)
    }

    /// Takes a message.
    pub fn deliver(&mut self, delivery: Delivery) {
        self.log(Event::Delivered(&delivery));
        self.effects.push(Effect::Deliver(Box::new(delivery)));
    }

    /// Closes the connection.
    pub fn close(&mut self) {
        self.session.close(self.server, self.world, self.effects);
    }

    /// Gives `event` to the server's log.
    pub fn log(&mut self, event: Event<'_>) {
        self.session.log(event, self.server, self.world, self.effects);
    }

    /// What was counted so far.
    pub fn counts(&mut self) -> &mut Counts {
        &mut self.session.counts
    }

    fn answer(&mut self, key: ReplyKey, slots: &[(Slot, String)], Answer { refused, code, decision }: Answer) {
        if self.session.counts.errors >= self.server.limits.errors.soft && !self.server.limits.errors.delay.is_zero() {
            self.effects.push(Effect::Delay(self.server.limits.errors.delay));
        }
        let reply = Reply { decision, ..self.compose_with(key, slots, code) };
        self.log(Event::Replied { reply: &reply, verb: self.parsed.verb, line: self.line, refused });
        self.effects.push(Effect::Reply(reply));
    }
}

/// How an answer is given.
struct Answer {
    refused: bool,
    code: Option<(u16, Option<Enhanced>)>,
    decision: Decision,
}
