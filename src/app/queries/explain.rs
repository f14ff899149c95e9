//! What a line of the transcript means, part by part.

use super::hint::decode;
use super::octets::visible;
use crate::record::{Event, EventKind};
use crate::session::Source;
use crate::spec::{Enhanced, ReplyClass, ReplyCode, ReplyKey, RfcRef, State, Verb};
use crate::syntax::{FaultKind, Role};

/// What can be said about a line of the transcript. Keys, not words: the words depend on the language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The line as it went over the wire, for reading.
    pub line: String,
    /// How many octets that was, with the line's end.
    pub octets: usize,
    /// The state before and after the input that it belongs to.
    pub states: (State, State),
    /// What kind of line it is.
    pub of: Of,
}

/// What kind of line is explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// A command.
    Command(CommandParts),
    /// An answer in an AUTH exchange, and what its base64 says.
    Answer(Option<String>),
    /// A line of a message; whether it ends it.
    Data(bool),
    /// A reply.
    Reply(ReplyParts),
}

/// The parts of a command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandParts {
    /// The verb, where it is a known one.
    pub verb: Option<Verb>,
    /// Each token: its text and what it is.
    pub tokens: Vec<(String, Role)>,
    /// What is wrong: the text at fault, the kind, and the line with the fault mended.
    pub faults: Vec<FaultPart>,
}

/// Something wrong in a command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultPart {
    /// The text at fault; empty where something is missing.
    pub text: String,
    /// What is wrong with it.
    pub kind: FaultKind,
    /// The whole line, mended.
    pub mended: Option<String>,
}

/// The parts of a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyParts {
    /// Its key.
    pub key: ReplyKey,
    /// Its number.
    pub code: ReplyCode,
    /// What the first digit says.
    pub class: ReplyClass,
    /// Its enhanced status code.
    pub enhanced: Option<Enhanced>,
    /// Its text, line by line, without number and enhanced code.
    pub text: Vec<String>,
    /// What the challenge of AUTH says.
    pub challenge: Option<String>,
    /// Where the wording comes from.
    pub source: Source,
}

/// Explains event `number`; nothing for what is no line.
pub fn explain(events: &[Event], number: usize) -> Option<Explanation> {
    let event = events.get(number)?;
    let (octets, of): (&[u8], Of) = match &event.kind {
        EventKind::Command { octets, parsed } => {
            let fault = |fault: &crate::syntax::Fault| FaultPart {
                text: visible(fault.span.of(octets)),
                kind: fault.kind,
                mended: fault.fix.as_ref().and_then(|fix| {
                    let (start, end) = (fix.span.start.min(octets.len()), fix.span.end.min(octets.len()));
                    String::from_utf8([&octets[..start], fix.replacement.as_bytes(), &octets[end..]].concat()).ok()
                }),
            };
            let tokens = parsed.tokens.iter().map(|token| (visible(token.span.of(octets)), token.role)).collect();
            (octets, Of::Command(CommandParts { verb: parsed.verb, tokens, faults: parsed.faults.iter().map(fault).collect() }))
        }
        EventKind::Answer(octets) => {
            let plain = std::str::from_utf8(octets).ok().and_then(decode).map(|text| visible(text.as_bytes()));
            (octets, Of::Answer(plain))
        }
        EventKind::Data(octets) => {
            let line = octets.trim_ascii_end();
            (line, Of::Data(line == b"."))
        }
        EventKind::Reply(reply) => {
            let prefix = reply.enhanced.map(|enhanced| format!("{enhanced} ")).unwrap_or_default();
            let text = reply.text.lines().map(|line| {
                let text = line.get(4..).unwrap_or_default();
                visible(text.strip_prefix(&prefix).unwrap_or(text).as_bytes())
            });
            let challenge = (reply.key == ReplyKey::AuthChallenge).then(|| decode(reply.text.get(4..)?.trim())).flatten();
            let parts = ReplyParts {
                key: reply.key,
                code: reply.code,
                class: reply.code.class(),
                enhanced: reply.enhanced,
                text: text.collect(),
                challenge: challenge.map(|text| visible(text.as_bytes())),
                source: reply.source,
            };
            (reply.text.trim_end().as_bytes(), Of::Reply(parts))
        }
        _ => return None,
    };
    let line = super::octets::visible_lines(octets);
    Some(Explanation { line, octets: octets.len() + 2, states: states(events, number), of })
}

/// The states around the input that event `number` belongs to.
fn states(events: &[Event], number: usize) -> (State, State) {
    let input = events.get(number).map_or(0, |event| event.input);
    let mut before = State::Closed;
    let mut after = State::Closed;
    for event in events.iter().take_while(|event| event.input <= input) {
        if let EventKind::Moved(_, to) = event.kind {
            if event.input < input {
                before = to;
            }
            after = to;
        }
    }
    (before, after)
}

/// Where the rule stands that a command follows.
pub fn rfc(of: &Of) -> Option<RfcRef> {
    match of {
        Of::Command(parts) => parts.verb.map(|verb| crate::spec::command(verb).rfc),
        Of::Answer(_) => Some(crate::spec::rfc(4954, "4")),
        Of::Data(_) => Some(crate::spec::rfc(5321, "4.5.2")),
        Of::Reply(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Action, Timeline};
    use crate::servers::postfix;
    use crate::session::{Timestamp, World};

    fn after(lines: &[&[u8]]) -> Timeline {
        let mut timeline = Timeline::new(&postfix::MX, World::standard());
        timeline.act(Action::Connect, Timestamp(0));
        for line in lines {
            timeline.act(Action::Send([line, &b"\r\n"[..]].concat()), Timestamp(0));
        }
        timeline
    }

    #[test]
    fn a_fault_comes_with_the_line_mended() {
        let timeline = after(&[b"EHLO a.example", b"MAIL FROM: <joe@example.org>"]);
        let all: Vec<_> = (0..timeline.events().len()).filter_map(|number| explain(timeline.events(), number)).collect();
        let Some(Of::Command(parts)) = all.iter().map(|one| &one.of).rfind(|of| matches!(of, Of::Command(_))) else {
            panic!("no command in {all:?}");
        };
        assert_eq!(parts.faults.first().and_then(|fault| fault.mended.as_deref()), Some("MAIL FROM:<joe@example.org>"));
    }

    #[test]
    fn every_event_of_any_line_can_be_asked_about() {
        for line in [&b"\xff\0\xe2\x82"[..], b"", b"MAIL FROM:<\xf0\x9f\xa6\x80>", b"AUTH PLAIN =", b"DATA x", b"BDAT 9"] {
            let timeline = after(&[b"EHLO a.example", line]);
            for number in 0..=timeline.events().len() {
                let _ = explain(timeline.events(), number);
            }
        }
    }

    #[test]
    fn the_states_around_a_line_are_known() {
        let timeline = after(&[b"EHLO a.example"]);
        let last = (0..timeline.events().len()).rev().find_map(|number| explain(timeline.events(), number));
        assert_eq!(last.map(|one| one.states), Some((State::Connected, State::Ready)));
    }
}
