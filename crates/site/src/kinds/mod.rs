//! One room a kind of entry. A new kind is a row here, its room, and the labels `kind.<id>` and
//! `about.<id>` in `content/*/reference/labels.toml`.

mod codes;
mod commands;
mod compare;
mod enhanced;
mod flows;
mod keywords;
pub(super) mod offers;
mod parts;
mod plain;
mod providers;
mod quick;
mod replies;
mod rows;
pub(super) mod sheet;
pub(super) mod snippets;

pub(super) use self::flows::{flows, words as flow_words};
pub(super) use self::keywords::file as keyword_file;
pub(super) use self::parts::{section, server_name};
use self::plain::Plain;
pub(super) use self::quick::lasting;
use super::page::Kind;

/// All kinds, in the order of the reference's first page.
pub(super) static KINDS: &[Kind] = &[
    Kind { id: "commands", pages: commands::pages },
    Kind { id: "codes", pages: codes::pages },
    Kind { id: "enhanced", pages: enhanced::pages },
    Kind { id: "replies", pages: replies::pages },
    Kind { id: "providers", pages: providers::pages },
    Kind { id: "keywords", pages: keywords::pages },
    Kind { id: "mechanisms", pages: |shelf, language| MECHANISMS.pages(shelf, language) },
    Kind { id: "transmission", pages: |shelf, language| TRANSMISSION.pages(shelf, language) },
    Kind { id: "limits", pages: |shelf, language| LIMITS.pages(shelf, language) },
    Kind { id: "compare", pages: compare::pages },
    Kind { id: "flows", pages: flows::pages },
    Kind { id: "topics", pages: |shelf, language| TOPICS.pages(shelf, language) },
    Kind { id: "faq", pages: |shelf, language| FAQ.pages(shelf, language) },
    Kind { id: "snippets", pages: snippets::pages },
    Kind { id: "recipes", pages: |shelf, language| RECIPES.pages(shelf, language) },
];

const MECHANISMS: Plain = Plain { id: "mechanisms", facts: Some(rows::mechanism), named: true, fields: &["exchange", "advice"] };
const TRANSMISSION: Plain = Plain { id: "transmission", facts: Some(rows::transmission), named: true, fields: &[] };
const LIMITS: Plain = Plain { id: "limits", facts: Some(rows::limit), named: false, fields: &[] };
const TOPICS: Plain = Plain { id: "topics", facts: None, named: false, fields: &[] };
const FAQ: Plain = Plain { id: "faq", facts: None, named: false, fields: &[] };
const RECIPES: Plain = Plain { id: "recipes", facts: None, named: false, fields: &[] };

/// A page that stands beside the kinds: `content/*/reference/about.md`.
pub(super) const ABOUT: Plain = Plain { id: "about", facts: None, named: false, fields: &[] };

/// Another one: `content/*/reference/teachers.md`.
pub(super) const TEACHERS: Plain = Plain { id: "teachers", facts: None, named: false, fields: &[] };
