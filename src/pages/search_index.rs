//! The index that the search reads: what there is, and by which words it is found.

use serde::Serialize;

use super::page::{Kind, Page};

/// One entry. The names are short because the file is downloaded.
#[derive(Serialize)]
pub(super) struct Entry<'p> {
    /// Its path below `reference/<language>/`, without `.html`.
    #[serde(rename = "p")]
    path: String,
    #[serde(rename = "t")]
    title: &'p str,
    #[serde(rename = "d")]
    description: &'p str,
    #[serde(rename = "k", skip_serializing_if = "<[String]>::is_empty")]
    keywords: &'p [String],
    #[serde(rename = "r", skip_serializing_if = "<[String]>::is_empty")]
    replies: &'p [String],
}

/// What the search has to know of `page`.
pub(super) fn entry<'p>(kind: &Kind, page: &'p Page) -> Entry<'p> {
    let path = format!("{}/{}", kind.id, page.id);
    Entry { path, title: &page.title, description: &page.description, keywords: &page.keywords, replies: &page.replies }
}

/// The index as JSON.
pub(super) fn write(entries: &[Entry<'_>]) -> String {
    // Everything in it is plain text, so writing it cannot fail.
    serde_json::to_string(entries).unwrap_or_default()
}
