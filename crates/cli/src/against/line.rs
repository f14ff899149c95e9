use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConnection, StreamOwned};

use crate::tls_client::{SERVER_NAME, client_config};

/// A server that sends longer lines without an end is not read further.
const LONGEST_LINE: usize = 100_000;
/// A reply with more lines never ends.
const MOST_LINES: usize = 1000;
/// Between two pieces, so that they arrive as two.
const BETWEEN_PIECES: Duration = Duration::from_millis(2);

/// What the octets go through.
#[derive(Debug)]
enum Stream {
    Clear(TcpStream),
    Tls(Box<StreamOwned<ClientConnection, TcpStream>>),
}

impl Stream {
    fn tcp(&self) -> &TcpStream {
        match self {
            Self::Clear(stream) => stream,
            Self::Tls(stream) => &stream.sock,
        }
    }

    fn write_all(&mut self, octets: &[u8]) -> io::Result<()> {
        match self {
            Self::Clear(stream) => stream.write_all(octets),
            Self::Tls(stream) => {
                stream.write_all(octets)?;
                stream.flush()
            }
        }
    }

    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Clear(stream) => stream.read(into),
            Self::Tls(stream) => match stream.read(into) {
                // Many servers close without a word of TLS.
                Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(0),
                read => read,
            },
        }
    }
}

/// A connection to a server.
#[derive(Debug)]
pub(super) struct Line {
    stream: Stream,
    timeout: Duration,
    /// What has come and was not read.
    input: Vec<u8>,
}

impl Line {
    pub(super) fn connect(target: SocketAddr, timeout: Duration) -> io::Result<Self> {
        let stream = TcpStream::connect_timeout(&target, timeout)?;
        stream.set_nodelay(true)?;
        stream.set_write_timeout(Some(timeout))?;
        Ok(Self { stream: Stream::Clear(stream), timeout, input: Vec::new() })
    }

    /// Begins TLS. What the server said in the clear after its reply is an error: it may have been put in by somebody else
    /// (RFC 3207 section 6).
    pub(super) fn begin_tls(&mut self) -> io::Result<()> {
        if !self.input.is_empty() {
            return Err(io::Error::new(ErrorKind::InvalidData, "more came in the clear after the reply to STARTTLS"));
        }
        let name = ServerName::try_from(SERVER_NAME).map_err(io::Error::other)?;
        let mut client = ClientConnection::new(client_config().map_err(io::Error::other)?, name).map_err(io::Error::other)?;
        let mut tcp = self.stream.tcp().try_clone()?;
        tcp.set_read_timeout(Some(self.timeout))?;
        client.complete_io(&mut tcp)?;
        self.stream = Stream::Tls(Box::new(StreamOwned::new(client, tcp)));
        Ok(())
    }

    /// Sends `octets` in pieces of `size`.
    pub(super) fn send(&mut self, octets: &[u8], size: usize) -> io::Result<()> {
        for (number, piece) in octets.chunks(size).enumerate() {
            if number > 0 {
                sleep(BETWEEN_PIECES);
            }
            self.stream.write_all(piece)?;
        }
        Ok(())
    }

    pub(super) fn close(&mut self) {
        let _ = self.stream.tcp().shutdown(Shutdown::Both);
    }

    /// The last line of the next reply: the one whose code is not followed by a hyphen.
    pub(super) fn read_reply(&mut self) -> io::Result<String> {
        for _ in 0..MOST_LINES {
            let line = self.read_line()?;
            if line.as_bytes().get(3) != Some(&b'-') {
                return Ok(line);
            }
        }
        Err(io::Error::new(ErrorKind::InvalidData, "a reply without an end"))
    }

    /// The next line, without its end.
    pub(super) fn read_line(&mut self) -> io::Result<String> {
        let until = Instant::now() + self.timeout;
        loop {
            if let Some(end) = self.input.iter().position(|octet| *octet == b'\n') {
                let line: Vec<u8> = self.input.drain(..=end).collect();
                return Ok(String::from_utf8_lossy(line.trim_ascii_end()).into_owned());
            }
            if self.input.len() > LONGEST_LINE {
                return Err(io::Error::new(ErrorKind::InvalidData, "a line without an end"));
            }
            if self.read_more(until)? == 0 {
                return Err(io::Error::new(ErrorKind::UnexpectedEof, "closed"));
            }
        }
    }

    /// Reads to the end; what came instead of it.
    pub(super) fn read_end(&mut self) -> Result<(), String> {
        let until = Instant::now() + self.timeout;
        while self.input.is_empty() {
            match self.read_more(until) {
                Ok(0) => return Ok(()),
                Ok(_) => {}
                Err(error) if error.kind() == ErrorKind::ConnectionReset => return Ok(()),
                Err(error) => return Err(error.to_string()),
            }
        }
        Err(String::from_utf8_lossy(&self.input).into_owned())
    }

    /// What comes within `silence`; nothing, where nothing does.
    pub(super) fn read_within(&mut self, silence: Duration) -> Option<String> {
        if self.input.is_empty() {
            let _ = self.read_more(Instant::now() + silence);
        }
        (!self.input.is_empty()).then(|| String::from_utf8_lossy(&self.input).into_owned())
    }

    fn read_more(&mut self, until: Instant) -> io::Result<usize> {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::Error::new(ErrorKind::TimedOut, "nothing in time"));
        }
        self.stream.tcp().set_read_timeout(Some(left))?;
        let mut piece = [0; 4096];
        match self.stream.read(&mut piece) {
            Ok(count) => {
                self.input.extend_from_slice(piece.get(..count).unwrap_or_default());
                Ok(count)
            }
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                Err(io::Error::new(ErrorKind::TimedOut, "nothing in time"))
            }
            Err(error) => Err(error),
        }
    }
}
