//! The reference's articles (questions, recipes, about): both languages have the same ones with the same
//! sessions, and each session runs to where its article needs it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use playground::record::{Action, Timeline};
use smtp_engine::session::{Role, Timestamp, World};
use smtp_engine::spec::State;

/// The languages that have all articles; the first is the measure of the others.
const LANGUAGES: [&str; 2] = ["en", "zh-CN"];

/// The folders of articles, and how many there must be at least.
const FOLDERS: [(&str, usize); 2] = [("faq", 25), ("recipes", 2)];

/// An article.
struct Article {
    file: String,
    text: String,
}

/// A session in an article: what stands behind ```` ```smtp ````, and the client's lines.
#[derive(Debug, PartialEq, Eq)]
struct Session {
    server: String,
    lines: Vec<String>,
}

impl Article {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let file = path.strip_prefix(env!("PROJECT_ROOT")).unwrap_or(path).display().to_string();
        Self { file, text }
    }

    /// The value of `name = "..."` between the +++ lines.
    fn field(&self, name: &str) -> &str {
        let front = self.text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n")).map_or("", |(front, _)| front);
        let start = format!("{name} = \"");
        front.lines().find_map(|line| line.strip_prefix(&start)?.strip_suffix('"')).unwrap_or("")
    }

    fn sessions(&self) -> Vec<Session> {
        let mut sessions = Vec::new();
        let mut open: Option<Session> = None;
        for line in self.text.lines() {
            match &mut open {
                Some(_) if line == "```" => sessions.extend(open.take()),
                Some(session) => {
                    let said = line.strip_prefix("C:").unwrap_or_else(|| panic!("{}: no client's line: {line}", self.file));
                    session.lines.push(said.strip_prefix(' ').unwrap_or(said).to_owned());
                }
                None => {
                    open = line.strip_prefix("```smtp").map(|server| Session { server: server.trim().to_owned(), lines: Vec::new() });
                }
            }
        }
        assert!(open.is_none(), "{}: a session does not end", self.file);
        sessions
    }
}

/// All articles of a language by their names, such as `faq/which-port`.
fn articles(language: &str) -> BTreeMap<String, Article> {
    let root = Path::new(env!("PROJECT_ROOT")).join("content").join(language).join("reference");
    let mut found = BTreeMap::from([("about".to_owned(), Article::read(&root.join("about.md")))]);
    for (folder, least) in FOLDERS {
        let files: Vec<PathBuf> = fs::read_dir(root.join(folder))
            .unwrap_or_else(|error| panic!("{language} {folder}: {error}"))
            .map(|entry| entry.expect("an entry").path())
            .collect();
        assert!(files.len() >= least, "{language}: only {} articles in {folder}", files.len());
        for file in files {
            let id = file.file_stem().and_then(|name| name.to_str()).expect("a name");
            found.insert(format!("{folder}/{id}"), Article::read(&file));
        }
    }
    found
}

/// What is wrong with a session, if anything.
fn trouble(session: &Session) -> Option<String> {
    let mut words = session.server.split_ascii_whitespace();
    let (role, name) = (words.next().unwrap_or("mx"), words.next().unwrap_or("postfix"));
    let server = Role::ALL.into_iter().find(|known| known.id() == role).and_then(|role| smtp_servers::find(name, role));
    let Some(server) = server else { return Some(format!("no server {name} in the role {role}")) };
    let mut timeline = Timeline::new(server, World::standard());
    timeline.act(Action::Connect, Timestamp(0));
    for (second, line) in (1..).zip(&session.lines) {
        if timeline.state() == State::Closed {
            return Some(format!("{server:?} has closed before {line:?}"));
        }
        timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), Timestamp(second * 1000));
    }
    let unfinished = matches!(timeline.state(), State::Data | State::Chunking | State::Authenticating);
    unfinished.then(|| format!("{server:?} still waits at the end: {:?}", timeline.state()))
}

#[test]
fn both_languages_have_the_same_articles_with_the_same_sessions() {
    let mut problems = Vec::new();
    let [english, others @ ..] = LANGUAGES.map(articles);
    for other in &others {
        for id in english.keys().chain(other.keys()) {
            match (english.get(id), other.get(id)) {
                (Some(english), Some(other)) if english.sessions() != other.sessions() => {
                    problems.push(format!("{}: its sessions differ from {}", other.file, english.file));
                }
                (Some(english), Some(other)) if english.field("order") != other.field("order") => {
                    problems.push(format!("{}: its order differs from {}", other.file, english.file));
                }
                (Some(_), Some(_)) => {}
                (english, other) => {
                    let lonely = english.or(other).map_or("", |article| &article.file);
                    problems.push(format!("{lonely}: is there in one language only"));
                }
            }
        }
    }
    for article in english.values().chain(others.iter().flat_map(BTreeMap::values)) {
        let empty = ["title", "summary"].into_iter().filter(|name| article.field(name).is_empty());
        problems.extend(empty.map(|name| format!("{}: has no {name} = \"...\" between the +++ lines", article.file)));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_session_of_an_article_runs() {
    let mut problems = Vec::new();
    let mut played = 0;
    for article in articles(LANGUAGES[0]).values() {
        for session in article.sessions() {
            played += 1;
            problems.extend(trouble(&session).map(|trouble| format!("{}: {trouble}", article.file)));
        }
    }
    assert!(played >= 25, "only {played} sessions");
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn a_session_that_does_not_run_is_told() {
    let session = |server: &str, lines: &[&str]| Session { server: server.into(), lines: lines.iter().map(|&line| line.into()).collect() };
    assert_eq!(trouble(&session("", &["EHLO client.example.org", "QUIT"])), None);
    for (server, lines, says) in [
        ("mx nobody", &[][..], "no server nobody"),
        ("", &["QUIT", "NOOP"], "has closed before \"NOOP\""),
        ("submission qq", &["EHLO client.example.org", "AUTH LOGIN"], "still waits at the end"),
    ] {
        let told = trouble(&session(server, lines)).unwrap_or_default();
        assert!(told.contains(says), "{told}");
    }
}
