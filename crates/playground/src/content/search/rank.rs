//! Which entries answer a query, the best first.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::index::{Entry, FIELDS, Index, Places, TITLE};
use super::words::{is_enhanced, telling, terms};

/// So many characters of a query are looked at: what is pasted may be a whole mailbox.
const LONGEST: usize = 10_000;
/// A query is typed if it has no more terms; otherwise it was pasted, and slips in it are not looked for.
const TYPED: usize = 8;
/// A word is not taken for another by a slip if it is shorter.
const SLIP: usize = 5;
/// What a term weighs that no entry has, in a typed query: a word, and a pair of Chinese characters, which may belong
/// to two words.
const UNKNOWN: [f32; 2] = [4.0, 2.0];
/// What a term counts for that is not quite the one asked for.
const NEAR: f32 = 0.8;
/// What a reply counts for beside the entry's own words: on the page of a reply met in the wild, and elsewhere.
const REPLY: [f32; 2] = [6.0, 2.0];
/// What that is taken times where the query has no number: then a reply was rather not meant.
const NO_NUMBER: f32 = 0.5;
/// What a reply counts for whose enhanced status code is another than the query's.
const ANOTHER: f32 = 0.5;
/// What the own words of a kind count for, where that is not 1: what is asked for by a word is rather explained in
/// general than met as one of three hundred replies.
const KINDS: &[(&str, f32)] =
    &[("commands", 1.3), ("flows", 1.3), ("faq", 1.3), ("topics", 1.3), ("recipes", 1.3), ("transmission", 0.8), (WILD, 0.6)];
/// The kind of the replies met in the wild.
const WILD: &str = "replies";
/// No result is shown that has a smaller part of the best one's score.
const WORTH: f32 = 0.15;

/// What a term of the query finds.
struct Sought<'i> {
    /// The places of the terms of the index that it stands for, and how well each fits.
    places: Vec<(&'i Places, f32)>,
    weight: f32,
}

/// What was found of one entry.
#[derive(Clone, Copy, Default)]
struct Score {
    words: f32,
    found: f32,
    title: f32,
    reply: f32,
}

impl Index {
    /// At most `most` entries that answer `query`, the best first.
    pub fn find(&self, query: &str, most: usize) -> Vec<&Entry> {
        let end = query.char_indices().nth(LONGEST).map_or(query.len(), |(end, _)| end);
        let asked = terms(query.get(..end).unwrap_or_default());
        let mut different = asked.terms.clone();
        different.sort();
        different.dedup();
        let typed = asked.words <= TYPED;
        let last = asked.terms.last().filter(|_| asked.open && typed);
        let sought: Vec<Sought<'_>> = different.iter().map(|term| self.sought(term, typed, Some(term) == last)).collect();
        let all: f32 = sought.iter().map(|sought| sought.weight).sum();
        let mut scores = vec![Score::default(); self.entries.len()];
        self.score_words(&sought, &mut scores);
        self.score_replies(&sought, &asked.terms, &mut scores);
        let numbered = asked.terms.iter().any(|term| term.starts_with(|first: char| first.is_ascii_digit()));
        let replies = if numbered || !typed { 1.0 } else { NO_NUMBER };
        let [wild, elsewhere] = REPLY;
        let mut ranked: Vec<(f32, &Entry)> = Vec::new();
        for ((score, entry), title) in scores.iter().zip(&self.entries).zip(&self.titles) {
            let share = score.found / all.max(f32::EPSILON);
            let mut own = score.words * share * share * (1.0 + score.title / title.max(f32::EPSILON));
            own *= KINDS.iter().find(|(kind, _)| *kind == entry.kind()).map_or(1.0, |(_, counts)| *counts);
            if typed && own > 0.0 && entry.is_named(&asked.terms) {
                own *= 2.0;
            }
            let sum = own + score.reply * replies * if entry.kind() == WILD { wild } else { elsewhere };
            if sum > 0.0 {
                ranked.push((sum, entry));
            }
        }
        ranked.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        let least = ranked.first().map_or(0.0, |(best, _)| best * WORTH);
        ranked.into_iter().take(most).take_while(|(sum, _)| *sum >= least).map(|(_, entry)| entry).collect()
    }

    fn sought(&self, term: &str, typed: bool, open: bool) -> Sought<'_> {
        let mut places: Vec<(&Places, f32)> = self.terms.get(term).map(|places| (places, 1.0)).into_iter().collect();
        if open {
            places.extend(self.longer(term).map(|places| (places, NEAR)));
        }
        if typed {
            let one = term.strip_suffix('s').unwrap_or_default();
            places.extend([one, &format!("{term}s")].into_iter().filter_map(|other| self.terms.get(other)).map(|places| (places, NEAR)));
        }
        if places.is_empty() && typed && term.len() >= SLIP && term.is_ascii() {
            places.extend(self.longer(term).map(|places| (places, NEAR)));
            let alike = self.terms.iter().filter(|(other, _)| one_slip(term.as_bytes(), other.as_bytes()));
            places.extend(alike.map(|(_, places)| (places, NEAR)));
        }
        let least = places.iter().map(|(places, _)| places.weight).reduce(f32::min);
        let [word, pair] = UNKNOWN;
        let unknown = if typed { telling(term) * if term.is_ascii() { word } else { pair } } else { 0.0 };
        Sought { weight: least.unwrap_or(unknown), places }
    }

    /// The terms that begin with `term` and are longer.
    fn longer<'i>(&'i self, term: &str) -> impl Iterator<Item = &'i Places> {
        let start = term.to_owned();
        let from = self.terms.range::<str, _>((Bound::Excluded(term), Bound::Unbounded));
        from.take_while(move |(other, _)| other.starts_with(&start)).map(|(_, places)| places)
    }

    fn score_words(&self, sought: &[Sought<'_>], scores: &mut [Score]) {
        for Sought { places, weight } in sought {
            // An entry counts once for a term of the query, by the place that counts most.
            let mut best: BTreeMap<u16, (f32, bool)> = BTreeMap::new();
            for (places, fit) in places {
                for (entry, fields) in &places.entries {
                    let counts = FIELDS.iter().filter(|(field, _)| fields & field != 0).map(|(_, counts)| *counts).fold(0.0, f32::max);
                    let so_far = best.entry(*entry).or_default();
                    so_far.0 = so_far.0.max(counts * fit);
                    so_far.1 |= fields & TITLE != 0;
                }
            }
            for (entry, (counts, in_title)) in best.into_iter().filter(|(_, (counts, _))| *counts > 0.0) {
                if let Some(score) = scores.get_mut(usize::from(entry)) {
                    score.words += weight * counts;
                    score.found += weight;
                    score.title += if in_title { *weight } else { 0.0 };
                }
            }
        }
    }

    fn score_replies(&self, sought: &[Sought<'_>], asked: &[String], scores: &mut [Score]) {
        let mut found = vec![0.0; self.replies.len()];
        for Sought { places, .. } in sought {
            for (places, fit) in places {
                for reply in &places.replies {
                    if let Some(found) = found.get_mut(usize::from(*reply)) {
                        *found += places.weight * fit;
                    }
                }
            }
        }
        let has_enhanced = asked.iter().any(|term| is_enhanced(term));
        for (found, reply) in found.into_iter().zip(&self.replies) {
            let share = found / reply.weight.max(f32::EPSILON);
            let another = has_enhanced && reply.enhanced.as_ref().is_some_and(|enhanced| !asked.contains(enhanced));
            let found = if another { found * ANOTHER } else { found };
            if let Some(score) = scores.get_mut(usize::from(reply.entry)) {
                score.reply = score.reply.max(found * share * share);
            }
        }
    }
}

/// Whether the words differ by one octet that is missing, too many, another, or two that are exchanged.
fn one_slip(one: &[u8], other: &[u8]) -> bool {
    if one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.get(same..).unwrap_or_default(), other.get(same..).unwrap_or_default());
    match (one, other) {
        ([a, b, rest @ ..], [c, d, tail @ ..]) if a == d && b == c && rest == tail => true,
        ([_, rest @ ..], [_, tail @ ..]) if rest == tail => true,
        ([_, rest @ ..], tail) if rest == tail => true,
        (rest, [_, tail @ ..]) if rest == tail => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_and_no_more() {
        for (one, other) in [("greylist", "graylist"), ("greylist", "grelyist"), ("greylist", "greylst"), ("greylist", "greylistt")] {
            assert!(one_slip(one.as_bytes(), other.as_bytes()), "{one} {other}");
        }
        assert!(!one_slip(b"greylist", b"graylits"));
        assert!(!one_slip(b"greylist", b"greyli"));
    }
}
