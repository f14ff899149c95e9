use maud::Markup;

/// One entry of the reference in one language.
pub(super) struct Page {
    /// Its name in URLs, without `.html`.
    pub(super) id: String,
    /// What it is called.
    pub(super) title: String,
    /// One sentence.
    pub(super) description: String,
    /// The heading below which the list of its kind shows it; empty where there is only one group.
    pub(super) group: String,
    /// A word that marks it in lists, such as "obsolete"; empty for most.
    pub(super) mark: String,
    /// What stands below the title.
    pub(super) body: Markup,
    /// Other words by which it is found.
    pub(super) keywords: Vec<String>,
    /// Replies that lead here when they are pasted into the search.
    pub(super) replies: Vec<String>,
    /// Pages to go on to, as `kind/id`, that it names itself; others are found by what it speaks of.
    pub(super) see: Vec<String>,
}

impl Page {
    /// A page without words: what is missing was noted, and nothing will be written.
    pub(super) fn empty(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            title: id.to_owned(),
            description: String::new(),
            group: String::new(),
            mark: String::new(),
            body: Markup::default(),
            keywords: Vec::new(),
            replies: Vec::new(),
            see: Vec::new(),
        }
    }
}

/// A kind of entries: a directory of the reference.
pub(super) struct Kind {
    /// The directory; the labels `kind.<id>` and `about.<id>` are its title and what it holds.
    pub(super) id: &'static str,
    /// Its pages in a language.
    pub(super) pages: fn(&super::shelf::Shelf, playground::content::Language) -> Vec<Page>,
}
