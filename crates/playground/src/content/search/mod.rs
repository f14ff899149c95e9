//! The search over the reference: a few words, half a phrase, a code, or a reply as it stands in a bounce or a log.
//!
//! [`Index::read`] takes the JSON that the generator of the pages writes, one file a language.
//! [`Index::find`] answers a query. Nothing in the query is an error; what is not known is passed over.
//!
//! # Terms
//!
//! A text is cut into terms, the index and the query alike: words in lower case and half width, `550` and
//! `5.7.26` as they are, Chinese by pairs of characters. The word that is being typed stands for all that begin
//! with it; another that no entry has stands for those that differ by one slip. A term weighs more the fewer
//! entries have it, so ids, names and addresses in a pasted log, which no entry has, weigh nothing there.
//!
//! # Ranking
//!
//! The score of an entry is the sum of two:
//!
//! - *Its own words*: what the terms of the query weigh, more in the title and the keywords than in the summary
//!   and the text, times the square of the share of the query that was found, times how much of the title the
//!   query says. A query that is a keyword of an entry, such as `550` or `5.7.26`, counts double there.
//! - *Its replies*: of the reply text that fits best, what the terms found in it weigh, times the square of the share
//!   of that text that was found; half of that if it has another enhanced status code. What else stands around a pasted reply does not count against it.

mod index;
mod rank;
mod words;

pub use index::{Entry, Index, IndexError};
