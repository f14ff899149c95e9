//! Floor 4: what happened. A session is the list of its inputs; everything else follows from them.

mod dialogue;
mod event;
mod link;
mod timeline;

pub use dialogue::{Dialogue, DialogueError, Outcome};
pub use event::{Action, Event, EventKind};
pub use link::{Link, LinkError, read_link, write_link};
pub use timeline::{Handshake, Timeline};
