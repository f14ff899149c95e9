//! Reads conditions: a list of tables, each with one head and what belongs to it.
//!
//! | head | what belongs to it |
//! | --- | --- |
//! | `reply` `code` `class` `enhanced` `check` `text` `lines_at_least`, one or several | `verb` `times` |
//! | `said` | `parameter` `times` |
//! | `parameter` | `verb` |
//! | `delivered` | `times` |
//! | `closed` | `times` |
//! | `on`, `in_world` | `expect` |
//! | `state` `tls` `login` `mechanism` `hello` `in_text` `connections` `commands_at_most` `sends_at_most` `waited` `passed` `pick` `edited` `edited_only` | |
//! | `never` `any` `all` `order` | |

mod delivered;
mod reply;

use playground::record::WorldField;
use smtp_engine::session::Role;
use smtp_engine::spec::{State, Verb};
use toml::de::DeValue;

use super::{Predicate, Side};
use crate::problem::ProblemKind;
use crate::read_server_names;
use crate::source::{Fields, Source, Value};

/// No conditions stand deeper inside each other.
const DEEPEST: usize = 6;
/// No list has more conditions.
const MOST: usize = 100;
/// No condition wants something more often.
const MOST_TIMES: u64 = 1000;
/// The heads of conditions, and an example of each.
const HEADS: &str = "reply = \"rcpt-ok\", code = 250, class = 5, enhanced = \"5.1.1\", check = \"mail_given\", text = \"...\", \
    lines_at_least = 2, said = \"RCPT\", parameter = \"SIZE\", in_text = \"QUIT\", state = \"ready\", tls = true, login = \"alice@example.com\", \
    mechanism = \"PLAIN\", hello = \"EHLO\", delivered = { to = \"alice\" }, closed = \"by-server\", connections = 2, commands_at_most = 5, \
    sends_at_most = 3, waited = 4000, passed = 900, pick = \"...\", edited = \"aliases\", edited_only = \"aliases\", never = { ... }, \
    any = [ ... ], all = [ ... ], order = [ ... ], on = \"strict mx\" with expect = [ ... ], in_world = \"users = +dora\" with expect = [ ... ]";

/// Reads a list of conditions, or one.
pub(crate) fn read_predicates(source: &Source<'_>, value: Value<'_>) -> Vec<Predicate> {
    read_list(source, value, Depth { level: 0, in_order: false })
}

#[derive(Clone, Copy)]
struct Depth {
    level: usize,
    in_order: bool,
}

fn read_list(source: &Source<'_>, value: Value<'_>, depth: Depth) -> Vec<Predicate> {
    let line = source.line(&value.span());
    if depth.level > DEEPEST {
        source.report(line, ProblemKind::TooDeep(DEEPEST));
        return Vec::new();
    }
    if value.get_ref().is_table() {
        return read_one(source, value, depth).into_iter().collect();
    }
    match value.into_inner() {
        DeValue::Array(list) => {
            if list.len() > MOST {
                source.report(line, ProblemKind::TooMany { what: "conditions", most: MOST });
            }
            if list.is_empty() {
                source.report(
                    line,
                    ProblemKind::Missing {
                        key: "a condition".to_owned(),
                        place: "this list".to_owned(),
                        example: "{ state = \"ready\" }".to_owned(),
                    },
                );
            }
            list.into_iter().take(MOST).filter_map(|value| read_one(source, value, depth)).collect()
        }
        other => {
            crate::source::wrong_type(source, line, "a condition", "a list of conditions, such as [{ state = \"ready\" }]", &other);
            Vec::new()
        }
    }
}

fn read_one(source: &Source<'_>, value: Value<'_>, depth: Depth) -> Option<Predicate> {
    let line = source.line(&value.span());
    let mut fields = Fields::of(source, value, "a condition")?;
    let predicate = read_head(&mut fields, depth);
    if predicate.is_none() && !HEAD_KEYS.iter().any(|key| fields.was_taken(key)) {
        // All its keys are unknown then; what could stand there says more.
        source.report(
            line,
            ProblemKind::Missing { key: "what must hold".to_owned(), place: "a condition".to_owned(), example: format!("one of: {HEADS}") },
        );
        return None;
    }
    fields.finish();
    predicate
}

const HEAD_KEYS: &[&str] = &[
    "reply",
    "code",
    "class",
    "enhanced",
    "check",
    "text",
    "lines_at_least",
    "said",
    "parameter",
    "in_text",
    "state",
    "tls",
    "login",
    "mechanism",
    "hello",
    "delivered",
    "closed",
    "connections",
    "commands_at_most",
    "sends_at_most",
    "waited",
    "passed",
    "pick",
    "edited",
    "edited_only",
    "never",
    "any",
    "all",
    "order",
    "on",
    "in_world",
];

fn read_head(fields: &mut Fields<'_, '_>, depth: Depth) -> Option<Predicate> {
    let head = HEAD_KEYS.iter().copied().find(|key| fields.has(key))?;
    let deeper = Depth { level: depth.level + 1, ..depth };
    Some(match head {
        "said" => {
            let verb = read_verb(fields, "said")?;
            Predicate::Said(verb, fields.string("parameter").map(|(text, _)| text), times(fields))
        }
        "parameter" => {
            let (parameter, _) = fields.string("parameter")?;
            let verb = if fields.has("verb") { Some(read_verb(fields, "verb")?) } else { None };
            Predicate::Parameter(parameter, verb)
        }
        "in_text" => Predicate::InText(read_verb(fields, "in_text")?),
        "state" => {
            let (name, line) = fields.string("state")?;
            let known = State::ALL.iter().copied().find(|state| state.id() == name);
            Predicate::State(known_or(fields, known, "state", name, line, || {
                State::ALL.iter().map(|state| state.id()).collect::<Vec<_>>().join(", ")
            })?)
        }
        "tls" => Predicate::Tls(fields.boolean("tls")?),
        "login" => Predicate::Login(fields.string("login")?.0),
        "mechanism" => Predicate::Mechanism(fields.string("mechanism")?.0),
        "hello" => {
            let (name, line) = fields.string("hello")?;
            let extended = [("EHLO", true), ("HELO", false)].into_iter().find(|(verb, _)| *verb == name).map(|(_, extended)| extended);
            Predicate::Extended(known_or(fields, extended, "greeting", name, line, || "EHLO or HELO".to_owned())?)
        }
        "delivered" => Predicate::Delivered(Box::new(delivered::read(fields)?), times(fields)),
        "closed" => {
            let (name, line) = fields.string("closed")?;
            let side =
                [("by-server", Side::Server), ("by-client", Side::Client)].into_iter().find(|(id, _)| *id == name).map(|(_, side)| side);
            let side = known_or(fields, side, "side", name, line, || "by-server or by-client".to_owned())?;
            Predicate::Closed(side, times(fields))
        }
        "connections" => Predicate::Connections(count(fields, "connections")?),
        "commands_at_most" => Predicate::CommandsAtMost(count(fields, "commands_at_most")?),
        "sends_at_most" => Predicate::SendsAtMost(count(fields, "sends_at_most")?),
        "waited" => Predicate::Waited(fields.number("waited")?.max(1)),
        "passed" => Predicate::Passed(fields.number("passed")?),
        "pick" => Predicate::Pick(fields.string("pick")?.0),
        "edited" => Predicate::Edited(world_fields(fields, "edited")?),
        "edited_only" => Predicate::EditedOnly(world_fields(fields, "edited_only")?),
        "never" => Predicate::Never(nested(fields, "never", deeper)?),
        "any" => Predicate::Any(nested(fields, "any", deeper)?),
        "all" => Predicate::All(nested(fields, "all", deeper)?),
        "order" => Predicate::Order(nested(fields, "order", Depth { in_order: true, ..deeper })?),
        "on" | "in_world" if depth.in_order => {
            let key = if head == "on" { "on" } else { "in_world" };
            fields.take(key);
            fields.source.report(fields.line, ProblemKind::NotInOrder(key));
            fields.take("expect");
            return None;
        }
        "on" => {
            let expected = expected(fields, deeper);
            let (name, line) = fields.string("on")?;
            let (server, role) = name.split_once(' ').unwrap_or((&name, "mx"));
            let found = Role::from_id(role).and_then(|role| smtp_servers::find(server, role));
            let server = known_or(fields, found, "server", name.clone(), line, || {
                format!("a name and a role, such as \"strict mx\"; the names are: {}", read_server_names())
            })?;
            Predicate::On(server, expected?)
        }
        "in_world" => {
            let expected = expected(fields, deeper);
            let edits = fields.strings("in_world")?;
            let mut text = playground::record::WorldText::of(&smtp_engine::session::World::standard());
            for (edit, line) in &edits {
                // What is taken out may be there only in the exercise's own world.
                if let Err(error) = crate::play::change_world(&mut text, edit)
                    && !matches!(error, playground::record::WorldEditError::NotThere(_))
                {
                    fields.source.report(*line, ProblemKind::World(error.to_string()));
                    return None;
                }
            }
            Predicate::InWorld(edits.into_iter().map(|(edit, _)| edit).collect(), expected?)
        }
        _ => {
            let pattern = reply::read(fields)?;
            Predicate::Reply(pattern, times(fields))
        }
    })
}

/// `found`, or a problem that says what there is.
fn known_or<T>(
    fields: &Fields<'_, '_>,
    found: Option<T>,
    what: &'static str,
    name: String,
    line: usize,
    hint: impl FnOnce() -> String,
) -> Option<T> {
    if found.is_none() {
        fields.source.report(line, ProblemKind::Unknown { what, name: name.chars().take(60).collect(), hint: hint() });
    }
    found
}

fn read_verb(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Verb> {
    let (name, line) = fields.string(key)?;
    let verb = Verb::ALL.into_iter().find(|verb| verb.name() == name);
    known_or(fields, verb, "command", name, line, || format!("one of {}", Verb::ALL.map(Verb::name).join(", ")))
}

/// How many times; once, where nothing is said.
fn times(fields: &mut Fields<'_, '_>) -> usize {
    let times = fields.number("times").unwrap_or(1).clamp(1, MOST_TIMES);
    usize::try_from(times).unwrap_or(1)
}

fn count(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<usize> {
    usize::try_from(fields.number(key)?).ok()
}

fn nested(fields: &mut Fields<'_, '_>, key: &'static str, depth: Depth) -> Option<Vec<Predicate>> {
    let list = fields.take(key).map(|value| read_list(fields.source, value, depth)).unwrap_or_default();
    (!list.is_empty()).then_some(list)
}

fn expected(fields: &mut Fields<'_, '_>, depth: Depth) -> Option<Vec<Predicate>> {
    if !fields.has("expect") {
        fields.missing("expect", "expect = [{ class = 5, verb = \"MAIL\" }]");
    }
    nested(fields, "expect", depth)
}

fn world_fields(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Vec<WorldField>> {
    let names = fields.strings(key)?;
    names
        .into_iter()
        .map(|(name, line)| {
            let field = WorldField::ALL.into_iter().find(|field| field.id() == name);
            known_or(fields, field, "field of the world", name, line, || WorldField::ALL.map(WorldField::id).join(", "))
        })
        .collect()
}
