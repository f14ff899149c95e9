//! Tables with a head: message tracking of Exchange, traces of Microsoft 365 and of Google, all by the names of their columns.

use super::Found;
use super::fields::{action, stated};
use crate::paste::Paste;
use crate::report::{Action, Confidence, Finding};

/// Where the columns that matter stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    separator: char,
    /// The line of the head.
    head: usize,
    recipient: usize,
    status: usize,
    /// Columns with words about it.
    words: Vec<usize>,
    server: Option<usize>,
    source: &'static str,
}

const RECIPIENT: &[&str] = &["recipientaddress", "recipient", "recipients", "recipientaddresses", "to", "收件人"];
const STATUS: &[&str] = &["eventid", "status", "deliverystatus", "recipientstatus", "event", "eventstatus", "messagestatus", "状态"];
const WORDS: &[&str] = &[
    "recipientstatus",
    "detail",
    "details",
    "statusdetail",
    "data",
    "customdata",
    "description",
    "smtpreplycode",
    "smtpresponse",
    "smtpreply",
    "errorcode",
    "错误",
    "error",
    "sourcecontext",
    "response",
];
const SERVER: &[&str] = &["serverhostname", "server", "smtphost", "toip", "remoteserver"];

/// The columns of the first head within the first lines.
pub(super) fn columns(paste: &Paste<'_>) -> Option<Columns> {
    crate::paste::lines(paste.head(16 << 10)).take(12).find_map(|line| {
        let head = line.text.strip_prefix("#Fields:").unwrap_or(line.text).trim();
        let separator = ['\t', ',', ';'].into_iter().max_by_key(|separator| head.matches(*separator).count())?;
        let names: Vec<String> = cells(head, separator)
            .iter()
            .map(|name| name.to_lowercase().chars().filter(|character| character.is_alphanumeric()).collect())
            .collect();
        let find = |wanted: &[&str]| wanted.iter().find_map(|name| names.iter().position(|other| other == name));
        let (recipient, status) = (find(RECIPIENT)?, find(STATUS)?);
        let words = names.iter().enumerate().filter(|(_, name)| WORDS.contains(&name.as_str())).map(|(place, _)| place).collect();
        let source = if line.text.starts_with("#Fields:") || names.iter().any(|name| name == "eventid") {
            "Exchange message tracking"
        } else if names
            .iter()
            .any(|name| name.contains("messagetrace") || name == "receiveddate" || name == "messagesubject" || name == "receiveddatetime")
        {
            "Microsoft 365 message trace"
        } else {
            "a table of deliveries"
        };
        (names.len() > 2 && recipient != status).then_some(Columns {
            separator,
            head: line.number,
            recipient,
            status,
            words,
            server: find(SERVER),
            source,
        })
    })
}

/// A finding for each row that says what became of a recipient.
pub(super) fn read(paste: &Paste<'_>, columns: &Columns) -> Vec<Found> {
    let mut found = Vec::new();
    for line in paste.lines().filter(|line| line.number > columns.head && !line.text.starts_with('#')) {
        if found.len() > paste.budget.findings {
            break;
        }
        let cells = cells(line.text, columns.separator);
        let cell = |place: usize| cells.get(place).map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        let (Some(recipients), Some(status)) = (cell(columns.recipient), cell(columns.status)) else { continue };
        let Some(became) = action(status) else { continue };
        let words: Vec<&str> = columns.words.iter().filter_map(|&place| cell(place)).collect();
        for recipient in recipients.split(';').map(str::trim).filter(|recipient| recipient.contains('@')).take(100) {
            let mut finding =
                Finding { recipient: Some(recipient.to_owned()), action: Some(became), ..stated(&words.join(" "), line.number) };
            finding.remote = columns.server.and_then(cell).and_then(super::fields::host);
            if became == Action::Delivered {
                (finding.cause, finding.confidence, finding.code, finding.enhanced) = (Some("delivered"), Confidence::Text, None, None);
            }
            found.push(Found { finding, source: columns.source, mail: None, attempt: false });
        }
    }
    found
}

/// The cells of a row; quotes hold a separator, and two of them are one.
fn cells(row: &str, separator: char) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut characters = row.chars().peekable();
    while let Some(character) = characters.next() {
        let Some(cell) = cells.last_mut() else { break };
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            _ if character == separator && !quoted => cells.push(String::new()),
            _ => cell.push(character),
        }
    }
    cells
}
