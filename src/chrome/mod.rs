//! What stands around the three places.

mod masthead;
mod menu;
mod notices;
mod qr;
mod tabs;

pub(super) use masthead::{Masthead, StartCard};
pub(super) use notices::{CloseNotice, Notices};
pub(super) use qr::qr;
pub(super) use tabs::{PlaceTabs, Tab, TabList};
