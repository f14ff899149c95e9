//! Reading: cuts what came into lines, message data and chunks, and hands each on.

use super::awaiting::{Awaiting, Chunk};
use super::decision::first_refusal;
use super::faults::Stage;
use super::machine::{Line, answer_line};
use super::{CheckList, CommandRule, DataEnd, Decision, Effect, Event, LastStep, ReadAs, Refusal, Server, Session, Turn, World};
use super::{act, faults};
use crate::spec::{Pipelining, ReplyKey, Verb, command};
use crate::syntax::{Argument, parse};
use crate::wire::{self, DataEvent, LineEnd, LineRules, take_line};

impl Session {
    pub(super) fn octets(&mut self, octets: &[u8], server: &Server, world: &World, effects: &mut Vec<Effect>) {
        match self.awaiting {
            Awaiting::Closed => return,
            // A client that does not wait for the greeting.
            Awaiting::Connection => return self.input.extend_from_slice(octets),
            Awaiting::Handshake => return self.handshake(false, server, world, effects),
            _ => self.input.extend_from_slice(octets),
        }
        let mut buffer = std::mem::take(&mut self.input);
        let mut taken = 0;
        loop {
            let read_as = self.reads_as();
            let mark = effects.len();
            let step = self.step(&buffer[taken..], server, world, effects);
            self.note_move(effects);
            let Some(octets) = step else { break };
            if self.watched {
                effects.insert(mark, Effect::Read(read_as, buffer[taken..taken + octets].to_vec()));
            }
            taken += octets;
        }
        buffer.drain(..taken);
        if matches!(self.awaiting, Awaiting::Closed | Awaiting::Handshake) {
            // After STARTTLS nothing that came in the clear may be taken for something that came
            // inside TLS (RFC 3207 section 4.2).
            buffer.clear();
        }
        self.searched = self.searched.min(buffer.len());
        self.forget_excess(&mut buffer, server);
        self.input = buffer;
    }

    fn reads_as(&self) -> ReadAs {
        match self.awaiting {
            Awaiting::Data(..) | Awaiting::Chunk(_) => ReadAs::Data,
            Awaiting::SaslResponse(_) => ReadAs::Answer,
            _ => ReadAs::Command,
        }
    }

    /// A line that never ends must not fill the memory: of what is over the limit only the last octet
    /// is kept, which may be the CR of its end.
    fn forget_excess(&mut self, buffer: &mut Vec<u8>, server: &Server) {
        let keep = server.framing.lines.limit.max(server.limits.sasl_line) + 2;
        if self.searched > keep && self.searched == buffer.len() && matches!(self.awaiting, Awaiting::Command | Awaiting::SaslResponse(_)) {
            buffer.drain(keep - 1..buffer.len() - 1);
            self.searched = buffer.len();
        }
    }

    /// Takes the next line; one that is too long already perhaps before its end.
    fn line<'i>(&mut self, input: &'i [u8], rules: LineRules, server: &Server) -> Option<wire::Line<'i>> {
        let whole = take_line(input, &mut self.searched, rules);
        let limit = rules.limit;
        if whole.is_some() || !server.framing.cuts_endless_lines || input.len() < limit {
            return whole;
        }
        self.searched = 0;
        Some(wire::Line { octets: &input[..limit], end: LineEnd::Lf, overlong: true, taken: input.len() })
    }

    /// Takes the next line, stretch of data or chunk from `input`; `None` where it is not all there.
    fn step(&mut self, input: &[u8], server: &Server, world: &World, effects: &mut Vec<Effect>) -> Option<usize> {
        if server.limits.line_cap.is_some_and(|cap| self.is_over(input, cap)) {
            self.turn(Line::default(), &answer_line(), server, world, effects).refuse(Refusal::new(ReplyKey::EndlessLine).closing());
            return None;
        }
        match &mut self.awaiting {
            Awaiting::Connection | Awaiting::Closed | Awaiting::Handshake => None,
            Awaiting::Command => {
                let line = self.line(input, server.framing.lines, server)?;
                if line.overlong {
                    self.log(Event::LineTooLong(line.octets), server, world, effects);
                }
                let octets = (server.framing.read_line)(line.octets);
                self.command(Line { octets: &octets, overlong: line.overlong, pending: &input[line.taken..] }, server, world, effects);
                Some(line.taken)
            }
            Awaiting::SaslResponse(_) => {
                let rules = LineRules { limit: server.limits.sasl_line, ..server.framing.lines };
                let line = self.line(input, rules, server)?;
                let parsed = answer_line();
                let answer = Line { octets: line.octets, overlong: line.overlong, pending: &input[line.taken..] };
                (server.auth.response)(&mut self.turn(answer, &parsed, server, world, effects));
                self.after_command(server, world, effects);
                Some(line.taken)
            }
            Awaiting::Data(reader, message) => {
                if input.is_empty() {
                    return None;
                }
                let (octets, event) = reader.read(input, server.framing.newlines, world.message_size_limit.saturating_add(1), message);
                // A line over the cap has ended the session already.
                let within_cap = server.limits.line_cap.is_none_or(|cap| reader.longest_line() < cap as u64);
                if let Some(end) = data_end(event).filter(|_| within_cap) {
                    let (reader, message) = (std::mem::take(reader), std::mem::take(message));
                    self.awaiting = Awaiting::Command;
                    let parsed = answer_line();
                    let dot = Line { octets: b".", overlong: false, pending: &input[octets..] };
                    let mut turn = self.turn(dot, &parsed, server, world, effects);
                    (server.hooks.data_ended)(&mut turn, &message, reader.size(), end);
                    if end == DataEnd::Dot && !failed_on_demand(&mut turn) {
                        (server.hooks.end_of_data)(&mut turn, message, &reader);
                    }
                    self.after_command(server, world, effects);
                }
                Some(octets)
            }
            Awaiting::Chunk(chunk) => {
                let here = usize::try_from(chunk.left).unwrap_or(usize::MAX).min(input.len());
                if here == 0 && chunk.left > 0 {
                    return None;
                }
                chunk.left -= here as u64;
                let done = (chunk.left == 0).then(|| chunk.clone());
                let kept = chunk.refusal.is_none();
                if let Some(octets) = self.transaction.as_mut().and_then(|transaction| transaction.chunks.as_mut()).filter(|_| kept) {
                    // A server that does not look at the count beforehand must not fill the memory.
                    let room =
                        usize::try_from(world.message_size_limit).unwrap_or(usize::MAX).saturating_add(1).saturating_sub(octets.len());
                    octets.extend_from_slice(&input[..here.min(room)]);
                }
                if let Some(chunk) = done {
                    self.awaiting = Awaiting::Command;
                    let parsed = answer_line();
                    let mut turn = self.turn(Line { pending: &input[here..], ..Line::default() }, &parsed, server, world, effects);
                    if !(chunk.last && chunk.refusal.is_none() && failed_on_demand(&mut turn)) {
                        (server.hooks.end_of_chunk)(&mut turn, chunk);
                    }
                    self.after_command(server, world, effects);
                }
                Some(here)
            }
        }
    }

    /// Whether a line that is read now has so many octets already.
    fn is_over(&self, input: &[u8], cap: usize) -> bool {
        match &self.awaiting {
            Awaiting::Command | Awaiting::SaslResponse(_) => input.len() >= cap && !input[..cap].contains(&b'\n'),
            Awaiting::Data(reader, _) => reader.longest_line() >= cap as u64,
            _ => false,
        }
    }

    fn command(&mut self, line: Line<'_>, server: &Server, world: &World, effects: &mut Vec<Effect>) {
        let parsed = parse(line.octets);
        let rule = parsed.verb.and_then(|verb| server.rule(verb));
        let mut turn = self.turn(line, &parsed, server, world, effects);
        if let Err(refusal) = first_refusal(&mut turn, CheckList::Line, server.checks.line) {
            turn.refuse(refusal);
            return self.after_command(server, world, effects);
        }
        let counts = turn.counts();
        counts.last = rule.map_or(LastStep::Unknown, |rule| LastStep::Command(rule.verb));
        counts.current = Some(rule.map(|rule| rule.verb));
        match rule {
            None => (server.hooks.unknown)(&mut turn),
            Some(rule) => {
                let must_wait =
                    command(rule.verb).pipelining == Pipelining::Last || turn.session.hello().is_none_or(|hello| !hello.extended);
                if must_wait && !line.pending.is_empty() {
                    turn.session.note_pipelining(line.pending, server, world, turn.effects);
                }
                carry_out(&mut turn, rule);
            }
        }
        self.after_command(server, world, effects);
    }

    /// Tells the log the first time that a client does not wait where it must.
    pub(super) fn note_pipelining(&mut self, pending: &[u8], server: &Server, world: &World, effects: &mut Vec<Effect>) {
        if !std::mem::replace(&mut self.counts.pipelined, true) {
            self.log(Event::Pipelined(pending), server, world, effects);
        }
    }

    /// What a server does after each command: it counts, and disconnects those who make too many errors.
    fn after_command(&mut self, server: &Server, world: &World, effects: &mut Vec<Effect>) {
        if !matches!(self.awaiting, Awaiting::Command | Awaiting::Closed) {
            return;
        }
        if let Some(Some(Verb::Noop | Verb::Rset | Verb::Vrfy | Verb::Helo | Verb::Ehlo | Verb::Etrn)) = self.counts.current {
            self.counts.idle_commands += 1;
            if self.counts.idle_commands > server.limits.errors.idle_commands {
                self.counts.errors += 1;
            }
        }
        self.counts.finish();
        let parsed = answer_line();
        let mut turn = self.turn(Line::default(), &parsed, server, world, effects);
        turn.decision = Decision::Limit;
        (server.hooks.after_command)(&mut turn);
        if self.awaiting == Awaiting::Command && self.counts.errors >= server.limits.errors.hard {
            let parsed = answer_line();
            let mut turn = self.turn(Line::default(), &parsed, server, world, effects);
            turn.log(Event::TooManyErrors);
            turn.decision = Decision::Limit;
            turn.say(ReplyKey::TooManyErrors);
            turn.close();
        }
    }
}

const fn data_end(event: DataEvent) -> Option<DataEnd> {
    match event {
        DataEvent::More => None,
        DataEvent::End => Some(DataEnd::Dot),
        DataEvent::BareCr => Some(DataEnd::BareCr),
        DataEvent::BareLf => Some(DataEnd::BareLf),
    }
}

/// Whether a failure was planned for the end of the message; it is told, and the message is gone.
fn failed_on_demand(turn: &mut Turn<'_>) -> bool {
    match faults::of_stage(turn, Stage::EndOfData) {
        faults::Verdict::GoOn | faults::Verdict::Take => return false,
        faults::Verdict::Refuse(refusal) => {
            turn.session.reset_transaction();
            turn.refuse(refusal.by(Decision::Demand));
        }
        faults::Verdict::Drop => turn.close(),
    }
    true
}

/// Puts a known command through its checks and does it.
fn carry_out(turn: &mut Turn<'_>, rule: &CommandRule) {
    if let Err(refusal) = first_refusal(turn, CheckList::EveryCommand, turn.server.checks.every_command) {
        return turn.refuse(refusal);
    }
    let passed = match faults::of_command(turn, rule.verb) {
        faults::Verdict::GoOn => first_refusal(turn, CheckList::Command, rule.checks),
        // The server's own acts may look for themselves, so the plain ones take it.
        faults::Verdict::Take if rule.verb == Verb::Mail => return act::mail(turn),
        faults::Verdict::Take => return act::rcpt(turn),
        faults::Verdict::Refuse(refusal) => Err(refusal.by(Decision::Demand)),
        faults::Verdict::Drop => return turn.close(),
    };
    match (passed, &turn.parsed.argument) {
        (Ok(()), _) => (rule.act)(turn),
        // The chunk comes all the same, and must not be taken for commands.
        (Err(refusal), Argument::Chunk(chunk)) if !refusal.close && chunk.size.is_some() => {
            let left = chunk.size.unwrap_or(0);
            turn.session.await_chunk(Chunk { left, last: chunk.last, refusal: Some(refusal) });
        }
        (Err(refusal), _) => turn.refuse(refusal),
    }
}
