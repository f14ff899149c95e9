use smtp_engine::session::Session;

/// After so many inputs a copy of the session is kept at first.
const FIRST_INTERVAL: usize = 64;
/// More copies than these are never kept. A session may hold a message of some megabytes.
const MOST: usize = 32;

/// Copies of a session, so that any moment is near one of them. When there are too many, every second one
/// is given up: the way to a moment grows with the session, but the memory does not.
#[derive(Clone, Debug)]
pub(super) struct Checkpoints {
    interval: usize,
    /// In their order: the session after so many inputs.
    kept: Vec<(usize, Session)>,
}

impl Default for Checkpoints {
    fn default() -> Self {
        Self { interval: FIRST_INTERVAL, kept: Vec::new() }
    }
}

impl Checkpoints {
    /// Takes a copy of the session after `inputs` inputs, if one is due.
    pub(super) fn offer(&mut self, inputs: usize, session: &Session) {
        if !inputs.is_multiple_of(self.interval) || self.kept.last().is_some_and(|(last, _)| *last >= inputs) {
            return;
        }
        if self.kept.len() == MOST {
            self.interval *= 2;
            self.kept.retain(|(at, _)| at.is_multiple_of(self.interval));
            return self.offer(inputs, session);
        }
        self.kept.push((inputs, session.clone()));
    }

    /// The last copy that is not later than `inputs`, and after how many inputs it was taken.
    pub(super) fn before(&self, inputs: usize) -> (usize, Option<&Session>) {
        let behind = self.kept.partition_point(|(at, _)| *at <= inputs);
        let found = behind.checked_sub(1).and_then(|last| self.kept.get(last));
        found.map_or((0, None), |(at, session)| (*at, Some(session)))
    }

    /// Gives up all that are later than `inputs`.
    pub(super) fn keep_first(&mut self, inputs: usize) {
        self.kept.retain(|(at, _)| *at <= inputs);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_long_the_session_there_are_few_copies_and_one_is_near() {
        let mut checkpoints = Checkpoints::default();
        let session = Session::default();
        for inputs in 1..=10_000 {
            checkpoints.offer(inputs, &session);
            assert!(checkpoints.kept.len() <= MOST);
        }
        for inputs in (0..=10_000).step_by(7) {
            let (at, _) = checkpoints.before(inputs);
            assert!(at <= inputs && inputs - at < 1024, "{inputs} {at}");
        }
        checkpoints.keep_first(100);
        assert_eq!(checkpoints.before(10_000).0, 0);
    }
}
