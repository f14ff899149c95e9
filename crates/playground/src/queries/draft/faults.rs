//! What is wrong with one command line, and what was not announced.

use super::super::palette::{Availability, example_in};
use super::super::scene::{Offer, Scene, is_offered, mechanisms};
use super::earlier::prerequisites;
use super::{About, Before, Change, Finding};
use smtp_engine::session::Mechanism;
use smtp_engine::spec::{Verb, command, parameter};
use smtp_engine::syntax::{Argument, Fault, FaultKind, Parsed, closest, parse};
use smtp_engine::wire::Span;

/// All that there is to say about `line`. What was announced is known for the first line only.
pub(super) fn command_findings(
    before: Before<'_>,
    scene: Scene<'_>,
    line: &str,
    parsed: &Parsed,
    bar: Option<(Verb, Availability)>,
    first: bool,
) -> Vec<Finding> {
    let mut found: Vec<Finding> = parsed.faults.iter().filter_map(|fault| of_fault(fault, before, scene, line, parsed)).collect();
    if let (Argument::Path(argument), Some(verb), true) = (&parsed.argument, parsed.verb, first) {
        for given in &argument.parameters {
            let row = parameter(verb, &given.keyword.text(line.as_bytes()));
            found.extend(row.filter(|row| !is_offered(before.offers, row.extension)).map(|row| {
                let blank = given.span.start.saturating_sub(1);
                let fix = Change { span: Span::new(blank, given.span.end), text: String::new() };
                Finding { span: given.span, about: About::NotAnnounced(row), fix: Some(fix), unfinished: false }
            }));
        }
    }
    if let (Argument::Auth(argument), true) = (&parsed.argument, first)
        && let Some(span) = argument.mechanism
    {
        found.extend(not_offered(before.offers, line, span));
    }
    found.sort_by_key(|finding| (finding.span.start, finding.span.end));
    if let Some((verb, availability)) = bar.filter(|(_, availability)| *availability != Availability::Now) {
        let words = prerequisites(verb, availability, scene);
        let fix = (!words.is_empty()).then(|| Change { span: Span::at(0), text: words });
        found.insert(0, Finding { span: parsed.verb_span, about: About::Barred(verb, availability), fix, unfinished: false });
    }
    found
}

/// A mechanism that was not announced. Before EHLO nothing was, and the command is barred already.
fn not_offered(offers: &[Offer], line: &str, span: Span) -> Option<Finding> {
    let name = span.text(line.as_bytes());
    let mut offered = mechanisms(offers).peekable();
    offered.peek()?;
    if offered.any(|known| known.eq_ignore_ascii_case(&name)) {
        return None;
    }
    let known: Vec<&str> = mechanisms(offers).collect();
    let meant = closest(&name, known.iter().copied());
    let easy = [Mechanism::Login, Mechanism::Plain].map(Mechanism::name).into_iter().find(|easy| known.contains(easy));
    let text = meant.or(easy).or(known.first().copied())?.to_owned();
    let unfinished = known.iter().any(|known| known.starts_with(&name.to_ascii_uppercase()));
    Some(Finding { span, about: About::NotOffered, fix: Some(Change { span, text }), unfinished })
}

fn of_fault(fault: &Fault, before: Before<'_>, scene: Scene<'_>, line: &str, parsed: &Parsed) -> Option<Finding> {
    // RFC 5321 section 4.1.1.3: this one recipient needs no domain.
    let postmaster = fault.kind == FaultKind::MissingDomain
        && parsed.verb == Some(Verb::Rcpt)
        && matches!(&parsed.argument, Argument::Path(argument) if argument.path.is_some_and(|path| path.mailbox.of(line.as_bytes()).eq_ignore_ascii_case(b"postmaster")));
    if postmaster {
        return None;
    }
    let span = whole_characters(line, fault.span);
    let whole = |text: String| Change { span: Span::new(0, line.len()), text };
    let fix = fault.mended(line.as_bytes()).and_then(|mended| String::from_utf8(mended).ok()).map(whole);
    let fix = fix.or_else(|| known_only_here(fault, before, scene, line, parsed.verb?).map(whole));
    let unfinished = fault.span.end >= line.len() || fault.kind == FaultKind::UnclosedBracket || fault.kind == FaultKind::UnclosedQuote;
    Some(Finding { span, about: About::Fault(fault.kind), fix, unfinished })
}

/// What is missing and only this session can tell: an argument, an address, a domain.
fn known_only_here(fault: &Fault, before: Before<'_>, scene: Scene<'_>, line: &str, verb: Verb) -> Option<String> {
    let known = before.palette.iter().find(|entry| entry.verb == verb);
    let example = known.map_or_else(|| example_in(command(verb), scene), |entry| entry.example.clone());
    let text = match fault.kind {
        FaultKind::MissingArgument | FaultKind::MissingPath | FaultKind::NullPath => example,
        FaultKind::MissingDomain | FaultKind::EmptyDomain => {
            let domain = example.rsplit_once('@').map(|(_, rest)| rest.trim_end_matches('>'))?;
            let at = if fault.kind == FaultKind::MissingDomain { "@" } else { "" };
            Change { span: Span::at(fault.span.start), text: format!("{at}{domain}") }.apply(line)
        }
        _ => return None,
    };
    let count = |line: &str| parse(line.as_bytes()).faults.iter().filter(|other| other.kind == fault.kind).count();
    (count(&text) < count(line)).then_some(text)
}

/// `span`, widened so that it cuts no character.
fn whole_characters(text: &str, span: Span) -> Span {
    let start = (0..=span.start.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let end = (span.end.min(text.len())..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    Span::new(start, end)
}
