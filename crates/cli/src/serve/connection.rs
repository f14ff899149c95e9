//! One client: its octets become inputs, and what the session decides becomes octets, pauses and TLS.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep_until, timeout, timeout_at};
use tokio_rustls::server::TlsStream;

use super::endpoint::Endpoint;
use super::service::log;
use super::sessions::Recorder;
use super::stop::{End, Phase};
use smtp_engine::session::{Effect, Input, Session};
use smtp_engine::spec::State;

/// How long a client may be silent where the server sets no limit, and how long it may not read
/// (RFC 5321 section 4.5.3.2.7: at least 5 minutes).
pub(super) const PATIENCE: Duration = Duration::from_secs(5 * 60);

/// How much is read at once.
const CHUNK: usize = 8 * 1024;

/// How often a session that goes on is shown.
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

/// How long what a client still sends is read and thrown away after the last reply.
const PARTING: Duration = Duration::from_secs(1);

/// One client and its session.
pub(super) struct Connection {
    pub(super) endpoint: Arc<Endpoint>,
    pub(super) session: Session,
    pub(super) effects: Vec<Effect>,
    pub(super) output: Vec<u8>,
    /// The queue ids of the messages that are stored, or being stored, and whose client was not told yet.
    pub(super) untold: Vec<String>,
    pub(super) end: End,
    /// Notes what happens, where somebody wants to know.
    pub(super) recorder: Option<Recorder>,
    /// When it was shown last.
    shown: Instant,
    /// Something happened that was not shown yet.
    unseen: bool,
}

/// What comes next on the line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Next {
    Read,
    Handshake,
    Close,
}

impl Connection {
    pub(super) fn new(endpoint: Arc<Endpoint>, end: End, client: SocketAddr) -> Self {
        let session = Session::new(endpoint.service.now());
        let session = if endpoint.service.log { session } else { session.without_log() };
        let recorder = endpoint.service.sessions.begin(client, endpoint.service.now(), endpoint.implicit_tls);
        Self {
            session,
            endpoint,
            effects: Vec::new(),
            output: Vec::new(),
            untold: Vec::new(),
            end,
            recorder,
            shown: Instant::now(),
            unseen: false,
        }
    }

    /// Serves the client to the end. What goes wrong on the line ends this connection only.
    pub(super) async fn run(mut self, tcp: TcpStream) {
        // Without it replies still arrive, only later.
        let _ = tcp.set_nodelay(true);
        let outcome = if self.endpoint.implicit_tls { self.run_inside_tls(tcp).await } else { self.run_in_the_clear(tcp).await };
        if outcome.is_err() {
            // Nobody hears the rest of it, but the server's log tells it.
            self.take(Input::End);
            self.log_effects();
        }
        self.conclude().await;
    }

    /// Shows the session to who looks on, now and then. What comes too soon after the last time is shown a little later.
    async fn show(&mut self) {
        let watched = self.endpoint.service.sessions.is_watched();
        self.unseen = watched && self.shown.elapsed() < BETWEEN_LOOKS;
        if !watched || self.unseen {
            return;
        }
        let service = self.endpoint.service.clone();
        self.shown = Instant::now();
        let server = self.endpoint.server;
        if let Some(tell) = self.recorder.as_ref().and_then(|record| service.sessions.snapshot(record, server)) {
            let _ = tokio::task::spawn_blocking(move || tell(&service.sessions, &service.world)).await;
        }
    }

    /// Tells what became of the session.
    async fn conclude(&mut self) {
        let Some(record) = self.recorder.take() else { return };
        let endpoint = self.endpoint.clone();
        let conclude = move || endpoint.service.sessions.conclude(record, endpoint.server, &endpoint.service.world);
        // It fails only where it panics, and then there is nothing to tell.
        let _ = tokio::task::spawn_blocking(conclude).await;
    }

    async fn run_in_the_clear(&mut self, mut tcp: TcpStream) -> io::Result<()> {
        if self.talk(&mut tcp, Input::Connect).await? != Next::Handshake {
            part(tcp).await;
            return Ok(());
        }
        match self.handshake(tcp).await {
            Some(mut tls) => {
                self.talk(&mut tls, Input::Handshake(true)).await?;
                part_inside_tls(tls).await;
            }
            None => {
                self.take(Input::Handshake(false));
                self.log_effects();
            }
        }
        Ok(())
    }

    async fn run_inside_tls(&mut self, tcp: TcpStream) -> io::Result<()> {
        let mut tls = self.handshake(tcp).await.ok_or(io::ErrorKind::ConnectionAborted)?;
        self.session.begin_inside_tls();
        self.talk(&mut tls, Input::Connect).await?;
        part_inside_tls(tls).await;
        Ok(())
    }

    /// Begins TLS; nothing where the client does not, or the end has come.
    async fn handshake(&mut self, tcp: TcpStream) -> Option<TlsStream<TcpStream>> {
        tokio::select! {
            done = timeout(PATIENCE, self.endpoint.service.tls.accept(tcp)) => done.ok()?.ok(),
            () = self.end.begins() => None,
        }
    }

    /// Waits as long as the server does before it greets. What the client says in that time is judged with the connection;
    /// a whole line ends the wait, and so do more octets than are read at once.
    async fn hold_greeting<S: AsyncRead + Unpin>(&mut self, stream: &mut S) {
        let Some(wait) = self.endpoint.server.limits.greeting_wait else { return };
        let until = Instant::now() + wait;
        let mut chunk = Vec::with_capacity(CHUNK);
        let mut octets = 0;
        while octets < CHUNK && !chunk.contains(&b'\n') {
            chunk.clear();
            let read = tokio::select! {
                read = timeout_at(until, stream.read_buf(&mut chunk)) => read,
                () = self.end.changes() => return,
            };
            match read {
                Ok(Ok(count)) if count > 0 => {
                    octets += count;
                    self.take(Input::Octets(&chunk));
                }
                // The time is over, or the client has closed, which is seen again when it is read next.
                _ => return,
            }
        }
    }

    /// Gives `first` to the session, and then what the client sends, until something else than reading
    /// comes next.
    async fn talk<S: AsyncRead + AsyncWrite + Unpin>(&mut self, stream: &mut S, first: Input<'_>) -> io::Result<Next> {
        if first == Input::Connect {
            self.hold_greeting(stream).await;
        }
        self.take(first);
        let mut next = self.perform(stream).await?;
        // A little later, so that by the session's clock, too, the time is over.
        let limit = self.endpoint.server.limits.idle_timeout.map_or(PATIENCE, |limit| limit + Duration::from_millis(20));
        let mut chunk = Vec::with_capacity(CHUNK);
        let mut silent_until = Instant::now() + limit;
        self.show().await;
        while next == Next::Read {
            let look = self.shown + BETWEEN_LOOKS;
            if self.must_end() {
                self.shut_down();
            } else {
                chunk.clear();
                tokio::select! {
                    read = timeout_at(silent_until, stream.read_buf(&mut chunk)) => match read {
                        Ok(Ok(count)) if count > 0 => self.take(Input::Octets(&chunk)),
                        // It closed, was cut off, or was silent for too long.
                        Ok(Ok(_)) | Ok(Err(_)) | Err(_) => self.take(Input::End),
                    },
                    () = self.end.changes() => continue,
                    // No timer is made where nobody looks on.
                    () = async { sleep_until(look).await }, if self.unseen => {
                        self.show().await;
                        continue;
                    }
                }
            }
            next = self.perform(stream).await?;
            silent_until = Instant::now() + limit;
            self.show().await;
        }
        Ok(next)
    }

    /// Whether the server is being shut down, and need not wait for the message that the client is sending.
    fn must_end(&self) -> bool {
        match self.end.phase() {
            Phase::Serving => false,
            Phase::Finishing => !matches!(self.session.state(), State::Data | State::Chunking),
            Phase::Over => true,
        }
    }

    /// The server is being shut down, and says so.
    fn shut_down(&mut self) {
        if let Some(recorder) = &mut self.recorder {
            recorder.shut_down = true;
        }
        let endpoint = &*self.endpoint;
        self.session.shut_down(endpoint.server, &endpoint.service.world, &mut self.effects);
    }

    /// Gives the time and `input` to the session.
    fn take(&mut self, input: Input<'_>) {
        let endpoint = &*self.endpoint;
        let now = endpoint.service.now();
        let mut persistent = endpoint.persistent();
        let before = persistent.counts();
        // Before the connection is answered the session is closed, too.
        let open = self.session.state() != State::Closed || input != Input::End;
        if let Some(recorder) = self.recorder.as_mut().filter(|_| open) {
            recorder.hear(now, input, &persistent);
        }
        self.session.swap_persistent(&mut persistent);
        for input in [Input::Time(now), input] {
            self.session.handle(input, endpoint.server, &endpoint.service.world, &mut self.effects);
        }
        self.session.swap_persistent(&mut persistent);
        if let Some(recorder) = &mut self.recorder {
            recorder.count(before, persistent.counts());
            recorder.look_at(&self.session);
        }
    }

    pub(super) async fn flush<S: AsyncWrite + Unpin>(&mut self, stream: &mut S) -> io::Result<()> {
        if !self.output.is_empty() {
            timeout(PATIENCE, async {
                stream.write_all(&self.output).await?;
                stream.flush().await
            })
            .await??;
            self.output.clear();
        }
        self.untold.clear();
        Ok(())
    }

    fn log_effects(&mut self) {
        for effect in self.effects.drain(..) {
            if let Effect::Log(line) = effect {
                log(&line);
            }
        }
    }
}

/// Ends TLS, which says that nothing was cut off (RFC 8446 section 6.1), and then the connection.
async fn part_inside_tls(mut tls: TlsStream<TcpStream>) {
    // The client may be gone already, and then need not be told.
    let _ = timeout(PARTING, tls.shutdown()).await;
    part(tls.into_inner().0).await;
}

/// Closes so that the last reply arrives. A socket that is closed with octets unread resets the
/// connection (RFC 1122 section 4.2.2.13), and the client may lose what it has not read yet; so what
/// was sent after the end is read first, for a while.
async fn part(mut tcp: TcpStream) {
    let mut unread = [0; 1024];
    if !matches!(tcp.try_read(&mut unread), Ok(1..)) {
        return;
    }
    let _ = timeout(PARTING, async {
        tcp.shutdown().await?;
        while tcp.read(&mut unread).await? > 0 {}
        io::Result::Ok(())
    })
    .await;
}
