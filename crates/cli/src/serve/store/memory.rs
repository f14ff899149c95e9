//! The latest messages, in memory, for tests that ask for them.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use smtp_engine::session::{Delivery, Server};
use tokio::sync::watch;

/// No more octets of messages are kept.
const MOST_OCTETS: usize = 256 << 20;

/// Where a message came from.
#[derive(Clone, Copy, Debug)]
pub(in crate::serve) struct Origin {
    pub(in crate::serve) server: &'static Server,
    /// The number of its session, where sessions are noted.
    pub(in crate::serve) session: Option<u64>,
}

/// A message that was taken.
#[derive(Debug)]
pub(in crate::serve) struct Stored {
    /// Its number, from 1.
    pub(in crate::serve) id: u64,
    pub(in crate::serve) origin: Origin,
    pub(in crate::serve) delivery: Delivery,
}

/// The latest messages.
pub(in crate::serve) struct Memory {
    most: usize,
    ids: AtomicU64,
    kept: Mutex<VecDeque<Arc<Stored>>>,
    latest: watch::Sender<u64>,
}

impl Memory {
    /// Keeps the latest `most` messages.
    pub(in crate::serve) fn new(most: usize) -> Self {
        Self { most, ids: AtomicU64::new(1), kept: Mutex::default(), latest: watch::channel(0).0 }
    }

    pub(super) fn keep(&self, delivery: Delivery, origin: Origin) -> Arc<Stored> {
        let id = self.ids.fetch_add(1, Relaxed);
        let stored = Arc::new(Stored { id, origin, delivery });
        let mut kept = self.kept();
        kept.push_back(stored.clone());
        let mut octets: usize = kept.iter().map(|stored| stored.delivery.message.len()).sum();
        while kept.len() > self.most || (octets > MOST_OCTETS && kept.len() > 1) {
            octets -= kept.pop_front().map_or(0, |oldest| oldest.delivery.message.len());
        }
        drop(kept);
        self.latest.send_replace(id);
        stored
    }

    /// The messages that are kept, the oldest first.
    pub(in crate::serve) fn list(&self) -> Vec<Arc<Stored>> {
        self.kept().iter().cloned().collect()
    }

    /// One of them.
    pub(in crate::serve) fn find(&self, id: u64) -> Option<Arc<Stored>> {
        self.kept().iter().find(|stored| stored.id == id).cloned()
    }

    /// Forgets all.
    pub(in crate::serve) fn forget(&self) {
        self.kept().clear();
    }

    /// Changes with each message that comes.
    pub(in crate::serve) fn arrivals(&self) -> watch::Receiver<u64> {
        self.latest.subscribe()
    }

    fn kept(&self) -> MutexGuard<'_, VecDeque<Arc<Stored>>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use smtp_engine::session::{Mailbox, Timestamp};
    use smtp_servers::postfix;

    fn delivery(size: usize) -> Delivery {
        Delivery {
            reverse_path: Mailbox::default(),
            forward_paths: Vec::new(),
            mailboxes: Vec::new(),
            relayed: Vec::new(),
            queue_id: String::new(),
            trace: String::new(),
            message: vec![b'x'; size],
            at: Timestamp(0),
        }
    }

    #[test]
    fn the_oldest_make_room_for_the_latest() {
        let memory = Memory::new(3);
        let origin = Origin { server: &postfix::MX, session: None };
        (0..5).for_each(|_| drop(memory.keep(delivery(1), origin)));
        let ids = |memory: &Memory| memory.list().iter().map(|stored| stored.id).collect::<Vec<_>>();
        assert_eq!(ids(&memory), [3, 4, 5]);
        assert!(memory.find(4).is_some() && memory.find(1).is_none());
        memory.keep(delivery(MOST_OCTETS), origin);
        assert_eq!(ids(&memory), [6]);
        memory.forget();
        assert!(memory.list().is_empty());
    }
}
