//! message/delivery-status (RFC 3464 section 2): fields for programs.

use super::address;
use crate::codes;
use crate::mail::is_field;
use crate::paste::lines;
use crate::report::Action;

/// What the fields say about one recipient.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Row {
    /// Final-Recipient, or Original-Recipient where that alone stands.
    pub(crate) recipient: Option<String>,
    /// Original-Recipient: whom the sender wrote to.
    pub(crate) original: Option<String>,
    /// Action.
    pub(crate) action: Option<Action>,
    /// Status.
    pub(crate) status: Option<String>,
    /// Remote-MTA.
    pub(crate) remote: Option<String>,
    /// Diagnostic-Code without its type.
    pub(crate) diagnostic: String,
    /// The comment in Status.
    pub(crate) comment: Option<String>,
    /// The type of Diagnostic-Code in lower case: "smtp", "x-unix".
    pub(crate) kind: Option<String>,
    /// The line of Diagnostic-Code, or else of the recipient.
    pub(crate) line: usize,
}

/// The fields about the message, and about each recipient.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Status {
    /// Reporting-MTA.
    pub(crate) reporter: Option<String>,
    /// In order.
    pub(crate) rows: Vec<Row>,
}

/// Whether the fields of a report stand in `text`.
pub(crate) fn is_in(text: &str) -> bool {
    ["\nfinal-recipient:", "\noriginal-recipient:", "\naction: failed", "\naction: delayed", "\nreporting-mta:"]
        .iter()
        .any(|field| find_field(text, field))
}

/// Whether `field` (LF and a name in lower case) stands in `text`, in any case.
fn find_field(text: &str, field: &str) -> bool {
    let name = field.trim_start_matches('\n');
    lines(text).any(|line| line.text.trim_start().get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)))
}

/// Reads the fields in `text`, of which the first line has the number `first`. Other text between them is passed over.
pub(crate) fn read(text: &str, first: usize) -> Status {
    let mut status = Status::default();
    let mut row: Option<Row> = None;
    let mut field: Option<(String, String, usize)> = None;
    for line in lines(text) {
        let number = first + line.number - 1;
        match (&mut field, is_field(line.text.trim_end())) {
            // A folded line; some reporters forget the blank, and go on at the margin.
            (Some((_, value, _)), _) if line.text.starts_with([' ', '\t']) && !line.text.trim().is_empty() => {
                value.push(' ');
                value.push_str(line.text.trim());
            }
            (_, Some((name, value))) => {
                finish(field.take(), &mut status, &mut row);
                field = Some((name.to_ascii_lowercase(), value.trim().to_owned(), number));
            }
            _ => {
                finish(field.take(), &mut status, &mut row);
                if line.text.trim().is_empty() && row.as_ref().is_some_and(|row| row.recipient.is_some()) {
                    status.rows.extend(row.take());
                }
            }
        }
    }
    finish(field, &mut status, &mut row);
    status.rows.extend(row);
    status.rows.retain(|row| row.recipient.is_some() || row.original.is_some() || row.status.is_some());
    status
}

/// Puts one field where it belongs.
fn finish(field: Option<(String, String, usize)>, status: &mut Status, row: &mut Option<Row>) {
    let Some((name, value, line)) = field else { return };
    let value = crate::mail::decode_words(&value);
    if name == "reporting-mta" {
        status.reporter = host(&value).or(status.reporter.take());
        return;
    }
    let again = match name.as_str() {
        "final-recipient" => row.as_ref().is_some_and(|row| row.recipient.is_some()),
        "original-recipient" => row.as_ref().is_some_and(|row| row.original.is_some() && row.recipient.is_some()),
        _ => false,
    };
    if again {
        status.rows.extend(row.take());
    }
    if !matches!(
        name.as_str(),
        "final-recipient" | "original-recipient" | "x-actual-recipient" | "action" | "status" | "remote-mta" | "diagnostic-code"
    ) {
        return;
    }
    let row = row.get_or_insert_with(Row::default);
    match name.as_str() {
        "final-recipient" => {
            row.recipient = address::clean(&value);
            row.line = if row.line == 0 { line } else { row.line };
        }
        "original-recipient" => row.original = address::clean(&value),
        // A program instead of a mailbox: `X-Unix; |/usr/bin/procmail`.
        "x-actual-recipient" if value.contains('|') => row.kind = Some("x-unix".to_owned()),
        "x-actual-recipient" => row.recipient = row.recipient.take().or_else(|| address::clean(&value)),
        "action" => row.action = action(&value),
        "status" => {
            row.status = codes::enhanced(&value).map(str::to_owned).or(row.status.take());
            // The comment says why where no Diagnostic-Code does.
            row.comment = value.split_once('(').map(|(_, comment)| comment.trim_end_matches(')').to_owned());
        }
        "remote-mta" => row.remote = host(&value),
        _ => diagnostic(row, &value, line),
    }
}

/// ```text
/// action-value = "failed" / "delayed" / "delivered" / "relayed" / "expanded"
/// ```
fn action(value: &str) -> Option<Action> {
    let word = value.split([' ', ';', '(', ',']).find(|word| !word.is_empty())?.to_ascii_lowercase();
    match word.as_str() {
        "failed" | "failure" | "fail" | "failed." => Some(Action::Failed),
        "delayed" | "expired" => Some(Action::Delayed),
        "delivered" | "deliverable" => Some(Action::Delivered),
        "relayed" => Some(Action::Relayed),
        "expanded" => Some(Action::Expanded),
        _ => None,
    }
}

/// The name in `dns; mx.example.com (192.0.2.25)`.
fn host(value: &str) -> Option<String> {
    let name = value.split_once(';').map_or(value, |(_, name)| name);
    let name = name.split_whitespace().next()?.trim_matches(['(', ')', '<', '>', '"', '.', ',']);
    (!name.is_empty()).then(|| name.to_owned())
}

/// Diagnostic-Code may stand there twice: words of a program, and those of the remote server.
///
/// ```text
/// diagnostic-code-field = "Diagnostic-Code" ":" diagnostic-type ";" *text
/// ```
fn diagnostic(row: &mut Row, value: &str, line: usize) {
    let (kind, words) = match value.split_once(';') {
        Some((kind, words)) if kind.len() < 20 && kind.bytes().all(|octet| octet.is_ascii_alphanumeric() || octet == b'-') => {
            (Some(kind.to_ascii_lowercase()), words)
        }
        _ => (None, value),
    };
    let words = words.trim();
    // "X-Postfix; delivery temporarily suspended", and "smtp;" goes before others.
    if row.diagnostic.is_empty() || kind.as_deref() == Some("smtp") && row.kind.as_deref() != Some("smtp") {
        (row.kind, row.line) = (kind, line);
        row.diagnostic = words.to_owned();
    } else if words.len() + row.diagnostic.len() < 8_000 {
        row.diagnostic.push(' ');
        row.diagnostic.push_str(words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Reporting-MTA: dns; mx.example.org\nArrival-Date: Mon\n\nFinal-Recipient: rfc822; bob@example.com\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; mx.example.com\nDiagnostic-Code: smtp; 550 5.1.1\n unknown\n\nFinal-Recipient: rfc822; carol@example.com\nAction: delayed\nStatus: 4.4.1 (no answer)\n";

    #[test]
    fn each_recipient_has_a_row() {
        let status = read(TEXT, 10);
        assert_eq!(status.reporter.as_deref(), Some("mx.example.org"));
        let [bob, carol] = status.rows.as_slice() else { panic!("{:?}", status.rows) };
        assert_eq!(
            (bob.recipient.as_deref(), bob.action, bob.status.as_deref()),
            (Some("bob@example.com"), Some(Action::Failed), Some("5.1.1"))
        );
        assert_eq!((bob.diagnostic.as_str(), bob.kind.as_deref(), bob.line), ("550 5.1.1 unknown", Some("smtp"), 17));
        assert_eq!((carol.action, carol.status.as_deref()), (Some(Action::Delayed), Some("4.4.1")));
    }

    #[test]
    fn rows_without_a_line_between_them_are_two() {
        let status = read(&TEXT.replace("\n\n", "\n"), 1);
        assert_eq!(status.rows.len(), 2);
    }
}
