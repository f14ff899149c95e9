use std::ops::Range;

/// A half-open range of octets in one line, `start..end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// The first octet.
    pub start: usize,
    /// One past the last octet.
    pub end: usize,
}

impl Span {
    /// The range `start..end`; `end` is never below `start`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// An empty span, the place where something is missing.
    pub const fn at(position: usize) -> Self {
        Self { start: position, end: position }
    }

    /// How many octets it covers.
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it covers nothing.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The octets of `line` that it covers; what lies outside the line is left out.
    pub fn of(self, line: &[u8]) -> &[u8] {
        let end = self.end.min(line.len());
        &line[self.start.min(end)..end]
    }

    /// The same as text; octets that are not UTF-8 become U+FFFD.
    pub fn text(self, line: &[u8]) -> String {
        String::from_utf8_lossy(self.of(line)).into_owned()
    }

    /// As a range.
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }
}
