//! Reports of abuse (RFC 5965): somebody called a mail spam.

use super::address;
use crate::mail::{Fields, Part};
use crate::report::{Action, Confidence, Finding, Who};

/// One finding a report: whom the mail was for, as far as the report tells, and who reports.
pub(crate) fn read(part: &Part<'_>) -> Vec<Finding> {
    let report = part.all().into_iter().find(|part| part.kind == "message/feedback-report");
    let fields = report.map(|part| Fields::read(part.text().as_bytes(), part.line).0).unwrap_or_default();
    let value = |name: &str| fields.get(name).and_then(address::clean);
    let recipient =
        value("original-rcpt-to").or_else(|| value("removal-recipient")).or_else(|| super::returned::recipients(part).into_iter().next());
    let reporter = fields.get("reporting-mta").and_then(|value| value.split([';', ' ']).rfind(|name| !name.is_empty())).map(str::to_owned);
    let line = fields.field("feedback-type").map(|field| field.line).or(report.map(|part| part.line));
    let text = fields.get("feedback-type").map(|kind| format!("Feedback-Type: {kind}"));
    vec![Finding {
        recipient,
        reporter: reporter.or_else(|| {
            part.fields.get("from").and_then(address::clean).and_then(|from| from.split_once('@').map(|(_, domain)| domain.to_owned()))
        }),
        action: Some(Action::Delivered),
        permanent: Some(false),
        cause: Some("feedback"),
        reason: Some("feedback"),
        confidence: Confidence::Text,
        who: vec![Who::Sender],
        line: line.or(Some(part.line)),
        text,
        ..Finding::default()
    }]
}
