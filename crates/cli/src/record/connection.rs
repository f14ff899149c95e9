//! A connection to the server that is recorded, in the clear and then inside TLS.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{Instant, timeout, timeout_at};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::ServerName;

use crate::tls_client::{SERVER_NAME, client_config};

use super::answers::{CLOSE_GRACE, GRACE, count_replies, last_reply};

enum Stream {
    Clear(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
    /// A handshake failed.
    Gone,
}

/// One connection.
pub(super) struct Connection {
    stream: Stream,
    /// The server has closed it.
    pub(super) closed: bool,
    /// When the last octet came.
    pub(super) last_octet: Option<Instant>,
}

impl Connection {
    /// Connects, from `source` if there is one.
    pub(super) async fn open(server: SocketAddr, source: Option<SocketAddr>) -> io::Result<Self> {
        let socket = if server.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
        if let Some(source) = source {
            socket.bind(source)?;
        }
        let stream = timeout(Duration::from_secs(10), socket.connect(server)).await??;
        stream.set_nodelay(true)?;
        Ok(Self { stream: Stream::Clear(stream), closed: false, last_octet: None })
    }

    /// Sends, if the server takes it within 20 seconds.
    pub(super) async fn send(&mut self, octets: &[u8]) -> bool {
        let sending = async {
            match &mut self.stream {
                Stream::Clear(stream) => stream.write_all(octets).await,
                Stream::Tls(stream) => {
                    stream.write_all(octets).await?;
                    stream.flush().await
                }
                Stream::Gone => Err(io::ErrorKind::NotConnected.into()),
            }
        };
        matches!(timeout(Duration::from_secs(20), sending).await, Ok(Ok(())))
    }

    /// Reads until there are `replies` and a grace is over, the server closes, or `wait` is over.
    pub(super) async fn read(&mut self, replies: usize, wait: Duration) -> Vec<u8> {
        let end = Instant::now() + wait;
        let (mut received, mut buffer) = (Vec::new(), vec![0; 65_536]);
        self.last_octet = None;
        loop {
            let enough = replies > 0 && count_replies(&received) >= replies && received.ends_with(b"\n");
            let patience = match (enough, last_reply(&received).get(..3)) {
                (true, Some(b"221" | b"421" | b"554")) => Instant::now() + Duration::from_millis(CLOSE_GRACE),
                (true, _) => Instant::now() + Duration::from_millis(GRACE),
                (false, _) => end,
            };
            let reading = async {
                match &mut self.stream {
                    Stream::Clear(stream) => stream.read(&mut buffer).await,
                    Stream::Tls(stream) => stream.read(&mut buffer).await,
                    Stream::Gone => Ok(0),
                }
            };
            match timeout_at(patience, reading).await {
                Err(_) => return received,
                Ok(Ok(0) | Err(_)) => {
                    self.closed = true;
                    return received;
                }
                Ok(Ok(count)) => {
                    received.extend_from_slice(buffer.get(..count).unwrap_or_default());
                    self.last_octet = Some(Instant::now());
                }
            }
        }
    }

    /// Begins TLS, whoever signed the certificate. Says why not where it fails.
    pub(super) async fn handshake(&mut self) -> Result<(), String> {
        let Stream::Clear(stream) = std::mem::replace(&mut self.stream, Stream::Gone) else {
            self.closed = true;
            return Err("TLS inside TLS".to_owned());
        };
        let config = client_config().map_err(|error| error.to_string())?;
        let name = ServerName::try_from(SERVER_NAME).map_err(|error| error.to_string())?;
        let done = timeout(Duration::from_secs(8), TlsConnector::from(config).connect(name, stream)).await;
        match done.map_err(io::Error::from).and_then(|done| done) {
            Ok(stream) => {
                self.stream = Stream::Tls(Box::new(stream));
                Ok(())
            }
            Err(error) => {
                self.closed = true;
                Err(error.to_string())
            }
        }
    }

    /// Shuts down the sending side.
    pub(super) async fn half_close(&mut self) {
        // Where the server is gone already, the next read tells it.
        let _ = match &mut self.stream {
            Stream::Clear(stream) => stream.shutdown().await,
            Stream::Tls(stream) => stream.shutdown().await,
            Stream::Gone => Ok(()),
        };
    }

    /// Closes with a reset.
    pub(super) fn reset(self) {
        let _ = match &self.stream {
            Stream::Clear(stream) => stream.set_zero_linger(),
            Stream::Tls(stream) => stream.get_ref().0.set_zero_linger(),
            Stream::Gone => Ok(()),
        };
    }
}
