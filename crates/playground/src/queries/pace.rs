//! How fast a session is played to people who read along.

use crate::content::Label;
use crate::record::{Event, EventKind};

/// How fast.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// For a first reading.
    Slow,
    /// As one reads.
    #[default]
    Normal,
    /// For those who know it.
    Fast,
}

impl Pace {
    /// All of them, the slowest first.
    pub const ALL: [Self; 3] = [Self::Slow, Self::Normal, Self::Fast];

    /// What the page calls it.
    pub const fn label(self) -> Label {
        match self {
            Self::Slow => Label::PresentSlow,
            Self::Normal => Label::PresentNormal,
            Self::Fast => Label::PresentFast,
        }
    }

    /// Its name in the page.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Slow => "slow",
            Self::Normal => "normal",
            Self::Fast => "fast",
        }
    }

    /// Milliseconds for each character.
    const fn character(self) -> u32 {
        match self {
            Self::Slow => 60,
            Self::Normal => 35,
            Self::Fast => 12,
        }
    }
}

/// The shortest and the longest time that a step stands, in milliseconds.
const BOUNDS: (u32, u32) = (700, 9_000);

/// How long to show what `events` brought, in milliseconds: long enough to read it.
pub fn reading_time(events: &[Event], pace: Pace) -> u32 {
    let characters: usize = events.iter().map(characters).sum();
    let time = u32::try_from(characters).unwrap_or(u32::MAX).saturating_mul(pace.character());
    time.clamp(BOUNDS.0, BOUNDS.1)
}

fn characters(event: &Event) -> usize {
    match &event.kind {
        EventKind::Command { octets, .. } | EventKind::Answer(octets) | EventKind::Data(octets) => octets.len(),
        EventKind::Reply(reply) => reply.text.len(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(length: usize) -> Event {
        Event { input: 0, tls: false, end: None, kind: EventKind::Data(vec![b'x'; length]) }
    }

    #[test]
    fn more_to_read_stands_longer_within_bounds() {
        let time = |length, pace| reading_time(&[data(length)], pace);
        assert_eq!(time(0, Pace::Normal), 700);
        assert_eq!(time(100, Pace::Normal), 3_500);
        assert_eq!(time(100, Pace::Slow), 6_000);
        assert_eq!(time(100_000, Pace::Fast), 9_000);
    }
}
