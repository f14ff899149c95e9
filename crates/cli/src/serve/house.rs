use std::mem::swap;

use smtp_engine::session::Session;
use smtp_engine::session::faults::Memory;

/// What a server remembers from connection to connection; a session has it while it handles an input.
#[derive(Default)]
pub(super) struct House {
    opened: u64,
    challenges: u64,
    failures: Memory,
}

impl House {
    /// Gives it to `session`.
    pub(super) fn lend(&mut self, session: &mut Session) {
        session.counts.opened = self.opened;
        session.counts.challenges = self.challenges;
        swap(&mut session.failures, &mut self.failures);
    }

    /// Takes it back from `session`.
    pub(super) fn take_back(&mut self, session: &mut Session) {
        self.opened = session.counts.opened;
        self.challenges = session.counts.challenges;
        swap(&mut session.failures, &mut self.failures);
    }
}
