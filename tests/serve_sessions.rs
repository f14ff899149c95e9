//! What `serve` tells of its clients: a line and a link for each session, files, JSON, HTTP, expectations.

#[path = "clients/server.rs"]
mod server;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;

use playground::record::{export, read_link};
use serde_json::Value;
use server::{Running, binary, installed, run};

fn start(arguments: &[&str]) -> Running {
    Running::start(arguments)
}

/// Sends a message to `recipient`, as far as it is taken.
fn send(server: &Running, recipient: &str) {
    let mut line = server.connect();
    line.reply();
    line.say("EHLO client.example.org");
    line.say("MAIL FROM:<dave@example.org>");
    if line.say(&format!("RCPT TO:<{recipient}>")).starts_with("250 ") {
        line.say("DATA");
        line.say("Subject: =?utf-8?q?Caf=C3=A9?=\r\nX-Folded: one\r\n two\r\n\r\nHello\r\n.");
    }
    line.say("QUIT");
    line.rest();
}

/// The link at the end of a line, opened: the session as the page shows it.
fn opened(line: &str) -> String {
    let (_, link) = line.split_once(" http://127.0.0.1:8080/#").unwrap_or_else(|| panic!("a link in {line:?}"));
    export::text(&read_link(link.split(' ').next().expect("a link")).expect("a session"))
}

#[test]
fn each_session_is_told_in_a_line_whose_link_opens_it() {
    let server = start(&["--server", "postfix", "--role", "mx"]);
    send(&server, "team@example.com");
    let line = server.next_line();
    assert!(line.starts_with("#1 127.0.0.1:") && line.contains(" client.example.org: delivered to alice, bob http://"), "{line}");
    let shown = opened(&line);
    assert!(
        shown.contains("C: RCPT TO:<team@example.com>\nS: 250 2.1.5 Ok\n") && shown.ends_with("S: 221 2.0.0 Bye\n-- closed\n"),
        "{shown}"
    );

    send(&server, "nobody-here@example.com");
    let line = server.next_line();
    assert!(line.contains(": refused RCPT TO:<nobody-here@example.com>: 550 5.1.1 <nobody-here@example.com>"), "{line}");
    assert!(opened(&line).contains("S: 550 5.1.1 "));

    let mut idle = server.connect();
    idle.reply();
    drop(idle);
    let line = server.next_line();
    assert!(line.starts_with("#3 ") && line.contains(": left without a word http://"), "{line}");
    assert!(opened(&line).ends_with("-- closed\n"));
}

#[test]
fn a_link_shows_the_queue_ids_and_failures_that_the_client_met() {
    let server = start(&["--server", "postfix", "--role", "mx", "--fault", "rcpt=451-4.7.1*1"]);
    send(&server, "alice@example.com");
    assert!(server.next_line().contains(": refused RCPT TO:<alice@example.com>: 451 4.7.1 "));
    let mut reply = String::new();
    for _ in 0..2 {
        let mut line = server.connect();
        line.reply();
        line.send(b"EHLO client.example.org\r\nMAIL FROM:<>\r\nRCPT TO:<alice@example.com>\r\nDATA\r\n");
        (0..4).for_each(|_| drop(line.reply()));
        reply = line.say("x\r\n.");
        assert!(reply.starts_with("250 "), "{reply}");
        line.say("QUIT");
    }
    server.next_line();
    let line = server.next_line();
    assert!(!line.ends_with(')'), "no difference to tell of: {line}");
    assert!(opened(&line).contains(&format!("S: {}\n", reply.trim_end())), "{line}\n{reply}");
}

#[test]
fn a_python_program_that_logs_in_has_a_link_that_logs_in() {
    if !installed("python3", "--version") {
        return;
    }
    let server = start(&["--server", "postfix", "--role", "submission"]);
    let program = format!(
        "import smtplib, ssl\ns = smtplib.SMTP('127.0.0.1', {})\ns.starttls(context=ssl._create_unverified_context())\n\
         s.login('alice@example.com', 'wonderland')\ns.sendmail('alice@example.com', ['bob@example.com'], 'Subject: x\\n\\nHello')\ns.quit()\n",
        server.port()
    );
    let said = run("python3", &["-c", &program], "");
    assert!(said.status.success(), "{said:?}");
    let line = server.next_line();
    assert!(line.contains(" (alice@example.com): delivered to bob http://") && !line.ends_with(')'), "{line}");
    let shown = opened(&line);
    assert!(shown.contains("-- TLS\n") && shown.contains("S: 235 2.7.0 ") && shown.contains("C: Hello\n"), "{shown}");
}

#[test]
fn a_password_that_not_everybody_knows_is_in_no_link_and_no_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let sessions = folder.path().join("sessions");
    let login = ["--login", "dora@example.com:my-own-secret"];
    let name = sessions.to_str().expect("a name");
    let server =
        start(&[&["--server", "postfix", "--role", "submission", "--json", "--http", "0", "--sessions", name], &login[..]].concat());
    let http = server.next_line();
    let mut line = server.connect();
    line.reply();
    line.say("EHLO client.example.org");
    // base64 of \0dora@example.com\0my-own-secret; the server wants TLS first.
    let secret = "AGRvcmFAZXhhbXBsZS5jb20AbXktb3duLXNlY3JldA==";
    line.say(&format!("AUTH PLAIN {secret}"));
    drop(line);
    let told = server.next_line();
    let report: Value = serde_json::from_str(&told).expect("JSON");
    let link = report["link"].as_str().expect("a link");
    let shown = export::text(&read_link(link.split_once('#').expect("a fragment").1).expect("a session"));
    let file = fs::read_dir(&sessions).expect("the folder").next().expect("a file").expect("a file").path();
    let written = fs::read_to_string(&file).expect("the session");
    let asked = get(&http, "/api/sessions/1/transcript");
    for text in [&told, &shown, &written, &asked] {
        assert!(!text.contains(secret) && !text.contains("my-own-secret"), "{text}");
    }
    assert_eq!(report["note"], "2 secrets are taken out, so the page may refuse the login");
    assert_eq!((report["outcome"].as_str(), report["hello"].as_str()), (Some("refused"), Some("client.example.org")));
    assert_eq!(report["refusal"]["command"], "AUTH PLAIN ...");
    let played = run(binary(), &["play", &file.display().to_string()], "");
    assert!(played.out.contains("C: AUTH PLAIN cmVtb3ZlZA==\n"), "{played:?}");
}

/// A request to the address in the line that `serve` printed; head and body of the answer.
fn ask(line: &str, method: &str, path: &str, headers: &str) -> (String, String) {
    let address = line.strip_prefix("http on http://").and_then(|rest| rest.split('/').next()).unwrap_or_else(|| panic!("{line:?}"));
    let mut stream = TcpStream::connect(address).expect("a connection");
    let host = if headers.contains("Host:") { String::new() } else { format!("Host: {address}\r\n") };
    write!(stream, "{method} {path} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n").expect("asked");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").expect("a head");
    let body = String::from_utf8_lossy(&answer[end + 4..]).into_owned();
    (String::from_utf8_lossy(&answer[..end]).into_owned(), body)
}

fn get(line: &str, path: &str) -> String {
    ask(line, "GET", path, "").1
}

fn json(line: &str, path: &str) -> Value {
    let body = get(line, path);
    serde_json::from_str(&body).unwrap_or_else(|error| panic!("{path}: {error}: {body}"))
}

#[test]
fn tests_ask_for_messages_and_sessions_over_http() {
    let server = start(&["--server", "postfix", "--role", "mx", "--http", "0", "--quiet", "--fault", "mail=451*1"]);
    let http = server.next_line();
    assert_eq!(json(&http, "/api/")["ports"][0]["port"].to_string(), server.port());
    send(&server, "alice@example.com"); // Refused by the fault.
    send(&server, "team@example.com");
    let messages = json(&http, "/api/messages?to=team@example.com&wait=20");
    assert_eq!((messages.as_array().map(Vec::len), &messages[0]["subject"]), (Some(1), &Value::from("Caf\u{e9}")), "{messages}");
    assert_eq!((&messages[0]["from"], &messages[0]["mailboxes"][1]), (&Value::from("dave@example.org"), &Value::from("bob")));
    assert_eq!(json(&http, "/api/messages?to=carol"), Value::Array(Vec::new()));
    let id = messages[0]["id"].as_u64().expect("a number");
    let whole = json(&http, &format!("/api/messages/{id}"));
    assert_eq!((&whole["text"], &whole["html"]), (&Value::from("Hello\r\n"), &Value::Null), "{whole}");
    assert!(whole["headers"].as_array().is_some_and(|all| all.contains(&serde_json::json!(["X-Folded", "one two"]))), "{whole}");
    assert!(whole["trace"].as_str().is_some_and(|trace| trace.starts_with("Return-Path: <dave@example.org>\r\n")), "{whole}");
    let raw = get(&http, &format!("/api/messages/{id}/raw"));
    assert_eq!(raw, "Subject: =?utf-8?q?Caf=C3=A9?=\r\nX-Folded: one\r\n two\r\n\r\nHello\r\n");
    let number = messages[0]["session"].as_u64().expect("a number");
    assert!(get(&http, &format!("/api/sessions/{number}/transcript")).contains("C: RCPT TO:<team@example.com>\n"));
    assert!(get(&http, &format!("/api/sessions/{number}/dialogue")).starts_with("@server postfix mx\n"));
    assert_eq!(json(&http, "/api/sessions").as_array().map(Vec::len), Some(2));

    assert!(ask(&http, "POST", "/api/reset", "").0.starts_with("HTTP/1.1 204 "));
    assert_eq!((json(&http, "/api/messages"), json(&http, "/api/sessions")), (Value::Array(Vec::new()), Value::Array(Vec::new())));
    send(&server, "alice@example.com"); // Refused once more: the failure is new again.
    assert_eq!(json(&http, "/api/messages"), Value::Array(Vec::new()));

    for (path, status) in
        [("/api/messages/99", "404"), ("/api/sessions/99", "404"), ("/api/nothing", "404"), ("/", "404"), ("/api/messages?x=1", "400")]
    {
        assert!(ask(&http, "GET", path, "").0.starts_with(&format!("HTTP/1.1 {status} ")), "{path}");
    }
    for headers in ["Origin: https://evil.example\r\n", "Host: evil.example\r\n"] {
        assert!(ask(&http, "GET", "/api/messages", headers).0.starts_with("HTTP/1.1 403 "), "{headers}");
    }
}

#[test]
fn what_happens_is_told_as_it_happens() {
    let server = start(&["--server", "postfix", "--role", "mx", "--http", "0", "--quiet"]);
    let http = server.next_line();
    let address = http.trim_start_matches("http on http://").trim_end_matches("/api/");
    let mut events = TcpStream::connect(address).expect("a connection");
    write!(events, "GET /api/events HTTP/1.1\r\nHost: {address}\r\n\r\n").expect("asked");
    let mut events = BufReader::new(events).lines().map_while(Result::ok);
    assert!(events.any(|line| line == "content-type: text/event-stream"));
    assert!(events.any(|line| line.is_empty()));
    let mut line = server.connect();
    line.reply();
    let mut data_of = |kind: &str| {
        assert!(events.any(|line| line == format!("event: {kind}")), "{kind}");
        let data = events.next().expect("its data");
        serde_json::from_str::<Value>(data.strip_prefix("data: ").expect("data")).expect("JSON")
    };
    let shown = |open: Value| export::text(&read_link(open["fragment"].as_str().expect("a link")).expect("a session"));
    // The session is still open, and seen as far as it is while the client says nothing more.
    assert!(shown(data_of("ongoing")).contains("S: 220 "));
    line.say("EHLO client.example.org");
    let shown = shown(data_of("ongoing"));
    assert!(shown.contains("C: EHLO client.example.org\n"), "{shown}");
    line.say("MAIL FROM:<>");
    line.say("RCPT TO:<bob@example.com>");
    line.say("DATA");
    line.say("Subject: seen\r\n\r\nx\r\n.");
    assert_eq!(data_of("message")["subject"], "seen");
    drop(line);
    assert_eq!(data_of("session")["outcome"], "delivered");
}

#[test]
fn a_built_page_is_served_beside_the_api_and_links_lead_to_it() {
    let page = tempfile::tempdir().expect("a folder");
    fs::write(page.path().join("index.html"), "<title>the page</title>").expect("written");
    let server = start(&["--server", "postfix", "--role", "mx", "--http", "0", "--page", page.path().to_str().expect("a name")]);
    let http = server.next_line();
    assert!(get(&http, "/").contains("<title>the page</title>"));
    assert!(ask(&http, "GET", "/nothing.js", "").0.starts_with("HTTP/1.1 404 "));
    assert!(ask(&http, "GET", "/../Cargo.toml", "").0.starts_with("HTTP/1.1 404 "));
    assert!(json(&http, "/api/").is_object());
    let (head, look) = ask(&http, "GET", "/look/", "");
    assert!(head.contains("content-security-policy: default-src 'none'; script-src 'self';") && look.contains("src=\"look.js\""), "{head}");
    assert!(get(&http, "/look/look.js").contains("EventSource") && get(&http, "/look/look.css").contains("--paper"));
    send(&server, "bob@example.com");
    let line = server.next_line();
    let home = http.trim_start_matches("http on ");
    assert!(line.contains(&format!(" {home}#s=1.")), "{line}");
}

/// `serve --expect` with what `client` does: its status and what it said.
fn expect(file: &str, more: &[&str], client: impl Fn(&Running)) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let (expected, errors) = (folder.path().join("expected.smtp"), folder.path().join("errors"));
    fs::write(&expected, file).expect("written");
    let mut program = Command::new(binary());
    program.stderr(fs::File::create(&errors).expect("a file"));
    let arguments = [&["--quiet", "--expect", expected.to_str().expect("a name")], more].concat();
    let mut server = Running::start_in(&folder.path().join("mail"), program, &arguments);
    client(&server);
    let code = server.wait().code();
    (code, fs::read_to_string(&errors).expect("its errors"))
}

#[test]
fn the_status_says_whether_the_client_did_what_was_expected() {
    const FILE: &str =
        "# a mail to bob\n@server exim mx\nC: MAIL FROM:<dave@example.org>\nC: RCPT TO:<bob@example.com>\nS~ 250\nC: Hello\nC: .\nS~ 250\n";
    let (code, said) = expect(FILE, &[], |server| send(server, "bob@example.com"));
    assert_eq!((code, said.as_str()), (Some(0), ""));
    // The server is the one that the file names.
    let (code, said) = expect(FILE, &["--exit-when-idle", "1"], |server| {
        let mut line = server.connect();
        assert!(line.reply().contains(" ESMTP Exim "));
        drop(line);
        send(server, "alice@example.com");
    });
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("expected.smtp: no session did it; #2 came furthest: line 4: the client did not say \"RCPT TO:<bob@example.com>\""),
        "{said}"
    );
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("wait.smtp").display().to_string();
    fs::write(&path, "@server postfix mx\n@wait 5\n").expect("written");
    let said = run(binary(), &["serve", "--expect", &path], "");
    assert_eq!(said.status.code(), Some(2));
    assert_eq!(said.errors, format!("smtp-playground: {path}:2: only C:, S:, S~ and comments can be expected of a client\n"));
}

#[test]
fn several_servers_answer_at_once_and_it_ends_when_nobody_is_there_any_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut program = Command::new(binary())
        .args(["serve", "--on", "postfix/mx=0", "--on", "exim/submission=0", "--on", "sendmail/mx/tls=0", "--exit-when-idle", "1"])
        .args(["--maildir", folder.path().to_str().expect("a name")])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut lines = BufReader::new(program.stdout.take().expect("its output")).lines().map_while(Result::ok);
    let ports: Vec<(String, String)> = (0..3)
        .map(|_| {
            let line = lines.next().expect("a line");
            let (address, which) = line.strip_prefix("listening on ").and_then(|rest| rest.split_once(' ')).expect("an address");
            (address.to_owned(), which.to_owned())
        })
        .collect();
    let which: Vec<&str> = ports.iter().map(|(_, which)| which.as_str()).collect();
    assert_eq!(which, ["postfix mx", "exim submission", "sendmail mx tls"]);
    for ((address, _), greeting) in ports.iter().zip(["ESMTP Postfix", "ESMTP Exim"]) {
        let mut said = String::new();
        BufReader::new(TcpStream::connect(address).expect("a connection")).read_line(&mut said).expect("a greeting");
        assert!(said.contains(greeting), "{said}");
    }
    assert!(program.wait().expect("it ends by itself").success());
    assert_eq!(lines.filter(|line| line.starts_with('#')).count(), 2);
    assert!(Path::new(folder.path()).join("alice/new").is_dir());
}

#[cfg(unix)]
#[test]
fn nobody_is_held_up_where_only_the_first_line_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut program = Command::new(binary())
        .args([
            "serve",
            "--server",
            "postfix",
            "--role",
            "mx",
            "--listen",
            "127.0.0.1:0",
            "--maildir",
            folder.path().to_str().expect("a name"),
        ])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("it starts");
    // A pipe holds 64 KiB, some hundred of these lines; more threads than the program has could wait for it.
    let mut out = BufReader::new(program.stdout.take().expect("its output"));
    let mut first = String::new();
    out.read_line(&mut first).expect("a line");
    let address = first.trim().strip_prefix("listening on ").expect("an address").to_owned();
    let long = "x".repeat(180);
    for _ in 0..700 {
        let mut line = TcpStream::connect(&address).expect("a connection");
        line.write_all(format!("NOOP {long}\r\nQUIT\r\n").as_bytes()).expect("sent");
        line.read_to_end(&mut Vec::new()).expect("its replies");
    }
    let mut line = TcpStream::connect(&address).expect("a connection");
    line.write_all(b"HELO client.example.org\r\nMAIL FROM:<>\r\nRCPT TO:<bob@example.com>\r\nDATA\r\nx\r\n.\r\nQUIT\r\n").expect("sent");
    let mut replies = String::new();
    line.read_to_string(&mut replies).expect("its replies");
    assert!(replies.contains("250 2.0.0 Ok: queued as "), "{replies}");
    assert!(run("kill", &["-TERM", &program.id().to_string()], "").status.success());
    assert!(program.wait().expect("it ends").success());
    drop(out);
}

/// A file of `examples/ci`.
fn example(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/ci").join(name)
}

/// Runs a project's tests against a server, as its CI would.
fn suite(program: &str, arguments: &[&str], folder: &Path) -> server::Said {
    let server = start(&["--server", "postfix", "--role", "submission", "--http", "0", "--quiet"]);
    let http = server.next_line();
    let port = http.rsplit(':').next().and_then(|rest| rest.split('/').next()).expect("a port").to_owned();
    let command = format!("cd '{}' && SMTP_PORT={} HTTP_PORT={port} {program} {}", folder.display(), server.port(), arguments.join(" "));
    run("sh", &["-c", &command], "")
}

#[cfg(unix)]
#[test]
fn a_projects_python_tests_run_against_it() {
    if !installed("python3", "--version") {
        return;
    }
    let said = suite("python3", &["-m", "unittest", "test_mail.py"], &example(""));
    assert!(said.status.success() && said.errors.contains("Ran 2 tests"), "{said:?}");
}

#[cfg(unix)]
#[test]
fn a_projects_node_tests_run_against_it() {
    let modules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/clients/node_modules");
    if !installed("node", "--version") || !modules.is_dir() {
        eprintln!("skipped: nodemailer is not installed; cargo xtask test serve does it");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    fs::copy(example("mail.test.mjs"), folder.path().join("mail.test.mjs")).expect("copied");
    std::os::unix::fs::symlink(modules.canonicalize().expect("a folder"), folder.path().join("node_modules")).expect("a link");
    let said = suite("node", &["--test"], folder.path());
    assert!(said.status.success() && said.out.contains("pass 2"), "{said:?}");
}
