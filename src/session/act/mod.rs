//! What a command does when all checks have passed.

mod auth;
mod data;
mod greet;
mod mail;
mod misc;
mod rcpt;

use super::Turn;

pub(super) use data::{end_of_chunk, end_of_data};

/// Carries a command out.
pub type Act = fn(&mut Turn<'_>);

pub use auth::{auth, sasl_response};
pub use data::{bdat, data};
pub use greet::{ehlo, helo};
pub use mail::mail;
pub use misc::{noop, quit, rset, starttls, verify};
pub use rcpt::rcpt;
