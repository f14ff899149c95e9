//! One room a kind of entry. A new kind is a row here, its room, and the labels `kind.<id>` and
//! `about.<id>` in `content/*/reference/labels.toml`.

mod codes;
mod commands;
mod keywords;
mod parts;

use super::page::Kind;

/// All kinds, in the order of the reference's first page.
pub(super) static KINDS: &[Kind] = &[
    Kind { id: "commands", pages: commands::pages },
    Kind { id: "codes", pages: codes::pages },
    Kind { id: "keywords", pages: keywords::pages },
];
