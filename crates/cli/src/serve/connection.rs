use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use tokio_rustls::server::TlsStream;

use super::service::{Service, complain, log};
use smtp_engine::session::{Delivery, Effect, Input, Session};

/// How long a client may be silent where the server sets no limit, and how long it may not read
/// (RFC 5321 section 4.5.3.2.7: at least 5 minutes).
const PATIENCE: Duration = Duration::from_secs(5 * 60);

/// How much is read at once.
const CHUNK: usize = 8 * 1024;

/// So much output is sent even though more is to come.
const FULL: usize = 64 * 1024;

/// How long what a client still sends is read and thrown away behind the last reply.
const PARTING: Duration = Duration::from_secs(1);

/// One client and its session.
pub(super) struct Connection {
    service: Arc<Service>,
    session: Session,
    effects: Vec<Effect>,
    output: Vec<u8>,
}

/// What comes next on the line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Read,
    Handshake,
    Close,
}

impl Connection {
    pub(super) fn new(service: Arc<Service>) -> Self {
        let session = Session::new(service.now());
        let session = if service.log { session } else { session.without_log() };
        Self { session, service, effects: Vec::new(), output: Vec::new() }
    }

    /// Serves the client to the end. What goes wrong on the line ends this connection only.
    pub(super) async fn run(mut self, tcp: TcpStream) {
        // Without it replies still arrive, only later.
        let _ = tcp.set_nodelay(true);
        let outcome = if self.service.implicit_tls { self.run_inside_tls(tcp).await } else { self.run_in_the_clear(tcp).await };
        if outcome.is_err() {
            // Nobody hears the rest of it, but the server's log tells it.
            self.take(Input::End);
            self.log_effects();
        }
    }

    async fn run_in_the_clear(&mut self, mut tcp: TcpStream) -> io::Result<()> {
        if self.talk(&mut tcp, Input::Connect).await? != Next::Handshake {
            part(tcp).await;
            return Ok(());
        }
        match timeout(PATIENCE, self.service.tls.accept(tcp)).await {
            Ok(Ok(mut tls)) => {
                self.talk(&mut tls, Input::Handshake(true)).await?;
                part_inside_tls(tls).await;
            }
            Ok(Err(_)) | Err(_) => {
                self.take(Input::Handshake(false));
                self.log_effects();
            }
        }
        Ok(())
    }

    async fn run_inside_tls(&mut self, tcp: TcpStream) -> io::Result<()> {
        let mut tls = timeout(PATIENCE, self.service.tls.accept(tcp)).await??;
        self.session.begin_inside_tls();
        self.talk(&mut tls, Input::Connect).await?;
        part_inside_tls(tls).await;
        Ok(())
    }

    /// Gives `first` to the session, and then what the client sends, until something else than reading
    /// comes next.
    async fn talk<S: AsyncRead + AsyncWrite + Unpin>(&mut self, stream: &mut S, first: Input<'_>) -> io::Result<Next> {
        self.take(first);
        let mut next = self.perform(stream).await?;
        // A little later, so that by the session's clock, too, the time is over.
        let limit = self.service.server.limits.idle_timeout.map_or(PATIENCE, |limit| limit + Duration::from_millis(20));
        let mut chunk = Vec::with_capacity(CHUNK);
        while next == Next::Read {
            chunk.clear();
            match timeout(limit, stream.read_buf(&mut chunk)).await {
                Ok(Ok(count)) if count > 0 => self.take(Input::Octets(&chunk)),
                // It hung up, was cut off, or was silent for too long.
                Ok(Ok(_)) | Ok(Err(_)) | Err(_) => self.take(Input::End),
            }
            next = self.perform(stream).await?;
        }
        Ok(next)
    }

    /// Gives the time and `input` to the session.
    fn take(&mut self, input: Input<'_>) {
        let service = &*self.service;
        let mut persistent = service.persistent();
        self.session.swap_persistent(&mut persistent);
        for input in [Input::Time(service.now()), input] {
            self.session.handle(input, service.server, &service.world, &mut self.effects);
        }
        self.session.swap_persistent(&mut persistent);
    }

    /// Does what the session decided, in its order.
    async fn perform<S: AsyncWrite + Unpin>(&mut self, stream: &mut S) -> io::Result<Next> {
        let mut next = Next::Read;
        let mut effects = std::mem::take(&mut self.effects);
        for effect in effects.drain(..) {
            match effect {
                Effect::Delay(time) => {
                    self.flush(stream).await?;
                    sleep(time).await;
                }
                Effect::Reply(reply) => self.output.extend_from_slice(reply.text.as_bytes()),
                Effect::StartTls => next = Next::Handshake,
                Effect::Deliver(delivery) => self.deliver(delivery).await?,
                Effect::Log(line) => log(&line),
                Effect::Close => next = Next::Close,
                // What else it tells is for onlookers.
                _ => {}
            }
            if self.output.len() > FULL {
                self.flush(stream).await?;
            }
        }
        self.effects = effects;
        self.flush(stream).await?;
        Ok(next)
    }

    async fn flush<S: AsyncWrite + Unpin>(&mut self, stream: &mut S) -> io::Result<()> {
        if !self.output.is_empty() {
            timeout(PATIENCE, async {
                stream.write_all(&self.output).await?;
                stream.flush().await
            })
            .await??;
            self.output.clear();
        }
        Ok(())
    }

    /// Stores a message. The reply that takes it is still unsent: where storing fails it is never
    /// sent, so the client keeps the message (RFC 5321 section 6.1).
    async fn deliver(&self, delivery: Box<Delivery>) -> io::Result<()> {
        if self.service.maildir.is_none() {
            return Ok(());
        }
        let service = self.service.clone();
        let write = move || service.maildir.as_ref().map_or(Ok(()), |maildir| maildir.deliver(&delivery));
        let outcome = tokio::task::spawn_blocking(write).await.map_err(io::Error::other)?;
        outcome.map_err(|error| {
            complain(&format!("{error}: {}", std::error::Error::source(&error).map_or_else(String::new, ToString::to_string)));
            io::Error::other(error)
        })
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
/// was sent behind the end is read first, for a while.
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
