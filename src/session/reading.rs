//! Reading: cuts what came into lines, message data and chunks, and hands each on.

use super::act;
use super::machine::{Awaiting, Chunk, Line, answer_line};
use super::{DataEnd, Effect, Event, Server, Session, Turn, Verdict, World};
use crate::spec::{Pipelining, ReplyKey, Verb, command};
use crate::syntax::{Argument, parse};
use crate::wire::{DataEvent, take_line};

impl Session {
    pub(super) fn octets(&mut self, octets: &[u8], server: &Server, world: &World, effects: &mut Vec<Effect>) {
        match self.awaiting {
            Awaiting::Nothing => return,
            // A client that does not wait for the greeting.
            Awaiting::Connection => return self.input.extend_from_slice(octets),
            Awaiting::Handshake => return self.handshake(false, server, world, effects),
            _ => self.input.extend_from_slice(octets),
        }
        let mut buffer = std::mem::take(&mut self.input);
        let mut taken = 0;
        loop {
            let before = self.state();
            let step = self.step(&buffer[taken..], server, world, effects);
            self.note_move(before, effects);
            match step {
                Some(octets) => taken += octets,
                None => break,
            }
        }
        buffer.drain(..taken);
        if matches!(self.awaiting, Awaiting::Nothing | Awaiting::Handshake) {
            // Behind STARTTLS nothing that came in the clear may be taken for something that came
            // inside TLS (RFC 3207 section 4.2).
            buffer.clear();
        }
        self.searched = self.searched.min(buffer.len());
        self.forget_excess(&mut buffer, server);
        self.input = buffer;
    }

    /// A line that never ends must not fill the memory: of what is over the limit only the last octet
    /// is kept, which may be the CR of its end.
    fn forget_excess(&mut self, buffer: &mut Vec<u8>, server: &Server) {
        let keep = server.lines.limit + 2;
        if self.searched > keep && self.searched == buffer.len() && matches!(self.awaiting, Awaiting::Command | Awaiting::SaslResponse(_)) {
            buffer.drain(keep - 1..buffer.len() - 1);
            self.searched = buffer.len();
        }
    }

    /// Takes the next line, stretch of data or chunk from `input`; nothing where it is not all there.
    fn step(&mut self, input: &[u8], server: &Server, world: &World, effects: &mut Vec<Effect>) -> Option<usize> {
        match &mut self.awaiting {
            Awaiting::Connection | Awaiting::Nothing | Awaiting::Handshake => None,
            Awaiting::Command => {
                let line = take_line(input, &mut self.searched, server.lines)?;
                let octets = (server.read_line)(line.octets);
                self.command(Line { octets: &octets, pending: &input[line.taken..] }, server, world, effects);
                Some(line.taken)
            }
            Awaiting::SaslResponse(_) => {
                let line = take_line(input, &mut self.searched, server.lines)?;
                let parsed = answer_line();
                (server.sasl_response)(&mut self.turn(
                    Line { octets: line.octets, pending: &input[line.taken..] },
                    &parsed,
                    server,
                    world,
                    effects,
                ));
                self.after_command(server, world, effects);
                Some(line.taken)
            }
            Awaiting::Data(reader, message) => {
                if input.is_empty() {
                    return None;
                }
                let (octets, event) = reader.read(input, server.newlines, world.message_size_limit.saturating_add(1), message);
                if let Some(end) = data_end(event) {
                    let size = reader.size();
                    let message = std::mem::take(message);
                    self.awaiting = Awaiting::Command;
                    let parsed = answer_line();
                    let mut turn = self.turn(Line { octets: b".", pending: &input[octets..] }, &parsed, server, world, effects);
                    (server.data_ended)(&mut turn, &message, size, end);
                    if end == DataEnd::Dot {
                        act::end_of_data(&mut turn, message, size);
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
                    octets.extend_from_slice(&input[..here]);
                }
                if let Some(chunk) = done {
                    self.awaiting = Awaiting::Command;
                    let parsed = answer_line();
                    act::end_of_chunk(
                        &mut self.turn(Line { octets: b"", pending: &input[here..] }, &parsed, server, world, effects),
                        chunk,
                    );
                    self.after_command(server, world, effects);
                }
                Some(here)
            }
        }
    }

    fn command(&mut self, line: Line<'_>, server: &Server, world: &World, effects: &mut Vec<Effect>) {
        let parsed = parse(line.octets);
        let rule = parsed.verb.and_then(|verb| server.rule(verb));
        self.counts.current = Some(rule.map(|rule| rule.verb));
        let mut turn = self.turn(line, &parsed, server, world, effects);
        let passed = first_refusal(&mut turn, server.line_checks);
        match (passed, rule) {
            (Err(refusal), _) => turn.refuse(refusal),
            (Ok(()), None) => (server.unknown)(&mut turn),
            (Ok(()), Some(rule)) => {
                if command(rule.verb).pipelining == Pipelining::Last && !line.pending.is_empty() {
                    turn.log(Event::Pipelined { verb: rule.verb, pending: line.pending });
                }
                let passed = first_refusal(&mut turn, server.command_checks).and_then(|()| first_refusal(&mut turn, rule.checks));
                match (passed, &parsed.argument) {
                    (Ok(()), _) => (rule.act)(&mut turn),
                    // The chunk comes all the same, and must not be taken for commands.
                    (Err(refusal), Argument::Chunk(chunk)) if !refusal.close && chunk.size.is_some() => {
                        let left = chunk.size.unwrap_or(0);
                        turn.session.awaiting = Awaiting::Chunk(Chunk { left, last: chunk.last, refusal: Some(refusal) });
                    }
                    (Err(refusal), _) => turn.refuse(refusal),
                }
            }
        }
        self.after_command(server, world, effects);
    }

    /// What a server does behind each command: it counts, and parts from those who make too many errors.
    fn after_command(&mut self, server: &Server, world: &World, effects: &mut Vec<Effect>) {
        if !matches!(self.awaiting, Awaiting::Command | Awaiting::Nothing | Awaiting::Handshake) {
            return;
        }
        if let Some(Some(Verb::Noop | Verb::Rset | Verb::Vrfy | Verb::Helo | Verb::Ehlo | Verb::Etrn)) = self.counts.current {
            self.counts.idle_commands += 1;
            if self.counts.idle_commands > server.errors.idle_commands {
                self.counts.errors += 1;
            }
        }
        self.counts.finish();
        (server.after_command)(&mut self.turn(Line::default(), &answer_line(), server, world, effects));
        if self.awaiting == Awaiting::Command && self.counts.errors >= server.errors.hard {
            let parsed = answer_line();
            let mut turn = self.turn(Line::default(), &parsed, server, world, effects);
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

pub(super) fn first_refusal(turn: &mut Turn<'_>, checks: &[super::Check]) -> Verdict {
    checks.iter().try_for_each(|check| check(turn))
}
