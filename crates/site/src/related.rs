//! *See also*: which pages of other kinds a reader of a page may want next.
//!
//! Computed from what the pages speak of: the reply codes, enhanced codes, commands, keywords, mechanisms and
//! providers that they name. What stands in the title or among the keywords tells more than what the text mentions,
//! and what few pages name tells more than what all do. A page may name others itself (`see` in its front matter or row);
//! those come first.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::page::{Kind, Page};
use super::search_index::text;
use super::shelf::Shelf;
use playground::content::Language;

/// How many pages of a kind are named at most, in the order in which kinds are named.
const MOST: &[(&str, usize)] = &[
    ("faq", 3),
    ("topics", 2),
    ("flows", 2),
    ("codes", 3),
    ("enhanced", 3),
    ("commands", 3),
    ("keywords", 2),
    ("mechanisms", 2),
    ("replies", 3),
    ("providers", 1),
    ("compare", 1),
    ("recipes", 1),
    ("snippets", 1),
    ("limits", 1),
    ("transmission", 1),
];
/// A page is named if it is at least so like (1 is the same).
const LIKE: f32 = 0.13;
/// What a name weighs in the title and the keywords, in the summary, and in the text.
const WEIGHTS: [f32; 3] = [4.0, 1.5, 0.4];
/// A page that has none that is like enough names so many all the same: nobody shall be left at a dead end.
const LEAST: usize = 2;

/// The pages of a kind.
type Pages = (&'static Kind, Vec<Page>);

/// What pages speak of.
pub(super) struct Related<'p> {
    pages: Vec<(&'static str, &'p Page)>,
    /// For each page, by its number, the names that it speaks of and what each weighs.
    names: Vec<Vec<(usize, f32)>>,
    /// For each name, by its number, the pages that speak of it.
    speakers: Vec<Vec<(usize, f32)>>,
}

impl<'p> Related<'p> {
    /// Reads all pages of a language.
    pub(super) fn new(kinds: &'p [Pages]) -> Self {
        let pages: Vec<(&'static str, &'p Page)> =
            kinds.iter().flat_map(|(kind, pages)| pages.iter().map(|page| (kind.id, page))).collect();
        let names = names(&pages);
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        let mut vectors: Vec<Vec<(usize, f32)>> = Vec::new();
        for (kind, page) in &pages {
            let named = vector(kind, page, &names).into_iter().map(|(name, weight)| {
                let next = numbers.len();
                (*numbers.entry(name).or_insert(next), weight)
            });
            vectors.push(named.collect());
        }
        let mut speakers: Vec<Vec<(usize, f32)>> = vec![Vec::new(); numbers.len()];
        for (page, (name, weight)) in vectors.iter().enumerate().flat_map(|(page, names)| names.iter().map(move |named| (page, *named))) {
            if let Some(speakers) = speakers.get_mut(name) {
                speakers.push((page, weight));
            }
        }
        // What few pages name tells more; and a page that names much is no more like another for that.
        #[allow(clippy::cast_precision_loss, reason = "some hundred pages")]
        let telling: Vec<f32> = speakers.iter().map(|speakers| (pages.len() as f32 / speakers.len().max(1) as f32).ln()).collect();
        let telling = |name: usize| telling.get(name).copied().unwrap_or_default();
        let length = |names: &Vec<(usize, f32)>| {
            let sum: f32 = names.iter().map(|(name, weight)| (weight * telling(*name)).powi(2)).sum();
            sum.sqrt().max(f32::EPSILON)
        };
        let lengths: Vec<f32> = vectors.iter().map(length).collect();
        let scaled = |page: usize, name: usize, weight: f32| weight * telling(name) / lengths.get(page).copied().unwrap_or(1.0);
        for (page, names) in vectors.iter_mut().enumerate() {
            names.iter_mut().for_each(|(name, weight)| *weight = scaled(page, *name, *weight));
        }
        for (name, speakers) in speakers.iter_mut().enumerate() {
            speakers.iter_mut().for_each(|(page, weight)| *weight = scaled(*page, name, *weight));
        }
        Self { pages, names: vectors, speakers }
    }

    /// The pages to go on to from `page` of `kind`, kind by kind.
    fn of(&self, kind: &str, page: &Page) -> Vec<(&'static str, &'p Page)> {
        let Some(number) = self.pages.iter().position(|(other, candidate)| *other == kind && candidate.id == page.id) else {
            return Vec::new();
        };
        let mut likeness = vec![0.0_f32; self.pages.len()];
        for (name, weight) in self.names.get(number).into_iter().flatten() {
            for (other, others) in self.speakers.get(*name).into_iter().flatten() {
                if let Some(likeness) = likeness.get_mut(*other) {
                    *likeness += weight * others;
                }
            }
        }
        let mut ranked: Vec<(f32, &'static str, &'p Page)> = likeness
            .into_iter()
            .zip(&self.pages)
            .enumerate()
            .filter(|(other, _)| *other != number)
            .map(|(_, (likeness, (kind, page)))| (likeness, *kind, *page))
            .collect();
        ranked.sort_by(|(one, ..), (other, ..)| other.total_cmp(one));
        let asked: Vec<(&'static str, &'p Page)> = page
            .see
            .iter()
            .filter_map(|path| self.pages.iter().copied().find(|(kind, page)| path.as_str() == format!("{kind}/{}", page.id)))
            .collect();
        let mut found = asked.clone();
        for (other, most) in MOST {
            // The page itself has lists of its own kind's neighbours; three alike questions are enough.
            let most = if *other == kind { 2.min(*most) } else { *most };
            let has = found.iter().filter(|(kind, _)| kind == other).count();
            let good = ranked.iter().filter(|(likeness, kind, page)| {
                kind == other && *likeness >= LIKE && !asked.iter().any(|(kind, known)| kind == other && known.id == page.id)
            });
            found.extend(good.take(most.saturating_sub(has)).map(|(_, kind, page)| (*kind, *page)));
        }
        if found.is_empty() {
            found.extend(ranked.iter().take(LEAST).map(|(_, kind, page)| (*kind, *page)));
        }
        found
    }

    /// The section at the end of a page; `up` leads from it to the folder of its language.
    pub(super) fn section(&self, shelf: &Shelf, language: Language, kind: &str, page: &Page) -> Markup {
        let found = self.of(kind, page);
        let kinds: Vec<&str> = MOST.iter().map(|(kind, _)| *kind).filter(|kind| found.iter().any(|(other, _)| other == kind)).collect();
        html! {
            nav class="see-also" aria-label=(shelf.label(language, "page.see-also")) {
                h2 { (shelf.label(language, "page.see-also")) }
                dl {
                    @for kind in kinds {
                        dt { (shelf.label(language, &format!("kind.{kind}"))) }
                        @for (_, page) in found.iter().filter(|(other, _)| *other == kind) {
                            dd { a href={ "../" (kind) "/" (page.id) ".html" } { (page.title) } }
                        }
                    }
                }
            }
        }
    }
}

/// The paths in `see` of `page` that lead to no page.
pub(super) fn dead_ends<'p>(kinds: &'p [Pages], page: &'p Page) -> impl Iterator<Item = &'p String> {
    let known: BTreeSet<String> =
        kinds.iter().flat_map(|(kind, pages)| pages.iter().map(move |page| format!("{}/{}", kind.id, page.id))).collect();
    page.see.iter().filter(move |path| !known.contains(*path))
}

/// The names by which pages are spoken of: `STARTTLS`, `550`, `5.7.26`, `SPF`.
fn names(pages: &[(&'static str, &Page)]) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = [
        "TLS", "MX", "PTR", "DNS", "DSN", "SPF", "DKIM", "DMARC", "ARC", "SRS", "VERP", "DANE", "OAUTH", "BASE64", "GBK", "CRLF", "BCC",
        "QUEUE", "GREYLIST", "BOUNCE", "465", "587", "SMTPUTF8",
    ]
    .map(str::to_owned)
    .into();
    for (kind, page) in pages {
        match *kind {
            "codes" | "commands" | "keywords" | "mechanisms" => drop(names.insert(page.id.replace("-equals", "=").to_uppercase())),
            "providers" => names.extend(page.keywords.iter().flat_map(|name| words(name)).filter(|word| word.len() > 2)),
            _ => {}
        }
    }
    names
}

/// What `page` speaks of, and how much.
fn vector(kind: &str, page: &Page, names: &BTreeSet<String>) -> BTreeMap<String, f32> {
    let mut vector: BTreeMap<String, f32> = BTreeMap::new();
    let [title, summary, rest] = WEIGHTS;
    let body = text(&page.body.0);
    let keywords = page.keywords.iter().map(String::as_str);
    // The id of a reply begins with its provider; the text of a reply is its title.
    let parts =
        [(title, page.title.as_str()), (title, page.id.as_str()), (summary, page.description.as_str()), (rest, body.as_str())].into_iter();
    for (weight, part) in parts.chain(keywords.map(|word| (title, word))) {
        for word in words(part).into_iter().filter(|word| names.contains(word) || is_enhanced(word)) {
            let word = alias(&word);
            let weight = if kind == "replies" && weight == rest { weight / 2.0 } else { weight };
            let so_far = vector.entry(word).or_default();
            *so_far = so_far.max(weight);
        }
    }
    vector
}

/// `5.7.26`, `4.7.26` and `X.7.26` are one.
fn alias(word: &str) -> String {
    match word.split_once('.') {
        Some((class, rest)) if is_enhanced(word) && class.len() == 1 => format!("X.{rest}"),
        _ => word.to_owned(),
    }
}

fn is_enhanced(word: &str) -> bool {
    let mut parts = word.split('.');
    let class = parts.next().is_some_and(|class| matches!(class, "2" | "4" | "5" | "X"));
    let numbers: Vec<&str> = parts.collect();
    class && numbers.len() == 2 && numbers.iter().all(|number| !number.is_empty() && number.bytes().all(|octet| octet.is_ascii_digit()))
}

/// The words of ASCII letters, digits and `.-=` in `text`, in capitals.
fn words(text: &str) -> Vec<String> {
    let part = |letter: char| !(letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '=' | '_'));
    let trimmed = text.split(part).map(|word| word.trim_matches(['.', '-', '_']));
    let mut words: Vec<String> = Vec::new();
    for word in trimmed.filter(|word| !word.is_empty()) {
        words.push(word.to_uppercase());
        // qq-535 speaks of QQ and of 535; `535-5.7.8` of both numbers.
        if word.contains('-') {
            words.extend(word.split('-').filter(|part| !part.is_empty()).map(str::to_uppercase));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_speaks_of() {
        assert_eq!(words("535-5.7.8 says QQ, or CRAM-MD5."), ["535-5.7.8", "535", "5.7.8", "SAYS", "QQ", "OR", "CRAM-MD5", "CRAM", "MD5"]);
        assert_eq!(alias("5.7.26"), alias("X.7.26"));
        assert_eq!(alias("1.2.3.4"), "1.2.3.4");
        assert!(is_enhanced("4.7.139") && !is_enhanced("4.7") && !is_enhanced("3.7.1") && !is_enhanced("5.7.x"));
    }
}
