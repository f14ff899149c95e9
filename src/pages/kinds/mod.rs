//! One room a kind of entry. A new kind is a row here, its room, and the labels `kind.<id>` and
//! `about.<id>` in `content/*/reference/labels.toml`.

mod codes;
mod commands;
mod enhanced;
mod flows;
mod keywords;
mod parts;
mod plain;
mod replies;

use self::plain::Plain;
use super::page::Kind;

/// All kinds, in the order of the reference's first page.
pub(super) static KINDS: &[Kind] = &[
    Kind { id: "commands", pages: commands::pages },
    Kind { id: "codes", pages: codes::pages },
    Kind { id: "enhanced", pages: enhanced::pages },
    Kind { id: "replies", pages: replies::pages },
    Kind { id: "keywords", pages: keywords::pages },
    Kind {
        id: "mechanisms",
        pages: |shelf, language| Plain { id: "mechanisms", facts: true, fields: &["client", "steps", "security"] }.pages(shelf, language),
    },
    Kind { id: "transmission", pages: |shelf, language| Plain { id: "transmission", facts: true, fields: &[] }.pages(shelf, language) },
    Kind { id: "limits", pages: |shelf, language| Plain { id: "limits", facts: true, fields: &["practice"] }.pages(shelf, language) },
    Kind { id: "flows", pages: flows::pages },
    Kind { id: "faq", pages: |shelf, language| Plain { id: "faq", facts: false, fields: &[] }.pages(shelf, language) },
    Kind { id: "recipes", pages: |shelf, language| Plain { id: "recipes", facts: false, fields: &[] }.pages(shelf, language) },
    Kind { id: "about", pages: |shelf, language| Plain { id: "about", facts: false, fields: &[] }.pages(shelf, language) },
];
