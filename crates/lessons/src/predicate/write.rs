//! Writes conditions as they are read.

use smtp_engine::spec::{ReplyKey, Verb};

use super::{Answered, DeliveredPattern, Predicate, ReplyPattern, Side};
use crate::write::{quoted, quoted_list};

/// A list of conditions as TOML, one a line.
pub(crate) fn write_predicates(list: &[Predicate]) -> String {
    let lines: Vec<String> = list.iter().map(|predicate| format!("  {},\n", predicate.to_toml())).collect();
    format!("[\n{}]", lines.concat())
}

impl Predicate {
    /// The condition as an inline table of TOML.
    pub fn to_toml(&self) -> String {
        let mut keys: Vec<String> = Vec::new();
        let mut put = |key: &str, value: String| keys.push(format!("{key} = {value}"));
        match self {
            Self::Reply(pattern, times) => {
                pattern.write(&mut put);
                write_times(*times, &mut put);
            }
            Self::Said(verb, parameter, times) => {
                put("said", quoted(verb.name()));
                parameter.iter().for_each(|parameter| put("parameter", quoted(parameter)));
                write_times(*times, &mut put);
            }
            Self::Parameter(parameter, verb) => {
                put("parameter", quoted(parameter));
                verb.iter().for_each(|verb| put("verb", quoted(verb.name())));
            }
            Self::InText(verb) => put("in_text", quoted(verb.name())),
            Self::State(state) => put("state", quoted(state.id())),
            Self::Tls(tls) => put("tls", tls.to_string()),
            Self::Login(name) => put("login", quoted(name)),
            Self::Mechanism(name) => put("mechanism", quoted(name)),
            Self::Extended(extended) => put("hello", quoted(if *extended { "EHLO" } else { "HELO" })),
            Self::Delivered(pattern, times) => {
                put("delivered", pattern.to_toml());
                write_times(*times, &mut put);
            }
            Self::Closed(side, times) => {
                put("closed", quoted(if *side == Side::Server { "by-server" } else { "by-client" }));
                write_times(*times, &mut put);
            }
            Self::Connections(times) => put("connections", times.to_string()),
            Self::CommandsAtMost(most) => put("commands_at_most", most.to_string()),
            Self::SendsAtMost(most) => put("sends_at_most", most.to_string()),
            Self::Waited(milliseconds) => put("waited", milliseconds.to_string()),
            Self::Passed(seconds) => put("passed", seconds.to_string()),
            Self::Pick(choice) => put("pick", quoted(choice)),
            Self::Edited(fields) => put("edited", quoted_list(fields.iter().map(|field| field.id()))),
            Self::EditedOnly(fields) => put("edited_only", quoted_list(fields.iter().map(|field| field.id()))),
            Self::Never(list) => put("never", inline(list)),
            Self::Any(list) => put("any", inline(list)),
            Self::All(list) => put("all", inline(list)),
            Self::Order(list) => put("order", inline(list)),
            Self::On(server, list) => {
                put("on", quoted(&format!("{} {}", server.id, server.role.id())));
                put("expect", inline(list));
            }
            Self::InWorld(edits, list) => {
                put("in_world", quoted_list(edits.iter().map(String::as_str)));
                put("expect", inline(list));
            }
        }
        format!("{{ {} }}", keys.join(", "))
    }
}

fn inline(list: &[Predicate]) -> String {
    format!("[{}]", list.iter().map(Predicate::to_toml).collect::<Vec<_>>().join(", "))
}

fn write_times(times: usize, put: &mut impl FnMut(&str, String)) {
    if times != 1 {
        put("times", times.to_string());
    }
}

impl ReplyPattern {
    fn write(&self, put: &mut impl FnMut(&str, String)) {
        self.key.into_iter().for_each(|key: ReplyKey| put("reply", quoted(key.id())));
        self.code.into_iter().for_each(|code| put("code", code.to_string()));
        self.class.into_iter().for_each(|class| put("class", class.to_string()));
        self.enhanced.iter().for_each(|code| put("enhanced", quoted(&format!("{}.{}.{}", code.class, code.subject, code.detail))));
        self.check.iter().for_each(|check| put("check", quoted(check)));
        self.text.iter().for_each(|text| put("text", quoted(text)));
        self.lines_at_least.into_iter().for_each(|lines| put("lines_at_least", lines.to_string()));
        self.answers.into_iter().for_each(|answered| {
            let name = match answered {
                Answered::Connection => "CONNECT",
                Answered::Unknown => "UNKNOWN",
                Answered::Message => "MESSAGE",
                Answered::Command(verb) => Verb::name(verb),
            };
            put("verb", quoted(name));
        });
    }
}

impl DeliveredPattern {
    fn to_toml(&self) -> String {
        let mut keys: Vec<String> = Vec::new();
        let mut put = |key: &str, value: Option<String>| keys.extend(value.map(|value| format!("{key} = {value}")));
        let list = |list: &[String]| (!list.is_empty()).then(|| quoted_list(list.iter().map(String::as_str)));
        put("to", list(&self.to));
        put("only_to", self.only_to.as_ref().map(|only| quoted_list(only.iter().map(String::as_str))));
        put("not_to", list(&self.not_to));
        put("relayed", list(&self.relayed));
        put("rcpt", list(&self.rcpt));
        put("from", self.from.as_deref().map(quoted));
        put("from_null", self.from_null.map(|null| null.to_string()));
        let header: Vec<String> = self.header.iter().map(|(name, wanted)| format!("{} = {}", quoted(name), quoted(wanted))).collect();
        put("header", (!header.is_empty()).then(|| format!("{{ {} }}", header.join(", "))));
        put("no_header", list(&self.no_header));
        put("body", self.body.as_deref().map(quoted));
        put("has_text", self.has_text.map(|wanted| wanted.to_string()));
        put("line", list(&self.line));
        put("eight_bit", self.eight_bit.map(|wanted| wanted.to_string()));
        put("tls", self.tls.map(|wanted| wanted.to_string()));
        put("bytes_at_least", self.bytes_at_least.map(|bytes| bytes.to_string()));
        put("bytes_at_most", self.bytes_at_most.map(|bytes| bytes.to_string()));
        if keys.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", keys.join(", ")) }
    }
}
