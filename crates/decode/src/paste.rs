//! What was pasted: octets as text, with numbered lines.

use std::borrow::Cow;

use crate::Budget;

/// The octets of a paste, and the same as text.
pub(crate) struct Paste<'a> {
    /// As they came. Only mail needs them: its parts name charsets of their own.
    pub(crate) octets: &'a [u8],
    /// As text. Octets and characters stand in the same places if the paste is UTF-8.
    pub(crate) text: Cow<'a, str>,
    /// What may be read.
    pub(crate) budget: Budget,
    /// Whether the budget left octets out.
    pub(crate) cut: bool,
}

/// One line of a text, without its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line<'a> {
    /// From 1.
    pub(crate) number: usize,
    /// Octets of the text before it.
    pub(crate) start: usize,
    /// The line itself.
    pub(crate) text: &'a str,
}

impl<'a> Paste<'a> {
    /// Reads no more than the budget allows.
    pub(crate) fn new(octets: &'a [u8], budget: Budget) -> Self {
        let kept = octets.get(..budget.octets).unwrap_or(octets);
        Self { octets: kept, text: as_text(kept), budget, cut: kept.len() < octets.len() }
    }

    /// Its lines, from the first.
    pub(crate) fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        lines(&self.text)
    }

    /// The first octets of the text, at most so many: what kind of text this is shows early.
    pub(crate) fn head(&self, octets: usize) -> &str {
        head(&self.text, octets)
    }
}

/// The first octets of `text`, at most so many, cut between characters.
pub(crate) fn head(text: &str, octets: usize) -> &str {
    text.get(..text.floor_char_boundary_at(octets)).unwrap_or(text)
}

trait Boundary {
    fn floor_char_boundary_at(&self, index: usize) -> usize;
}

impl Boundary for str {
    fn floor_char_boundary_at(&self, index: usize) -> usize {
        if index >= self.len() {
            return self.len();
        }
        (0..=index).rev().find(|&place| self.is_char_boundary(place)).unwrap_or(0)
    }
}

/// The lines of `text`; a line ends with LF, CRLF or a lone CR.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    let mut number = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let line = Line { number: number + 1, start, text: rest.get(..end).unwrap_or(rest) };
        let ending = if rest.get(end..).is_some_and(|ending| ending.starts_with("\r\n")) { 2 } else { 1 };
        number += 1;
        start = (start + end + ending).min(text.len());
        Some(line)
    })
}

/// UTF-8 as it is, UTF-16 by its mark, and everything else as the charset in which it makes sense: GB18030
/// if its octets above ASCII pair up as that asks, Windows-1252 otherwise.
fn as_text(octets: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(octets) {
        return encoding.decode_without_bom_handling(octets.get(mark..).unwrap_or_default()).0;
    }
    if let Ok(text) = std::str::from_utf8(octets) {
        return Cow::Borrowed(text);
    }
    let damaged = String::from_utf8_lossy(octets);
    if damaged.matches('\u{fffd}').count() * 20 < damaged.chars().filter(|character| !character.is_ascii()).count() {
        return damaged;
    }
    match encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(octets) {
        Some(text) if text.chars().filter(|&character| is_han(character)).count() > 1 => text,
        _ => encoding_rs::WINDOWS_1252.decode_without_bom_handling(octets).0,
    }
}

/// Whether `character` is a Chinese character of the basic block.
pub(crate) fn is_han(character: char) -> bool {
    matches!(character, '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_any_way_and_are_numbered() {
        let all: Vec<_> = lines("a\r\nb\rc\n\nd").map(|line| (line.number, line.start, line.text)).collect();
        assert_eq!(all, [(1, 0, "a"), (2, 3, "b"), (3, 5, "c"), (4, 7, ""), (5, 8, "d")]);
    }

    #[test]
    fn charsets_are_told_apart() {
        for (octets, text) in [
            (&b"plain"[..], "plain"),
            (b"\xff\xfeO\x00K\x00", "OK"),
            (b"550 \xd3\xc3\xbb\xa7\xb2\xbb\xb4\xe6\xd4\xda", "550 用户不存在"),
            (b"Empf\xe4nger", "Empfänger"),
        ] {
            assert_eq!(Paste::new(octets, Budget::default()).text, text);
        }
    }

    #[test]
    fn the_budget_cuts() {
        let paste = Paste::new(b"0123456789", Budget { octets: 4, ..Budget::default() });
        assert_eq!((&*paste.text, paste.cut), ("0123", true));
    }
}
