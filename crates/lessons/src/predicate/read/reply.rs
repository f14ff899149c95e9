use smtp_engine::spec::{Enhanced, ReplyKey, Verb};
use smtp_engine::syntax::closest;

use super::known_or;
use crate::predicate::{Answered, ReplyPattern};
use crate::source::Fields;

/// Reads what a reply must be.
pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<ReplyPattern> {
    Some(ReplyPattern {
        key: if fields.has("reply") { Some(read_key(fields)?) } else { None },
        code: if fields.has("code") { Some(read_number(fields, "code", 200..=599, "a reply code from 200 to 599")?) } else { None },
        class: if fields.has("class") { Some(read_number(fields, "class", 2..=5, "2, 3, 4 or 5")?) } else { None },
        enhanced: if fields.has("enhanced") { Some(read_enhanced(fields)?) } else { None },
        check: if fields.has("check") { Some(read_check(fields)?) } else { None },
        answers: if fields.has("verb") { Some(read_answered(fields)?) } else { None },
        text: fields.string("text").map(|(text, _)| text),
        lines_at_least: fields.number("lines_at_least").and_then(|lines| usize::try_from(lines).ok()),
    })
}

fn read_key(fields: &mut Fields<'_, '_>) -> Option<ReplyKey> {
    let (name, line) = fields.string("reply")?;
    let key = ReplyKey::ALL.iter().copied().find(|key| key.id() == name);
    known_or(fields, key, "reply key", name.clone(), line, || match closest(&name, ReplyKey::ALL.iter().map(|key| key.id())) {
        Some(near) => format!("{near:?}, if that is meant, or code = 550"),
        None => "the key that the page shows with a reply, such as \"user-unknown\", or code = 550".to_owned(),
    })
}

fn read_number(fields: &mut Fields<'_, '_>, key: &'static str, range: std::ops::RangeInclusive<u64>, hint: &str) -> Option<u16> {
    let number = fields.number(key)?;
    let found = range.contains(&number).then(|| u16::try_from(number).ok()).flatten();
    let line = fields.line;
    known_or(fields, found, "number of this kind", number.to_string(), line, || hint.to_owned())
}

fn read_enhanced(fields: &mut Fields<'_, '_>) -> Option<Enhanced> {
    let (text, line) = fields.string("enhanced")?;
    let mut parts = text.split('.').map(str::parse::<u16>);
    let found = match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(Ok(class @ (2 | 4 | 5))), Some(Ok(subject)), Some(Ok(detail)), None) => {
            u8::try_from(class).ok().map(|class| Enhanced::new(class, subject, detail))
        }
        _ => None,
    };
    known_or(fields, found, "enhanced code", text, line, || "one such as \"5.1.1\"".to_owned())
}

/// The name of a check that some server makes.
fn read_check(fields: &mut Fields<'_, '_>) -> Option<String> {
    let (name, line) = fields.string("check")?;
    let names = || {
        smtp_servers::ALL.iter().flat_map(|server| {
            let lists = [server.checks.connection, server.checks.line, server.checks.every_command, server.checks.recipient];
            let of_commands =
                Verb::ALL.into_iter().filter_map(|verb| server.rule(verb)).flat_map(|rule| rule.checks.iter().map(|check| check.name()));
            lists
                .into_iter()
                .flatten()
                .map(|check| check.name())
                .chain(of_commands)
                .chain(server.checks.message.iter().map(|check| check.name()))
        })
    };
    let found = names().any(|known| known == name).then(|| name.clone());
    known_or(fields, found, "check", name.clone(), line, || match closest(&name, names()) {
        Some(near) => format!("{near:?}, if that is meant"),
        None => "the name that the page shows on a command's way through the checks".to_owned(),
    })
}

fn read_answered(fields: &mut Fields<'_, '_>) -> Option<Answered> {
    let (name, line) = fields.string("verb")?;
    let found = match name.as_str() {
        "CONNECT" => Some(Answered::Connection),
        "UNKNOWN" => Some(Answered::Unknown),
        "MESSAGE" => Some(Answered::Message),
        _ => Verb::ALL.into_iter().find(|verb| verb.name() == name).map(Answered::Command),
    };
    known_or(fields, found, "command", name, line, || format!("one of {}, CONNECT, MESSAGE, UNKNOWN", Verb::ALL.map(Verb::name).join(", ")))
}
