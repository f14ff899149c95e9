//! `smtp-playground serve`: the engine behind a TCP port, for real clients.
//!
//! One task a connection turns octets into inputs and effects into octets, pauses, TLS handshakes and
//! files. It decides nothing that a server would decide; that is all in `session` and `servers`.

mod arguments;
mod connection;
mod endpoint;
mod expect;
mod help;
mod http;
mod options;
mod perform;
mod presence;
mod printer;
mod service;
mod sessions;
mod stop;
mod store;
mod tls;
mod world;

pub(crate) use arguments::Arguments;
pub(crate) use service::run;
pub(crate) use tls::{TlsError, acceptor};
