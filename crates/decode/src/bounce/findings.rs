//! Findings from the three tellings of a bounce.

use super::notice::{Block, Notice, same};
use super::status::{Row, Status};
use super::{address, notice, returned, session, status};
use crate::causes::Explainer;
use crate::codes;
use crate::mail::{Part, decode_words};
use crate::report::{Action, Confidence, Finding};

/// Who wrote the bounce, as far as its fields and words tell: a program or a service.
pub(crate) fn source(part: &Part<'_>) -> Option<String> {
    /// Words that only these say, in lower case.
    const PROGRAMS: &[(&str, &str)] = &[
        ("this is the mail system at host", "Postfix"),
        ("the mail system at host", "Postfix"),
        ("this is the qmail-send program", "qmail"),
        ("created automatically by mail delivery software", "Exim"),
        ("transcript of session follows", "Sendmail"),
        ("this is the courier mail server", "Courier"),
        ("generating server:", "Microsoft Exchange"),
        ("mail.protection.outlook.com", "Microsoft 365"),
        ("domino directory", "HCL Domino"),
        ("opensmtpd", "OpenSMTPD"),
        ("googlemail.com", "Gmail"),
        ("amazonses.com", "Amazon SES"),
        ("mimecast", "Mimecast"),
        ("proofpoint", "Proofpoint"),
    ];
    let text: String = part.all().into_iter().filter(|part| part.parts.is_empty() && !part.is_message()).map(Part::text).collect();
    let from = part.fields.get("from").unwrap_or_default();
    let text = format!("{from}\n{}", crate::paste::head(&text, 16 << 10)).to_lowercase();
    PROGRAMS.iter().find(|(words, _)| text.contains(words)).map(|(_, name)| (*name).to_owned())
}

/// One finding for each recipient.
pub(crate) fn read(part: &Part<'_>, explainer: &mut Explainer) -> Vec<Finding> {
    let told = Told::read(part);
    let mut findings = if told.status.rows.is_empty() { told.by_notice() } else { told.by_fields() };
    if findings.is_empty() {
        findings = told.by_returned(part);
    }
    for finding in &mut findings {
        finding.reporter = told.status.reporter.clone().or_else(|| told.reporter.clone());
        explain(finding, &told, explainer);
    }
    findings
}

/// What a bounce tells, before it is put together.
struct Told {
    status: Status,
    notice: Notice,
    /// X-Failed-Recipients.
    failed: Vec<String>,
    reporter: Option<String>,
    subject: String,
}

impl Told {
    fn read(mail: &Part<'_>) -> Self {
        let mut status = Status::default();
        let mut text = String::new();
        let mut line = None;
        for part in mail.all().into_iter().filter(|part| part.parts.is_empty() && !part.is_message()) {
            let of_status = part.kind.ends_with("delivery-status");
            if !of_status && !matches!(part.kind.as_str(), "" | "text/plain" | "text/html" | "text") && !part.kind.starts_with("multipart/")
            {
                continue;
            }
            let words = part.text();
            if of_status || status.rows.is_empty() && super::status::is_in(&words) && !has_mail_before_status(&words) {
                let read = status::read(&words, part.line);
                status.reporter = status.reporter.or(read.reporter);
                status.rows.extend(read.rows);
            }
            // The same words come once plain and once as HTML.
            let again = part.kind == "text/html" && text.trim().len() > 200;
            if !of_status && !again {
                line = line.or(Some(part.line));
                text.push_str(&words);
                text.push('\n');
            }
        }
        let value = |name: &str| mail.fields.get(name).map(decode_words).unwrap_or_default();
        let [to, from] = ["to", "from"].map(|name| address::all(&value(name)).map(str::to_owned).collect::<Vec<_>>());
        let failed: Vec<_> = mail
            .fields
            .all("x-failed-recipients")
            .flat_map(|field| address::all(&field.value).map(str::to_owned).collect::<Vec<_>>())
            .collect();
        let known = |list: &[String], address: &str| list.iter().any(|other| same(other, address));
        let is_other =
            |address: &str| !known(&failed, address) && (known(&to, address) || known(&from, address) || address::is_system(address));
        let mut notice = notice::read(&text, line.unwrap_or(mail.line), &is_other);
        if notice.blocks.is_empty() && status.rows.is_empty() && failed.is_empty() && returned::recipients(mail).is_empty() {
            // A list answers from its own address.
            notice = notice::read(&text, line.unwrap_or(mail.line), &|address| known(&to, address) || address::is_system(address));
        }
        let reporter =
            reporter(&notice.text).or_else(|| from.first().and_then(|from| from.split_once('@')).map(|(_, domain)| domain.to_owned()));
        Self { status, notice, failed, reporter, subject: value("subject") }
    }

    fn block(&self, recipient: &str) -> Option<&Block> {
        self.notice.blocks.iter().find(|block| same(&block.recipient, recipient))
    }

    /// From the fields for programs, and what the notice says about the same recipient.
    fn by_fields(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for row in &self.status.rows {
            let block = [&row.recipient, &row.original].into_iter().flatten().find_map(|recipient| self.block(recipient));
            let named = row.recipient.clone().or_else(|| row.original.clone());
            let recipient =
                named.or_else(|| self.failed.first().cloned()).or_else(|| self.notice.blocks.first().map(|block| block.recipient.clone()));
            let words = block.map_or("", |block| block.text.as_str());
            findings.push(self.finding(row, recipient, words));
        }
        findings
    }

    fn finding(&self, row: &Row, recipient: Option<String>, words: &str) -> Finding {
        let whole = if self.status.rows.len() == 1 { self.notice.text.as_str() } else { "" };
        let comment = row.comment.as_deref().filter(|comment| words.is_empty() && comment.len() > 12);
        let diagnostic = comment.filter(|_| row.diagnostic.is_empty()).unwrap_or(&row.diagnostic);
        let found = [diagnostic, words, whole].map(codes::find);
        let by_program = row.kind.as_deref() == Some("x-unix");
        let code = found.iter().skip(usize::from(by_program)).find_map(|codes| codes.code);
        let [said, ..] = &found;
        let told = found.iter().find_map(|codes| codes.enhanced.as_deref());
        Finding {
            recipient,
            remote: row.remote.clone().or_else(|| session::remote(diagnostic)).or_else(|| session::remote(words)),
            stage: session::stage(diagnostic).or_else(|| session::stage(words)).or_else(|| session::stage(whole)),
            code,
            enhanced: prefer(row.status.as_deref(), said.enhanced.as_deref(), told),
            action: row.action,
            line: Some(row.line).filter(|line| *line > 0).or(Some(self.notice.line)),
            text: Some(diagnostic).filter(|text| !text.is_empty()).map(str::to_owned),
            ..Finding::default()
        }
    }

    /// From the words alone.
    fn by_notice(&self) -> Vec<Finding> {
        let blocks = &self.notice.blocks;
        let wanted = blocks.iter().filter(|block| {
            self.failed.is_empty() || self.failed.iter().any(|failed| same(failed, &block.recipient)) || !block.text.trim().is_empty()
        });
        wanted.map(|block| self.of_words(Some(block.recipient.clone()), &block.text, block.line)).collect()
    }

    fn of_words(&self, recipient: Option<String>, words: &str, line: usize) -> Finding {
        let whole = self.notice.text.as_str();
        let words = if words.trim().is_empty() { whole } else { words };
        let found = codes::find(words);
        // What the notice says of all is said of each only if there is one.
        let whole = if self.notice.blocks.len() < 2 { whole } else { "" };
        let shared = codes::find(whole);
        Finding {
            recipient,
            remote: session::remote(words).or_else(|| session::remote(whole)),
            stage: session::stage(words).or_else(|| session::stage(whole)),
            code: found.code.or(shared.code),
            enhanced: found.enhanced.or(shared.enhanced),
            line: Some(line),
            text: Some(spoken(words)).filter(|text| !text.is_empty()),
            ..Finding::default()
        }
    }

    /// The notice names nobody: the mail that was brought back does, or a field.
    fn by_returned(&self, part: &Part<'_>) -> Vec<Finding> {
        let named = if self.failed.is_empty() { returned::recipients(part) } else { self.failed.clone() };
        let recipients: Vec<Option<String>> = if named.is_empty() { vec![None] } else { named.into_iter().map(Some).collect() };
        recipients.into_iter().map(|recipient| self.of_words(recipient, "", self.notice.line)).collect()
    }
}

/// `words` without the commands of a copied dialogue: what the client said tells nothing of why it was refused.
fn spoken(words: &str) -> String {
    words.lines().filter(|line| !line.starts_with(">>> ")).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// Whether fields of a report stand only in the mail that is brought back.
fn has_mail_before_status(words: &str) -> bool {
    let lower = words.to_ascii_lowercase();
    match (lower.find("\nreceived: from"), lower.find("final-recipient:")) {
        (Some(mail), Some(fields)) => mail < fields,
        _ => false,
    }
}

/// Of the code in Status, the one that the server `said` and the one that the notice `told` the one that says most: a code that
/// ends with `.0` says less than another one, and "too long in the queue" less than why. Of equals the server's own counts most.
fn prefer(status: Option<&str>, said: Option<&str>, told: Option<&str>) -> Option<String> {
    let rank = |code: &str| match code.get(1..) {
        Some(".0.0") => 0,
        Some(".4.7") => 1,
        Some(rest) if rest.ends_with(".0") => 2,
        _ => 3,
    };
    // The last of equals is the greatest.
    [told, status, said].into_iter().flatten().max_by_key(|code| rank(code)).map(str::to_owned)
}

/// The host that says of itself that it writes.
fn reporter(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    ["mail system at host ", "qmail-send program at ", "generating server: ", "mail server on ", "reporting-mta: dns; ", "message from "]
        .iter()
        .find_map(|words| lower.find(words).and_then(|place| session::host_at(text.get(place + words.len()..)?)))
}

/// What the words of the server mean; where they tell nothing, what the notice says.
fn explain(finding: &mut Finding, told: &Told, explainer: &mut Explainer) {
    let block = finding
        .recipient
        .as_deref()
        .and_then(|recipient| told.block(recipient))
        .map(|block| block.text.clone())
        .filter(|text| !text.trim().is_empty());
    let whole = (told.status.rows.len().max(told.notice.blocks.len()) < 2).then(|| told.notice.text.clone());
    let mut best = finding.clone();
    explainer.explain(&mut best);
    for words in [block, whole, Some(told.subject.clone())].into_iter().flatten() {
        if best.confidence == Confidence::Text {
            break;
        }
        let mut other = Finding { text: Some(words), ..finding.clone() };
        explainer.explain(&mut other);
        if other.confidence > best.confidence {
            best = Finding { text: finding.text.clone().or(other.text.clone()), ..other };
        }
    }
    *finding = best;
    // A program that ended, such as procmail; its words are its own, and say little of the mailbox.
    let by_program = told.status.rows.iter().any(|row| row.kind.as_deref() == Some("x-unix") && row.recipient == finding.recipient);
    if by_program && !matches!(finding.cause, Some("mailbox-full" | "system-full")) {
        let blank = Finding {
            cause: Some("mailer-error"),
            reason: None,
            who: Vec::new(),
            entries: Vec::new(),
            warnings: Vec::new(),
            ..finding.clone()
        };
        *finding = Finding { confidence: Confidence::Likely, ..blank };
        explainer.explain(finding);
    }
    judge(finding, told);
    // The queue's own words are long enough.
    if let Some(text) = &mut finding.text {
        *text = crate::paste::head(text.trim(), 2_000).to_owned();
    }
}

/// What follows from this being a bounce.
fn judge(finding: &mut Finding, told: &Told) {
    let delayed = finding.action == Some(Action::Delayed) || finding.action.is_none() && is_warning(&told.notice.text);
    if finding.cause.is_none() && delayed {
        (finding.cause, finding.confidence, finding.reason) = (Some("delayed"), Confidence::Likely, Some("expired"));
    }
    if matches!(finding.action, Some(Action::Delivered | Action::Relayed | Action::Expanded)) {
        (finding.cause, finding.reason, finding.who) = (Some("delivered"), Some("delivered"), Vec::new());
    }
    // Without a code, who gave up has given up, whatever the cause.
    if finding.code.is_none() && finding.enhanced.is_none() && finding.cause.is_none_or(|cause| cause != "delivered") {
        finding.permanent = Some(!delayed);
    }
    if finding.permanent.is_none() {
        finding.permanent = Some(!delayed);
    }
    if finding.action.is_none() {
        finding.action = Some(if delayed { Action::Delayed } else { Action::Failed });
    }
    if finding.reason.is_none() {
        finding.reason = Some(if finding.text.is_some() { "onhold" } else { "undefined" });
    }
}

/// Whether a notice says that the message is still on its way.
fn is_warning(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "warning message only",
        "do not need to resend",
        "need not resend",
        "not need to re-send",
        "is delayed",
        "has been delayed",
        "delivery delayed",
        "will keep trying",
        "will continue to",
        "still being retried",
        "not yet been delivered",
        "message will be retried",
        "no action is required on your part",
    ]
    .iter()
    .any(|words| lower.contains(words))
}
