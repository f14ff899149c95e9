//! What stands around the three places.

mod masthead;
mod notices;
mod tabs;

pub(super) use masthead::Masthead;
pub(super) use notices::{CloseNotice, Notices};
pub(super) use tabs::{PlaceTabs, Tab, TabList};
