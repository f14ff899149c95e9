//! Dialogues: what a client and a server said to each other, as programs log it and as people copy it.
//!
//! One learner reads all marked forms (`marks`): it finds where in a line SMTP begins, and learns from what stands before it which
//! side speaks, as only a server says three digits. Forms without marks (telnet, nc, a followed TCP stream) are read by
//! what the lines say (`unmarked`). What neither said is a note of the client. From the events come turns (`turns`),
//! and from the refusals findings.

mod events;
mod marks;
mod server;
mod turns;
mod unmarked;

use std::borrow::Cow;

use crate::bounce::address;
use crate::causes::Explainer;
use crate::codes;
use crate::paste::Paste;
use crate::recognise::Evidence;
use crate::report::{Dialogue, Finding, Kind, Note, Report, Stage, Turn};
use events::{Event, Side};

/// How much of the start shows what a paste is.
const HEAD: usize = 64 << 10;

/// Certain where both sides speak more than once.
pub(crate) fn evidence(paste: &Paste<'_>) -> Evidence {
    let head = without_markup(paste.head(HEAD));
    let events = read_events(&head);
    let count = |side: Side| events.iter().filter(|event| event.side == side).count();
    match (count(Side::Server), count(Side::Client)) {
        (2.., 2..) => Evidence::Certain,
        (1.., 1..) => Evidence::Likely,
        (2.., 0) if greets(&events) => Evidence::Likely,
        _ => Evidence::None,
    }
}

fn greets(events: &[Event<'_>]) -> bool {
    events.iter().find(|event| event.side == Side::Server).is_some_and(|event| event.text.starts_with("220"))
}

/// The turns, and a finding for each refusal. Where nothing was refused, what the client noted is the finding.
pub(crate) fn read(paste: &Paste<'_>) -> Option<Report> {
    let text = without_markup(&paste.text);
    let events = read_events(&text);
    let mut report = Report::new(Kind::Dialogue);
    report.dialogues = turns::dialogues(&events, &paste.budget);
    report.dialogues.retain(|dialogue| dialogue.turns.iter().any(|turn| turn.reply.is_some()));
    if report.dialogues.is_empty() {
        return None;
    }
    let mut explainer = Explainer::default();
    for dialogue in &mut report.dialogues {
        server::guess(dialogue, &paste.text);
        let mut found: Vec<Finding> = dialogue.turns.iter().filter_map(|turn| refusal(turn, dialogue)).collect();
        if found.is_empty() {
            found.extend(noted(dialogue));
        }
        for mut finding in found {
            explainer.explain(&mut finding);
            report.findings.push(finding);
        }
    }
    if report.findings.len() > paste.budget.findings {
        report.findings.truncate(paste.budget.findings);
        report.notes.push(Note::CutShort);
    }
    Some(report)
}

/// A log that a program wrote for a page of HTML, as PHPMailer does, as it would be without that.
fn without_markup(text: &str) -> Cow<'_, str> {
    let head = crate::paste::head(text, HEAD);
    if !(head.contains("-&gt;") || head.contains("&lt;")) || !head.contains("<br") {
        return Cow::Borrowed(text);
    }
    // Where a line ends as well, it ends once.
    let mut plain = text.to_owned();
    for mark in ["<br>", "<br/>", "<br />"] {
        plain = plain.replace(&format!("{mark}\r\n"), "\n").replace(&format!("{mark}\n"), "\n").replace(mark, "\n");
    }
    for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#039;", "'"), ("&amp;", "&")] {
        plain = plain.replace(entity, character);
    }
    Cow::Owned(plain)
}

/// What was said, by whichever reader finds more of both sides.
fn read_events(text: &str) -> Vec<Event<'_>> {
    let marked = marks::events(text);
    let both = |events: &[Event<'_>]| {
        let count = |side: Side| events.iter().filter(|event| event.side == side).count();
        count(Side::Server).min(1) + count(Side::Client).min(1)
    };
    if both(&marked) == 2 {
        return marked;
    }
    let unmarked = unmarked::events(text);
    if both(&unmarked) >= both(&marked) { unmarked } else { marked }
}

/// The stage in which `command`, in upper case, stands.
pub(crate) fn stage_of(command: &str) -> Option<Stage> {
    const STAGES: &[(&str, Stage)] = &[
        ("EHLO", Stage::Greeting),
        ("HELO", Stage::Greeting),
        ("LHLO", Stage::Greeting),
        ("STARTTLS", Stage::Tls),
        ("AUTH", Stage::Auth),
        ("MAIL", Stage::Mail),
        ("RCPT", Stage::Rcpt),
        ("DATA", Stage::Data),
        ("BDAT", Stage::EndOfData),
    ];
    STAGES.iter().find(|(verb, _)| command.starts_with(verb)).map(|(_, stage)| *stage)
}

/// The finding of a turn that ended in a refusal.
fn refusal(turn: &Turn, dialogue: &Dialogue) -> Option<Finding> {
    let reply = turn.reply.as_deref()?;
    let code: u16 = reply.get(..3)?.parse().ok().filter(|code| *code >= 400)?;
    let place = dialogue.turns.iter().position(|other| other == turn).unwrap_or(0);
    let command = turn.client.as_deref().map(str::to_ascii_uppercase);
    let before = place.checked_sub(1).and_then(|place| dialogue.turns.get(place));
    let after = |code: &str| before.and_then(|turn| turn.reply.as_deref()).is_some_and(|reply| reply.starts_with(code));
    let stage = match command.as_deref() {
        None if place == 0 => Some(Stage::Greeting),
        None => None,
        Some(_) if after("354") => Some(Stage::EndOfData),
        Some(_) if after("334") => Some(Stage::Auth),
        Some(command) => stage_of(command),
    };
    let recipient = turn.client.as_deref().filter(|_| stage == Some(Stage::Rcpt)).and_then(address::first);
    Some(Finding {
        code: Some(code),
        enhanced: codes::find(reply).enhanced,
        recipient: recipient.map(|(_, address)| address.to_owned()),
        remote: server::host(dialogue),
        stage,
        text: Some(reply.to_owned()),
        line: turn.line,
        ..Finding::default()
    })
}

/// What the client noted, if no reply says what went wrong.
fn noted(dialogue: &Dialogue) -> Option<Finding> {
    let at = dialogue.turns.iter().position(|turn| turn.note.is_some());
    let turn = at.and_then(|at| dialogue.turns.get(at));
    let mut words: Vec<&str> = turn.and_then(|turn| turn.note.as_deref()).into_iter().collect();
    let command = turn.and_then(|turn| turn.client.as_deref()).map(str::to_ascii_uppercase);
    let stage = command.as_deref().and_then(stage_of);
    // After "220 go ahead" the handshake comes, and nothing else can fail.
    let handshake = stage == Some(Stage::Tls) && turn.and_then(|turn| turn.reply.as_deref()).is_some_and(|reply| reply.starts_with('2'));
    let cause = handshake.then_some("tls-failed");
    if !handshake {
        words.extend(dialogue.notes.iter().map(String::as_str));
    }
    if words.is_empty() {
        return None;
    }
    Some(Finding {
        stage,
        remote: server::host(dialogue),
        text: Some(words.join("\n")),
        line: turn.and_then(|turn| turn.line),
        cause,
        confidence: if cause.is_some() { crate::report::Confidence::Likely } else { crate::report::Confidence::None },
        entries: cause.map(crate::causes::entries_of).unwrap_or_default(),
        ..Finding::default()
    })
}
