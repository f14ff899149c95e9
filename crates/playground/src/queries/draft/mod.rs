//! What is being typed, read as the server would: line by line, with all that is wrong or comes too early.

mod earlier;
mod faults;
#[cfg(test)]
mod tests;

pub use self::earlier::before_line;
use self::faults::command_findings;
use super::palette::{Availability, Entry, availability, would_say};
use super::scene::{Offer, Scene};
use smtp_engine::session::Session;
use smtp_engine::spec::{ParameterSpec, ReplyClass, State, Verb, command};
use smtp_engine::syntax::{FaultKind, Parsed, parse};
use smtp_engine::wire::Span;

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
    let taken = |reply: smtp_engine::session::Reply| matches!(reply.code.class(), ReplyClass::Completed | ReplyClass::Intermediate);
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
