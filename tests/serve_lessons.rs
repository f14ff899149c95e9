//! The exercises on the command line: the compiler, the judge of hand-ins, a program that is watched, a server
//! that is tried.

#[path = "clients/server.rs"]
mod server;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};

use server::{Running, Said, binary, run};

fn said(arguments: &[&str]) -> Said {
    run(binary(), arguments, "")
}

/// A file below `tests/`.
fn file(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests").join(name).display().to_string()
}

#[test]
fn the_course_is_checked_and_counted() {
    let said = said(&["lessons", "check"]);
    assert!(said.status.success(), "{}", said.all());
    assert!(said.out.lines().count() == 1 && said.out.ends_with("2 languages, 0 problems\n"), "{}", said.out);
}

#[test]
fn a_mistake_in_a_set_is_named_with_file_and_line() {
    let path = file("lessons/mistakes/hint-gives-the-line-away.toml");
    let said = said(&["lessons", "check", &path]);
    assert_eq!(said.status.code(), Some(1));
    assert!(said.out.starts_with(&format!("{path}:5: hint 1 of two-letters holds the whole line")), "{}", said.out);
    assert!(said.out.ends_with("1 language, 1 problem\n"), "{}", said.out);
}

/// Sends `lines` one by one, and reads each reply.
fn talk(stream: &TcpStream, lines: &[&str]) {
    let mut reader = BufReader::new(stream);
    let mut reply = || {
        let mut line = "    ".to_owned();
        while line.as_bytes().get(3) != Some(&b' ') || line.trim().is_empty() {
            line.clear();
            if reader.read_line(&mut line).expect("a reply") == 0 {
                return;
            }
        }
    };
    reply();
    for line in lines {
        (&*stream).write_all(format!("{line}\r\n").as_bytes()).expect("sent");
        reply();
    }
}

#[test]
fn a_program_is_watched_and_its_hand_in_is_judged() {
    let folder = tempfile::tempdir().expect("a folder");
    let hand_in = folder.path().join("ann.json").display().to_string();
    let lesson = ["serve", "--listen", "127.0.0.1:0", "--lesson", "client#client-multiline", "--student", "Ann", "--hand-in", &hand_in];
    let mut watching = Command::new(binary()).args(lesson).stdout(Stdio::piped()).spawn().expect("it starts");
    let mut out = BufReader::new(watching.stdout.take().expect("its output"));
    let mut line = String::new();
    while !line.starts_with("listening on ") {
        line.clear();
        assert!(out.read_line(&mut line).expect("a line") > 0, "it ended");
    }
    let stream = TcpStream::connect(line.trim_start_matches("listening on ").trim()).expect("a connection");
    talk(&stream, &["EHLO client.example.org", "HELP", "QUIT"]);
    let mut rest = String::new();
    out.read_to_string(&mut rest).expect("its output");
    assert!(watching.wait().expect("an end").success(), "{rest}");
    assert!(rest.contains("[x] EHLO, then HELP, then goodbye") && rest.ends_with("solved\n"), "{rest}");
    let graded = said(&["lessons", "grade", "client", &hand_in, "--csv"]);
    assert!(graded.status.success() && graded.out.contains("Ann,client-multiline,yes,3,"), "{}", graded.all());
}

#[test]
fn a_server_is_tried_with_dialogues_in_pieces() {
    let running = Running::start(&["--server", "postfix", "--role", "mx"]);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("hello.smtp");
    std::fs::write(&path, "@server postfix mx\nS~ 220\nC: HELO client.example.org\nS~ 250\nC: XYZZY\nS~ 250\nC: QUIT\nS~ 221\nS: closed\n")
        .expect("written");
    let path = path.display().to_string();
    let said = said(&["against", &running.port(), &path, "--pieces", "3"]);
    assert_eq!(said.status.code(), Some(1), "{}", said.all());
    assert!(said.out.contains(&format!("{path}:6: expected \"250\", found \"500")), "{}", said.out);
    assert!(said.out.ends_with("1 files, 5 expectations, 1 broken\n"), "{}", said.out);
}

#[test]
fn a_server_is_tried_inside_tls_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tls.smtp");
    let path = path.to_str().expect("a name");
    let login =
        "C: EHLO client.example.org\nS~ 250\nC: AUTH PLAIN AGFsaWNlQGV4YW1wbGUuY29tAHdvbmRlcmxhbmQ=\nS~ 235\nC: QUIT\nS~ 221\nS: closed\n";
    let running = Running::start(&["--server", "postfix", "--role", "submission"]);
    let upgrade = "S~ 220\nC: EHLO client.example.org\nS~ 250\nC: STARTTLS\nS~ 220\n";
    std::fs::write(path, format!("@server postfix submission\n{upgrade}{login}")).expect("written");
    let tried = said(&["against", &running.port(), path]);
    assert!(tried.status.success() && tried.out.ends_with("1 files, 7 expectations, 0 broken\n"), "{}", tried.all());

    // A port that is inside TLS from the start, and a dialogue that is not.
    let running = Running::start(&["--server", "postfix", "--role", "submission", "--implicit-tls"]);
    let tried = said(&["against", &running.port(), path, "--timeout", "1"]);
    assert_eq!(tried.status.code(), Some(1), "{}", tried.all());
    std::fs::write(path, format!("@tls\n@server postfix submission\nS~ 220\n{login}")).expect("written");
    let tried = said(&["against", &running.port(), path]);
    assert!(tried.status.success() && tried.out.ends_with("1 files, 5 expectations, 0 broken\n"), "{}", tried.all());
}
