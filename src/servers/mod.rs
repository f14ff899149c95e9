//! Floor 3: how real servers differ. Each server is data and small code in a room of its own: the
//! checks of each command in its order, its limits, its words, and where each of them was seen.

pub mod aiosmtpd;
pub mod postfix;
pub mod smtp_server;

use crate::session::{Role, Server};

/// Every server in every role that it was recorded in.
pub static ALL: &[&Server] =
    &[&postfix::MX, &postfix::SUBMISSION, &aiosmtpd::MX, &aiosmtpd::SUBMISSION, &smtp_server::MX, &smtp_server::SUBMISSION];

/// The server `id` in `role`.
pub fn find(id: &str, role: Role) -> Option<&'static Server> {
    ALL.iter().copied().find(|server| server.id == id && server.role == role)
}
