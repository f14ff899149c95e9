//! Floor 4: what happened. A session is the list of its inputs; everything else follows from them.

mod dialogue;
mod event;
mod timeline;

pub use dialogue::{Dialogue, DialogueError, Outcome};
pub use event::{Action, Event, EventKind};
pub use timeline::{Handshake, Timeline};
