//! A command line cut into what is drawn in one way.

use smtp_engine::syntax::{Parsed, Role};
use smtp_engine::wire::{Span, visible};

/// A stretch of a command line that is drawn in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Where it is in the line.
    pub span: Span,
    /// What is seen.
    pub text: String,
    /// What it is; nothing for what stands between the tokens.
    pub role: Option<Role>,
    /// It lies within a fault.
    pub fault: bool,
}

/// Cuts `line` where a token or a fault begins or ends.
pub fn segments(line: &[u8], parsed: &Parsed) -> Vec<Segment> {
    let tokens = parsed.tokens.iter().map(|token| token.span);
    let faults = parsed.faults.iter().map(|fault| fault.span);
    let mut cuts: Vec<usize> = tokens.chain(faults).flat_map(|span| [span.start, span.end]).collect();
    cuts.extend([0, line.len()]);
    cuts.retain(|cut| *cut <= line.len());
    cuts.sort_unstable();
    cuts.dedup();
    let within = |outer: Span, inner: Span| outer.start <= inner.start && inner.end <= outer.end;
    cuts.windows(2)
        .map(|pair| {
            let span = Span::new(pair[0], pair[1]);
            Segment {
                span,
                text: visible(span.of(line)),
                role: parsed.tokens.iter().find(|token| within(token.span, span)).map(|token| token.role),
                fault: parsed.faults.iter().any(|fault| within(fault.span, span)),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use smtp_engine::syntax::parse;

    #[test]
    fn the_segments_of_a_line_are_the_line() {
        for line in [&b"MAIL FROM: <a@example.org> SIZE=12"[..], b"", b"  ", b"RCPT TO:<\xff\0", "EHLO 🦀".as_bytes()] {
            let text: String = segments(line, &parse(line)).into_iter().map(|segment| segment.text).collect();
            assert_eq!(text, visible(line));
        }
    }

    #[test]
    fn a_fault_is_marked_where_it_is() {
        let line = b"MAIL FROM: <a@example.org>";
        let marked: Vec<String> = segments(line, &parse(line)).into_iter().filter(|part| part.fault).map(|part| part.text).collect();
        assert_eq!(marked, [" "]);
    }
}
