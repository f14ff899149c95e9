//! The top floor beside the page: the same engine behind a TCP port, for real clients (feature `serve`).
//!
//! One task a connection turns octets into inputs and effects into octets, pauses, TLS handshakes and
//! files. It decides nothing that a server would decide; that is all in `session` and `servers`.

mod connection;
mod help;
mod house;
mod maildir;
mod options;
mod service;
mod stop;
mod tls;

pub use help::{help, list};
pub use maildir::MaildirError;
pub use options::{Options, OptionsError, Request};
pub use service::{ServeError, run};
pub use tls::TlsError;
