//! What Postfix writes to its log.

use crate::session::{Event, Server, Session, World};

/// Appends the log lines of `event`.
pub(super) fn log(_event: Event<'_>, _session: &Session, _world: &World, _server: &Server, _lines: &mut Vec<String>) {}
