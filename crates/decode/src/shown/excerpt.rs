//! The text that was read, in pieces that say what they are. Of a long text only lines near those that matter are shown.

use serde::{Deserialize, Serialize};

use crate::paste::{Line, Paste, head};
use crate::report::{Mark, MarkKind};

/// A text of no more lines is shown whole; of a longer one, so many in all.
const LINES: usize = 600;
/// Lines that are shown before and after one that matters.
const AROUND: usize = 4;
/// Lines of the beginning that are shown of a long text.
const BEGINNING: usize = 40;
/// Octets of one line that are shown.
const LENGTH: usize = 1_000;

/// A line, or a gap.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownLine {
    /// From 1.
    pub number: usize,
    /// Lines before this one that are left out.
    pub gap: usize,
    /// The number of the card that it is about, from 0: a line that matters.
    pub card: Option<usize>,
    pub pieces: Vec<Piece>,
}

/// A stretch of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    pub text: String,
    pub kind: PieceKind,
}

/// What a stretch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PieceKind {
    Plain,
    /// A reply code or an enhanced code.
    Code,
    /// A host or an IP address.
    Host,
    /// An address, a login, a password: what should not be shown to others.
    Personal,
}

/// The lines of `paste` with `marks`, which are sorted by place; `card_of` tells which card a finding has.
pub(super) fn excerpt(paste: &Paste<'_>, marks: &[Mark], card_of: &dyn Fn(usize) -> Option<usize>) -> Vec<ShownLine> {
    let has_card = |mark: &&Mark| mark.kind == MarkKind::Decisive && mark.finding.and_then(card_of).is_some();
    let decisive: Vec<&Mark> = marks.iter().filter(has_card).collect();
    let long = paste.lines().nth(LINES).is_some();
    let near = if long { near(paste, &decisive) } else { Vec::new() };
    let mut shown: Vec<ShownLine> = Vec::new();
    let mut marks = marks.iter().peekable();
    let mut near = near.into_iter().peekable();
    let mut last = 0;
    for line in paste.lines() {
        let mut here = Vec::new();
        let end = line.start + line.text.len();
        while let Some(mark) = marks.next_if(|mark| mark.start <= end) {
            here.push(*mark);
        }
        if long && near.next_if_eq(&line.number).is_none() {
            continue;
        }
        shown.push(one(line, &here, line.number - last - 1, card_of));
        last = line.number;
        if shown.len() >= LINES || long && near.peek().is_none() {
            break;
        }
    }
    shown
}

/// The numbers of the lines that are shown of a long text: its beginning, and those around the ones that matter.
fn near(paste: &Paste<'_>, decisive: &[&Mark]) -> Vec<usize> {
    let mut starts = decisive.iter().map(|mark| mark.start).peekable();
    let mut numbers = Vec::new();
    for line in paste.lines() {
        if line.number <= BEGINNING {
            numbers.push(line.number);
        }
        let end = line.start + line.text.len();
        let mut matters = false;
        while starts.next_if(|start| *start <= end).is_some() {
            matters = true;
        }
        if matters {
            numbers.extend(line.number.saturating_sub(AROUND).max(1)..=line.number + AROUND);
        }
        if starts.peek().is_none() && line.number >= BEGINNING || numbers.len() > 2 * LINES {
            break;
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

fn one(line: Line<'_>, marks: &[Mark], gap: usize, card_of: &dyn Fn(usize) -> Option<usize>) -> ShownLine {
    let text = head(line.text, LENGTH);
    let card = marks.iter().filter(|mark| mark.kind == MarkKind::Decisive).find_map(|mark| card_of(mark.finding?));
    let mut pieces = Vec::new();
    let mut done = 0;
    let mut push = |from: usize, to: usize, kind: PieceKind| {
        if let Some(text) = text.get(from..to).filter(|text| !text.is_empty()) {
            pieces.push(Piece { text: text.to_owned(), kind });
        }
    };
    for mark in marks {
        let kind = match mark.kind {
            MarkKind::Decisive => continue,
            MarkKind::Code => PieceKind::Code,
            MarkKind::Host => PieceKind::Host,
            MarkKind::Address | MarkKind::Secret => PieceKind::Personal,
        };
        let (start, end) = (mark.start.saturating_sub(line.start), mark.end.saturating_sub(line.start));
        if start < done || end > text.len() {
            continue;
        }
        push(done, start, PieceKind::Plain);
        push(start, end, kind);
        done = end;
    }
    push(done, text.len(), PieceKind::Plain);
    if text.len() < line.text.len() {
        pieces.push(Piece { text: "…".to_owned(), kind: PieceKind::Plain });
    }
    ShownLine { number: line.number, gap, card, pieces }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::show;

    #[test]
    fn the_pieces_of_a_line_are_the_line() {
        let text = "This is the mail system at host mail.example.org.\n\n<bob@example.com>: host mx said: 550 5.1.1 no such user\n";
        let shown = show(text.as_bytes(), "en").text;
        let whole: Vec<String> = shown.iter().map(|line| line.pieces.iter().map(|piece| piece.text.as_str()).collect()).collect();
        assert_eq!(whole.join("\n") + "\n", text);
        assert_eq!(shown[2].card, Some(0));
        let told: Vec<_> = shown[2].pieces.iter().filter(|piece| piece.kind != PieceKind::Plain).map(|piece| piece.text.as_str()).collect();
        assert_eq!(told, ["bob@example.com", "550", "5.1.1"]);
    }

    #[test]
    fn of_a_long_text_the_lines_that_matter_are_shown() {
        let filler = "Nov 30 10:00:00 mx postfix/qmgr[1]: 4F1B92C0D3: from=<a@example.org>, size=1, nrcpt=1 (queue active)\n".repeat(5_000);
        let line = "Nov 30 10:00:01 mx postfix/smtp[2]: 4F1B92C0D3: to=<b@example.com>, relay=mx.example.com[192.0.2.1]:25, dsn=5.1.1, status=bounced (host mx.example.com[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command))\n";
        let shown = show(format!("{filler}{line}").as_bytes(), "en").text;
        assert!(shown.len() <= LINES, "{}", shown.len());
        let last = shown.iter().find(|line| line.card.is_some()).expect("it is shown");
        assert_eq!(last.number, 5_001);
        assert!(shown.iter().any(|line| line.gap > 1_000));
    }
}
