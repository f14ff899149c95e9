//! The end: who asks for it, and how far it has come.

use std::io;

use tokio::sync::watch;

/// How far the end has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// It was not asked for.
    Serving,
    /// Nobody may connect any more, and who is in the middle of a message may finish it.
    Finishing,
    /// Who has not finished is told that the server closes.
    Over,
}

/// The end, as connections see it.
#[derive(Clone)]
pub(super) struct End {
    phase: watch::Receiver<Phase>,
}

impl End {
    /// The end, and what brings it about; it must live as long as there are connections.
    pub(super) fn new() -> (watch::Sender<Phase>, Self) {
        let (sender, phase) = watch::channel(Phase::Serving);
        (sender, Self { phase })
    }

    pub(super) fn phase(&self) -> Phase {
        *self.phase.borrow()
    }

    /// Waits until it is asked for.
    pub(super) async fn begins(&mut self) {
        // Without the sender nobody can ask any more, and all is over.
        let _ = self.phase.wait_for(|phase| *phase != Phase::Serving).await;
    }

    /// Waits until it has come further.
    pub(super) async fn changes(&mut self) {
        let _ = self.phase.changed().await;
    }
}

/// Ctrl-C, or the polite signal of a service manager. It is caught from its making on.
pub(super) struct Stop {
    #[cfg(unix)]
    signals: [tokio::signal::unix::Signal; 2],
    #[cfg(windows)]
    signal: tokio::signal::windows::CtrlC,
}

#[cfg(unix)]
impl Stop {
    pub(super) fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { signals: [signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?] })
    }

    pub(super) async fn wait(&mut self) {
        let [interrupt, terminate] = &mut self.signals;
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    }
}

#[cfg(windows)]
impl Stop {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self { signal: tokio::signal::windows::ctrl_c()? })
    }

    pub(super) async fn wait(&mut self) {
        self.signal.recv().await;
    }
}
