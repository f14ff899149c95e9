//! SMTP Playground.
#![forbid(unsafe_code)]
#[cfg(feature = "app")]
pub mod app;
