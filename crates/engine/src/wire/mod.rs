//! Floor 0: bytes. Spans, line framing and the reader of message data; no SMTP verb is known here.

mod data_reader;
mod lines;
mod span;
mod visible;

pub use data_reader::{DataEvent, DataReader, Newlines};
pub use lines::{Line, LineEnd, LineRules, lines, take_line, without_end};
pub use span::Span;
pub use visible::{visible, visible_lines};
