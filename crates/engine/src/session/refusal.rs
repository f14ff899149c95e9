use super::{Decision, Slot};
use crate::spec::{Enhanced, ReplyKey};

/// A command that is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is said.
    pub key: ReplyKey,
    /// With what in its slots.
    pub slots: Vec<(Slot, String)>,
    /// The server closes the connection after it.
    pub close: bool,
    /// The server counts it as an error of the client.
    pub counts: bool,
    /// The codes, where they are not those of the server's wording but asked for.
    pub code: Option<(u16, Option<Enhanced>)>,
    /// Nothing is said; the connection is only closed.
    pub silent: bool,
    /// Who refuses, where it is a check.
    pub decision: Option<Decision>,
}

impl Refusal {
    /// A refusal by `key` alone.
    pub const fn new(key: ReplyKey) -> Self {
        Self { key, slots: Vec::new(), close: false, counts: true, code: None, silent: false, decision: None }
    }

    /// The same, with `text` in `slot`.
    #[must_use]
    pub fn with(mut self, slot: Slot, text: impl Into<String>) -> Self {
        self.slots.push((slot, text.into()));
        self
    }

    /// The same, decided by `decision`, unless that is known already.
    #[must_use]
    pub fn by(mut self, decision: Decision) -> Self {
        self.decision.get_or_insert(decision);
        self
    }

    /// The same, and the server does not hold it against the client.
    #[must_use]
    pub const fn uncounted(mut self) -> Self {
        self.counts = false;
        self
    }

    /// The same, but nothing is said.
    #[must_use]
    pub const fn silently(mut self) -> Self {
        self.silent = true;
        self
    }

    /// The same, and the connection is closed.
    #[must_use]
    pub const fn closing(mut self) -> Self {
        self.close = true;
        self
    }
}
