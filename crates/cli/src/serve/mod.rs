//! `smtp-playground serve`: the engine behind a TCP port, for real clients.
//!
//! One task a connection turns octets into inputs and effects into octets, pauses, TLS handshakes and
//! files. It decides nothing that a server would decide; that is all in `session` and `servers`.

mod connection;
mod help;
mod maildir;
mod options;
mod service;
mod stop;
mod tls;

pub(crate) use help::list;
pub(crate) use options::{Arguments, Options};
pub(crate) use service::run;
pub(crate) use tls::{TlsError, acceptor};
