use std::sync::Arc;

use super::{Handshake, Stamped, Timeline};
use crate::record::{Action, Event, EventKind};
use smtp_engine::session::{Effect, Input, ReadAs};
use smtp_engine::spec::State;
use smtp_engine::syntax::parse;
use smtp_engine::wire::{LineEnd, without_end};

impl Timeline {
    /// Plays the input behind the cursor. What happens by it is noted the first time only.
    pub(super) fn play_next(&mut self) {
        let Some(stamped) = self.inputs.get(self.cursor).map(Arc::clone) else {
            return;
        };
        let Stamped { at, action } = stamped.as_ref();
        self.give(Input::Time(*at));
        match action {
            Action::Connect => {
                // A closed session is over; connecting again begins a new one.
                if self.session.state() == State::Closed {
                    self.session = self.session.next(*at);
                    if self.begin_inside_tls {
                        self.session.begin_inside_tls();
                    }
                    self.note(EventKind::Connected);
                    self.give(Input::Connect);
                }
            }
            Action::Send(octets) => self.send(octets),
            Action::Wait => {}
            Action::Disconnect => {
                if self.session.state() != State::Closed {
                    self.note(EventKind::ClientClosed);
                    self.give(Input::End);
                }
            }
        }
        if !self.is_known() {
            self.ends.push(self.events.len());
        }
        self.cursor += 1;
        self.checkpoints.offer(self.cursor, &self.session);
    }

    /// Whether the input behind the cursor was played before, so that its events are there.
    fn is_known(&self) -> bool {
        self.cursor < self.ends.len()
    }

    /// Sends all at once, as one segment: servers see what follows a line before they answer it.
    fn send(&mut self, octets: &[u8]) {
        self.give(Input::Octets(octets));
        if self.session.state() == State::Handshake {
            match self.handshake {
                Handshake::Done => self.give(Input::Handshake(true)),
                Handshake::Fails => self.give(Input::Handshake(false)),
                Handshake::Never => {}
            }
        }
    }

    fn give(&mut self, input: Input<'_>) {
        let mut effects = Vec::new();
        self.session.handle(input, self.server, &self.world, &mut effects);
        if self.is_known() {
            return;
        }
        let secured = matches!(input, Input::Handshake(true));
        if secured {
            self.note(EventKind::TlsStarted);
        }
        for effect in effects {
            match effect {
                Effect::Delay(time) => self.note(EventKind::Delay(u32::try_from(time.as_millis()).unwrap_or(u32::MAX))),
                Effect::Read(read_as, octets) => self.note_read(read_as, &octets),
                Effect::Reply(reply) => self.note(EventKind::Reply(reply)),
                Effect::Moved { from, to } => self.note(EventKind::Moved(from, to)),
                Effect::StartTls => {}
                Effect::Deliver(delivery) => self.note(EventKind::Delivered(delivery)),
                Effect::Log(line) => self.note(EventKind::Log(line)),
                Effect::Close => {
                    if !matches!(input, Input::End) {
                        self.note(EventKind::ServerClosed);
                    }
                }
            }
        }
    }

    fn note_read(&mut self, read_as: ReadAs, octets: &[u8]) {
        for line in octets.split_inclusive(|&octet| octet == b'\n').filter(|_| read_as == ReadAs::Data) {
            self.note(EventKind::Data(line.to_vec()));
        }
        let text = without_end(octets);
        let end = match octets.len() - text.len() {
            0 => None,
            1 => Some(LineEnd::Lf),
            _ => Some(LineEnd::CrLf),
        };
        match read_as {
            ReadAs::Command => self.note_ended(EventKind::Command { octets: text.to_vec(), parsed: Box::new(parse(text)) }, end),
            ReadAs::Answer => self.note_ended(EventKind::Answer(text.to_vec()), end),
            ReadAs::Data => {}
        }
    }

    fn note(&mut self, kind: EventKind) {
        self.note_ended(kind, None);
    }

    fn note_ended(&mut self, kind: EventKind, end: Option<LineEnd>) {
        if !self.is_known() {
            self.events.push(Event { input: self.cursor, tls: self.session.tls(), end, kind });
        }
    }
}
