//! Whatever comes in: no panic, a report that keeps to its form, within the budget, and the same again.

use proptest::prelude::*;
use serde_json::Value;
use smtp_playground_decode::{Budget, decode, decode_within};

fn samples() -> Vec<Vec<u8>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("samples").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files.iter().map(|file| std::fs::read(file).expect("it can be read")).collect()
}

/// A sample with some octets written over, cut out or put twice.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let change = (0..1000_usize, 0..200_usize, prop::collection::vec(any::<u8>(), 0..20));
    (prop::sample::select(samples()), prop::collection::vec(change, 0..6)).prop_map(|(mut octets, changes)| {
        for (place, length, with) in changes {
            let start = octets.len() * place / 1000;
            let end = (start + length).min(octets.len());
            octets.splice(start..end, with);
        }
        octets
    })
}

fn holds(octets: &[u8]) {
    let report = decode(octets);
    let written = serde_json::to_value(&report).expect("a report can be written");
    check(&schema(), &schema(), &written).unwrap_or_else(|problem| panic!("{problem}\n{written:#}"));
    assert_eq!(report, decode(octets), "the same octets give the same report");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn any_octets_are_read(octets in prop::collection::vec(any::<u8>(), 0..1500)) {
        holds(&octets);
    }

    #[test]
    fn any_words_are_read(text in "(?s)[ -~\n>:;@<#(.)0-9a-z中文é]{0,600}") {
        holds(text.as_bytes());
    }

    #[test]
    fn damaged_bounces_are_read(octets in damaged()) {
        holds(&octets);
    }
}

#[test]
fn the_report_of_each_sample_keeps_to_the_schema() {
    samples().iter().for_each(|sample| holds(sample));
}

#[test]
fn the_budget_is_kept() {
    let many: String =
        (0..500).map(|number| format!("Final-Recipient: rfc822; a{number}@example.com\nAction: failed\nStatus: 5.1.1\n\n")).collect();
    let mail = format!("Content-Type: message/delivery-status\n\nReporting-MTA: dns; mail.example.org\n\n{many}");
    assert_eq!(decode(mail.as_bytes()).findings.len(), 500);
    let report = decode_within(mail.as_bytes(), Budget { findings: 20, ..Budget::default() });
    assert_eq!(report.findings.len(), 20);
    assert_eq!(serde_json::to_value(&report.notes).expect("notes"), serde_json::json!(["cut-short"]));
}

#[test]
fn parts_in_parts_end_at_the_budget() {
    let mut mail = "Content-Type: text/plain\n\n<bob@example.com>: 550 5.1.1 no\n".to_owned();
    for depth in 0..300 {
        mail = format!("Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n{mail}\n--b{depth}--\n");
    }
    decode(mail.as_bytes());
    decode("Content-Type: message/rfc822\n\n".repeat(5_000).as_bytes());
}

fn schema() -> Value {
    serde_json::from_str(include_str!("../schema.json")).expect("the schema is JSON")
}

/// Whether `value` keeps to `rule`: as much of JSON Schema as `schema.json` uses. A keyword that is not known here fails.
fn check(schema: &Value, rule: &Value, value: &Value) -> Result<(), String> {
    let wrong = |what: &str| Err(format!("{value} is not {what}: {rule}"));
    for (keyword, of) in rule.as_object().expect("a rule") {
        let holds = match keyword.as_str() {
            "$schema" | "title" | "$defs" => true,
            "$ref" => {
                let name = of.as_str().and_then(|name| name.strip_prefix("#/$defs/")).expect("a place in $defs");
                check(schema, &schema["$defs"][name], value)?;
                true
            }
            "const" => value == of,
            "enum" => of.as_array().expect("a list").contains(value),
            "anyOf" => of.as_array().expect("a list").iter().any(|rule| check(schema, rule, value).is_ok()),
            "type" => types(of).any(|name| is(name, value)),
            "required" => of.as_array().expect("a list").iter().all(|name| value.get(name.as_str().expect("a name")).is_some()),
            "additionalProperties" => {
                value.as_object().is_none_or(|object| object.keys().all(|name| rule["properties"].get(name).is_some()))
            }
            "properties" => {
                for (name, rule) in of.as_object().expect("rules") {
                    value.get(name).map_or(Ok(()), |value| check(schema, rule, value))?;
                }
                true
            }
            "items" => {
                value.as_array().into_iter().flatten().try_for_each(|item| check(schema, of, item))?;
                true
            }
            "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= of.as_u64().expect("a number")),
            "minimum" => value.as_u64().is_none_or(|number| number >= of.as_u64().expect("a number")),
            "maximum" => value.as_u64().is_none_or(|number| number <= of.as_u64().expect("a number")),
            "pattern" => value.as_str().is_none_or(|text| pattern(of.as_str().expect("a text"), text)),
            other => panic!("this test does not know `{other}`"),
        };
        if !holds {
            return wrong(keyword);
        }
    }
    Ok(())
}

fn types(of: &Value) -> impl Iterator<Item = &str> {
    of.as_str().into_iter().chain(of.as_array().into_iter().flatten().filter_map(Value::as_str))
}

fn is(name: &str, value: &Value) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_u64() || value.is_i64(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("there is no type `{other}`"),
    }
}

/// The two patterns of the schema.
fn pattern(pattern: &str, text: &str) -> bool {
    match pattern {
        r"^[245]\.[0-9]{1,3}\.[0-9]{1,3}$" => {
            let numbers: Vec<_> = text.split('.').collect();
            numbers.len() == 3
                && ["2", "4", "5"].contains(&numbers[0])
                && numbers.iter().all(|number| (1..=3).contains(&number.len()) && number.bytes().all(|octet| octet.is_ascii_digit()))
        }
        "^[a-z]+/[^/ ]+$" => text.split_once('/').is_some_and(|(kind, id)| {
            !kind.is_empty() && kind.bytes().all(|octet| octet.is_ascii_lowercase()) && !id.is_empty() && !id.contains(['/', ' '])
        }),
        other => panic!("this test does not know the pattern `{other}`"),
    }
}
