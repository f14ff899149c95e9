//! What the simulated servers say: short sessions on each, and every reply in them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::run;
use playground::record::{EventKind, Timeline};

use smtp_engine::session::{Role, Server};
use smtp_engine::spec::{COMMANDS, Enhanced, State, Verb};
use smtp_servers::providers::triggers::{GTUBE, Place as Where, TRIGGERS};

/// What a reply answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// The connection.
    Connect,
    /// A command.
    Command(Verb),
    /// The final dot.
    EndOfData,
    /// A line that is no known command.
    Unknown,
}

impl Place {
    /// As `data/codes.toml` names it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Command(verb) => verb.name(),
            Self::EndOfData => "end of data",
            Self::Unknown => "",
        }
    }
}

/// A reply, and the shortest session in which this server said it.
pub(crate) struct Said {
    pub(crate) server: &'static Server,
    pub(crate) lines: Vec<String>,
    pub(crate) place: Place,
    pub(crate) code: u16,
    pub(crate) enhanced: Option<Enhanced>,
    /// Its lines, with LF between them.
    pub(crate) text: String,
}

/// All that was said, once for all pages.
pub(crate) fn said() -> &'static [Said] {
    static SAID: LazyLock<Vec<Said>> = LazyLock::new(|| smtp_servers::ALL.iter().flat_map(|server| of_server(server)).collect());
    &SAID
}

/// How a session may begin: everything is tried after each of these.
fn beginnings(server: &'static Server) -> Vec<Vec<String>> {
    let hello = vec!["EHLO client.example.org".to_owned()];
    let mut all = vec![Vec::new(), vec!["HELO client.example.org".to_owned()], hello.clone()];
    let mut ready = hello;
    if server.role == Role::Submission {
        ready.extend(["STARTTLS".to_owned(), "EHLO client.example.org".to_owned()]);
        all.push(ready.clone());
        ready.extend(login(server, "alice@example.com", "wonderland"));
        all.push(ready.clone());
    }
    let (from, to) = if server.role == Role::Submission { ("alice", "bob") } else { ("joe", "alice") };
    let domain = if server.role == Role::Submission { "example.com" } else { "example.org" };
    ready.push(format!("MAIL FROM:<{from}@{domain}>"));
    all.push(ready.clone());
    ready.push(format!("RCPT TO:<{to}@example.com>"));
    all.push(ready.clone());
    ready.push("BDAT 7".to_owned() + "\r\nHello");
    all.push(ready);
    all
}

/// What is tried: the samples of the command table, what people get wrong, and all that brings a refusal about.
fn probes(server: &'static Server) -> Vec<Vec<String>> {
    let one = |line: &str| vec![line.to_owned()];
    let mut all: Vec<Vec<String>> = COMMANDS.iter().flat_map(|row| row.samples).map(|line| one(line)).collect();
    all.extend(LINES.iter().map(|line| one(line)));
    for (number, trigger) in TRIGGERS.iter().enumerate() {
        match trigger.place {
            Where::Sender => all.push(one(&format!("MAIL FROM:<{}@example.org>", trigger.word))),
            Where::Recipient => {
                all.push(one(&format!("RCPT TO:<{}@example.com>", trigger.word)));
                all.push(message(
                    &["RCPT TO:<{}@example.com>".replace("{}", trigger.word).as_str(), "DATA"],
                    "From: <joe@example.org>",
                    "Hello!",
                ));
            }
            Where::Login => all.push(login(server, &format!("{}@example.com", trigger.word), "wonderland")),
            Where::Message if number > 0 && trigger.word == GTUBE => all.push(message(&["DATA"], "From: <joe@example.org>", GTUBE)),
            Where::Message => {
                all.push(message(&["DATA"], "From: <joe@example.org>\r\nContent-Disposition: attachment; filename=setup.exe", "x"))
            }
        }
    }
    for sender in TRIGGERS.iter().filter(|trigger| trigger.place == Where::Sender) {
        let mail = format!("MAIL FROM:<{}@example.org>", sender.word);
        all.push(message(&[&mail, "RCPT TO:<alice@example.com>", "DATA"], "From: <joe@example.org>", "Hello!"));
    }
    all.extend(
        ["greylist", "mailbox-full", "disk-full", "blocked", "shutdown", "rate-limit"]
            .map(|word| one(&format!("RCPT TO:<{word}@fail.test>"))),
    );
    all.push(message(
        &["DATA"],
        "From: <joe@example.org>\r\nDate: Mon, 30 Nov 2026 10:00:00 +0000\r\nMessage-ID: <1@example.org>",
        "Hello!",
    ));
    all.push(message(&["DATA"], "Subject: no From", "Hello!"));
    all.push(message(&["DATA"], "From: <joe@example.org>", "a bare\nline feed"));
    all.push(login(server, "alice@example.com", "builder"));
    all.push(login(server, "", ""));
    all.push([login(server, "alice@example.com", "wonderland"), login(server, "alice@example.com", "wonderland")].concat());
    all.push(vec!["AUTH LOGIN".to_owned(), "not base64!".to_owned()]);
    all.push(vec!["AUTH LOGIN".to_owned(), "*".to_owned()]);
    all.push(vec!["DATA".to_owned(), "x".repeat(1200), ".".to_owned()]);
    all.push(vec!["FOO".to_owned(); 25]);
    all.push(vec!["NOOP".to_owned(); 25]);
    all.push(vec!["RCPT TO:<nobody@example.com>".to_owned(); 25]);
    all.push((0..101).map(|number| format!("RCPT TO:<alice+{number}@example.com>")).collect());
    all
}

/// Single lines that are refused somewhere, or taken.
const LINES: &[&str] = &[
    "EHLO",
    "EHLO localhost",
    "EHLO my_pc",
    "EHLO my pc",
    "HELO",
    "HELO localhost",
    "STARTTLS now",
    "STARTTLS",
    "GET / HTTP/1.1",
    "FOO",
    "Subject: hello",
    "AUTH",
    "AUTH PLAIN",
    "AUTH PLAIN =",
    "AUTH SCRAM-SHA-999",
    "MAIL",
    "MAIL FROM",
    "MAIL FROM:",
    "MAIL FROM:joe@example.org",
    "MAIL FROM:<joe@example.org",
    "MAIL FROM: <joe@example.org>",
    "MAIL FROM:<joe>",
    "MAIL FROM:<joe@@example.org>",
    "MAIL FROM:<Joe Doe joe@example.org>",
    "MAIL FROM:<joe@example.org>",
    "MAIL FROM:<alice@example.com>",
    "MAIL FROM:<bob@example.com>",
    "MAIL FROM:<>",
    "MAIL FROM:<joe@nowhere.example.org>",
    "MAIL FROM:<joe@nomx.example.org>",
    "MAIL FROM:<jürgen@example.org>",
    "MAIL FROM:<jürgen@example.org> SMTPUTF8",
    "MAIL FROM:<joe@example.org> SIZE=99999999999",
    "MAIL FROM:<joe@example.org> SIZE=abc",
    "MAIL FROM:<joe@example.org> BODY=8BITMIME",
    "MAIL FROM:<joe@example.org> BODY=7BIT SIZE=500",
    "MAIL FROM:<joe@example.org> BODY=BINARYMIME",
    "MAIL FROM:<joe@example.org> FOO=bar",
    "MAIL FROM:<joe@example.org> RET=HDRS",
    "MAIL FROM:<joe@example.org> MT-PRIORITY=3",
    "MAIL FROM:<joe@example.org> HOLDFOR=60",
    "MAIL FROM:<joe@example.org> REQUIRETLS",
    "MAIL FROM:<joe@example.org> BY=60;R",
    "RCPT",
    "RCPT TO",
    "RCPT TO:",
    "RCPT TO:alice@example.com",
    "RCPT TO:<alice>",
    "RCPT TO:<>",
    "RCPT TO:<alice@@example.com>",
    "RCPT TO:<a b@example.com>",
    "RCPT TO:<alice@example.com>",
    "RCPT TO:<bob@example.com>",
    "RCPT TO:<team@example.com>",
    "RCPT TO:<nobody@example.com>",
    "RCPT TO:<joe@example.org>",
    "RCPT TO:<joe@nowhere.example.org>",
    "RCPT TO:<joe@nomx.example.org>",
    "RCPT TO:<jürgen@example.com>",
    "RCPT TO:<alice@example.com> NOTIFY=NEVER",
    "RCPT TO:<alice@example.com> FOO=bar",
    "DATA",
    "DATA now",
    "BDAT",
    "BDAT 0",
    "BDAT 0 LAST",
    "BDAT x LAST",
    "BDAT 7 LAST\r\nHello",
    "VRFY",
    "VRFY alice",
    "VRFY nobody",
    "VRFY joe@example.org",
    "EXPN team",
    "EXPN nobody",
    "EXPN",
    "ETRN example.com",
    "ETRN example.org",
    "ETRN nowhere.example.org",
    "ETRN",
    "HELP",
    "HELP MAIL",
    "HELP FOO",
    "NOOP",
    "NOOP x",
    "RSET",
    "RSET now",
    "QUIT",
    "QUIT now",
    "TURN",
    "SEND FROM:<joe@example.org>",
    "XCLIENT ADDR=192.0.2.1",
    "XFORWARD ADDR=192.0.2.1",
    "BURL imap://joe@imap.example.org/Drafts/;uid=7 LAST",
    "ATRN example.com",
];

fn message(before: &[&str], headers: &str, text: &str) -> Vec<String> {
    let mut lines: Vec<String> = before.iter().map(|line| (*line).to_owned()).collect();
    lines.extend([headers.to_owned(), String::new(), text.to_owned(), ".".to_owned()]);
    lines
}

/// The lines of a login, by the mechanism that the server offers.
fn login(server: &Server, user: &str, password: &str) -> Vec<String> {
    let plain = server.auth.mechanisms.iter().any(|mechanism| mechanism.name() == "PLAIN");
    if plain {
        return vec![format!("AUTH PLAIN {}", STANDARD.encode(format!("\0{user}\0{password}")))];
    }
    vec!["AUTH LOGIN".to_owned(), STANDARD.encode(user), STANDARD.encode(password)]
}

/// Everything that `server` says, by its text.
fn of_server(server: &'static Server) -> Vec<Said> {
    let mut found: BTreeMap<(String, &'static str), Said> = BTreeMap::new();
    let probes = probes(server);
    for beginning in beginnings(server) {
        let begun = run::session(server, beginning.iter().map(String::as_str));
        note(server, &begun, &beginning, &[], &mut found);
        if begun.state() == State::Closed {
            continue;
        }
        for probe in probes.iter().filter(|probe| is_worth_it(&beginning, probe)) {
            let mut timeline = begun.clone();
            for (number, line) in probe.iter().enumerate() {
                if timeline.state() == State::Closed {
                    break;
                }
                run::send(&mut timeline, line);
                let lines: Vec<&str> = probe.iter().take(number + 1).map(String::as_str).collect();
                note(server, &timeline, &beginning, &lines, &mut found);
            }
        }
    }
    found.into_values().collect()
}

/// Whether `probe` may get another answer after `beginning` than its first line alone: long ones are played only
/// where their place is.
fn is_worth_it(beginning: &[String], probe: &[String]) -> bool {
    let last = beginning.last().map_or("", String::as_str);
    let first = probe.first().map_or("", String::as_str);
    match first {
        _ if probe.len() == 1 => true,
        _ if first.starts_with("MAIL") => !["MAIL", "RCPT", "BDAT"].iter().any(|verb| last.starts_with(verb)),
        _ if first.starts_with("RCPT") => last.starts_with("MAIL"),
        "DATA" => last.starts_with("RCPT"),
        _ => last.starts_with("EHLO"),
    }
}

/// Keeps the last reply of `timeline`, if it was not met in a shorter session.
fn note(
    server: &'static Server,
    timeline: &Timeline,
    beginning: &[String],
    lines: &[&str],
    found: &mut BTreeMap<(String, &'static str), Said>,
) {
    let Some(last) = timeline.events().last().map(|event| event.input) else { return };
    let events = || timeline.events().iter().filter(|event| event.input == last);
    let Some(reply) = events().rev().find_map(|event| if let EventKind::Reply(reply) = &event.kind { Some(reply) } else { None }) else {
        return;
    };
    let place = events().find_map(|event| match &event.kind {
        EventKind::Connected => Some(Place::Connect),
        EventKind::Command { parsed, .. } => Some(parsed.verb.map_or(Place::Unknown, Place::Command)),
        EventKind::Answer(_) => Some(Place::Command(Verb::Auth)),
        EventKind::Data(_) => Some(Place::EndOfData),
        _ => None,
    });
    let Some(place) = place else { return };
    let text = reply.text.trim_end().replace("\r\n", "\n");
    let said = || Said {
        server,
        lines: beginning.iter().map(String::as_str).chain(lines.iter().copied()).map(str::to_owned).collect(),
        place,
        code: reply.code.0,
        enhanced: reply.enhanced,
        text: text.clone(),
    };
    let length = beginning.len() + lines.len();
    let known = found.entry((text.clone(), place.name())).or_insert_with(said);
    if known.lines.len() > length {
        *known = said();
    }
}
