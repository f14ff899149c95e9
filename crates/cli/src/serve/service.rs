use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tokio::net::TcpListener;
use tokio::runtime;
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;

use super::endpoint::Endpoint;
use super::expect::Expectations;
use super::http;
use super::options::{Options, Port};
use super::presence::Presence;
use super::printer::Printer;
use super::sessions::Sessions;
use super::stop::{End, Phase, Stop};
use super::store::{Maildir, MaildirError, Memory, Settings, Store, Sync};
use super::tls::{self, TlsError};
use smtp_engine::session::{Timestamp, World};

/// How long a message that is under way when the end is asked for may take.
const FINISHING: Duration = Duration::from_secs(5);

/// How long clients may take to read that it is over.
const PARTING: Duration = Duration::from_secs(1);

/// How long the disk may take with what it was given last.
const STORING: Duration = Duration::from_secs(10);

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
    /// Sessions cannot be written.
    #[error("cannot write sessions to {0}")]
    Sessions(PathBuf, #[source] io::Error),
}

/// What all ports share.
pub(super) struct Service {
    pub(super) world: World,
    pub(super) tls: TlsAcceptor,
    pub(super) store: Store,
    pub(super) sessions: Sessions,
    /// Somebody reads the server's log.
    pub(super) log: bool,
    /// Who is connected.
    pub(super) presence: Presence,
    pub(super) storing: Trouble,
    pub(super) accepting: Trouble,
    started: (Timestamp, Instant),
}

/// Something that may fail again and again for the same reason, which is said once.
#[derive(Default)]
pub(super) struct Trouble(AtomicBool);

impl Trouble {
    pub(super) fn say(&self, what: &str) {
        if !self.0.swap(true, Relaxed) {
            complain(&format!("{what} (said once, until it works again)"));
        }
    }

    pub(super) fn is_over(&self) {
        if self.0.load(Relaxed) {
            self.0.store(false, Relaxed);
        }
    }
}

/// Serves until Ctrl-C, or until it is asked to end by itself; what clients had to do and did not do, line by line.
pub(crate) fn run(options: Options) -> Result<Vec<String>, ServeError> {
    // One thread: a reply is made in less time than another thread takes to wake up. Files are
    // written by threads of their own.
    let runtime = runtime::Builder::new_current_thread().enable_all().build().map_err(ServeError::Start)?;
    let outcome = runtime.block_on(serve(options));
    runtime.shutdown_timeout(STORING);
    outcome
}

async fn serve(options: Options) -> Result<Vec<String>, ServeError> {
    let mut stop = Stop::new().map_err(ServeError::Start)?;
    let (ports, idle, http, page) = (options.ports.clone(), options.idle, options.http, options.page.clone());
    let service = Arc::new(Service::new(options)?);
    let mut listeners = Vec::new();
    for port in ports {
        let failed = |source| ServeError::Listen { address: port.address, source };
        let listener = TcpListener::bind(port.address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        listeners.push((port, listener, address));
    }
    let http = match http {
        Some(address) => Some(TcpListener::bind(address).await.map_err(|source| ServeError::Listen { address, source })?),
        None => None,
    };
    let http_address = http.as_ref().and_then(|listener| listener.local_addr().ok());
    if let (Some(_), Some(address)) = (&page, http_address) {
        service.sessions.lead_to(&format!("http://{address}/"));
    }
    // All are there before anybody hears of the first.
    let several = listeners.len() > 1;
    listeners.iter().for_each(|(port, _, address)| announce(port, *address, several));
    if let Some(address) = http_address {
        say(&format!("http on http://{address}/{}", if page.is_some() { "" } else { "api/" }));
    }

    // Each connection holds a sender: when the last one is gone, `recv` says so.
    let (open, mut all_closed) = mpsc::channel::<()>(1);
    let (phase, end) = End::new();
    let mut endpoints = Vec::new();
    for (port, listener, address) in listeners {
        let endpoint = Arc::new(Endpoint::new(service.clone(), port.server, port.implicit_tls));
        endpoints.push((endpoint.clone(), address));
        tokio::spawn(endpoint.accept(listener, end.clone(), open.clone()));
    }
    if let Some(listener) = http {
        tokio::spawn(http::answer(listener, service.clone(), endpoints, page, end.clone()));
    }
    drop(open);
    tokio::select! {
        () = stop.wait() => {}
        () = service.sessions.expectations.all_met() => {}
        () = service.presence.has_been_idle(idle) => {}
    }
    for (next, bound) in [(Phase::Finishing, FINISHING), (Phase::Over, PARTING)] {
        let _ = phase.send(next);
        tokio::select! {
            _ = all_closed.recv() => break,
            () = tokio::time::sleep(bound) => {}
            () = stop.wait() => break,
        }
    }
    service.sessions.finish(PARTING);
    Ok(service.sessions.expectations.unmet())
}

/// Says that a port is ready.
fn announce(port: &Port, address: SocketAddr, several: bool) {
    if !address.ip().is_loopback() {
        complain("other machines can connect; the passwords are public, and so is what is sent here");
    }
    let which = if several { format!(" {} {}", port.server.id, port.server.role.id()) } else { String::new() };
    let tls = if several && port.implicit_tls { " tls" } else { "" };
    say(&format!("listening on {address}{which}{tls}"));
}

/// Writes a line to standard output. That nobody reads it is no reason to stop.
pub(super) fn say(line: &str) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
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
        let world = World { seed: now.0, ..options.world };
        let settings = Settings { trace: options.trace, sync: if options.sync { Sync::Forced } else { Sync::Later } };
        let maildir = match options.maildir {
            Some(root) => {
                let (maildir, finished) = Maildir::create(root, settings, &world)?;
                if finished > 0 {
                    complain(&format!("{finished} messages for several mailboxes that the last run had to leave are in all of them now"));
                }
                Some(maildir)
            }
            None => None,
        };
        let printer = Printer::start().map_err(ServeError::Start)?;
        let folder = options.sessions.folder.clone().unwrap_or_default();
        let sessions = Sessions::new(options.sessions, Expectations::new(options.expectations), printer)
            .map_err(|error| ServeError::Sessions(folder, error))?;
        Ok(Self {
            sessions,
            presence: Presence::default(),
            tls: tls::acceptor(&world.host, options.certificate.as_deref())?,
            world,
            store: Store::new(maildir, options.http.map(|_| Memory::new(options.kept_messages))),
            log: options.log,
            storing: Trouble::default(),
            accepting: Trouble::default(),
            started: (now, Instant::now()),
        })
    }

    /// The moment. A clock that is set while it runs does not make a client late.
    pub(super) fn now(&self) -> Timestamp {
        let (then, instant) = self.started;
        then.plus(milliseconds(instant.elapsed()))
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
