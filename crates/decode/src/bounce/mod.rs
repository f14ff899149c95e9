//! Bounces: mail that says that another mail was not delivered, or not yet, or was. Also what looks like one and is none:
//! reports of abuse and automatic answers.
//!
//! A bounce says the same thing up to three times: in words for people (`notice`), in fields for programs (`status`, RFC
//! 3464), and by the mail that it brings back (`returned`). Each of the three may be missing, cut off or damaged; the findings are
//! made from what is there (`findings`). How a reporter lays out its words is told by structure, not by its name: lines
//! that begin with an address, dialogue that was copied, headings.

pub(crate) mod address;
mod autoreply;
mod feedback;
mod findings;
mod kind;
mod notice;
mod notification;
mod returned;
pub(crate) mod session;
mod status;
mod unquote;

pub(crate) use address::all as addresses;
pub(crate) use returned::heads;
pub(crate) use unquote::unquote;

use crate::causes::Explainer;
use crate::mail::{Part, mails};
use crate::paste::Paste;
use crate::recognise::Evidence;
use crate::report::{Kind, Note, Report};
use kind::Letter;

/// The most mails of one file that are read.
const MAILS: usize = 1_000;

/// How much of the start shows what a paste is.
const HEAD: usize = 64 << 10;

/// Fields of a report are certain, the words of a bounce are likely.
pub(crate) fn evidence(paste: &Paste<'_>) -> Evidence {
    kind::evidence(paste.head(HEAD))
}

/// Reads every mail in the paste.
pub(crate) fn read(paste: &Paste<'_>) -> Option<Report> {
    let octets = unquote(paste);
    let mut report = Report::new(Kind::Unknown);
    let mut explainer = Explainer::default();
    if let Some((kind, findings)) = notification::read(&paste.text, &mut explainer) {
        return Some(Report { source: Some("Amazon SES".to_owned()), findings, ..Report::new(kind) });
    }
    for (mail, line) in mails(&octets, MAILS) {
        let mail = Part::read(mail, line, &paste.budget);
        for letter in kind::letters(&mail) {
            let (kind, source, found) = match letter {
                Letter::Bounce(part) => (Kind::Bounce, findings::source(part), findings::read(part, &mut explainer)),
                Letter::Feedback(part) => (Kind::Report, None, feedback::read(part)),
                Letter::AutoReply(part) => (Kind::AutoReply, None, autoreply::read(part)),
            };
            if report.kind == Kind::Unknown || kind == Kind::Bounce {
                report.kind = kind;
            }
            report.source = report.source.or(source);
            report.findings.extend(found);
        }
        if report.findings.len() > paste.budget.findings {
            report.findings.truncate(paste.budget.findings);
            report.notes.push(Note::CutShort);
            break;
        }
    }
    (report.kind != Kind::Unknown).then_some(report)
}
