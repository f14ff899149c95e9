//! Reads one exercise.

use playground::record::{Handshake, Script, WorldField, WorldText};
use smtp_engine::session::{Role, Server, World};

use super::checked_id;
use crate::exercise::{Choice, Exercise, Kind, Solution, Step, Wrong};
use crate::predicate::{Predicate, read_predicates};
use crate::problem::ProblemKind;
use crate::source::{Fields, Source};

/// No exercise has more solutions, or wrong ways, or steps, or choices.
const MOST_PARTS: usize = 40;
/// No script of an exercise sends more octets.
const MOST_OCTETS: usize = 300_000;
/// No script of an exercise has more steps.
const MOST_STEPS: usize = 2_000;

pub(super) fn read_exercise(mut fields: Fields<'_, '_>) -> Option<Exercise> {
    let line = fields.line;
    let (id, id_line) = fields.required("id", "id = \"two-recipients\"")?;
    let id = checked_id(&fields, id, id_line);
    fields.rename(format!("the exercise {id:?}"));
    let server = read_server(&mut fields);
    let start = read_script(&mut fields, "start");
    let exercise = Exercise {
        id,
        server: server?,
        world: read_world(&mut fields),
        inside_tls: fields.boolean("tls").unwrap_or(false),
        handshake: read_handshake(&mut fields),
        kind: read_kind(&mut fields),
        minutes: fields.number("minutes").unwrap_or(3).clamp(1, 240),
        easy: fields.boolean("easy").unwrap_or(false),
        hide: fields.strings("hide").unwrap_or_default().into_iter().map(|(name, _)| name).collect(),
        source: fields.string("source").map(|(source, _)| source),
        start: start.as_ref().map(|start| start.script.clone()).unwrap_or_default(),
        start_text: start.map(|start| start.text).unwrap_or_default(),
        steps: read_steps(&mut fields),
        solutions: read_solutions(&mut fields),
        wrong: read_wrong(&mut fields),
        choices: read_choices(&mut fields),
        refs: fields.strings("refs").unwrap_or_default(),
        title: fields.text("title"),
        story: fields.text("story"),
        after: fields.text("after"),
        line,
        words_at: Vec::new(),
    };
    fields.finish();
    Some(exercise)
}

fn read_server(fields: &mut Fields<'_, '_>) -> Option<&'static Server> {
    let given = fields.required("server", "server = \"postfix\"");
    let role = fields.string("role");
    let (name, line) = given?;
    let known = |what: &str| ProblemKind::Unknown { what: "server", name: what.to_owned(), hint: server_names() };
    if smtp_servers::first(&name).is_none() {
        fields.source.report(line, known(&name));
        return None;
    }
    let Some((role, role_line)) = role else {
        let found = smtp_servers::find(&name, Role::Mx).or_else(|| smtp_servers::first(&name));
        return found;
    };
    let found = Role::from_id(&role).and_then(|role| smtp_servers::find(&name, role));
    if found.is_none() {
        let roles: Vec<&str> = Role::ALL.into_iter().filter(|role| smtp_servers::find(&name, *role).is_some()).map(Role::id).collect();
        fields.source.report(role_line, ProblemKind::Unknown { what: "role", name: role, hint: roles.join(" or ") });
    }
    found
}

/// The names of all servers, for problems.
pub(crate) fn server_names() -> String {
    smtp_servers::distinct().map(|server| server.id).collect::<Vec<_>>().join(", ")
}

fn read_world(fields: &mut Fields<'_, '_>) -> World {
    let mut text = WorldText::of(&World::standard());
    let mut lines = Vec::new();
    if let Some(faults) = fields.take("faults") {
        lines.push((WorldField::Faults, faults));
    }
    if let Some(table) = fields.take("world").and_then(|value| Fields::of(fields.source, value, "the world")) {
        for (key, line, value) in table.rest() {
            match WorldField::ALL.into_iter().find(|field| field.id() == key) {
                Some(field) => lines.push((field, value)),
                None => {
                    let known = WorldField::ALL.map(WorldField::id).join(", ");
                    fields.source.report(line, ProblemKind::UnknownKey { key, place: "the world".to_owned(), known });
                }
            }
        }
    }
    let mut last_line = fields.line;
    for (field, value) in lines {
        last_line = fields.source.line(&value.span());
        if let Some(entries) = world_entries(fields.source, field, value) {
            text.set(field, &entries.join("\n"));
        }
    }
    text.read().unwrap_or_else(|errors| {
        for error in errors.iter().take(5) {
            fields.source.report(last_line, ProblemKind::World(error.to_string()));
        }
        World::standard()
    })
}

/// A field of the world as a list, a text of several lines, or a number.
fn world_entries(source: &Source<'_>, field: WorldField, value: crate::source::Value<'_>) -> Option<Vec<String>> {
    let line = source.line(&value.span());
    let value = value.into_inner();
    if let Some(number) = crate::source::number(&value) {
        return Some(vec![number.to_string()]);
    }
    if let Some(text) = value.as_str() {
        return Some(text.lines().map(str::to_owned).collect());
    }
    let list =
        value.as_array().map(|array| array.iter().map(|entry| entry.get_ref().as_str().map(str::to_owned)).collect::<Option<Vec<_>>>());
    let found = list.flatten();
    if found.is_none() {
        crate::source::wrong_type(source, line, field.id(), "a text, a list of texts or a number", &value);
    }
    found
}

fn read_handshake(fields: &mut Fields<'_, '_>) -> Handshake {
    let Some((name, line)) = fields.string("handshake") else {
        return Handshake::Done;
    };
    match name.as_str() {
        "done" => Handshake::Done,
        "fails" => Handshake::Fails,
        "never" => Handshake::Never,
        _ => {
            fields.source.report(line, ProblemKind::Unknown { what: "handshake", name, hint: "done, fails or never".to_owned() });
            Handshake::Done
        }
    }
}

fn read_kind(fields: &mut Fields<'_, '_>) -> Kind {
    let Some((name, line)) = fields.string("kind") else {
        return Kind::Talk;
    };
    Kind::ALL.into_iter().find(|kind| kind.id() == name).unwrap_or_else(|| {
        let hint = Kind::ALL.map(Kind::id).join(", ");
        fields.source.report(line, ProblemKind::Unknown { what: "kind", name, hint });
        Kind::Talk
    })
}

fn read_script(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Solution> {
    let (text, line) = fields.string(key)?;
    parse_script(fields.source, text, line)
}

fn parse_script(source: &Source<'_>, text: String, line: usize) -> Option<Solution> {
    match Script::read(&text) {
        Ok(script) if script.octets() > MOST_OCTETS => {
            source.report(line, ProblemKind::TooMany { what: "octets in one script", most: MOST_OCTETS });
            None
        }
        Ok(script) if script.steps().len() > MOST_STEPS => {
            source.report(line, ProblemKind::TooMany { what: "steps in one script", most: MOST_STEPS });
            None
        }
        Ok(script) => Some(Solution { script, text, line }),
        Err(error) => {
            source.report(line + error.line().saturating_sub(1), ProblemKind::Script(error.to_string()));
            None
        }
    }
}

/// The parts of an exercise: `[[exercise.step]]`, or the exercise itself as the only one.
fn read_steps(fields: &mut Fields<'_, '_>) -> Vec<Step> {
    let steps = fields.array("step");
    if steps.is_empty() {
        return vec![read_step(fields, String::new())];
    }
    let mut read: Vec<Step> = Vec::new();
    for value in steps.into_iter().take(MOST_PARTS) {
        let Some(mut step) = Fields::of(fields.source, value, format!("a step of {}", fields.place())) else {
            continue;
        };
        let Some((id, line)) = step.required("id", "id = \"hello\"") else {
            continue;
        };
        let id = checked_id(&step, id, line);
        if read.iter().any(|known| known.id == id) {
            step.source.report(line, ProblemKind::Twice { what: "step", name: id.clone() });
        }
        let part = Step { story: step.text("story"), ..read_step(&mut step, id) };
        read.push(part);
        step.finish();
    }
    read
}

fn read_step(fields: &mut Fields<'_, '_>, id: String) -> Step {
    if !fields.has("goal") {
        fields.missing("goal", "goal = [{ state = \"ready\" }]");
    }
    let (goal, line) = conditions(fields, "goal");
    Step { id, story: Default::default(), goal, labels: fields.texts("labels"), hints: fields.texts("hints"), line }
}

fn conditions(fields: &mut Fields<'_, '_>, key: &'static str) -> (Vec<Predicate>, usize) {
    let Some(value) = fields.take(key) else {
        return (Vec::new(), fields.line);
    };
    let line = fields.source.line(&value.span());
    (read_predicates(fields.source, value), line)
}

/// `solution`, and more of them in `also`.
fn read_solutions(fields: &mut Fields<'_, '_>) -> Vec<Solution> {
    let mut solutions: Vec<Solution> = read_script(fields, "solution").into_iter().collect();
    for (text, line) in fields.strings("also").unwrap_or_default().into_iter().take(MOST_PARTS) {
        solutions.extend(parse_script(fields.source, text, line));
    }
    solutions
}

fn read_wrong(fields: &mut Fields<'_, '_>) -> Vec<Wrong> {
    let mut read: Vec<Wrong> = Vec::new();
    for value in fields.array("wrong").into_iter().take(MOST_PARTS) {
        let Some(mut wrong) = Fields::of(fields.source, value, format!("a wrong way of {}", fields.place())) else {
            continue;
        };
        let line = wrong.line;
        let id = match wrong.string("id") {
            Some((id, id_line)) => checked_id(&wrong, id, id_line),
            None => format!("wrong-{}", read.len() + 1),
        };
        if read.iter().any(|known| known.id == id) {
            wrong.source.report(line, ProblemKind::Twice { what: "wrong way", name: id.clone() });
        }
        if !wrong.has("when") {
            wrong.missing("when", "when = [{ reply = \"need-mail\" }]");
        }
        let (when, _) = conditions(&mut wrong, "when");
        read.push(Wrong { id, when, say: wrong.text("say"), attempt: read_script(&mut wrong, "try"), line });
        wrong.finish();
    }
    read
}

fn read_choices(fields: &mut Fields<'_, '_>) -> Vec<Choice> {
    let mut read: Vec<Choice> = Vec::new();
    for value in fields.array("choice").into_iter().take(MOST_PARTS) {
        let Some(mut choice) = Fields::of(fields.source, value, format!("a choice of {}", fields.place())) else {
            continue;
        };
        let Some((id, line)) = choice.required("id", "id = \"space\"") else {
            continue;
        };
        let id = checked_id(&choice, id, line);
        if read.iter().any(|known| known.id == id) {
            choice.source.report(line, ProblemKind::Twice { what: "choice", name: id.clone() });
        }
        read.push(Choice { id, text: choice.text("text") });
        choice.finish();
    }
    read
}
