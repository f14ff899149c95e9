//! OpenSMTPD: `7f mta delivery evpid=1a rcpt=<b@example.com> relay="192.0.2.1 (mx)" result="PermFail" stat="550 5.1.1 no"`.

use super::Found;
use super::entry::Entry;
use super::fields::{action, host, stated, value};
use crate::report::{Action, Confidence, Finding, Stage};

pub(super) fn read(entry: &Entry<'_>) -> Option<Found> {
    let text = entry.text;
    let finding = outcome(text, entry).or_else(|| failed_command(text, entry)).or_else(|| broken(text, entry))?;
    let finding = Finding { reporter: entry.host.map(str::to_owned), ..finding };
    Some(Found { finding, source: "OpenSMTPD", mail: value(text, "evpid=").map(str::to_owned), attempt: false })
}

fn outcome(text: &str, entry: &Entry<'_>) -> Option<Finding> {
    let said = value(text, "stat=")?;
    let mut finding = stated(said, entry.number);
    finding.recipient = value(text, "rcpt=").or_else(|| value(text, "to=")).map(str::to_owned);
    let relay = value(text, "relay=").unwrap_or_default();
    finding.remote = relay.split_once('(').map(|(_, name)| name.trim_end_matches(')')).or(Some(relay)).and_then(host);
    finding.action = action(value(text, "result=")?);
    if finding.action == Some(Action::Delivered) {
        (finding.cause, finding.confidence, finding.stage) = (Some("delivered"), Confidence::Text, Some(Stage::EndOfData));
    }
    Some(finding)
}

/// `smtp failed-command command="RCPT TO:<b@example.com>" result="550 Invalid recipient"`.
fn failed_command(text: &str, entry: &Entry<'_>) -> Option<Finding> {
    let said = text.contains("failed-command").then(|| value(text, "result="))??;
    let command = value(text, "command=")?;
    let mut finding = stated(said, entry.number);
    let command = command.to_ascii_uppercase();
    finding.stage = crate::dialogue::stage_of(&command);
    finding.recipient = crate::bounce::address::first(value(text, "command=")?)
        .filter(|_| command.starts_with("RCPT"))
        .map(|(_, address)| address.to_owned());
    finding.action = Some(if finding.code.is_some_and(|code| code < 500) { Action::Delayed } else { Action::Failed });
    finding.remote = entry.host.map(str::to_owned);
    finding.provider = Some("opensmtpd");
    Some(finding)
}

/// `mta error reason="Connection refused"`, `mta disconnected reason="..."`.
fn broken(text: &str, entry: &Entry<'_>) -> Option<Finding> {
    let reason = value(text, "reason=").filter(|reason| !reason.eq_ignore_ascii_case("quit"))?;
    (text.contains(" error ") || text.contains("disconnected") && reason != "disconnect").then(|| stated(reason, entry.number))
}
