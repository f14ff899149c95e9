//! Where messages go that the server took.

mod durable;
mod maildir;
mod memory;
mod pending;

use std::sync::Arc;

use smtp_engine::session::Delivery;

pub(super) use durable::Sync;
pub(crate) use maildir::MaildirError;
pub(super) use maildir::{Maildir, Settings};
pub(super) use memory::{Memory, Origin, Stored};

/// Where the messages go.
pub(super) struct Store {
    maildir: Option<Maildir>,
    /// Where somebody may ask for them.
    pub(super) memory: Option<Memory>,
}

impl Store {
    pub(super) fn new(maildir: Option<Maildir>, memory: Option<Memory>) -> Self {
        Self { maildir, memory }
    }

    /// Whether files are written.
    pub(super) fn has_files(&self) -> bool {
        self.maildir.is_some()
    }

    /// Writes a message for all its mailboxes, or for none: not for the thread that serves clients.
    pub(super) fn write(&self, delivery: &Delivery) -> Result<(), MaildirError> {
        self.maildir.as_ref().map_or(Ok(()), |maildir| maildir.deliver(delivery))
    }

    /// Keeps a message in memory, where somebody may ask for it.
    pub(super) fn keep(&self, delivery: Delivery, origin: Origin) -> Option<Arc<Stored>> {
        self.memory.as_ref().map(|memory| memory.keep(delivery, origin))
    }
}
