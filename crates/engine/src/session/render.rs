//! Puts a server's words together.

use std::borrow::Cow;
use std::fmt::Write;

use super::{Decision, Reply, Slot, Source, Turn, Wording};
use crate::spec::{ReplyCode, ReplyKey};

/// Words `key` for the wire. A key without wording is a gap in the server's data; it is worded by its
/// name and marked unverified, so that nothing breaks and the page can say so.
pub(super) fn render(key: ReplyKey, wording: Option<&Wording>, slots: &[(Slot, String)], turn: &Turn<'_>) -> Reply {
    let Some(wording) = wording else {
        let text = format!("554 {}\r\n", key.id());
        return Reply { key, code: ReplyCode(554), enhanced: None, text, source: Source::Unverified, decision: Decision::default() };
    };
    let mut filled = fill(wording.text, |slot| value(slot, slots, turn));
    if let Some((_, line)) = slots.iter().find(|(slot, _)| *slot == Slot::FollowUp) {
        filled = Cow::Owned(format!("{filled}\n{line}"));
    }
    let mut text = String::with_capacity(filled.len() + 24);
    let code = ReplyCode(wording.code);
    let mut lines = filled.split('\n').peekable();
    while let Some(line) = lines.next() {
        let separator = if lines.peek().is_some() { '-' } else { ' ' };
        push_code(&mut text, wording.code);
        text.push(separator);
        if let Some(enhanced) = wording.enhanced {
            // Writing to a string cannot fail.
            let _ = write!(text, "{enhanced} ");
        }
        text.push_str(line);
        text.push_str("\r\n");
    }
    Reply { key, code, enhanced: wording.enhanced, text, source: wording.source, decision: Decision::default() }
}

fn push_code(text: &mut String, code: u16) {
    for digit in [code / 100 % 10, code / 10 % 10, code % 10] {
        text.push(char::from(b'0' + digit as u8));
    }
}

fn fill<'s>(template: &'static str, mut value: impl FnMut(Slot) -> Cow<'s, str>) -> Cow<'static, str> {
    let Some(first) = template.find('{') else {
        return Cow::Borrowed(template);
    };
    let mut filled = String::with_capacity(template.len() + 48);
    filled.push_str(&template[..first]);
    let mut rest = &template[first..];
    while let Some(open) = rest.find('{') {
        filled.push_str(&rest[..open]);
        let slot = rest[open + 1..].find('}').map(|close| open + 1 + close);
        match slot.and_then(|close| Slot::parse(&rest[open + 1..close]).map(|slot| (slot, close))) {
            Some((slot, close)) => {
                filled.push_str(&value(slot));
                rest = &rest[close + 1..];
            }
            None => {
                filled.push('{');
                rest = &rest[open + 1..];
            }
        }
    }
    filled.push_str(rest);
    Cow::Owned(filled)
}

fn value<'s>(slot: Slot, slots: &'s [(Slot, String)], turn: &'s Turn<'_>) -> Cow<'s, str> {
    if let Some((_, text)) = slots.iter().find(|(given, _)| *given == slot) {
        return Cow::Borrowed(text);
    }
    let world = turn.world;
    match slot {
        Slot::Host => Cow::Borrowed(&world.host),
        Slot::ClientName => Cow::Borrowed(&world.client.name),
        Slot::ClientAddress => Cow::Borrowed(&world.client.address),
        Slot::HelloName => Cow::Borrowed(turn.session.hello().map_or("", |hello| hello.name.as_str())),
        Slot::Login => Cow::Borrowed(turn.session.login().unwrap_or("")),
        Slot::Line => String::from_utf8_lossy(turn.line),
        Slot::Verb => turn.verb().map_or_else(|| String::from_utf8_lossy(turn.parsed.verb_span.of(turn.line)), |verb| verb.name().into()),
        Slot::Argument => String::from_utf8_lossy(turn.argument().of(turn.line)),
        Slot::Date => Cow::Owned(turn.session.now().rfc5322()),
        Slot::SessionId => Cow::Borrowed(turn.server.words.session_id),
        Slot::UnixTime => Cow::Owned((turn.session.now().0 / 1000).to_string()),
        Slot::IsoTime => Cow::Owned(turn.session.now().rfc3339_milliseconds()),
        Slot::DateGmt => Cow::Owned(turn.session.now().rfc5322().replace("+0000", "GMT")),
        _ => Cow::Borrowed(""),
    }
}
