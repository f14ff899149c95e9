//! What the words and codes of a refusal mean.

mod explain;
mod phrases;
mod tables;
pub(crate) mod words;

pub(crate) use explain::Explainer;
pub(crate) use tables::entries_of;
pub(crate) use tables::phrase;
pub use tables::{CauseWords, LANGUAGES, cause_ids, cause_words};
