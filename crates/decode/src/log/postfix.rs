//! Postfix: smtp and lmtp (what became of mail), smtpd (what was refused to clients), qmgr, cleanup, bounce.

use super::Found;
use super::entry::Entry;
use super::fields::{action, host, stated, value};
use crate::report::{Action, Finding, Stage};

/// What this line says of a recipient or a failure.
pub(super) fn read(entry: &Entry<'_>) -> Option<Found> {
    let (mail, text) = queue_id(entry.text);
    let found = |finding: Finding, attempt: bool| {
        let reporter = entry.host.map(str::to_owned);
        Some(Found { finding: Finding { reporter, ..finding }, source: "Postfix", mail: mail.map(str::to_owned), attempt })
    };
    if let Some(finding) = status(text, entry) {
        return found(finding, false);
    }
    if let Some(finding) = reject(text, entry) {
        return found(finding, false);
    }
    // What a server said before the next one was tried.
    if let Some(place) = text.find(" said: ").or_else(|| text.find(" refused to talk to me: ")) {
        let said = text.get(place..)?.split_once(": ")?.1;
        let mut finding = stated(said, entry.number);
        finding.remote = text.strip_prefix("host ").and_then(host);
        finding.stage = crate::bounce::session::stage(text);
        return found(finding, true);
    }
    if text.starts_with("connect to ")
        || text.starts_with("lost connection with ")
        || text.starts_with("(lost connection with ")
        || text.starts_with("SSL_connect error to ")
    {
        let mut finding = stated(text, entry.number);
        let at = text.split_once(" to ").or_else(|| text.split_once(" with "))?.1;
        finding.remote = host(at);
        (finding.code, finding.enhanced) = (None, None);
        finding.recipient = crate::bounce::address::first(text).map(|(_, address)| address.to_owned());
        return found(finding, true);
    }
    warning(text, entry).and_then(|finding| found(finding, false))
}

/// `518F058BB5: text`, and the longer ids.
fn queue_id(text: &str) -> (Option<&str>, &str) {
    match text.split_once(": ") {
        Some(("NOQUEUE", rest)) => (None, rest),
        Some((id, rest))
            if id.len() > 2
                && id.len() < 25
                && id.bytes().all(|octet| octet.is_ascii_alphanumeric())
                && id.bytes().any(|octet| octet.is_ascii_digit()) =>
        {
            (Some(id), rest)
        }
        _ => (None, text),
    }
}

/// `to=<b@example.com>, relay=mx[192.0.2.1]:25, dsn=5.1.1, status=bounced (host mx said: ...)`.
fn status(text: &str, entry: &Entry<'_>) -> Option<Finding> {
    let word = value(text, "status=")?;
    let said = text.split_once("status=")?.1;
    let said = said.split_once('(').map_or(said, |(_, said)| said.trim_end_matches(')'));
    let mut finding = stated(said, entry.number);
    finding.recipient = value(text, "to=").or_else(|| value(text, "from=")).map(str::to_owned);
    finding.remote = value(text, "relay=").and_then(host);
    finding.enhanced =
        value(text, "dsn=").map(str::to_owned).filter(|dsn| crate::codes::enhanced_at(dsn, 0).is_some()).or(finding.enhanced);
    finding.action = action(word);
    let local = ["local", "virtual", "pipe"].iter().any(|service| entry.service.ends_with(service));
    if finding.action == Some(Action::Delivered) || local {
        finding.stage = Some(if local { Stage::Queue } else { Stage::EndOfData });
    } else if value(text, "relay=") == Some("none") {
        finding.stage = finding.stage.or(Some(Stage::Connect));
    }
    if finding.action == Some(Action::Delivered) {
        (finding.cause, finding.confidence) = (Some("delivered"), crate::report::Confidence::Text);
    }
    Some(finding)
}

/// `reject: RCPT from host[192.0.2.1]: 554 5.7.1 <b@example.com>: Relay access denied; from=<a> to=<b> proto=ESMTP helo=<c>`.
fn reject(text: &str, entry: &Entry<'_>) -> Option<Finding> {
    let (kind, rest) = ["reject: ", "milter-reject: ", "reject_warning: ", "warn: "].iter().find_map(|kind| {
        let place = text.find(kind).filter(|place| *place == 0 || text.get(..*place).is_some_and(|before| before.ends_with(' ')))?;
        Some((*kind, text.get(place + kind.len()..)?))
    })?;
    let (command, rest) = rest.split_once(" from ")?;
    let (_, said) = rest.split_once(": ")?;
    // The fields after the reply are the log's.
    let end = ["; from=<", "; proto=", "; client="].iter().filter_map(|mark| said.find(mark)).min().unwrap_or(said.len());
    let mut finding = stated(said.get(..end)?, entry.number);
    finding.stage = match command {
        "CONNECT" => Some(Stage::Connect),
        "EHLO" | "HELO" => Some(Stage::Greeting),
        "STARTTLS" => Some(Stage::Tls),
        "AUTH" => Some(Stage::Auth),
        "MAIL" => Some(Stage::Mail),
        "RCPT" => Some(Stage::Rcpt),
        "DATA" | "BDAT" => Some(Stage::Data),
        "END-OF-MESSAGE" => Some(Stage::EndOfData),
        _ => finding.stage,
    };
    finding.recipient = value(said, "to=").map(str::to_owned);
    finding.action = Some(if kind.starts_with("w") || kind.contains("warning") {
        Action::Delivered
    } else if finding.code.is_some_and(|code| code < 500) {
        Action::Delayed
    } else {
        Action::Failed
    });
    // The client was refused by the server whose log it is.
    finding.remote = entry.host.map(str::to_owned);
    finding.provider = Some("postfix");
    Some(finding)
}

/// Words of Postfix about a session that went wrong, and the stage that they tell.
const WARNINGS: &[(&str, Option<Stage>)] = &[
    ("SASL", Some(Stage::Auth)),
    ("TLS library problem", Some(Stage::Tls)),
    ("SSL_accept error", Some(Stage::Tls)),
    ("lost connection after", None),
    ("timeout after", None),
    ("too many errors after", None),
    ("improper command pipelining", None),
    ("non-SMTP command", None),
    ("Connection rate limit exceeded", Some(Stage::Connect)),
    ("Connection concurrency limit exceeded", Some(Stage::Connect)),
    ("does not resolve to address", Some(Stage::Connect)),
    ("dnsblog reply timeout", Some(Stage::Connect)),
    ("No space left on device", Some(Stage::Queue)),
    ("not enough free space", Some(Stage::Queue)),
    ("queue file write error", Some(Stage::Queue)),
    ("mail for", Some(Stage::Queue)),
    ("fatal:", None),
    ("PREGREET", Some(Stage::Greeting)),
    ("HANGUP", Some(Stage::Greeting)),
];

fn warning(text: &str, entry: &Entry<'_>) -> Option<Finding> {
    let (_, stage) = WARNINGS.iter().find(|(words, _)| text.contains(words))?;
    if text.starts_with("disconnect from") || text.starts_with("client=") || value(text, "sasl_method=").is_some() {
        return None;
    }
    let mut finding = Finding { text: Some(text.to_owned()), line: Some(entry.number), ..Finding::default() };
    let after = |command: &str| text.contains(&format!("after {command} "));
    finding.stage = stage.or_else(|| match () {
        () if after("CONNECT") => Some(Stage::Connect),
        () if after("EHLO") || after("HELO") => Some(Stage::Greeting),
        () if after("STARTTLS") => Some(Stage::Tls),
        () if after("AUTH") => Some(Stage::Auth),
        () if after("MAIL") => Some(Stage::Mail),
        () if after("RCPT") => Some(Stage::Rcpt),
        () if after("DATA") => Some(Stage::Data),
        () if after("END-OF-MESSAGE") => Some(Stage::EndOfData),
        () => None,
    });
    Some(finding)
}
