//! Notifications of Amazon SES: the same facts as a bounce, as JSON, often as a string in another JSON.

use super::address;
use crate::causes::Explainer;
use crate::codes;
use crate::report::{Action, Confidence, Finding, Kind};

/// The most recipients that are read.
const MOST: usize = 1_000;

/// The findings of a notification, if `text` is one.
pub(crate) fn read(text: &str, explainer: &mut Explainer) -> Option<(Kind, Vec<Finding>)> {
    let kinds = ["notificationType", "eventType"];
    if !kinds.iter().any(|name| text.contains(name)) || !text.contains("\"mail") && !text.contains("\\\"mail") {
        return None;
    }
    let start = text.find('{')?;
    // Lines that were folded in a mail go on after LF and a blank; a string in a string is quoted by backslashes.
    let plain: String =
        text.get(start..)?.replace("\\\"", "\"").replace("\\\\\"", "\"").replace("\r\n ", "").replace("\n ", "").replace("!\n", "");
    let line = 1 + text.get(..start)?.matches('\n').count();
    let kind = kinds.iter().find_map(|name| string(&plain, name))?;
    let mut findings = match kind {
        "Bounce" => recipients(&plain, "bouncedRecipients", line),
        "Complaint" => recipients(&plain, "complainedRecipients", line),
        "Delivery" => delivered(&plain, line),
        _ => return None,
    };
    let subtype = string(&plain, "bounceSubType").unwrap_or_default();
    for finding in &mut findings {
        finding.reporter = string(&plain, "reportingMTA").and_then(|value| value.rsplit([';', ' ']).next()).map(str::to_owned);
        if kind == "Complaint" {
            (finding.cause, finding.reason, finding.permanent, finding.action) =
                (Some("feedback"), Some("feedback"), Some(false), Some(Action::Delivered));
            finding.confidence = Confidence::Text;
            continue;
        }
        if matches!(subtype, "Suppressed" | "OnAccountSuppressionList") {
            (finding.cause, finding.confidence) = (Some("suppressed"), Confidence::Text);
        }
        explainer.explain(finding);
        finding.permanent = finding.permanent.or(string(&plain, "bounceType").map(|kind| kind == "Permanent"));
    }
    let kind = if kind == "Complaint" { Kind::Report } else { Kind::Bounce };
    (!findings.is_empty()).then_some((kind, findings))
}

/// The objects of the list `name`.
fn recipients(plain: &str, name: &str, line: usize) -> Vec<Finding> {
    let Some(list) = plain.split_once(&format!("\"{name}\"")).map(|(_, rest)| rest) else { return Vec::new() };
    let list = list.split(']').next().unwrap_or(list);
    let objects = list.split('{').skip(1).take(MOST);
    objects.map(|object| object.split_once("\"}").map_or(object, |(object, _)| object)).filter_map(|object| one(object, line)).collect()
}

fn one(object: &str, line: usize) -> Option<Finding> {
    let object = format!("{object}\"");
    let diagnostic =
        string(&object, "diagnosticCode").map(|value| value.split_once(';').map_or(value, |(_, words)| words).trim().to_owned());
    let found = diagnostic.as_deref().map(codes::find).unwrap_or_default();
    Some(Finding {
        recipient: address::clean(string(&object, "emailAddress")?),
        action: string(&object, "action").and_then(|value| (value == "failed").then_some(Action::Failed)),
        code: found.code,
        enhanced: string(&object, "status").and_then(codes::enhanced).map(str::to_owned).or(found.enhanced),
        stage: diagnostic.as_deref().and_then(super::session::stage),
        text: diagnostic,
        line: Some(line),
        ..Finding::default()
    })
}

fn delivered(plain: &str, line: usize) -> Vec<Finding> {
    let Some((_, rest)) = plain.split_once("\"delivery\"") else { return Vec::new() };
    let list = rest.split_once("\"recipients\"").map_or("", |(_, list)| list).split(']').next().unwrap_or_default();
    let response = string(rest, "smtpResponse").unwrap_or_default();
    let found = codes::find(response);
    let finding = |recipient: &str| Finding {
        recipient: Some(recipient.to_owned()),
        remote: string(rest, "reportingMTA").map(str::to_owned),
        action: Some(Action::Delivered),
        code: found.code,
        enhanced: found.enhanced.clone(),
        permanent: Some(false),
        cause: Some("delivered"),
        confidence: Confidence::Text,
        text: Some(response.to_owned()),
        line: Some(line),
        ..Finding::default()
    };
    address::all(list).take(MOST).map(finding).collect()
}

/// The string `name` in JSON text; escapes in it stay.
fn string<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(&format!("\"{name}\""))?;
    let rest = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    rest.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notification_names_each_recipient() {
        let text = r#"{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":[{"emailAddress":"bob@example.com","action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"}],"reportingMTA":"dns; a8-1.example.org"},"mail":{}}"#;
        for text in [text.to_owned(), format!("{{\"Message\":{text:?}}}")] {
            let (kind, findings) = read(&text, &mut Explainer::default()).unwrap();
            assert_eq!((kind, findings.len()), (Kind::Bounce, 1));
            assert_eq!(
                (findings[0].recipient.as_deref(), findings[0].code, findings[0].cause),
                (Some("bob@example.com"), Some(550), Some("user-unknown"))
            );
        }
    }
}
