//! How to serve, once the command line is understood.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use smtp_engine::session::{Server, World};

use super::expect::{ExpectError, Expectation};
use super::sessions;
use super::world::WorldFileError;
use crate::servers::ChoiceError;

/// How to serve.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// The servers, each with its port.
    pub(crate) ports: Vec<Port>,
    /// Users, aliases, logins, limits, planned failures.
    pub(crate) world: World,
    /// Where delivered mail goes; nowhere without it.
    pub(crate) maildir: Option<PathBuf>,
    /// Where the certificate goes that clients should trust; nowhere without it.
    pub(crate) certificate: Option<PathBuf>,
    /// The server's own lines (`Return-Path:`, `Received:` ...) are put before each message in the Maildir.
    pub(crate) trace: bool,
    /// A message is on the disk before it is taken.
    pub(crate) sync: bool,
    /// The server's log is written to standard error.
    pub(crate) log: bool,
    /// What becomes of sessions that are over.
    pub(crate) sessions: sessions::Settings,
    /// Where tests and the page ask for messages and sessions.
    pub(crate) http: Option<SocketAddr>,
    /// How many messages are kept in memory for them.
    pub(crate) kept_messages: usize,
    /// The folder of the page that is served there.
    pub(crate) page: Option<PathBuf>,
    /// What clients have to do.
    pub(crate) expectations: Vec<Expectation>,
    /// It ends when nobody has been connected for so long, once somebody has been.
    pub(crate) idle: Option<Duration>,
}

/// A server on a port.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Port {
    /// The server that is simulated.
    pub(crate) server: &'static Server,
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// TLS begins with the connection, as on port 465 (RFC 8314 section 3.3).
    pub(crate) implicit_tls: bool,
}

/// Why a command line cannot be carried out. Each says what could be.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OptionsError {
    /// There is no such server.
    #[error(transparent)]
    Choice(#[from] ChoiceError),
    /// The world cannot be had.
    #[error(transparent)]
    World(#[from] WorldFileError),
    /// No page is there.
    #[error("no page is in {0}; `cargo xtask build` makes one in dist, or give the address of a page (https://...)")]
    Page(PathBuf),
    /// HTTP for other machines.
    #[error("--http is for this machine only, not {0}: what it tells protects nothing")]
    Http(SocketAddr),
    /// What clients have to do cannot be read.
    #[error(transparent)]
    Expect(#[from] ExpectError),
}
