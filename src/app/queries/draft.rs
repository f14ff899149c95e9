//! What is being typed, read as the server would: line by line, with all that is wrong or comes too early.

use super::palette::{Availability, Entry, availability, entries, would_say};
use super::scene::{Offer, Scene, is_offered, mechanisms};
use crate::session::{Mechanism, Session};
use crate::spec::{ParameterSpec, ReplyClass, State, Verb, command, parameter};
use crate::syntax::{Argument, Fault, FaultKind, Parsed, parse};
use crate::wire::Span;

/// So many octets are read at each key press; more are only sent.
pub const LIMIT: usize = 20_000;

/// What one knows before anything is typed.
#[derive(Clone, Copy)]
pub struct Before<'b> {
    /// The session.
    pub scene: Scene<'b>,
    /// What can be said.
    pub palette: &'b [Entry],
    /// What the server announced.
    pub offers: &'b [Offer],
}

/// What a line is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadAs {
    /// Nobody reads it.
    Nothing,
    /// A command.
    Command(Box<Parsed>),
    /// An answer in an AUTH exchange.
    Answer,
    /// A line of a message; whether it ends it.
    Data(bool),
}

/// A line of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it stands in the draft, without its end.
    pub span: Span,
    /// What it is taken for.
    pub read_as: ReadAs,
}

/// Something to say about a stretch of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where, in the draft; perhaps empty, where something is missing.
    pub span: Span,
    /// What.
    pub about: About,
    /// The draft, mended, and where the caret is best then.
    pub fix: Option<Change>,
    /// It may go away by typing on.
    pub unfinished: bool,
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A fault against the grammar.
    Fault(FaultKind),
    /// The command cannot be said now.
    Barred(Verb, Availability),
    /// The parameter was not announced by this extension.
    NotAnnounced(&'static ParameterSpec),
    /// The mechanism was not announced.
    NotOffered,
    /// The server takes the first dot of this line away.
    DotTaken,
    /// A dot is put before this line when it is sent, as the person chose.
    DotAdded,
}

/// `text` in the place of `span` of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where.
    pub span: Span,
    /// What.
    pub text: String,
}

impl Change {
    /// `draft`, changed.
    pub fn apply(&self, draft: &str) -> String {
        let before = draft.get(..self.span.start).unwrap_or_default();
        let after = draft.get(self.span.end..).unwrap_or_default();
        format!("{before}{}{after}", self.text)
    }
}

/// The draft, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Its lines; none where it is too long to be read at each key press.
    pub lines: Vec<Line>,
    /// What there is to say, from the first to the last.
    pub findings: Vec<Finding>,
}

/// Reads `text`. One line costs no more than its parsing; of several, those before are played to a copy of
/// the session.
pub fn read(before: Before<'_>, text: &str, stuffs: bool) -> Draft {
    let mut draft = Draft::default();
    if text.is_empty() || text.len() > LIMIT {
        return draft;
    }
    let mut played: Option<Session> = None;
    let mut start = 0;
    for line in text.split('\n') {
        let span = Span::new(start, start + line.len());
        start = span.end + 1;
        // The end of the last line makes no further line.
        if span.start > 0 && line.is_empty() && span.end == text.len() {
            break;
        }
        let scene = Scene { session: played.as_ref().unwrap_or(before.scene.session), ..before.scene };
        let first = played.is_none();
        let read_as = read_as(scene, line);
        match &read_as {
            ReadAs::Command(parsed) => {
                let bar = parsed.verb.map(|verb| (verb, bar(verb, before, scene, first)));
                let mut found = command_findings(before, scene, line, parsed, bar, first);
                found.iter_mut().for_each(|finding| finding.move_by(span.start));
                draft.findings.append(&mut found);
            }
            // Two dots are what one dot looks like when it is sent as it should be.
            ReadAs::Data(false) if line.starts_with('.') && (stuffs || !line.starts_with("..")) => {
                draft.findings.push(of_dot(span, stuffs))
            }
            _ => {}
        }
        if span.end < text.len() {
            played = Some(scene.after(line));
        }
        draft.lines.push(Line { span, read_as });
    }
    draft
}

fn read_as(scene: Scene<'_>, line: &str) -> ReadAs {
    match scene.session.state() {
        State::Closed | State::Handshake => ReadAs::Nothing,
        State::Authenticating => ReadAs::Answer,
        State::Data => ReadAs::Data(line == "."),
        State::Chunking if scene.session.reads_data() => ReadAs::Data(false),
        _ => ReadAs::Command(Box::new(parse(line.as_bytes()))),
    }
}

/// Whether `verb` can be said; for the first line the palette knows it already.
fn bar(verb: Verb, before: Before<'_>, scene: Scene<'_>, first: bool) -> Availability {
    let known = before.palette.iter().find(|entry| entry.verb == verb).filter(|_| first);
    known.map_or_else(|| availability(command(verb), scene), |entry| entry.availability)
}

fn command_findings(
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
    if let (Argument::Auth(argument), true) = (parsed.argument, first)
        && let Some(span) = argument.mechanism
    {
        found.extend(not_offered(before.offers, line, span));
    }
    found.sort_by_key(|finding| (finding.span.start, finding.span.end));
    if let Some((verb, availability)) = bar.filter(|(_, availability)| *availability != Availability::Now) {
        let words = prerequisites(availability, scene);
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
    let meant = crate::syntax::closest(&name, known.iter().copied());
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
    let example = known.map_or_else(|| super::palette::example_in(command(verb), scene), |entry| entry.example.clone());
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

/// The lines that must be said first, each with its end: found by asking, until the command is not barred
/// any more for what can be said before it.
fn prerequisites(bar: Availability, scene: Scene<'_>) -> String {
    use crate::spec::Need;
    let Scene { session, .. } = scene;
    let greeted = session.hello().is_some();
    let hello = (!greeted).then_some(Verb::Ehlo);
    let mail = session.transaction().is_none().then_some(Verb::Mail);
    let verbs: Vec<Verb> = match bar {
        Availability::Needs(Need::Hello) => vec![Verb::Ehlo],
        Availability::Needs(Need::Mail) => hello.into_iter().chain([Verb::Mail]).collect(),
        Availability::Needs(Need::Rcpt) => hello.into_iter().chain(mail).chain([Verb::Rcpt]).collect(),
        Availability::Needs(Need::NoTransaction | Need::NoChunk) => vec![Verb::Rset],
        Availability::NeedsTls => hello.into_iter().chain([Verb::Starttls, Verb::Ehlo]).collect(),
        Availability::Needs(Need::NoTls | Need::NoLogin)
        | Availability::NeedsLogin
        | Availability::NotHere
        | Availability::NoCommands
        | Availability::Now => Vec::new(),
    };
    let mut text = String::new();
    let mut played = session.clone();
    for verb in verbs {
        let now = Scene { session: &played, ..scene };
        // What cannot be said either is no help.
        if availability(command(verb), now) != Availability::Now {
            return String::new();
        }
        let line = super::palette::example_in(command(verb), now);
        let after = now.after(&line);
        text.push_str(&line);
        text.push('\n');
        played = after;
    }
    text
}

fn of_dot(line: Span, stuffs: bool) -> Finding {
    let span = Span::new(line.start, line.start + 1);
    let (about, fix) = match stuffs {
        true => (About::DotAdded, None),
        false => (About::DotTaken, Some(Change { span: Span::at(line.start), text: ".".into() })),
    };
    Finding { span, about, fix, unfinished: false }
}

/// The findings to tell, and whether the server takes the line all the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The findings, the first one first.
    pub findings: Vec<Finding>,
    /// The server takes the line although it has faults.
    pub forgiven: bool,
}

/// What to tell about `draft`: all of it when the person has paused, else what was `told` already and is
/// still so.
pub fn tell(before: Before<'_>, text: &str, draft: &Draft, settled: bool, told: Option<&Told>) -> Told {
    if !settled {
        let known = |finding: &&Finding| told.is_some_and(|told| told.findings.iter().any(|old| old.about == finding.about));
        return Told { findings: draft.findings.iter().filter(known).cloned().collect(), forgiven: told.is_some_and(|told| told.forgiven) };
    }
    let only_faults = !draft.findings.is_empty() && draft.findings.iter().all(|finding| matches!(finding.about, About::Fault(_)));
    let one_line = matches!(draft.lines.as_slice(), [_]);
    let taken = |reply: crate::session::Reply| matches!(reply.code.class(), ReplyClass::Completed | ReplyClass::Intermediate);
    let forgiven = only_faults && one_line && would_say(before.scene, text).is_some_and(taken);
    Told { findings: draft.findings.clone(), forgiven }
}

impl Finding {
    fn move_by(&mut self, start: usize) {
        let moved = |span: Span| Span::new(span.start + start, span.end + start);
        self.span = moved(self.span);
        if let Some(fix) = &mut self.fix {
            fix.span = moved(fix.span);
        }
    }
}

/// `span`, widened so that it cuts no character.
fn whole_characters(text: &str, span: Span) -> Span {
    let start = (0..=span.start.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let end = (span.end.min(text.len())..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    Span::new(start, end)
}

/// The session before the line that begins at `start`, and what can be said then.
pub fn before_line(before: Before<'_>, text: &str, start: usize) -> Option<(Session, Vec<Entry>)> {
    let earlier = text.get(..start)?.strip_suffix('\n')?;
    let mut session = before.scene.session.clone();
    for line in earlier.split('\n') {
        session = Scene { session: &session, ..before.scene }.after(line);
    }
    let palette = entries(Scene { session: &session, ..before.scene });
    Some((session, palette))
}
