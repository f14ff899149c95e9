//! Floor 4: what happened. A session is the list of its inputs; everything else follows from them.

mod content;
mod dialogue;
mod event;
pub mod export;
mod handover;
pub mod import;
mod keep;
mod link;
mod secrets;
mod timeline;
mod world_text;

pub use content::{ContentError, MAX_TIME};
pub use dialogue::{Broken, Dialogue, DialogueError, Outcome, Player, Script, Step};
pub use event::{Action, Event, EventKind};
pub use handover::{HandoverError, hand_over, take_over};
pub use keep::{Head, KeepError, Kept};
pub use link::{LINK_START, Link, LinkError, MAX_LINK, read_link, redact, write_link, write_link_for};
pub use timeline::{Branch, BranchId, Handshake, Timeline};
pub use world_text::{WorldEditError, WorldError, WorldField, WorldProblem, WorldText};
