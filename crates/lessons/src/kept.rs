//! An exercise at work, as the browser keeps it: the session with its branches, the hints that were taken, and the answer.

use playground::record::{KeepError, Kept, Timeline};
use serde::{Deserialize, Serialize};
use smtp_engine::session::Timestamp;

/// An exercise at work.
#[derive(Clone, Debug)]
pub struct KeptAttempt {
    /// How many hints were taken, for each part.
    pub hints: Vec<usize>,
    /// The answer that was chosen last.
    pub pick: Option<String>,
    /// The goal was reached, though perhaps it was taken back since.
    pub solved: bool,
    /// The session.
    pub timeline: Timeline,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    hints: Vec<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pick: Option<String>,
    solved: bool,
    /// As `record::Kept` writes it, which has a version of its own.
    session: String,
}

impl KeptAttempt {
    /// As it is kept at the moment `at`.
    pub fn write(&self, at: Timestamp) -> String {
        let session = Kept::write("", at, &self.timeline);
        let written = Written { hints: self.hints.clone(), pick: self.pick.clone(), solved: self.solved, session };
        // All of it is plain data, so writing it cannot fail.
        serde_json::to_string(&written).unwrap_or_default()
    }

    /// Reads what was kept and plays it.
    pub fn read(text: &str) -> Result<Self, KeepError> {
        let damaged = |error: serde_json::Error| KeepError::Damaged(error.to_string().chars().take(120).collect());
        let Written { hints, pick, solved, session } = serde_json::from_str(text).map_err(damaged)?;
        Ok(Self { hints, pick, solved, timeline: Kept::read(&session)?.timeline })
    }

    /// How many hints were taken in all.
    pub fn hint_count(&self) -> u32 {
        u32::try_from(self.hints.iter().sum::<usize>()).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use playground::record::Action;
    use smtp_engine::session::World;

    #[test]
    fn an_attempt_comes_back_with_its_branches() {
        let mut timeline = Timeline::new(&smtp_servers::postfix::MX, World::standard());
        timeline.act(Action::Connect, Timestamp(5));
        timeline.act(Action::Send(b"NOOP\r\n".to_vec()), Timestamp(6));
        timeline.undo();
        timeline.act(Action::Send(b"EHLO x\r\n".to_vec()), Timestamp(7));
        let attempt = KeptAttempt { hints: vec![2, 0], pick: Some("six".into()), solved: true, timeline };
        let read = KeptAttempt::read(&attempt.write(Timestamp(9))).expect("an attempt");
        assert_eq!((read.hints.clone(), read.pick.as_deref(), read.solved, read.hint_count()), (vec![2, 0], Some("six"), true, 2));
        assert_eq!(read.timeline.branch_count(), 1);
        assert_eq!(read.timeline.events(), attempt.timeline.events());
    }

    #[test]
    fn what_is_damaged_is_refused() {
        assert!(KeptAttempt::read("").is_err());
        assert!(KeptAttempt::read(r#"{"hints":[],"solved":false,"session":"{}"}"#).is_err());
    }
}
