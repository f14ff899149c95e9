//! Floor 7: the reference as static pages, made at build time (feature `pages`).
//!
//! Facts come from the tables of [`smtp_engine::spec`] and from `data/`, words from `content/`, and whatever a
//! server says is said by running it. `kinds` has a room for each kind of entry; `layout` puts a
//! page around an entry; `site` puts the pages together, checks them and writes them.

#![deny(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod a_to_z;
mod exercises;
mod feedback;
mod first_screen;
pub mod flow;
mod highlight;
mod kinds;
mod layout;
mod markdown;
mod open_data;
mod page;
mod problems;
mod railroad;
mod related;
mod request;
mod rows;
mod run;
mod search_index;
mod sequence;
mod shelf;
mod shell;
mod site;
mod tries;
mod walks;
mod words;

pub use first_screen::first_screen;
pub use problems::Problems;
pub use request::{HELP, Request, RequestError};
pub use shell::{ShellError, write_shell};
pub use site::{File, Site, WriteError, generate};
