//! `serve` keeps what it took: killed in the middle of its work, on a full disk and on one that cannot be written,
//! without room for another file.
#![cfg(unix)]

#[path = "clients/server.rs"]
mod server;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use server::{HANGS, Line, Running, binary, run};

/// How often it is killed. `SMTP_PLAYGROUND_KILLS=50` asks for more.
fn rounds() -> usize {
    std::env::var("SMTP_PLAYGROUND_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(4)
}

/// Sends messages one after the other until the server is gone; which of them were taken.
fn busy_client(address: SocketAddr, name: usize, over: &AtomicBool) -> Vec<String> {
    let mut taken = Vec::new();
    let mut number = 0;
    while !over.load(Relaxed) {
        let Ok(stream) = TcpStream::connect(address) else { break };
        let _ = stream.set_read_timeout(Some(HANGS));
        let mut reader = BufReader::new(&stream);
        // The replies here have one line each; no reply is the end of the connection. Nothing is said to be greeted.
        let mut say = |line: Option<&str>| {
            if let Some(line) = line {
                (&stream).write_all(format!("{line}\r\n").as_bytes()).ok()?;
            }
            let mut reply = String::new();
            reader.read_line(&mut reply).ok().filter(|count| *count > 0).map(|_| reply)
        };
        let mut open = say(None).is_some() && say(Some("HELO client.example.org")).is_some();
        while open {
            number += 1;
            let id = format!("message-{name}-{number}-");
            let recipient = ["team@example.com", "carol@example.com", "alice@example.com"][number % 3];
            let envelope = ["MAIL FROM:<>", &format!("RCPT TO:<{recipient}>"), "DATA"];
            open = envelope.iter().all(|line| say(Some(line)).is_some());
            let text = format!("{id}\r\n{}\r\n.", "x".repeat(900));
            match say(Some(&text)).filter(|_| open) {
                Some(reply) if reply.starts_with("250 2.0.0 Ok: queued") => taken.push(id),
                _ => open = false,
            }
        }
    }
    taken
}

/// How often each message stands in each mailbox.
fn stored(root: &Path) -> BTreeMap<String, BTreeMap<&'static str, usize>> {
    let mut found: BTreeMap<String, BTreeMap<&'static str, usize>> = BTreeMap::new();
    for mailbox in ["alice", "bob", "carol"] {
        for file in fs::read_dir(root.join(mailbox).join("new")).expect("a mailbox") {
            let text = fs::read_to_string(file.expect("a file").path()).expect("a message");
            let start = text.find("message-").unwrap_or_else(|| panic!("a message without its name: {text:?}"));
            let id = text[start..].lines().next().expect("a line").to_owned();
            assert!(text.ends_with(&format!("{}\r\n", "x".repeat(900))), "a message that was cut: {text:?}");
            *found.entry(id).or_default().entry(mailbox).or_default() += 1;
        }
    }
    found
}

#[test]
fn what_it_took_is_there_once_however_it_ends() {
    for round in 0..rounds() {
        let directory = tempfile::tempdir().expect("a directory");
        let errors = directory.path().join("errors");
        let mail = directory.path().join("mail");
        let mut program = Command::new(binary());
        program.stderr(File::create(&errors).expect("a file"));
        let mut server = Running::start_in(&mail, program, &["--server", "postfix", "--role", "mx"]);
        let signal = ["-TERM", "-KILL"][round % 2];
        let (address, id, over) = (server.address, server.id(), AtomicBool::new(false));
        let taken: Vec<String> = thread::scope(|scope| {
            let over = &over;
            let clients: Vec<_> = (0..8).map(|name| scope.spawn(move || busy_client(address, name, over))).collect();
            // At another moment each time.
            thread::sleep(Duration::from_millis(60 + (round as u64 * 97) % 500));
            assert!(run("kill", &[signal, &id], "").status.success());
            over.store(true, Relaxed);
            clients.into_iter().flat_map(|client| client.join().expect("a client")).collect()
        });
        assert_eq!(server.wait().code(), (signal == "-TERM").then_some(0), "{signal}");
        // The next start finishes what was decided.
        drop(Running::start_in(&mail, Command::new(binary()), &["--server", "postfix", "--role", "mx"]));
        let stored = stored(&mail);
        for id in &taken {
            assert!(stored.contains_key(id), "round {round} {signal}: {id} was taken and is missing");
        }
        for (id, boxes) in &stored {
            assert!(boxes.values().all(|count| *count == 1), "round {round} {signal}: {id} is doubled: {boxes:?}");
            assert_eq!(
                boxes.contains_key("bob"),
                boxes.len() == 2,
                "round {round} {signal}: {id} is not with all of its mailboxes: {boxes:?}"
            );
        }
        let said = fs::read_to_string(&errors).expect("what it said");
        let untold = stored.len() - taken.len();
        if signal == "-TERM" {
            let told = said.lines().filter(|line| line.contains("the client was not told so")).count();
            assert!(untold <= told, "round {round}: {untold} are stored that no client knows of, {told} were said:\n{said}");
        } else {
            // Each client can have one under way.
            assert!(untold <= 8, "round {round}: {untold}");
        }
        println!("round {round} {signal}: {} taken, {} stored", taken.len(), stored.len());
    }
}

/// A disk of 256 kB, until it is dropped.
struct Disk {
    path: tempfile::TempDir,
}

impl Disk {
    fn mount() -> Option<Self> {
        let path = tempfile::tempdir().expect("a directory");
        let said = run("mount", &["-t", "tmpfs", "-o", "size=256k", "tmpfs", &path.path().display().to_string()], "");
        if !said.status.success() {
            eprintln!("skipped: no small disk can be mounted here: {}", said.errors.trim());
            return None;
        }
        Some(Self { path })
    }

    fn mail(&self) -> PathBuf {
        self.path.path().join("mail")
    }

    fn remount(&self, how: &str) {
        let said = run("mount", &["-o", &format!("remount,{how}"), &self.path.path().display().to_string()], "");
        assert!(said.status.success(), "{said:?}");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.path.path()).status();
    }
}

/// Sends a message of `size` octets to alice and bob; the reply.
fn send(line: &mut Line, size: usize) -> String {
    line.say("MAIL FROM:<>");
    line.say("RCPT TO:<team@example.com>");
    line.say("DATA");
    let text = format!("{}\r\n", "x".repeat(78)).repeat(size / 80);
    line.say(&format!("{text}."))
}

#[test]
fn a_disk_that_is_full_or_cannot_be_written_refuses_mail_for_now() {
    let Some(disk) = Disk::mount() else { return };
    let server = Running::start_in(&disk.mail(), Command::new(binary()), &["--server", "postfix", "--role", "mx"]);
    let mut line = server.connect();
    line.reply();
    line.say("EHLO client.example.org");
    assert!(send(&mut line, 20_000).starts_with("250 "), "there is room");
    // The first copy fits, the second does not.
    assert_eq!(send(&mut line, 120_000), "452 4.3.1 Insufficient system storage\r\n");
    assert_eq!((server.mail("alice").len(), server.mail("bob").len(), server.all_files().len()), (1, 1, 2));
    assert!(send(&mut line, 20_000).starts_with("250 "), "there is room for a smaller one");
    disk.remount("ro");
    assert_eq!(send(&mut line, 800), "452 4.3.1 Insufficient system storage\r\n");
    disk.remount("rw");
    assert!(send(&mut line, 800).starts_with("250 "));
    assert!(line.say("QUIT").starts_with("221 "));
    assert_eq!((server.mail("alice").len(), server.mail("bob").len(), server.all_files().len()), (3, 3, 6));
}

#[test]
fn without_room_for_another_file_mail_is_refused_for_now() {
    let mut program = Command::new("sh");
    program.args(["-c", "ulimit -n 32 && exec \"$0\" \"$@\""]).arg(binary());
    let directory = tempfile::tempdir().expect("a directory");
    let server = Running::start_in(directory.path(), program, &["--server", "postfix", "--role", "mx"]);
    let mut line = server.connect();
    line.reply();
    line.say("EHLO client.example.org");
    let crowd: Vec<_> = (0..40).map(|_| server.connect()).collect();
    // Those that were let in are greeted; the others wait for room.
    let mut reply = String::new();
    for _ in 0..200 {
        reply = send(&mut line, 800);
        if reply.starts_with("452 ") {
            break;
        }
        thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(reply, "452 4.3.1 Insufficient system storage\r\n");
    drop(crowd);
    for _ in 0..500 {
        reply = send(&mut line, 800);
        if reply.starts_with("250 ") {
            break;
        }
        thread::sleep(Duration::from_millis(20));
    }
    assert!(reply.starts_with("250 "), "{reply}");
    assert_eq!(server.mail("alice").len(), server.mail("bob").len());
}
