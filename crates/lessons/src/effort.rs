//! How much somebody has done in an exercise, up to the cursor of the session. What the start did is not theirs.

use playground::record::{Event, EventKind, Timeline};
use smtp_engine::session::Timestamp;

use crate::exercise::Exercise;

impl Exercise {
    /// How many commands were said.
    pub fn commands(&self, timeline: &Timeline) -> usize {
        self.own(timeline).filter(|event| matches!(event.kind, EventKind::Command { .. })).count()
    }

    /// How many replies of the server were refusals (RFC 5321 section 4.2.1: 4yz and 5yz).
    pub fn refusals(&self, timeline: &Timeline) -> usize {
        self.own(timeline).filter(|event| matches!(&event.kind, EventKind::Reply(reply) if reply.code.0 >= 400)).count()
    }

    /// How many seconds lie between the end of the start and the last input.
    pub fn seconds(&self, timeline: &Timeline) -> u64 {
        let moments: Vec<Timestamp> = timeline.actions().skip(self.start_len().saturating_sub(1)).map(|(at, _)| at).collect();
        match (moments.first(), moments.last()) {
            (Some(first), Some(last)) => last.0.saturating_sub(first.0) / 1000,
            _ => 0,
        }
    }

    fn own<'t>(&self, timeline: &'t Timeline) -> impl Iterator<Item = &'t Event> {
        let start = self.start_len();
        timeline.events().iter().filter(move |event| event.input >= start)
    }
}
