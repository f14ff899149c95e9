//! SMTP Playground: a mail server that is not there, and why it answers as it does.
#![forbid(unsafe_code)]

pub mod content;
pub mod queries;
pub mod record;
pub mod servers;
pub mod session;
pub mod spec;
pub mod syntax;
pub mod wire;

#[cfg(feature = "app")]
pub mod app;

#[cfg(feature = "start")]
pub mod start;

#[cfg(feature = "serve")]
pub mod serve;

#[cfg(feature = "pages")]
pub mod pages;
