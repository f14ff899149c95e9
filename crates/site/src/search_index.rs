//! The index that the search reads (`content::search`): what there is, and by which words it is found.

use std::collections::BTreeMap;

use serde::Serialize;

use super::page::{Kind, Page};

/// The version of the format that is written.
const VERSION: u32 = 1;
/// The kinds whose whole text is searched. Elsewhere title, summary and replies say enough.
const WHOLE: &[&str] = &["faq", "topics", "recipes"];
/// What stands in these is not searched.
const LEFT_OUT: &[(&str, &str)] = &[("<pre", "</pre>"), ("<figure", "</figure>"), ("<svg", "</svg>")];

/// The index of one language.
#[derive(Serialize)]
pub(super) struct Index<'p> {
    version: u32,
    kinds: BTreeMap<&'static str, &'p str>,
    entries: Vec<Entry<'p>>,
}

/// One entry. The names are short because the file is downloaded.
#[derive(Serialize)]
struct Entry<'p> {
    /// Its path below `reference/<language>/`, without `.html`.
    #[serde(rename = "p")]
    path: String,
    #[serde(rename = "t")]
    title: &'p str,
    #[serde(rename = "d")]
    description: &'p str,
    #[serde(rename = "k", skip_serializing_if = "<[String]>::is_empty")]
    keywords: &'p [String],
    /// Its titles in other languages.
    #[serde(rename = "o", skip_serializing_if = "Vec::is_empty")]
    elsewhere: Vec<&'p str>,
    #[serde(rename = "r", skip_serializing_if = "Vec::is_empty")]
    replies: Vec<&'p str>,
    #[serde(rename = "w", skip_serializing_if = "String::is_empty")]
    text: String,
}

impl<'p> Index<'p> {
    /// An index in which nothing is found yet.
    pub(super) fn new() -> Self {
        Self { version: VERSION, kinds: BTreeMap::new(), entries: Vec::new() }
    }

    /// Adds the pages of a kind; `others` are the same pages in other languages.
    pub(super) fn add(&mut self, kind: &Kind, title: &'p str, pages: &'p [Page], others: &[&'p [Page]]) {
        self.kinds.insert(kind.id, title);
        for page in pages {
            let same = |pages: &&'p [Page]| pages.iter().find(|other| other.id == page.id).map(|other| other.title.as_str());
            let mut elsewhere: Vec<&str> = others.iter().filter_map(same).filter(|title| *title != page.title).collect();
            elsewhere.dedup();
            let mut replies: Vec<&str> = page.replies.iter().map(String::as_str).collect();
            replies.sort_unstable();
            replies.dedup();
            self.entries.push(Entry {
                path: format!("{}/{}", kind.id, page.id),
                title: &page.title,
                description: &page.description,
                keywords: &page.keywords,
                elsewhere,
                replies,
                text: if WHOLE.contains(&kind.id) { text(&page.body.0) } else { String::new() },
            });
        }
    }

    /// The index as JSON.
    pub(super) fn write(&self) -> String {
        // Everything in it is plain text, so writing it cannot fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// What is read on a page, without its pictures, sessions and code.
pub(super) fn text(html: &str) -> String {
    let mut kept = html.to_owned();
    for (open, close) in LEFT_OUT {
        let mut parts = kept.split(open);
        let first = parts.next().unwrap_or_default().to_owned();
        kept = parts.fold(first, |kept, part| kept + part.split_once(close).map_or("", |(_, rest)| rest));
    }
    let parts = kept.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    let plain = parts.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
    plain.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
