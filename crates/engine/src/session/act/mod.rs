//! What a command does when all checks have passed.

mod auth;
mod data;
mod greet;
mod mail;
mod misc;
mod rcpt;

use super::Turn;

/// Carries a command out.
pub type Act = fn(&mut Turn<'_>);

pub use auth::{auth, auth_with, sasl_response};
pub use data::{bdat, data, end_of_chunk, end_of_data};
pub use greet::{ehlo, helo};
pub use mail::{mail, mail_with};
pub use misc::{noop, quit, rset, starttls, verify};
pub use rcpt::rcpt;
