//! A single reply, or a code, in any of the ways people write them.

use crate::bounce::{addresses, session};
use crate::causes::Explainer;
use crate::codes;
use crate::paste::Paste;
use crate::recognise::Evidence;
use crate::report::{Confidence, Finding, Kind, Report};

/// The longest text that is taken for a single reply.
const LONGEST: usize = 4_000;

/// A short text.
pub(crate) fn evidence(paste: &Paste<'_>) -> Evidence {
    let short = paste.text.len() <= LONGEST && !paste.text.trim().is_empty();
    if short { Evidence::Possible } else { Evidence::None }
}

/// The codes and words of the reply. `None` where no code stands in it and the words tell nothing.
pub(crate) fn read(paste: &Paste<'_>) -> Option<Report> {
    let text = paste.text.trim();
    let codes = codes::find(text);
    let coded = |line: &str| {
        codes.code.is_some() && codes::reply_code(line) == codes.code
            || codes.enhanced.is_some() && codes::enhanced(line) == codes.enhanced.as_deref()
    };
    let line = paste.lines().find(|line| coded(line.text)).or_else(|| paste.lines().find(|line| !line.text.trim().is_empty()))?.number;
    let mut finding = Finding {
        recipient: text.starts_with('<').then(|| addresses(text).next().map(str::to_owned)).flatten(),
        remote: session::remote(text),
        stage: session::stage(text),
        code: codes.code,
        enhanced: codes.enhanced.clone(),
        text: Some(text.to_owned()),
        line: Some(line),
        ..Finding::default()
    };
    let coded = finding.code.is_some() || finding.enhanced.is_some();
    Explainer::default().explain(&mut finding);
    // The header of a mail says "dkim=fail", too, and is no reply.
    if !coded && (finding.confidence != Confidence::Text || crate::header::read(paste).is_some()) {
        return None;
    }
    Some(Report { findings: vec![finding], ..Report::new(Kind::Reply) })
}
