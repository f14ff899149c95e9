//! The data for programs: it fits its schemas, its ids stay, and programs in three languages use it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;
use smtp_playground_site::{Site, generate};

static SITE: LazyLock<Site> = LazyLock::new(|| generate(root(), None).unwrap_or_else(|problems| panic!("{problems}")));

fn root() -> &'static Path {
    Path::new(env!("PROJECT_ROOT"))
}

/// The files of the data, by their names.
fn sets() -> BTreeMap<&'static str, Value> {
    let files = SITE.files.iter().filter_map(|file| Some((file.path.strip_prefix("reference/data/")?.strip_suffix(".json")?, &file.text)));
    files
        .filter(|(name, _)| !name.contains('/'))
        .map(|(name, text)| (name, serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"))))
        .collect()
}

fn schema(name: &str) -> Value {
    let path = format!("reference/data/schema/{name}.schema.json");
    let file = SITE.files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("there is no {path}"));
    serde_json::from_str(&file.text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What of JSON Schema the schemas use; a word that is not known here fails.
fn check(value: &Value, schema: &Value, at: &str, problems: &mut Vec<String>) {
    let words = schema.as_object().unwrap_or_else(|| panic!("{at}: no schema"));
    for (word, wanted) in words {
        let right = match word.as_str() {
            "$schema" | "title" | "description" => true,
            "type" => match wanted.as_str().expect("a type") {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "integer" => value.is_i64() || value.is_u64(),
                other => panic!("{at}: type {other}"),
            },
            "enum" => wanted.as_array().expect("a list").contains(value),
            "minLength" => value.as_str().is_none_or(|text| text.len() as u64 >= wanted.as_u64().expect("a number")),
            // The only pattern: two numbers with a dot.
            "pattern" => value
                .as_str()
                .is_some_and(|text| text.split_once('.').is_some_and(|(a, b)| [a, b].iter().all(|part| part.parse::<u32>().is_ok()))),
            "required" => wanted.as_array().expect("names").iter().all(|name| {
                let there = value.get(name.as_str().expect("a name")).is_some();
                if !there {
                    problems.push(format!("{at}: {name} is missing"));
                }
                there
            }),
            "properties" => {
                for (name, schema) in wanted.as_object().expect("properties") {
                    if let Some(value) = value.get(name) {
                        check(value, schema, &format!("{at}.{name}"), problems);
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = schema["properties"].as_object().expect("properties");
                value.as_object().is_none_or(|fields| fields.keys().all(|name| known.contains_key(name)))
            }
            "items" => {
                for (number, value) in value.as_array().into_iter().flatten().enumerate() {
                    check(value, wanted, &format!("{at}[{number}]"), problems);
                }
                true
            }
            other => panic!("{at}: this test does not know {other}"),
        };
        if !right {
            problems.push(format!("{at}: not as {word} says: {wanted}"));
        }
    }
}

#[test]
fn the_data_is_as_its_schemas_say() {
    let sets = sets();
    assert!(sets.len() >= 9, "{:?}", sets.keys());
    let mut problems = Vec::new();
    for (name, value) in &sets {
        check(value, &schema(name), name, &mut problems);
        assert!(value["entries"].as_array().is_some_and(|entries| !entries.is_empty()), "{name} is empty");
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    let mut none = Vec::new();
    check(&serde_json::json!({"entries": [{"id": 3}]}), &schema("codes"), "x", &mut none);
    assert!(none.len() > 3, "a wrong file is taken: {none:?}");
}

/// The file is written anew when SMTP_PLAYGROUND_BLESS is set, with what is new; nothing is ever taken out of it.
#[test]
fn an_id_that_was_given_out_stays() {
    let path = root().join("tests/open_data/ids.json");
    let known: BTreeMap<String, BTreeSet<String>> =
        std::fs::read_to_string(&path).map_or_else(|_| BTreeMap::new(), |text| serde_json::from_str(&text).expect("ids"));
    let mut now: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, value) in sets() {
        let ids: Vec<&str> =
            value["entries"].as_array().expect("entries").iter().map(|entry| entry["id"].as_str().expect("an id")).collect();
        let once: BTreeSet<String> = ids.iter().map(|id| (*id).to_owned()).collect();
        assert_eq!(once.len(), ids.len(), "{name} has an id twice");
        now.insert(name.to_owned(), once);
    }
    let gone: Vec<String> = known
        .iter()
        .flat_map(|(set, ids)| {
            ids.iter().filter(|id| !now.get(set).is_some_and(|now| now.contains(*id))).map(move |id| format!("{set}: {id}"))
        })
        .collect();
    assert!(gone.is_empty(), "ids that were given out are gone; programs look for them:\n{}", gone.join("\n"));
    if std::env::var_os("SMTP_PLAYGROUND_BLESS").is_some() {
        std::fs::write(&path, serde_json::to_string_pretty(&now).expect("JSON") + "\n").expect("written");
        return;
    }
    assert!(known == now, "new ids: keep them with SMTP_PLAYGROUND_BLESS=1 cargo test -p smtp-playground-site --test open_data");
}

#[test]
fn programs_in_three_languages_use_it() {
    let folder = tempfile::tempdir().expect("a folder");
    SITE.write(folder.path()).expect("written");
    let data = folder.path().join("reference/data");
    let data = data.to_str().expect("a name");
    let programs: [(&str, &[&str], &str); 3] = [
        ("python3", &["who_must_act.py", data, "550 5.1.1 no such user"], "who must act: sender"),
        ("node", &["keywords.mjs", data, "postfix"], "PIPELINING: "),
        ("sh", &["code.sh", data, "552"], "552 Requested mail action aborted: exceeded storage allocation"),
    ];
    for (program, arguments, says) in programs {
        let needs = if program == "sh" { "jq" } else { program };
        if Command::new(needs).arg("--version").output().is_err() {
            println!("{needs} is not installed: {arguments:?} was not run");
            continue;
        }
        let said = Command::new(program).current_dir(root().join("examples/open-data")).args(arguments).output().expect("started");
        let text = String::from_utf8_lossy(&said.stdout);
        assert!(said.status.success() && text.contains(says), "{program} {arguments:?}: {said:?}");
    }
}
