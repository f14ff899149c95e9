//! Errors of programs that send mail: what a library, a mail program or the system says, wrapped in tracebacks and logs.
//!
//! Each program is a row of `programs`. What it says is cut out of its wrapping (`decisive`), the server that it meant is
//! read from the text (`place`), and the causes are rows of `data/causes.toml`, as everywhere.

mod decisive;
mod place;
mod programs;

use crate::bounce::{address, session};
use crate::causes::Explainer;
use crate::codes;
use crate::not_smtp::speaks_of_mail;
use crate::paste::Paste;
use crate::recognise::Evidence;
use crate::report::{Confidence, Finding, Kind, Report};
use place::Place;

/// How much of the start is looked at: errors are short, and tracebacks end within this.
const HEAD: usize = 64 << 10;

/// Certain where a program that sends mail is known, likely where an error of the network or of TLS stands beside a word of
/// mail, possible where it stands alone.
pub(crate) fn evidence(paste: &Paste<'_>) -> Evidence {
    let text = paste.head(HEAD).to_lowercase();
    match (programs::find(&text), programs::is_system_error(&text), speaks_of_mail(&text)) {
        (Some(_), ..) => Evidence::Likely,
        (None, true, true) => Evidence::Likely,
        (None, true, false) => Evidence::Possible,
        (None, false, _) => Evidence::None,
    }
}

/// What went wrong, one finding for each error that says something different.
pub(crate) fn read(paste: &Paste<'_>) -> Option<Report> {
    let repaired = crate::mojibake::repaired(paste.head(HEAD));
    let head = &*repaired;
    let source = programs::find(&head.to_lowercase());
    let place = place::find(head);
    let mut explainer = Explainer::default();
    let mut report = Report { source: source.map(str::to_owned), ..Report::new(Kind::Error) };
    for part in decisive::parts(head) {
        let finding = explained(&part, head, &place, source.is_some(), &mut explainer);
        let told = report.findings.iter().any(|other| same(other, &finding));
        if !told && report.findings.len() < paste.budget.findings {
            report.findings.push(finding);
        }
    }
    // A wrapper ("could not send") says nothing where another line says why.
    if report.findings.iter().any(|finding| finding.cause.is_some()) {
        report.findings.retain(|finding| finding.cause.is_some());
    }
    Some(report).filter(|report| !report.findings.is_empty())
}

/// Whether one says nothing that the other does not: the same cause, and no other code or recipient.
fn same(one: &Finding, other: &Finding) -> bool {
    let code = one.code == other.code || one.code.is_none() || other.code.is_none();
    one.cause == other.cause && code && (one.recipient == other.recipient || other.recipient.is_none())
}

fn explained(part: &decisive::Part, head: &str, place: &Place, program: bool, explainer: &mut Explainer) -> Finding {
    let codes = codes::find(&part.text);
    let mut finding = Finding {
        code: codes.code,
        enhanced: codes.enhanced,
        text: Some(part.text.clone()),
        line: Some(part.line),
        remote: place.host.clone().filter(|_| !place.is_own()),
        ..Finding::default()
    };
    finding.recipient =
        programs::recipient_named(&part.whole).then(|| address::first(&part.whole)).flatten().map(|(_, found)| found.to_owned());
    finding.stage =
        programs::stage(&part.whole, finding.code).or_else(|| session::stage(&part.whole)).or_else(|| programs::stage(head, None));
    let mut tried = finding.clone();
    explainer.explain(&mut tried);
    match place::cause(tried.cause, place, program) {
        Some(cause) => {
            finding.cause = Some(cause);
            finding.confidence = Confidence::Likely;
            finding.entries = crate::causes::entries_of(cause);
            explainer.explain(&mut finding);
        }
        None => finding = tried,
    }
    finding.entries.dedup();
    // What a program says by itself is mended by what its cause names; the page of its very text comes after.
    finding.entries.sort_by_key(|entry| crate::known::is_of_client(entry));
    finding.stage = finding.cause.and_then(programs::stage_of).or(finding.stage);
    finding
}

#[cfg(test)]
mod tests {
    use crate::Stage;

    #[test]
    fn stages_follow_from_causes() {
        let report = crate::decode(b"dial tcp 192.0.2.5:587: i/o timeout");
        assert_eq!(report.findings[0].stage, Some(Stage::Connect));
    }
}
