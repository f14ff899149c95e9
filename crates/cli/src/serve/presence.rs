//! Whether anybody is connected.

use std::future::pending;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::timeout;

/// Who is connected: how many, and whether somebody ever was.
pub(super) struct Presence {
    seen: watch::Sender<(usize, bool)>,
}

/// Somebody who is connected, until it is dropped.
pub(super) struct Guest {
    seen: watch::Sender<(usize, bool)>,
}

impl Default for Presence {
    fn default() -> Self {
        Self { seen: watch::channel((0, false)).0 }
    }
}

impl Presence {
    pub(super) fn enter(&self) -> Guest {
        self.seen.send_modify(|(count, ever)| (*count, *ever) = (*count + 1, true));
        Guest { seen: self.seen.clone() }
    }

    /// Waits until nobody has been connected for `time`, after somebody was; for ever, where there is no time.
    pub(super) async fn has_been_idle(&self, time: Option<Duration>) {
        let Some(time) = time else { return pending().await };
        let mut seen = self.seen.subscribe();
        loop {
            // This cannot fail: the sender is in `self`.
            let _ = seen.wait_for(|(count, ever)| *count == 0 && *ever).await;
            if timeout(time, seen.changed()).await.is_err() {
                return;
            }
        }
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        self.seen.send_modify(|(count, _)| *count = count.saturating_sub(1));
    }
}
