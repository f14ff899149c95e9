//! Floor 5: what we teach. The words about the protocol and the words of the page, in every language.
//!
//! They are written in `content/`, one folder a language, with no Rust in them; `build.rs` checks them
//! and turns them into static tables. What a language lacks is there in English.

pub mod diagram;
pub mod icon;
mod ids;
mod language;
pub mod reference;
pub mod search;
pub mod snippet;
mod tables;

pub use ids::{NEEDS, ROLES, need_id, role_id};
pub use language::{Label, Language, StaticLabel, fill, label, lines, octets, static_label};
