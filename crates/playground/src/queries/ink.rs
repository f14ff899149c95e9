//! What is being typed, cut into what is drawn in one way. Unlike [`super::segments`], which is for
//! reading, it repeats the text to the character: it lies under the text field.

use super::draft::{About, Draft, ReadAs};
use crate::content::role_id;
use smtp_engine::wire::Span;

/// A stretch of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its characters.
    pub text: String,
    /// What it is, for style sheets.
    pub class: String,
}

/// Cuts `text`. What may only be unfinished is marked when the person has paused (`settled`).
pub fn pieces(text: &str, draft: &Draft, settled: bool) -> Vec<Piece> {
    let marks: Vec<(Span, &str)> = draft
        .findings
        .iter()
        .filter(|finding| settled || !finding.unfinished)
        .map(|finding| (seen(text, finding.span), mark(finding.about)))
        .collect();
    let mut pieces = Vec::new();
    let mut done = 0;
    for line in &draft.lines {
        let tokens: Vec<(Span, &str)> = match &line.read_as {
            ReadAs::Command(parsed) => {
                let at = |span: Span| Span::new(span.start + line.span.start, span.end + line.span.start);
                parsed.tokens.iter().map(|token| (at(token.span), role_id(token.role))).collect()
            }
            ReadAs::Answer => vec![(line.span, "initial-response")],
            ReadAs::Data(true) => vec![(line.span, "end")],
            ReadAs::Data(false) => vec![(line.span, "data")],
            ReadAs::Nothing => Vec::new(),
        };
        let end = text.len().min(line.span.end + 1);
        cut(text, Span::new(done, end), &tokens, &marks, &mut pieces);
        done = end;
    }
    if done < text.len() {
        cut(text, Span::new(done, text.len()), &[], &[], &mut pieces);
    }
    pieces
}

/// A fault, or what only cannot be now.
fn mark(about: About) -> &'static str {
    match about {
        About::Fault(_) | About::DotTaken => "fault",
        About::DotAdded => "added",
        About::Barred(..) | About::NotAnnounced(_) | About::NotOffered => "barred",
    }
}

fn cut(text: &str, whole: Span, tokens: &[(Span, &str)], marks: &[(Span, &str)], pieces: &mut Vec<Piece>) {
    let within = |span: Span| span.start >= whole.start && span.start < whole.end;
    let marks: Vec<&(Span, &str)> = marks.iter().filter(|(span, _)| within(*span)).collect();
    let edges = tokens.iter().chain(marks.iter().copied()).flat_map(|(span, _)| [span.start, span.end]);
    let mut cuts: Vec<usize> = edges.filter(|at| *at > whole.start && *at < whole.end && text.is_char_boundary(*at)).collect();
    cuts.extend([whole.start, whole.end]);
    cuts.sort_unstable();
    cuts.dedup();
    for (&start, &end) in cuts.iter().zip(cuts.iter().skip(1)) {
        let holds = |(span, _): &&(Span, &str)| span.start <= start && end <= span.end;
        let role = tokens.iter().find(holds).map_or("none", |(_, role)| role);
        let mut class = format!("t-{role}");
        for mark in ["fault", "barred", "added"] {
            if marks.iter().any(|found| found.1 == mark && holds(found)) {
                class.push(' ');
                class.push_str(mark);
            }
        }
        let text = text.get(start..end).unwrap_or_default().to_owned();
        pieces.push(Piece { text, class });
    }
}

/// Where something is missing, the character beside it is marked.
fn seen(text: &str, span: Span) -> Span {
    if !span.is_empty() {
        return span;
    }
    let before = text.get(..span.start).and_then(|before| before.chars().next_back());
    match before.filter(|character| *character != '\n') {
        Some(character) => Span::new(span.start - character.len_utf8(), span.start),
        None => Span::new(span.start, span.start + text.get(span.start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)),
    }
}
