use std::io::{self, Write};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tokio::net::TcpListener;
use tokio::runtime;
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;

use super::Options;
use super::connection::Connection;
use super::maildir::{Maildir, MaildirError};
use super::stop::Stop;
use super::tls::{self, TlsError};
use smtp_engine::session::{Persistent, Server, Timestamp, World};

/// How long connections may go on once the end was asked for.
const GRACE: Duration = Duration::from_secs(1);

/// How long to wait when the system has no room for a further connection.
const NO_ROOM: Duration = Duration::from_millis(100);

/// Why it cannot serve.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ServeError {
    /// The threads or the signals of the system are not to be had.
    #[error("cannot start")]
    Start(#[source] io::Error),
    /// The address is taken, or not one of this machine's.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
    /// The Maildir cannot be used.
    #[error(transparent)]
    Maildir(#[from] MaildirError),
    /// TLS cannot be offered.
    #[error(transparent)]
    Tls(#[from] TlsError),
}

/// What all connections share.
pub(super) struct Service {
    pub(super) server: &'static Server,
    pub(super) world: World,
    pub(super) tls: TlsAcceptor,
    pub(super) implicit_tls: bool,
    pub(super) maildir: Option<Maildir>,
    /// Somebody reads the server's log.
    pub(super) log: bool,
    /// What the server remembers from connection to connection; a session has it while it handles an input.
    persistent: Mutex<Persistent>,
    started: (Timestamp, Instant),
}

/// Serves until Ctrl-C.
pub(crate) fn run(options: Options) -> Result<(), ServeError> {
    // One thread: a reply is made in less time than another thread takes to wake up. Files are
    // written by threads of their own.
    let runtime = runtime::Builder::new_current_thread().enable_all().build().map_err(ServeError::Start)?;
    let outcome = runtime.block_on(serve(options));
    runtime.shutdown_timeout(GRACE);
    outcome
}

async fn serve(options: Options) -> Result<(), ServeError> {
    let mut stop = Stop::new().map_err(ServeError::Start)?;
    let address = options.listen;
    let service = Arc::new(Service::new(options)?);
    let failed = |source| ServeError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    announce(listener.local_addr().map_err(failed)?);

    // Each connection holds a sender: when the last one is gone, `recv` says so.
    let (open, mut all_closed) = mpsc::channel::<()>(1);
    loop {
        tokio::select! {
            () = stop.wait() => break,
            accepted = listener.accept() => match accepted {
                Ok((tcp, _)) => {
                    let (connection, open) = (Connection::new(service.clone()), open.clone());
                    tokio::spawn(async move {
                        connection.run(tcp).await;
                        drop(open);
                    });
                }
                Err(error) => {
                    complain(&format!("cannot accept a connection: {error}"));
                    tokio::time::sleep(NO_ROOM).await;
                }
            },
        }
    }
    drop((listener, open));
    tokio::select! {
        _ = all_closed.recv() => {}
        () = tokio::time::sleep(GRACE) => {}
        () = stop.wait() => {}
    }
    Ok(())
}

/// Says that it is ready. That nobody reads it is no reason to stop.
fn announce(address: SocketAddr) {
    if !address.ip().is_loopback() {
        complain("other machines can connect; the passwords are public, and so is what is sent here");
    }
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "listening on {address}").and_then(|()| out.flush());
}

/// Tells the person at the terminal what goes wrong.
pub(super) fn complain(text: &str) {
    let _ = writeln!(io::stderr(), "serve: {text}");
}

/// Writes a line of the server's log.
pub(super) fn log(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

impl Service {
    fn new(options: Options) -> Result<Self, ServeError> {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = Timestamp(milliseconds(since));
        // Challenges are to differ from run to run.
        let world = World { seed: now.0, faults: options.faults, ..World::standard() };
        let maildir = options.maildir.map(|root| Maildir::create(root, options.trace, &world)).transpose()?;
        Ok(Self {
            server: options.server,
            tls: tls::acceptor(&world.host, options.certificate.as_deref())?,
            world,
            implicit_tls: options.implicit_tls,
            maildir,
            log: options.log,
            persistent: Mutex::default(),
            started: (now, Instant::now()),
        })
    }

    /// The moment. A clock that is set while it runs does not make a client late.
    pub(super) fn now(&self) -> Timestamp {
        let (then, instant) = self.started;
        then.plus(milliseconds(instant.elapsed()))
    }

    /// What the server remembers from connection to connection.
    pub(super) fn persistent(&self) -> MutexGuard<'_, Persistent> {
        self.persistent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
