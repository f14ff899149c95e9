//! `data/causes.toml` and `content/*/causes.toml`, as `build.rs` made them.

use super::phrases::{Phrase, Piece};
use crate::report::Who;
use Piece::{Begin, Gap, Word};

/// A row of `data/causes.toml`.
pub(super) struct Cause {
    /// Our id.
    pub(super) id: &'static str,
    /// The class in Sisimai's words.
    pub(super) reason: &'static str,
    /// Whether it usually is permanent.
    pub(super) permanent: bool,
    /// Whose move it is.
    pub(super) who: &'static [Who],
    /// Entries of the reference.
    pub(super) entries: &'static [&'static str],
    /// Enhanced codes that say so: "5.1.1", or "x.1.1" for any class.
    pub(super) enhanced: &'static [&'static str],
    /// Enhanced codes that say so, and are also sent for much else.
    pub(super) hints: &'static [&'static str],
    /// Reply codes that say so.
    pub(super) codes: &'static [u16],
}

/// What is said about a cause in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CauseWords {
    /// A few words.
    pub title: &'static str,
    /// The cause in one sentence.
    pub meaning: &'static str,
    /// What each can do, those whose move it is first; who can do nothing is not named.
    pub advice: &'static [(Who, &'static str)],
}

include!(concat!(env!("OUT_DIR"), "/causes.rs"));
include!(concat!(env!("OUT_DIR"), "/labels.rs"));

/// The text `key` of `content/<language>/decode.toml`, such as "stage.rcpt"; the key itself where there is none.
pub(crate) fn phrase<'a>(language: &str, key: &'a str) -> &'a str {
    let column = LANGUAGES.iter().position(|tag| tag.eq_ignore_ascii_case(language)).unwrap_or(0);
    let found = LABELS.binary_search_by_key(&key, |(key, _)| key).ok().and_then(|row| LABELS.get(row)?.1.get(column));
    found.copied().unwrap_or(key)
}

/// The ids of all causes.
pub fn cause_ids() -> impl Iterator<Item = &'static str> {
    CAUSES.iter().map(|cause| cause.id)
}

/// What `language` (a tag of [`LANGUAGES`]; English stands in for all others) says about the cause `id`.
pub fn cause_words(language: &str, id: &str) -> Option<CauseWords> {
    let row = CAUSES.iter().position(|cause| cause.id == id)?;
    let column = LANGUAGES.iter().position(|tag| tag.eq_ignore_ascii_case(language)).unwrap_or(0);
    WORDS.get(row)?.get(column).copied()
}

/// The cause with this id.
pub(super) fn cause(id: &str) -> Option<&'static Cause> {
    CAUSES.iter().find(|cause| cause.id == id)
}

/// The cause with this number, as phrases name it.
pub(super) fn numbered(number: u16) -> Option<&'static Cause> {
    CAUSES.get(usize::from(number))
}

/// The cause that the enhanced code `code` tells, and whether it is sent for nothing else: the row that names the whole code
/// goes before one for any class.
pub(super) fn by_enhanced(code: &str) -> Option<(&'static Cause, bool)> {
    let any = format!("x{}", code.get(1..)?);
    let told = |wanted: &str| CAUSES.iter().find(|cause| cause.enhanced.contains(&wanted)).map(|cause| (cause, true));
    let hinted = |wanted: &str| CAUSES.iter().find(|cause| cause.hints.contains(&wanted)).map(|cause| (cause, false));
    told(code).or_else(|| hinted(code)).or_else(|| told(&any)).or_else(|| hinted(&any))
}

/// The cause that the reply code `code` tells.
pub(super) fn by_code(code: u16) -> Option<&'static Cause> {
    CAUSES.iter().find(|cause| cause.codes.contains(&code))
}

/// All phrases that begin with a whole word, sorted by it.
pub(super) fn phrases() -> &'static [Phrase] {
    PHRASES
}

/// The few phrases of which the first word is the beginning of one.
pub(super) fn begun() -> &'static [Phrase] {
    BEGUN
}

/// The entries of the reference that the cause `id` names.
pub(crate) fn entries_of(id: &str) -> Vec<String> {
    cause(id).into_iter().flat_map(|cause| cause.entries).map(|entry| (*entry).to_owned()).collect()
}
