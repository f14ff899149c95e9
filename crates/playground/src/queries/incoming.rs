//! The message that comes in now, as far as it has come.

use crate::record::{Event, EventKind};

/// What is known of a message while it comes in. It grows line by line, so that the last line of a long
/// message costs no more than the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Incoming {
    /// How many lines there are.
    pub lines: usize,
    /// How many octets there are.
    pub octets: usize,
    /// Which header fields it has of those that are asked for.
    pub fields: Fields,
    /// How many lines there were when the empty line came that ends the header.
    pub header: Option<usize>,
}

/// The header fields that a person is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fields {
    /// `From:`
    pub from: bool,
    /// `To:`
    pub to: bool,
    /// `Subject:`
    pub subject: bool,
}

impl Incoming {
    /// Takes in what happened next. A reply ends a message or begins one.
    pub fn take(&mut self, event: &EventKind) {
        match event {
            EventKind::Data(octets) => self.line(octets),
            EventKind::Reply(_) => *self = Self::default(),
            _ => {}
        }
    }

    /// The one at the end of `events`.
    pub fn at_end(events: &[Event]) -> Self {
        let begin = events.iter().rposition(|event| matches!(event.kind, EventKind::Reply(_))).unwrap_or(0);
        let mut incoming = Self::default();
        events.iter().skip(begin).for_each(|event| incoming.take(&event.kind));
        incoming
    }

    fn line(&mut self, octets: &[u8]) {
        self.octets += octets.len();
        let line = octets.trim_ascii_end();
        if self.header.is_none() {
            if line.is_empty() {
                self.header = Some(self.lines);
            }
            let begins = |name: &str| line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()));
            self.fields.from |= begins("From:");
            self.fields.to |= begins("To:");
            self.fields.subject |= begins("Subject:");
        }
        self.lines += 1;
    }
}
