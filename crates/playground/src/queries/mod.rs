//! Floor 6: views of a session, pure functions of what happened. No browser in here, so they are tested natively.

mod addresses;
mod alignment;
pub mod attempt;
pub mod comparison;
pub mod completion;
pub mod doors;
pub mod draft;
pub mod explain;
pub mod find;
pub mod first_screen;
pub mod helpers;
pub mod hint;
pub mod history;
pub mod incoming;
pub mod ink;
pub mod judged;
pub mod letter;
pub mod line;
pub mod log;
pub mod mail;
pub mod octets;
pub mod pace;
pub mod palette;
pub mod paste;
pub mod paste_kind;
pub mod qr;
pub mod queue;
pub mod reader;
pub mod scene;
pub mod segments;
pub mod servers;
pub mod snippet;
pub mod status;
pub mod views;
pub mod window;
pub mod world;

/// A session for tests: connected to `server`, and these lines sent, all at one moment.
#[cfg(test)]
fn after(server: &'static smtp_engine::session::Server, lines: &[&str]) -> crate::record::Timeline {
    use crate::record::{Action, Timeline};
    use smtp_engine::session::{Timestamp, World};

    let mut timeline = Timeline::new(server, World::standard());
    timeline.act(Action::Connect, Timestamp(0));
    for line in lines {
        timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), Timestamp(0));
    }
    timeline
}
