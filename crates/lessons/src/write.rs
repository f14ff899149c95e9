//! Writes a set as one TOML file with its words inline, such as a teacher would write.

use playground::record::{Handshake, WorldField};
use smtp_engine::session::World;

use crate::exercise::{Exercise, Kind, Set, Solution, Step};
use crate::predicate::write_predicates;
use crate::read::FORMAT;
use crate::text::{Text, Texts};

/// For whom a set is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// For teachers: all of it.
    Teachers,
    /// For students: without the solutions and the sessions that prove the wrong ways.
    Students,
}

/// The set as TOML. Reading it gives the same set.
pub fn write_set(set: &Set, audience: Audience) -> String {
    let mut file = format!("format = {FORMAT}\nid = {}\n", quoted(&set.id));
    if set.order != 0 {
        file.push_str(&format!("order = {}\n", set.order));
    }
    if audience == Audience::Students || set.for_students {
        file.push_str("for_students = true\n");
    }
    put_text(&mut file, "title", &set.title);
    put_text(&mut file, "about", &set.about);
    for exercise in &set.exercises {
        file.push('\n');
        file.push_str(&write_exercise(exercise, audience));
    }
    file
}

fn write_exercise(exercise: &Exercise, audience: Audience) -> String {
    let mut file = format!(
        "[[exercise]]\nid = {}\nserver = {}\nrole = {}\n",
        quoted(&exercise.id),
        quoted(exercise.server.id),
        quoted(exercise.server.role.id())
    );
    if exercise.inside_tls {
        file.push_str("tls = true\n");
    }
    match exercise.handshake {
        Handshake::Done => {}
        Handshake::Fails => file.push_str("handshake = \"fails\"\n"),
        Handshake::Never => file.push_str("handshake = \"never\"\n"),
    }
    if exercise.kind != Kind::Talk {
        file.push_str(&format!("kind = {}\n", quoted(exercise.kind.id())));
    }
    file.push_str(&format!("minutes = {}\n", exercise.minutes));
    if exercise.easy {
        file.push_str("easy = true\n");
    }
    if !exercise.hide.is_empty() {
        file.push_str(&format!("hide = {}\n", quoted_list(exercise.hide.iter().map(String::as_str))));
    }
    if let Some(source) = &exercise.source {
        file.push_str(&format!("source = {}\n", quoted(source)));
    }
    put_world(&mut file, &exercise.world);
    put_text(&mut file, "title", &exercise.title);
    put_text(&mut file, "story", &exercise.story);
    let start = &exercise.start_text;
    if !start.is_empty() {
        file.push_str(&format!("start = {}\n", quoted(start)));
    }
    put_text(&mut file, "after", &exercise.after);
    if !exercise.refs.is_empty() {
        file.push_str(&format!("refs = {}\n", quoted_list(exercise.refs.iter().map(|(name, _)| name.as_str()))));
    }
    let only = exercise.steps.iter().find(|step| step.id.is_empty());
    only.iter().for_each(|step| put_step(&mut file, step));
    if audience == Audience::Teachers {
        put_solutions(&mut file, &exercise.solutions);
    }
    for step in exercise.steps.iter().filter(|step| !step.id.is_empty()) {
        file.push_str(&format!("[[exercise.step]]\nid = {}\n", quoted(&step.id)));
        put_text(&mut file, "story", &step.story);
        put_step(&mut file, step);
    }
    for choice in &exercise.choices {
        file.push_str(&format!("[[exercise.choice]]\nid = {}\n", quoted(&choice.id)));
        put_text(&mut file, "text", &choice.text);
    }
    for wrong in &exercise.wrong {
        file.push_str(&format!("[[exercise.wrong]]\nid = {}\nwhen = {}\n", quoted(&wrong.id), write_predicates(&wrong.when)));
        put_text(&mut file, "say", &wrong.say);
        if let Some(attempt) = wrong.attempt.as_ref().filter(|_| audience == Audience::Teachers) {
            file.push_str(&format!("try = {}\n", quoted(&attempt.text)));
        }
    }
    file
}

fn put_step(file: &mut String, step: &Step) {
    file.push_str(&format!("goal = {}\n", write_predicates(&step.goal)));
    put_texts(file, "labels", &step.labels);
    put_texts(file, "hints", &step.hints);
}

fn put_solutions(file: &mut String, solutions: &[Solution]) {
    let Some((best, others)) = solutions.split_first() else {
        return;
    };
    file.push_str(&format!("solution = {}\n", quoted(&best.text)));
    if !others.is_empty() {
        file.push_str(&format!("also = {}\n", quoted_list(others.iter().map(|solution| solution.text.as_str()))));
    }
}

/// The fields of the world that are not as in the standard one.
fn put_world(file: &mut String, world: &World) {
    let standard = World::standard();
    let changed = WorldField::ALL.into_iter().filter(|field| field.entries(world) != field.entries(&standard));
    let fields: Vec<String> =
        changed.map(|field| format!("{} = {}", field.id(), quoted_list(field.entries(world).iter().map(String::as_str)))).collect();
    if !fields.is_empty() {
        file.push_str(&format!("world = {{ {} }}\n", fields.join(", ")));
    }
}

fn put_text(file: &mut String, key: &str, text: &Text) {
    for (language, text) in text.all().filter(|(_, text)| !text.is_empty()) {
        file.push_str(&format!("{} = {}\n", key_in(key, language), quoted(text)));
    }
}

fn put_texts(file: &mut String, key: &str, texts: &Texts) {
    for (language, texts) in texts.all().filter(|(_, texts)| !texts.is_empty()) {
        file.push_str(&format!("{} = {}\n", key_in(key, language), quoted_list(texts.iter().map(String::as_str))));
    }
}

/// `title`, or `title.zh-CN`.
fn key_in(key: &str, language: &str) -> String {
    let bare = language.bytes().all(|octet| octet.is_ascii_alphanumeric() || octet == b'-');
    match language {
        "" => key.to_owned(),
        _ if bare => format!("{key}.{language}"),
        _ => format!("{key}.{}", quoted(language)),
    }
}

/// A basic string of TOML; one of several lines stands on several.
pub(crate) fn quoted(text: &str) -> String {
    let literal = text.contains('\n') && !text.contains("'''") && !text.chars().any(|letter| letter.is_control() && letter != '\n');
    if literal {
        return format!("'''\n{text}'''");
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            letter if letter.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(letter))),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// A list of strings of TOML.
pub(crate) fn quoted_list<'t>(list: impl IntoIterator<Item = &'t str>) -> String {
    format!("[{}]", list.into_iter().map(quoted).collect::<Vec<_>>().join(", "))
}
