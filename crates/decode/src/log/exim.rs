//! Exim: mainlog and rejectlog.

use super::Found;
use super::entry::{Entry, is_exim_id};
use super::fields::{host, stated};
use crate::bounce::address;
use crate::report::{Action, Confidence, Finding, Stage};

/// What this line says of a recipient or a failure.
pub(super) fn read(entry: &Entry<'_>) -> Option<Found> {
    let (mail, text) = match entry.text.split_once(' ') {
        Some((id, rest)) if is_exim_id(id) => (Some(id), rest.trim_start()),
        _ => (None, entry.text),
    };
    let (finding, attempt) = match text.split_once(' ') {
        Some(("**", rest)) => (outcome(rest, Action::Failed, entry), false),
        Some(("==", rest)) => (outcome(rest, Action::Delayed, entry), false),
        Some(("=>" | "->" | "*>" | ">>", rest)) => (outcome(rest, Action::Delivered, entry), false),
        Some(("<=" | "Completed", _)) => return None,
        _ if text.contains("SMTP error from remote") || text.contains("SMTP timeout") => (outcome(text, Action::Delayed, entry), true),
        _ => (refused(text, entry)?, false),
    };
    let finding = Finding { reporter: entry.host.map(str::to_owned), ..finding };
    Some(Found { finding, source: "Exim", mail: mail.map(str::to_owned), attempt })
}

/// `b@example.com R=dnslookup T=remote_smtp H=mx [192.0.2.1]: SMTP error from ... after RCPT TO:<b>: 550 no`.
fn outcome(text: &str, action: Action, entry: &Entry<'_>) -> Finding {
    // The fields end where the words begin.
    let words = [": ", "defer (", " C=\""].iter().filter_map(|mark| text.find(mark).map(|place| place + mark.len())).min();
    let said = words.and_then(|place| text.get(place..)).unwrap_or_default().trim_end_matches('"');
    let mut finding = stated(said, entry.number);
    finding.recipient = address::first(text).map(|(_, address)| address.to_owned());
    finding.remote = text.split_once(" H=").and_then(|(_, rest)| host(rest)).or_else(|| crate::bounce::session::remote(said));
    finding.action = Some(action);
    if action == Action::Delivered {
        (finding.cause, finding.confidence, finding.stage) = (Some("delivered"), Confidence::Text, Some(Stage::EndOfData));
    }
    finding
}

/// What was refused to a client: `H=(a) [192.0.2.1] F=<a@example.org> rejected RCPT <b@example.com>: relay not permitted`.
fn refused(text: &str, entry: &Entry<'_>) -> Option<Finding> {
    let known = [
        "rejected ",
        "SMTP protocol",
        "authenticator failed",
        "no MAIL in SMTP connection",
        "SMTP connection from",
        "TLS error",
        "unexpected disconnection",
        "SMTP command timeout",
        "SMTP call from",
        "SMTP syntax error",
        "too many",
    ];
    known.iter().find(|words| text.contains(**words))?;
    if text.contains("SMTP connection from") && !text.contains("lost") && !text.contains("closed by QUIT") {
        return None;
    }
    let said = text.split_once("rejected ").map_or(text, |(_, said)| said);
    let mut finding = stated(said, entry.number);
    // The words are the log's; the sender, who is not the recipient, stands before them.
    finding.recipient = said.starts_with("RCPT").then(|| address::first(said)).flatten().map(|(_, address)| address.to_owned());
    finding.stage = match () {
        () if said.starts_with("RCPT") => Some(Stage::Rcpt),
        () if said.starts_with("MAIL") => Some(Stage::Mail),
        () if said.starts_with("EHLO") || said.starts_with("HELO") => Some(Stage::Greeting),
        () if said.starts_with("after DATA") || said.starts_with("DATA") => Some(Stage::EndOfData),
        () if said.starts_with("connection") => Some(Stage::Connect),
        () if text.contains("AUTH") || text.contains("authenticator") => Some(Stage::Auth),
        () if text.contains("TLS error") => Some(Stage::Tls),
        () if text.contains("synchronization") => Some(Stage::Greeting),
        () => finding.stage,
    };
    finding.action =
        text.contains("rejected ").then_some(if text.contains("temporarily rejected") { Action::Delayed } else { Action::Failed });
    finding.text = Some(if said == text || text.contains("synchronization") { text } else { said }.to_owned());
    finding.provider = Some("exim");
    // The first octets of a TLS handshake: it is plain why they came too early.
    if text.contains("input=\"\\026\\003") {
        (finding.cause, finding.confidence) = (Some("tls-on-plain-port"), Confidence::Text);
        finding.entries = crate::causes::entries_of("tls-on-plain-port");
    }
    Some(finding)
}
