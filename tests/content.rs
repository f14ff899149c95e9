//! Every row of the tables has words of its own in every language that the project keeps complete, and
//! no words stand there without a row.

use playground::content::reference::{self, Table, command_id, entries, examples, parameter_id};
use playground::content::{Label, Language, NEEDS, ROLES, StaticLabel, fill, label, lines, need_id, octets, role_id, static_label};
use smtp_engine::session::Provenance;
use smtp_engine::spec::{EXTENSIONS, PARAMETERS, ReplyKey, State, Verb};
use smtp_engine::syntax::FaultKind;
use smtp_servers::providers::triggers::TRIGGERS;
use std::collections::BTreeSet;

/// The reply codes that some RFC or registry knows.
const CODES: [u16; 44] = [
    211, 214, 220, 221, 235, 250, 251, 252, 253, 334, 354, 421, 422, 430, 432, 450, 451, 452, 453, 454, 455, 458, 459, 500, 501, 502, 503,
    504, 521, 523, 524, 525, 530, 533, 534, 535, 538, 550, 551, 552, 553, 554, 555, 556,
];

/// One entry: its place, and its fields with their names.
struct Entry {
    place: String,
    fields: Vec<(&'static str, &'static str)>,
}

/// The rows that `table` must have words for, and the file they stand in.
fn rows(table: Table) -> (&'static str, Vec<String>) {
    let owned = |ids: Vec<&str>| ids.into_iter().map(String::from).collect();
    match table {
        Table::Codes => ("codes.toml", CODES.iter().map(u16::to_string).collect()),
        Table::Commands => ("commands/", owned(Verb::ALL.into_iter().map(command_id).collect())),
        Table::Extensions => ("extensions.toml", owned(EXTENSIONS.iter().map(|row| row.keyword).collect())),
        Table::Faults => ("faults.toml", owned(FaultKind::ALL.iter().map(|kind| kind.id()).collect())),
        Table::Needs => ("needs.toml", owned(NEEDS.iter().copied().map(need_id).collect())),
        Table::Parameters => ("parameters.toml", PARAMETERS.iter().map(|row| parameter_id(row.verb, row.keyword)).collect()),
        Table::Providers => ("providers.toml", providers().map(String::from).collect()),
        Table::Replies => ("replies.toml", owned(ReplyKey::ALL.iter().map(|key| key.id()).collect())),
        Table::Roles => ("roles.toml", owned(ROLES.iter().copied().map(role_id).collect())),
        Table::Triggers => ("triggers.toml", TRIGGERS.iter().map(|trigger| trigger.id.to_owned()).collect()),
        Table::States => ("states.toml", owned(State::ALL.into_iter().map(State::id).collect())),
    }
}

const TABLES: [Table; 11] = [
    Table::Codes,
    Table::Commands,
    Table::Extensions,
    Table::Faults,
    Table::Needs,
    Table::Parameters,
    Table::Providers,
    Table::Replies,
    Table::Roles,
    Table::States,
    Table::Triggers,
];

/// The ids of the servers that are known from public transcripts, each once.
fn providers() -> impl Iterator<Item = &'static str> {
    let profiles = smtp_servers::ALL.iter().filter(|server| matches!(server.provenance, Provenance::PublicTranscripts(_)));
    profiles.map(|server| server.id).collect::<BTreeSet<_>>().into_iter()
}

/// All entries of `language`, in the same order for every language.
fn all(language: Language) -> Vec<Entry> {
    let folder = format!("content/{}", language.tag());
    let mut all = Vec::new();
    let mut push = |file: &str, id: &str, fields: Vec<(&'static str, &'static str)>| {
        all.push(Entry { place: format!("{folder}/{file}: [{id}]"), fields });
    };
    for verb in Verb::ALL {
        let entry = reference::command(language, verb);
        push(&format!("commands/{}.md", command_id(verb)), verb.name(), vec![("summary", entry.summary), ("text", entry.html)]);
    }
    for &key in ReplyKey::ALL {
        let entry = reference::reply(language, key);
        let optional = [("fix", entry.fix), ("next", entry.next)].into_iter().filter(|(_, text)| !text.is_empty());
        push("replies.toml", key.id(), [("title", entry.title), ("why", entry.why)].into_iter().chain(optional).collect());
    }
    for code in CODES {
        let Some(entry) = reference::code(language, code) else { continue };
        push("codes.toml", &code.to_string(), vec![("title", entry.title), ("meaning", entry.meaning)]);
    }
    for state in State::ALL {
        let entry = reference::state(language, state);
        push("states.toml", state.id(), vec![("name", entry.name), ("waits", entry.waits)]);
    }
    for &kind in FaultKind::ALL {
        let entry = reference::fault(language, kind);
        push("faults.toml", kind.id(), vec![("message", entry.message), ("why", entry.why)]);
    }
    for &need in NEEDS {
        let entry = reference::need(language, need);
        push("needs.toml", need_id(need), vec![("short", entry.short), ("rule", entry.rule), ("why", entry.why)]);
    }
    for &role in ROLES {
        let entry = reference::role(language, role);
        push("roles.toml", role_id(role), vec![("name", entry.name), ("text", entry.text)]);
    }
    for row in EXTENSIONS {
        let Some(entry) = reference::extension(language, row.keyword) else { continue };
        push("extensions.toml", row.keyword, vec![("name", entry.name), ("text", entry.text)]);
    }
    for row in PARAMETERS {
        let Some(entry) = reference::parameter(language, row.verb, row.keyword) else { continue };
        push("parameters.toml", &parameter_id(row.verb, row.keyword), vec![("name", entry.name), ("text", entry.text)]);
    }
    for id in providers() {
        let Some(entry) = reference::provider(language, id) else { continue };
        push("providers.toml", id, vec![("name", entry.name), ("text", entry.text)]);
    }
    for trigger in TRIGGERS {
        let entry = reference::trigger(language, trigger);
        push("triggers.toml", trigger.id, vec![("name", entry.name), ("text", entry.text)]);
    }
    for &(key, name) in Label::ALL {
        push("ui/", name, vec![("label", label(language, key))]);
    }
    for &(key, name) in StaticLabel::ALL {
        push("static/", name, vec![("label", static_label(language, key))]);
    }
    all
}

fn chinese() -> Language {
    Language::from_tag("zh-CN").expect("there is Chinese")
}

#[track_caller]
fn none(problems: Vec<String>) {
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{4e00}'..='\u{9fff}')
}

/// Whether a text is more than a name such as SIZE or {count}.
fn has_words(text: &str) -> bool {
    let outside = text.split('{').map(|part| part.split_once('}').map_or(part, |(_, behind)| behind));
    outside.flat_map(|part| part.split(|character: char| !character.is_ascii_lowercase())).any(|word| word.len() > 1)
}

/// HTML without its tags.
fn plain(text: &str) -> String {
    let parts = text.split('<').enumerate();
    parts.map(|(number, part)| if number == 0 { part } else { part.split_once('>').map_or("", |(_, text)| text) }).collect()
}

#[test]
fn every_row_has_an_entry_and_every_entry_a_row() {
    let mut problems = Vec::new();
    for table in TABLES {
        let (file, rows) = rows(table);
        let place = |id: &str| match table {
            Table::Commands => format!("content/en/{file}{id}.md"),
            _ => format!("content/en/{file}: [{id}]"),
        };
        let there = entries(table);
        let missing = rows.iter().filter(|id| !there.contains(&id.as_str()));
        problems.extend(missing.map(|id| format!("{} is missing: write it, and the same in content/zh-CN", place(id))));
        let stray = there.iter().filter(|id| !rows.iter().any(|row| row == *id));
        problems.extend(stray.map(|id| format!("{} belongs to no row: take it out in every language", place(id))));
    }
    none(problems);
}

#[test]
fn chinese_has_words_of_its_own() {
    let mut problems = Vec::new();
    for (english, chinese) in all(Language::default()).iter().zip(all(chinese())) {
        for (&(field, ours), &(_, theirs)) in english.fields.iter().zip(&chinese.fields) {
            if has_words(ours) && (ours == theirs || !theirs.contains(is_han)) {
                problems.push(format!("{}: `{field}` is missing, or is no Chinese: {theirs}", chinese.place));
            }
            if ours.contains(is_han) {
                problems.push(format!("{}: `{field}` is no English: {ours}", english.place));
            }
        }
    }
    none(problems);
}

#[test]
fn both_languages_have_the_same_fields() {
    let mut problems = Vec::new();
    for (english, chinese) in all(Language::default()).iter().zip(all(chinese())) {
        let names = |entry: &Entry| entry.fields.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        if names(english) != names(&chinese) {
            problems.push(format!("{} has {:?}, English has {:?}", chinese.place, names(&chinese), names(english)));
        }
    }
    none(problems);
}

#[test]
fn a_reply_says_what_to_do_or_what_comes_next() {
    let mut problems = Vec::new();
    for &language in Language::ALL {
        for &key in ReplyKey::ALL {
            let entry = reference::reply(language, key);
            if entry.fix.is_empty() == entry.next.is_empty() {
                problems.push(format!("content/{}/replies.toml: [{}] needs either `fix` or `next`", language.tag(), key.id()));
            }
        }
    }
    none(problems);
}

#[test]
fn nothing_is_a_placeholder() {
    let marks = ["TODO", "FIXME", "XXX", "TBD", "lorem", "Lorem", "待补", "待译", "占位"];
    let mut problems = Vec::new();
    for &language in Language::ALL {
        for entry in all(language) {
            for (field, text) in &entry.fields {
                let found = marks.iter().filter(|mark| text.contains(*mark));
                problems.extend(found.map(|mark| format!("{}: `{field}` holds {mark}", entry.place)));
            }
        }
    }
    none(problems);
}

#[test]
fn chinese_is_set_as_chinese() {
    let mut problems = Vec::new();
    for entry in all(chinese()) {
        for (field, text) in &entry.fields {
            let text = plain(text);
            let characters: Vec<char> = text.chars().collect();
            for (at, pair) in characters.windows(2).enumerate() {
                let near: String = characters[at.saturating_sub(6)..characters.len().min(at + 8)].iter().collect();
                if is_han(pair[0]) && ",;:!?.()".contains(pair[1]) {
                    problems.push(format!("{}: `{field}`: half-width punctuation in “{near}”", entry.place));
                }
                let word = |character: char| character.is_ascii_alphanumeric();
                if (is_han(pair[0]) && word(pair[1])) || (word(pair[0]) && is_han(pair[1])) {
                    problems.push(format!("{}: `{field}`: no space between Chinese and Latin in “{near}”", entry.place));
                }
            }
        }
    }
    none(problems);
}

#[test]
fn both_languages_cite_the_same_sections() {
    let mut problems = Vec::new();
    for (english, chinese) in all(Language::default()).iter().zip(all(chinese())) {
        for (ours, theirs) in english.fields.iter().zip(&chinese.fields) {
            if citations(ours.1) != citations(theirs.1) {
                problems.push(format!("{}: `{}` cites {:?}, English {:?}", chinese.place, ours.0, citations(theirs.1), citations(ours.1)));
            }
        }
    }
    none(problems);
}

/// The numbers behind each “RFC ”: of the RFC, and of its section.
fn citations(text: &str) -> BTreeSet<(String, String)> {
    let number = |text: &str| {
        let digits = text.trim_start_matches(|character: char| !character.is_ascii_digit());
        digits.chars().take_while(|character| character.is_ascii_digit() || *character == '.').collect::<String>()
    };
    let behind = text.split("RFC ").skip(1).filter(|behind| behind.starts_with(|character: char| character.is_ascii_digit()));
    behind
        .map(|behind| {
            let rfc = number(behind);
            let rest = behind[rfc.len()..].split([')', '）', ',', '，']).next().unwrap_or_default();
            (rfc, number(rest))
        })
        .collect()
}

#[test]
fn a_summary_is_one_sentence() {
    for verb in Verb::ALL {
        for &language in Language::ALL {
            let summary = reference::command(language, verb).summary;
            let one = summary.ends_with(['.', '。']) && summary.matches(['.', '。']).count() == 1;
            assert!(one, "content/{}/commands/{}.md: {summary}", language.tag(), command_id(verb));
        }
    }
}

#[test]
fn an_article_shows_its_command_in_a_session() {
    for verb in Verb::ALL {
        let lines: Vec<&str> = examples(verb).flat_map(|example| example.lines).copied().collect();
        assert!(lines.iter().any(|line| line.starts_with(verb.name())), "content/en/commands/{}.md: no example", command_id(verb));
        for &language in Language::ALL {
            let html = reference::command(language, verb).html;
            for line in &lines {
                let escaped = line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                assert!(html.contains(&format!("<code>{escaped}</code>")), "{} {}: {line}", language.tag(), verb.name());
            }
        }
    }
}

#[test]
fn look_ups_take_any_name_in_any_case_and_never_panic() {
    let english = Language::default();
    assert_eq!(reference::extension(english, "pipelining"), reference::extension(english, "PIPELINING"));
    assert!(reference::extension(english, "PIPELINING").is_some());
    assert!(reference::parameter(english, Verb::Mail, "size").is_some());
    assert_eq!(reference::parameter(english, Verb::Rcpt, "SIZE"), None);
    assert_eq!(reference::extension(english, "X-\u{0}\u{fffd}"), None);
    assert!((0..=u16::MAX).filter(|code| reference::code(english, *code).is_some()).eq(CODES));
}

#[test]
fn a_language_is_found_by_what_browsers_ask_for() {
    let (english, chinese) = (Language::default(), chinese());
    for tag in ["zh-CN", "zh", "zh-Hans-CN", "zh-TW", "ZH-cn", "zh_CN"] {
        assert_eq!(Language::from_tag(tag), Some(chinese), "{tag}");
    }
    assert_eq!(Language::from_tag("en-GB"), Some(english));
    for tag in ["", "-", "fr", "zhx", "english", "\u{0}"] {
        assert_eq!(Language::from_tag(tag), None, "{tag:?}");
    }
    assert_eq!(Language::choose(["fr", "zh-Hans", "en"]), chinese);
    assert_eq!(Language::choose(["fr"]), english);
    assert_eq!(chinese.direction(), "ltr");
}

#[test]
fn placeholders_are_filled_once() {
    assert_eq!(fill("{count} octets in {lines} lines", &[("count", "3"), ("lines", "{count}")]), "3 octets in {count} lines");
    assert_eq!(lines(Language::default(), 1), "1 line");
    assert_eq!(octets(Language::default(), 0), "0 octets");
    assert_eq!(fill("{ {unknown} {count", &[("count", "3")]), "{ {unknown} {count");
}
