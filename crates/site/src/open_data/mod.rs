//! The facts as JSON, for programs: `reference/data/<set>.json`, with a JSON Schema each.
//!
//! [`sets`] says which rows and fields there are; the files, their schemas and the page about them are made from that, so
//! that they cannot disagree. `tests/open_data.rs` holds the ids: one that was given out stays.

mod describe;
mod sets;

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

pub(super) use self::describe::page;
use self::sets::{Kind, SETS, Set, Source};
use super::kinds::{lasting, offers};
use super::rows::{Row, Value};
use super::shelf::Shelf;
use super::words::Entry;
use playground::content::{Language, reference};

use smtp_engine::spec::{COMMANDS, line_rule};

/// The version of the format: the first number changes when a field is taken away or means something else, the second
/// when one is added.
const VERSION: &str = "1.0";
/// The licence of the data, as SPDX writes it: that of the project.
const LICENCE: &str = "MIT OR Apache-2.0";

/// All files, by their path below `reference/`.
pub(super) fn files(shelf: &Shelf) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for set in SETS {
        let entries: Vec<Json> = entries(shelf, set);
        let file = json!({
            "$schema": format!("schema/{}.schema.json", set.id),
            "version": VERSION,
            "licence": LICENCE,
            "set": set.id,
            "entries": entries,
        });
        files.insert(format!("data/{}.json", set.id), pretty(&file));
        files.insert(format!("data/schema/{}.schema.json", set.id), pretty(&schema(set)));
    }
    files
}

/// How many entries a set has.
fn count(shelf: &Shelf, set: &Set) -> usize {
    entries(shelf, set).len()
}

fn entries(shelf: &Shelf, set: &Set) -> Vec<Json> {
    match set.source {
        Source::Rows(file) => {
            let facts = shelf.facts(file);
            let rows = facts.rows.iter().filter(|row| set.id != "enhanced" || row.id.starts_with("X."));
            rows.map(|row| entry(shelf, set, &row.id, of_row(set, row))).collect()
        }
        Source::Commands => commands(shelf, set),
    }
}

/// The fields of a row that the set has.
fn of_row(set: &Set, row: &Row) -> Map<String, Json> {
    let mut fields = Map::new();
    for field in set.fields {
        let from = if field.from.is_empty() { field.name } else { field.from };
        let value = match field.name {
            "offered_by" => Some(json!(offered_by(set, row))),
            "lasting" => {
                lasting(row, row.text("code").chars().next().or_else(|| row.id.chars().next())).map(|word| json!(plain_lasting(word)))
            }
            "code" if set.id == "codes" => row.id.parse::<u16>().ok().map(|code| json!(code)),
            _ => row.fields.get(from).map(|value| json_of(value, field.kind)),
        };
        fields.extend(value.map(|value| (field.name.to_owned(), value)));
    }
    fields
}

/// The servers of the playground that offer a keyword or mechanism, by their ids.
fn offered_by(set: &Set, row: &Row) -> Vec<&'static str> {
    let offers = |server: &&'static smtp_engine::session::Server| match set.id {
        "keywords" => offers::find(server, &row.id).is_some(),
        _ => offers::mechanism(server, row.text("name")).is_some(),
    };
    let mut ids: Vec<&str> = smtp_servers::ALL.iter().copied().filter(offers).map(|server| server.id).collect();
    ids.dedup();
    ids
}

fn plain_lasting(word: &str) -> &str {
    word.trim_end_matches("-though")
}

/// The table of the engine, then the verbs that no server here carries out.
fn commands(shelf: &Shelf, set: &Set) -> Vec<Json> {
    let of_table = COMMANDS.iter().map(|row| {
        let fields = json!({
            "name": row.verb.name(),
            "syntax": line_rule(row.verb).map_or("", |rule| rule.definition),
            "source": row.rfc.to_string(),
            "status": if row.vendor { "vendor" } else { "current" },
            "simulated": true,
            "samples": row.samples,
        });
        (reference::command_id(row.verb).to_owned(), fields)
    });
    let facts = shelf.facts("commands");
    let others = facts.rows.iter().map(|row| {
        let name = if row.text("verb").is_empty() { row.id.to_uppercase() } else { row.text("verb").to_owned() };
        let fields = json!({
            "name": name,
            "syntax": row.text("syntax"),
            "source": row.text("source"),
            "status": row.text("status"),
            "simulated": false,
            "samples": [],
        });
        (row.id.clone(), fields)
    });
    of_table
        .chain(others)
        .map(|(id, fields)| {
            let Json::Object(fields) = fields else { return Json::Null };
            entry(shelf, set, &id, fields)
        })
        .collect()
}

/// An entry: its id, its page, its fields, and its words in each language.
fn entry(shelf: &Shelf, set: &Set, id: &str, fields: Map<String, Json>) -> Json {
    let mut entry = Map::new();
    entry.insert("id".to_owned(), json!(id));
    if !set.page.is_empty() {
        let file = if set.id == "keywords" { super::kinds::keyword_file(id) } else { id.to_lowercase() };
        entry.insert("page".to_owned(), json!(format!("{}/{file}.html", set.page)));
    }
    entry.extend(fields);
    if !set.words.is_empty() {
        let words = Language::ALL.iter().map(|language| (language.tag().to_owned(), words(shelf, set, *language, id)));
        entry.insert("words".to_owned(), Json::Object(words.collect()));
    }
    Json::Object(entry)
}

/// The words about `id`, as Markdown.
fn words(shelf: &Shelf, set: &Set, language: Language, id: &str) -> Json {
    let file = shelf.words(set.words_in);
    let entry = file.get(language, id);
    let text = |name: &str| entry.map_or("", |entry: &Entry| entry.text(name)).to_owned();
    let fields = set.words.iter().filter_map(|name| {
        let text = match (set.id, *name) {
            ("codes", "title") => reference::code(language, id.parse().ok()?)?.title.to_owned(),
            ("codes", "meaning") => reference::code(language, id.parse().ok()?)?.meaning.to_owned(),
            ("commands", "summary") => match COMMANDS.iter().find(|row| reference::command_id(row.verb) == id) {
                Some(row) => reference::command(language, row.verb).summary.to_owned(),
                None => text(name),
            },
            _ => text(name),
        };
        (!text.is_empty()).then(|| ((*name).to_owned(), Json::String(text)))
    });
    Json::Object(fields.collect())
}

fn json_of(value: &Value, kind: Kind) -> Json {
    let number = |text: &str| text.parse::<i64>().map_or_else(|_| json!(text), |number| json!(number));
    match (value, kind) {
        (Value::Text(text), Kind::Number) => number(text),
        (Value::Text(text), Kind::Texts) => json!([text]),
        (Value::Text(text), Kind::Numbers) => json!([number(text)]),
        (Value::Text(text), _) => json!(text),
        (Value::Flag(flag), _) => json!(flag),
        (Value::List(list), Kind::Numbers) => list.iter().map(|value| json_of(value, Kind::Number)).collect(),
        (Value::List(list), _) => list.iter().map(|value| json_of(value, Kind::Text)).collect(),
        (Value::Table(fields), _) => Json::Object(fields.iter().map(|(name, value)| (name.clone(), json_of(value, Kind::Text))).collect()),
    }
}

/// JSON Schema (draft 2020-12) of a set's file.
fn schema(set: &Set) -> Json {
    let mut properties = Map::new();
    properties
        .insert("id".to_owned(), json!({ "type": "string", "minLength": 1, "description": "Stays as it is from version to version." }));
    let mut required = vec!["id".to_owned()];
    if !set.page.is_empty() {
        properties.insert("page".to_owned(), json!({ "type": "string", "description": "Its page, below reference/<language>/." }));
        required.push("page".to_owned());
    }
    for field in set.fields {
        let mut property = field.kind.schema();
        if let Json::Object(property) = &mut property {
            property.insert("description".to_owned(), json!(field.about));
        }
        properties.insert(field.name.to_owned(), property);
        if field.required {
            required.push(field.name.to_owned());
        }
    }
    if !set.words.is_empty() {
        let words: Map<String, Json> = set.words.iter().map(|name| ((*name).to_owned(), json!({ "type": "string" }))).collect();
        let language = json!({ "type": "object", "properties": words, "additionalProperties": false });
        let languages: Map<String, Json> = Language::ALL.iter().map(|tag| (tag.tag().to_owned(), language.clone())).collect();
        let tags: Vec<&str> = Language::ALL.iter().map(|language| language.tag()).collect();
        properties.insert(
            "words".to_owned(),
            json!({ "type": "object", "properties": languages, "required": tags, "additionalProperties": false, "description": "Texts in Markdown, by language (BCP 47)." }),
        );
        required.push("words".to_owned());
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": set.id,
        "type": "object",
        "required": ["$schema", "version", "licence", "set", "entries"],
        "additionalProperties": false,
        "properties": {
            "$schema": { "type": "string" },
            "version": { "type": "string", "pattern": "^[0-9]+\\.[0-9]+$" },
            "licence": { "type": "string" },
            "set": { "type": "string", "enum": [set.id] },
            "entries": { "type": "array", "items": { "type": "object", "properties": properties, "required": required, "additionalProperties": false } },
        },
    })
}

fn pretty(json: &Json) -> String {
    // It is made of plain values, so writing it cannot fail.
    serde_json::to_string_pretty(json).unwrap_or_default() + "\n"
}
