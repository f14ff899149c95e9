//! Pictures as trees of SVG elements, without a browser: the page puts them into the document, files and
//! the static pages write them as text.

mod drawing;
mod graph;
mod machine;
mod rows;
mod sequence;

pub use drawing::{Drawing, Element};
pub use graph::{Arrow, Trigger, arrows, stays};
pub use machine::{Walk, machine};
pub use rows::{Row, RowKind, rows};
pub use sequence::{SEQUENCE_STYLE, Sequence, sequence};
