//! What a line of the transcript means, part by part.

use super::hint::decode;
use super::judged::{Judged, Moment, judged, moment};
use super::segments::{Segment, segments};
use crate::record::{Event, EventKind};
use smtp_engine::session::{Server, Source};
use smtp_engine::spec::{Enhanced, ParameterSpec, ReplyClass, ReplyCode, ReplyKey, RfcRef, Verb, parameter};
use smtp_engine::syntax::{Argument, FaultKind, Match, Parsed, Role, Token, matches};
use smtp_engine::wire::{LineEnd, Span, visible, visible_lines, without_end};

/// What can be said about a line of the transcript. Keys, not words: the words depend on the language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The line as it went over the wire, for reading.
    pub line: String,
    /// The octets on the wire, with the line's end.
    pub octets: Vec<u8>,
    /// What it did to the session.
    pub moment: Moment,
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
    /// The line, cut where what it is made of begins and ends.
    pub segments: Vec<Segment>,
    /// Each token: its text, where it is and what it is.
    pub tokens: Vec<TokenPart>,
    /// The rules of the grammar that stretches of the line are instances of.
    pub matches: Vec<(Match, String)>,
    /// What is wrong: the text at fault, the kind, and the line with the fault mended.
    pub faults: Vec<FaultPart>,
}

/// A token of a command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenPart {
    /// Its text.
    pub text: String,
    /// Where it is.
    pub span: Span,
    /// What it is.
    pub role: Role,
    /// The parameter that it belongs to.
    pub parameter: Option<&'static ParameterSpec>,
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
    /// What decided it.
    pub judged: Judged,
}

/// Explains event `number`; nothing for what is no line.
pub fn explain(events: &[Event], number: usize, server: &Server) -> Option<Explanation> {
    let event = events.get(number)?;
    let (octets, of): (&[u8], Of) = match &event.kind {
        EventKind::Command { octets, parsed } => {
            let fault = |fault: &smtp_engine::syntax::Fault| FaultPart {
                text: visible(fault.span.of(octets)),
                kind: fault.kind,
                mended: fault.mended(octets).and_then(|line| String::from_utf8(line).ok()),
            };
            let parts = CommandParts {
                verb: parsed.verb,
                segments: segments(octets, parsed),
                tokens: tokens(octets, parsed),
                matches: matches(octets, parsed).into_iter().map(|found| (found, visible(found.span.of(octets)))).collect(),
                faults: parsed.faults.iter().map(fault).collect(),
            };
            (octets, Of::Command(parts))
        }
        EventKind::Answer(octets) => {
            let plain = std::str::from_utf8(octets).ok().and_then(decode).map(|text| visible(text.as_bytes()));
            (octets, Of::Answer(plain))
        }
        EventKind::Data(octets) => (octets, Of::Data(without_end(octets) == b".")),
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
                judged: judged(events, number, reply, server),
            };
            (reply.text.as_bytes(), Of::Reply(parts))
        }
        _ => return None,
    };
    let end = match event.end {
        Some(LineEnd::CrLf) => &b"\r\n"[..],
        Some(LineEnd::Lf) => b"\n",
        None => b"",
    };
    let line = visible_lines(octets.trim_ascii_end());
    Some(Explanation { line, octets: [octets, end].concat(), moment: moment(events, number), of })
}

fn tokens(octets: &[u8], parsed: &Parsed) -> Vec<TokenPart> {
    let parameters = match &parsed.argument {
        Argument::Path(argument) => argument.parameters.as_slice(),
        _ => &[],
    };
    let part = |token: &Token| {
        let around = parameters.iter().find(|given| given.span.start <= token.span.start && token.span.end <= given.span.end);
        let row = around.and_then(|given| parameter(parsed.verb?, &given.keyword.text(octets)));
        TokenPart { text: visible(token.span.of(octets)), span: token.span, role: token.role, parameter: row }
    };
    parsed.tokens.iter().map(part).collect()
}

/// Where the rule stands that a command follows.
pub fn rfc(of: &Of) -> Option<RfcRef> {
    match of {
        Of::Command(parts) => parts.verb.map(|verb| smtp_engine::spec::command(verb).rfc),
        Of::Answer(_) => Some(smtp_engine::spec::rfc(4954, "4")),
        Of::Data(_) => Some(smtp_engine::spec::rfc(5321, "4.5.2")),
        Of::Reply(reply) => {
            reply.judged.verb.map(|verb| smtp_engine::spec::command(verb).rfc).or(Some(smtp_engine::spec::rfc(5321, "4.2")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Action, Timeline};
    use smtp_engine::session::{Timestamp, World};
    use smtp_engine::spec::State;
    use smtp_servers::postfix;

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
        let all: Vec<_> = (0..timeline.events().len()).filter_map(|number| explain(timeline.events(), number, timeline.server())).collect();
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
                let _ = explain(timeline.events(), number, timeline.server());
            }
        }
    }

    #[test]
    fn the_states_around_a_line_are_known() {
        let timeline = after(&[b"EHLO a.example"]);
        let last = (0..timeline.events().len()).rev().find_map(|number| explain(timeline.events(), number, timeline.server()));
        assert_eq!(last.map(|one| (one.moment.before.state, one.moment.after.state)), Some((State::Connected, State::Ready)));
    }
}
