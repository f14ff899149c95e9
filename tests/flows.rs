//! Every flow of the reference goes as its file says, and has words for exactly its steps.

use std::fs;
use std::path::{Path, PathBuf};

use smtp_playground_site::flow::{Flow, FlowWords};

/// The languages that have words for all flows.
const LANGUAGES: [&str; 2] = ["en", "zh-CN"];

fn root() -> &'static Path {
    Path::new(env!("PROJECT_ROOT"))
}

/// The names of the TOML files in `folder`, without their ending.
fn ids(folder: &str) -> Vec<String> {
    let folder: PathBuf = root().join(folder);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut ids: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .map(|name| name.strip_suffix(".toml").unwrap_or_else(|| panic!("{}: {name} is no TOML file", folder.display())).to_owned())
        .collect();
    ids.sort();
    ids
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn flows() -> Vec<Flow> {
    let read = |id: &String| Flow::read(id, &text(&format!("data/flows/{id}.toml"))).unwrap_or_else(|error| panic!("data/flows: {error}"));
    ids("data/flows").iter().map(read).collect()
}

#[test]
fn every_flow_goes_as_its_file_says() {
    let flows = flows();
    assert!(flows.len() >= 20, "only {} flows", flows.len());
    let problems: Vec<String> = flows.iter().filter_map(|flow| flow.play().err()).map(|error| format!("data/flows: {error}")).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_flow_has_words_for_exactly_its_steps() {
    let flows = flows();
    let mut problems = Vec::new();
    for language in LANGUAGES {
        let folder = format!("content/{language}/reference/flows");
        for id in ids(&folder).iter().filter(|id| flows.iter().all(|flow| flow.id != **id)) {
            problems.push(format!("{folder}/{id}.toml: there is no data/flows/{id}.toml"));
        }
        for flow in &flows {
            let file = format!("{folder}/{}.toml", flow.id);
            match fs::read_to_string(root().join(&file)) {
                Ok(text) => match FlowWords::read(&flow.id, &text) {
                    Ok(words) => problems.extend(words.problems(flow).into_iter().map(|problem| format!("{file}: {problem}"))),
                    Err(error) => problems.push(format!("{file}: {error}")),
                },
                Err(error) => problems.push(format!("{file}: {error}: write it")),
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn the_bounce_quotes_what_the_other_server_said() {
    let flow = Flow::read("whole-way", &text("data/flows/whole-way.toml")).expect("a flow");
    let sessions = flow.play().expect("it goes as its file says");
    let steps = || sessions.iter().flat_map(|session| &session.steps);
    let refusal = steps().find(|step| step.step.id == "deliver-rcpt-typo").expect("the refused recipient");
    let bounce = steps().find(|step| step.step.id == "bounce-dot").and_then(|step| step.deliveries().next()).expect("the bounce");
    let bounce = String::from_utf8_lossy(&bounce.message).into_owned();
    let quoted = format!("Diagnostic-Code: smtp; {}\r\n", refusal.replies().join(" "));
    assert!(bounce.contains(&quoted), "data/flows/whole-way.toml: the bounce should say {quoted:?}: {bounce}");
}

#[test]
fn a_flow_that_goes_otherwise_says_where() {
    let file = "order = 1\nserver = 'postfix'\nrole = 'mx'\n[[step]]\nid = 'greeting'\nconnect = true\nexpect = '220'\n";
    let flow = |more: &str| Flow::read("trial", &format!("{file}{more}"));
    assert!(flow("").expect("a flow").play().is_ok());
    let error = |more: &str| match flow(more) {
        Ok(flow) => flow.play().expect_err(more).to_string(),
        Err(error) => error.to_string(),
    };
    for (more, says) in [
        ("[[step]]\nid = 'no'\nsend = 'NOOP'\nexpect = '354'\n", "trial, step no: should be answered [\"354\"], but is [\"250\"]"),
        ("[[step]]\nid = 'no'\nsend = 'NOOP'\nexpect = '250'\ndelivers = true\n", "trial, step no: says delivers = true"),
        ("[[step]]\nid = 'no'\nsend = 'QUIT'\nexpect = '221'\n", "trial, step no: says closes = false"),
        ("[[step]]\nid = 'no'\nwait = 1\nsend = 'NOOP'\n", "trial, step no: needs exactly one of"),
        ("[[step]]\nid = 'greeting'\nsend = 'NOOP'\n", "trial, step greeting: stands there twice"),
        ("[[step]]\nid = 'no'\nspeak = 'NOOP'\n", "unknown field"),
    ] {
        assert!(error(more).contains(says), "{more}: {}", error(more));
    }
}
