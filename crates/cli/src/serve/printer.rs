//! Lines on standard output, from a thread of their own: whoever started `serve` may read the first line and no more, and
//! a pipe that is full must hold nobody up.

use std::io;
use std::sync::mpsc::{Receiver, Sender, SyncSender, TrySendError, channel, sync_channel};
use std::thread;
use std::time::Duration;

use super::service::{Trouble, say};

/// So many lines may wait to be read.
const MOST_WAITING: usize = 4096;

enum Line {
    Text(String),
    /// All before it are written.
    Written(Sender<()>),
}

/// Writes lines when somebody reads them.
pub(super) struct Printer {
    lines: SyncSender<Line>,
    unread: Trouble,
}

impl Printer {
    pub(super) fn start() -> io::Result<Self> {
        let (lines, waiting) = sync_channel(MOST_WAITING);
        thread::Builder::new().name("printer".to_owned()).spawn(move || write(&waiting))?;
        Ok(Self { lines, unread: Trouble::default() })
    }

    /// Writes a line as soon as it can be. Where too many wait, this one is left out.
    pub(super) fn print(&self, line: String) {
        match self.lines.try_send(Line::Text(line)) {
            Ok(()) => self.unread.is_over(),
            Err(TrySendError::Full(_)) => self.unread.say("nobody reads standard output: lines about sessions are left out"),
            // The thread ends only with the program.
            Err(TrySendError::Disconnected(_)) => {}
        }
    }

    /// Waits until all is written, but no longer than `bound`.
    pub(super) fn finish(&self, bound: Duration) {
        let (written, all_written) = channel();
        if self.lines.try_send(Line::Written(written)).is_ok() {
            // Nobody may be reading.
            let _ = all_written.recv_timeout(bound);
        }
    }
}

fn write(lines: &Receiver<Line>) {
    for line in lines {
        match line {
            Line::Text(text) => say(&text),
            Line::Written(tell) => drop(tell.send(())),
        }
    }
}
