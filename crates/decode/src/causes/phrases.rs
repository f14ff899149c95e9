//! Phrases of `data/causes.toml` in a text.

use super::tables::{begun, phrases};

/// A phrase that tells a cause.
pub(super) struct Phrase {
    /// Its first word, or the beginning of it.
    pub(super) first: &'static str,
    /// What follows.
    pub(super) rest: &'static [Piece],
    /// The number of the cause.
    pub(super) cause: u16,
    /// How much it says: more words say more.
    pub(super) weight: u16,
    /// Whether it tells the cause, or only hints at it.
    pub(super) sure: bool,
}

/// A part of a phrase after its first word.
#[derive(Clone, Copy)]
pub(super) enum Piece {
    /// This word.
    Word(&'static str),
    /// A word that begins so.
    Begin(&'static str),
    /// Up to [`GAP`] words of any kind.
    Gap,
}

/// The most words that a `*` stands for.
const GAP: usize = 8;

/// The phrases that stand in `words`, each with the place of its first word.
pub(super) fn found<'a>(words: &'a [String]) -> impl Iterator<Item = (usize, &'static Phrase)> + 'a {
    words.iter().enumerate().flat_map(move |(place, word)| {
        let rest = words.get(place + 1..).unwrap_or_default();
        let begun = begun().iter().filter(|phrase| word.starts_with(phrase.first));
        let all = endings(word).flat_map(beginning).chain(begun);
        all.filter(move |phrase| follows(phrase.rest, rest)).map(move |phrase| (place, phrase))
    })
}

/// A word and, of a name with dots, what follows each dot: `zen.spamhaus.org` is also `spamhaus.org`.
fn endings(word: &str) -> impl Iterator<Item = &str> {
    let dots = word.match_indices('.').filter_map(|(dot, _)| word.get(dot + 1..));
    std::iter::once(word).chain(dots.take(4))
}

/// The phrases that begin with `word`.
fn beginning(word: &str) -> impl Iterator<Item = &'static Phrase> {
    let all = phrases();
    let from = all.partition_point(|phrase| phrase.first < word);
    let word = word.to_owned();
    all.get(from..).unwrap_or_default().iter().take_while(move |phrase| phrase.first == word)
}

/// Whether `words` begin with `pieces`.
fn follows(pieces: &[Piece], words: &[String]) -> bool {
    let Some((piece, later)) = pieces.split_first() else { return true };
    match piece {
        Piece::Word(wanted) => words.split_first().is_some_and(|(word, words)| word == wanted && follows(later, words)),
        Piece::Begin(wanted) => words.split_first().is_some_and(|(word, words)| word.starts_with(wanted) && follows(later, words)),
        Piece::Gap => (0..=GAP.min(words.len())).any(|skipped| words.get(skipped..).is_some_and(|words| follows(later, words))),
    }
}
