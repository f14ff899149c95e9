//! A port, and the server that answers there.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::mpsc;

use super::connection::Connection;
use super::service::Service;
use super::stop::End;
use smtp_engine::session::{Persistent, Server};

/// How long to wait when the system has no room for a further connection.
const NO_ROOM: Duration = Duration::from_millis(100);

/// What all connections to one port share.
pub(super) struct Endpoint {
    pub(super) service: Arc<Service>,
    pub(super) server: &'static Server,
    pub(super) implicit_tls: bool,
    /// What the server remembers from connection to connection; a session has it while it handles an input.
    persistent: Mutex<Persistent>,
}

impl Endpoint {
    pub(super) fn new(service: Arc<Service>, server: &'static Server, implicit_tls: bool) -> Self {
        Self { service, server, implicit_tls, persistent: Mutex::default() }
    }

    /// What the server remembers from connection to connection.
    pub(super) fn persistent(&self) -> MutexGuard<'_, Persistent> {
        self.persistent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The server remembers nothing any more.
    pub(super) fn forget(&self) {
        *self.persistent() = Persistent::default();
    }

    /// Takes connections until the end begins. Each holds a copy of `open` for as long as it is open.
    pub(super) async fn accept(self: Arc<Self>, listener: TcpListener, mut end: End, open: mpsc::Sender<()>) {
        loop {
            let accepted = tokio::select! {
                () = end.begins() => return,
                accepted = listener.accept() => accepted,
            };
            match accepted {
                Ok((tcp, client)) => {
                    self.service.accepting.is_over();
                    let connection = Connection::new(self.clone(), end.clone(), client);
                    let held = (open.clone(), self.service.presence.enter());
                    tokio::spawn(async move {
                        connection.run(tcp).await;
                        drop(held);
                    });
                }
                Err(error) => {
                    self.service.accepting.say(&format!("cannot accept a connection: {error}"));
                    tokio::time::sleep(NO_ROOM).await;
                }
            }
        }
    }
}
