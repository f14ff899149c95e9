//! Logs of mail servers: what became of each recipient, and what was refused to clients.
//!
//! A line is read in two steps: its stamp is taken away, whoever wrote it (syslog, journald, docker, the server itself),
//! and what is left is read by its program. A line that says nothing of a failure or a delivery gives no finding, so
//! that nothing is invented. Tables (message tracking, traces) are read by the names of their columns.

mod entry;
mod exim;
mod fields;
mod opensmtpd;
mod postfix;
mod sendmail;
mod table;

use std::collections::HashSet;

use crate::causes::Explainer;
use crate::paste::{Line, Paste};
use crate::recognise::Evidence;
use crate::report::{Kind, Note, Report};
use entry::{Entry, Program};

/// Lines that are looked at to know what a paste is.
const HEAD: usize = 200;

/// Certain where lines bear the stamp of a mail server, or a table the columns of one.
pub(crate) fn evidence(paste: &Paste<'_>) -> Evidence {
    if table::columns(paste).is_some() {
        return Evidence::Certain;
    }
    let head = || crate::paste::lines(paste.head(64 << 10)).take(HEAD);
    let stamped = head().filter(|line| Entry::new(*line).is_some()).count();
    let all = head().filter(|line| !line.text.trim().is_empty()).count();
    match (stamped, stamped * 3 >= all) {
        (0, _) => Evidence::None,
        (_, true) => Evidence::Certain,
        (_, false) => Evidence::Possible,
    }
}

/// What the log says, a finding for each recipient or failure, in the order of the log.
pub(crate) fn read(paste: &Paste<'_>) -> Option<Report> {
    let mut found = match table::columns(paste) {
        Some(columns) => table::read(paste, &columns),
        None => lines(paste),
    };
    if found.is_empty() {
        return None;
    }
    let mut report = Report::new(Kind::Log);
    report.source = found.first().map(|found| found.source.to_owned());
    drop_told_again(&mut found);
    let mut explainer = Explainer::default();
    for mut found in found {
        if report.findings.len() >= paste.budget.findings {
            report.notes.push(Note::CutShort);
            break;
        }
        explainer.explain(&mut found.finding);
        report.findings.push(found.finding);
    }
    Some(report)
}

fn lines(paste: &Paste<'_>) -> Vec<Found> {
    let read = |line: Line<'_>| {
        let entry = Entry::new(line)?;
        match entry.program {
            Program::Postfix => postfix::read(&entry),
            Program::Exim => exim::read(&entry),
            Program::Sendmail => sendmail::read(&entry),
            Program::OpenSmtpd => opensmtpd::read(&entry),
        }
    };
    // Twice as many as are shown: some are told again further down.
    paste.lines().filter_map(read).take(paste.budget.findings.saturating_mul(2)).collect()
}

/// What one line says.
pub(super) struct Found {
    finding: crate::report::Finding,
    source: &'static str,
    /// The queue id of the mail.
    mail: Option<String>,
    /// What was tried, not what became of the mail: the line that says this comes later, if at all.
    attempt: bool,
}

/// An attempt is left out where the log says what became of that mail; of two lines about a connection without a mail
/// the one with a recipient stays.
fn drop_told_again(found: &mut Vec<Found>) {
    let told: HashSet<String> = found.iter().filter(|found| !found.attempt).filter_map(|found| found.mail.clone()).collect();
    let outcomes = !told.is_empty();
    found.retain(|found| !found.attempt || found.mail.as_ref().map_or(!outcomes, |mail| !told.contains(mail)));
}
