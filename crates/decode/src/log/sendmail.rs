//! Sendmail: `123abc: to=<b@example.com>, delay=00:00:01, mailer=esmtp, relay=mx. [192.0.2.1], dsn=5.1.1, stat=User unknown`.

use super::Found;
use super::entry::Entry;
use super::fields::{action, host, rest, stated, value};
use crate::report::{Action, Confidence, Finding, Stage};

pub(super) fn read(entry: &Entry<'_>) -> Option<Found> {
    let text = entry.text;
    let mail = text.split_once(": ").map(|(id, _)| id).filter(|id| id.len() < 25 && id.bytes().all(|octet| octet.is_ascii_alphanumeric()));
    let finding = refused(text, entry).or_else(|| outcome(text, entry))?;
    let finding = Finding { reporter: entry.host.map(str::to_owned), ..finding };
    Some(Found { finding, source: "Sendmail", mail: mail.map(str::to_owned), attempt: false })
}

fn outcome(text: &str, entry: &Entry<'_>) -> Option<Finding> {
    let said = rest(text, "stat=")?;
    let mut finding = stated(said, entry.number);
    finding.recipient = Some(value(text, "to=")?.to_owned());
    finding.remote = rest(text, "relay=").and_then(host);
    finding.enhanced =
        value(text, "dsn=").filter(|dsn| crate::codes::enhanced_at(dsn, 0).is_some()).map(str::to_owned).or(finding.enhanced);
    finding.action = action(said).or_else(|| match finding.enhanced.as_deref()?.bytes().next()? {
        b'2' => Some(Action::Delivered),
        b'4' => Some(Action::Delayed),
        _ => Some(Action::Failed),
    });
    if finding.action == Some(Action::Delivered) {
        (finding.cause, finding.confidence, finding.stage) = (Some("delivered"), Confidence::Text, Some(Stage::EndOfData));
    }
    Some(finding)
}

/// `ruleset=check_rcpt, arg1=<b@example.com>, relay=a [192.0.2.1], reject=550 5.7.1 <b@example.com>... Relaying denied`.
fn refused(text: &str, entry: &Entry<'_>) -> Option<Finding> {
    let said = rest(text, "reject=")?;
    let mut finding = stated(said, entry.number);
    finding.stage = match value(text, "ruleset=") {
        Some("check_rcpt") => Some(Stage::Rcpt),
        Some("check_mail") => Some(Stage::Mail),
        Some("check_relay") => Some(Stage::Connect),
        Some("check_data" | "check_eom") => Some(Stage::EndOfData),
        _ => finding.stage,
    };
    finding.recipient = value(text, "arg1=").filter(|_| finding.stage == Some(Stage::Rcpt)).map(str::to_owned);
    finding.remote = entry.host.map(str::to_owned);
    finding.provider = Some("sendmail");
    finding.action = Some(if finding.code.is_some_and(|code| code < 500) { Action::Delayed } else { Action::Failed });
    Some(finding)
}
