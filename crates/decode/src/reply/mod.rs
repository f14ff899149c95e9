//! A single reply, or a code, in any of the ways people write them.

use crate::causes::Explainer;
use crate::codes;
use crate::paste::Paste;
use crate::recognise::Evidence;
use crate::report::{Finding, Kind, Report};

/// The longest text that is taken for a single reply.
const LONGEST: usize = 4_000;

/// A short text with a code in it.
pub(crate) fn evidence(paste: &Paste<'_>) -> Evidence {
    let codes = codes::find(paste.head(LONGEST));
    match (paste.text.len() <= LONGEST, codes.code.or(codes.enhanced.as_ref().map(|_| 0))) {
        (true, Some(_)) => Evidence::Possible,
        _ => Evidence::None,
    }
}

/// The codes and words of the reply.
pub(crate) fn read(paste: &Paste<'_>) -> Option<Report> {
    let text = paste.text.trim();
    let codes = codes::find(text);
    let line = paste.lines().find(|line| !line.text.trim().is_empty())?.number;
    let mut finding =
        Finding { code: codes.code, enhanced: codes.enhanced, text: Some(text.to_owned()), line: Some(line), ..Finding::default() };
    Explainer::default().explain(&mut finding);
    Some(Report { findings: vec![finding], ..Report::new(Kind::Reply) })
}
