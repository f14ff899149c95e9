//! Floor 3: how real servers differ. Each server is data and small code in a room of its own: the
//! checks of each command in its order, its limits, its words, and where each of them was seen.

#![deny(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

pub mod aiosmtpd;
mod base;
pub mod exim;
pub mod opensmtpd;
pub mod postfix;
pub mod providers;
pub mod sendmail;
pub mod smtp_server;
pub mod strict;
mod words;

use smtp_engine::session::{Role, Server};

/// Every server in every role: those that were recorded, the standard itself, and the providers as
/// public transcripts show them.
pub static ALL: &[&Server] = &[
    &postfix::MX,
    &postfix::SUBMISSION,
    &exim::MX,
    &exim::SUBMISSION,
    &sendmail::MX,
    &sendmail::SUBMISSION,
    &opensmtpd::MX,
    &opensmtpd::SUBMISSION,
    &aiosmtpd::MX,
    &aiosmtpd::SUBMISSION,
    &smtp_server::MX,
    &smtp_server::SUBMISSION,
    &strict::MX,
    &strict::SUBMISSION,
    &providers::gmail::SUBMISSION,
    &providers::gmail::MX,
    &providers::microsoft365::SUBMISSION,
    &providers::microsoft365::MX,
    &providers::yahoo::SUBMISSION,
    &providers::yahoo::MX,
    &providers::icloud::SUBMISSION,
    &providers::icloud::MX,
    &providers::qq::SUBMISSION,
    &providers::netease163::SUBMISSION,
    &providers::aliyun::SUBMISSION,
];

/// Each server once, in the role that it is listed in first.
pub fn distinct() -> impl Iterator<Item = &'static Server> {
    let listed_before = |number, id| ALL.iter().take(number).any(|server: &&Server| server.id == id);
    ALL.iter().copied().enumerate().filter(move |(number, server)| !listed_before(*number, server.id)).map(|(_, server)| server)
}

/// The server `id` in the role that it is listed in first.
pub fn first(id: &str) -> Option<&'static Server> {
    ALL.iter().copied().find(|server| server.id == id)
}

/// The server `id` in `role`.
pub fn find(id: &str, role: Role) -> Option<&'static Server> {
    ALL.iter().copied().find(|server| server.id == id && server.role == role)
}
