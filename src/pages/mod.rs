//! The reference as pages that need no JavaScript: what they are made from, and how.

pub mod flow;
