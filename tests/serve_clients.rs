//! What real clients meet behind `serve`: lists, relaying, planned failures, TLS, crowds
//! (`serve_mechanisms.rs` has every client with every server). A client that is not installed is passed over with a note,
//! except in CI, which installs them.

#[path = "clients/send.rs"]
mod send;
#[path = "clients/server.rs"]
mod server;

use std::fs;
use std::path::Path;
use std::thread;

use send::{MESSAGE, SEED, curl, swaks};
use server::{Running, Said, installed, run};

/// What curl logs in with.
const LOGIN: [&str; 2] = ["--user", "alice@example.com:wonderland"];

fn submission(arguments: &[&str]) -> Running {
    Running::start(&[&["--server", "postfix", "--role", "submission"], arguments].concat())
}

/// The file ends with exactly these octets, and before them stands what the server wrote.
fn assert_is_message(file: &[u8], message: &[u8]) {
    let trace = file.strip_suffix(message).unwrap_or_else(|| {
        panic!("not byte for byte:\n{}\nshould end with\n{}", file.escape_ascii(), message.escape_ascii());
    });
    let trace = String::from_utf8_lossy(trace);
    assert!(trace.starts_with("Return-Path: <alice@example.com>\r\n"), "{trace}");
    assert!(trace.ends_with("\r\n") && trace.contains("\tby mail.example.com (Postfix) with ESMTPSA id "), "{trace}");
}

fn assert_success(said: &Said) {
    assert!(said.status.success(), "{said:?}");
}

#[test]
fn the_seed_pages_python_sends_a_message() {
    if !installed("python3", "--version") {
        return;
    }
    let server = submission(&[]);
    let directory = tempfile::tempdir().expect("a directory");
    let sent = directory.path().join("sent");
    let said = run("python3", &[SEED, "send", &server.port(), sent.to_str().expect("a name")], "");
    assert_success(&said);
    let sent = fs::read(sent).expect("what was sent");
    assert!(String::from_utf8_lossy(&sent).contains("\r\n..and one with two\r\n"), "{}", sent.escape_ascii());
    assert_is_message(&server.only_mail("bob"), &sent);
}

#[test]
fn the_seed_pages_python_is_told_that_a_password_is_wrong() {
    if !installed("python3", "--version") {
        return;
    }
    let server = submission(&[]);
    let said = run("python3", &[SEED, "wrong", &server.port()], "");
    assert_eq!(said.status.code(), Some(1), "{said:?}");
    assert!(said.out.starts_with("SMTP Error: (535, b'5.7.8 Error: authentication failed"), "{said:?}");
    assert_eq!(server.all_files(), [] as [&Path; 0]);
}

#[test]
fn the_seed_pages_python_tests_a_connection() {
    if !installed("python3", "--version") {
        return;
    }
    let server = submission(&[]);
    let said = run("python3", &[SEED, "test", &server.port()], "");
    assert_success(&said);
    let found: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(found["connected"], true, "{found}");
    assert_eq!(found["banner"], "220 mail.example.com ESMTP Postfix (Debian/GNU)");
    let extensions = found["extensions"].as_array().expect("a list");
    for extension in ["starttls", "pipelining", "size"] {
        assert!(extensions.iter().any(|known| known == extension), "{extension} in {found}");
    }
    assert!(extensions.iter().all(|known| known != "auth"), "no AUTH in the clear: {found}");
}

#[test]
fn a_recipient_refused_twice_is_taken_from_the_third_connection() {
    if !installed("swaks", "--version") {
        return;
    }
    let server = submission(&["--no-trace", "--fault", "rcpt=451-4.7.1*2"]);
    for _ in 0..2 {
        let said = swaks(&server, "PLAIN", "wonderland");
        assert!(!said.status.success() && said.out.contains("<~* 451 4.7.1 "), "{said:?}");
    }
    assert_success(&swaks(&server, "PLAIN", "wonderland"));
    assert_eq!(server.mail("bob").len(), 1);
}

#[test]
fn curl_sends_to_the_list_and_elsewhere() {
    if !installed("curl", "--version") {
        return;
    }
    let server = submission(&[]);
    let url = format!("smtp://{}/client.example.org", server.address);
    let said = curl(&url, &[LOGIN[0], LOGIN[1], "--ssl-reqd", "--mail-rcpt", "team@example.com", "--mail-rcpt", "dave@example.org"]);
    assert_success(&said);
    for mailbox in ["alice", "bob", "relayed"] {
        assert_is_message(&server.only_mail(mailbox), MESSAGE.as_bytes());
    }
    assert!(server.mail("carol").is_empty());
}

#[test]
fn curl_sends_inside_tls_from_the_start() {
    if !installed("curl", "--version") {
        return;
    }
    let server = submission(&["--implicit-tls"]);
    let said = curl(&format!("smtps://{}/client.example.org", server.address), &[LOGIN[0], LOGIN[1], "--mail-rcpt", "bob@example.com"]);
    assert_success(&said);
    assert!(!said.errors.contains("STARTTLS"), "{said:?}");
    assert_is_message(&server.only_mail("bob"), MESSAGE.as_bytes());
}

#[test]
fn openssl_talks_behind_starttls_and_inside_tls() {
    if !installed("openssl", "version") {
        return;
    }
    for (arguments, more) in [(&[][..], &["-starttls", "smtp"][..]), (&["--implicit-tls"][..], &[][..])] {
        let server = submission(arguments);
        let address = server.address.to_string();
        for version in ["-tls1_2", "-tls1_3"] {
            let s_client = [&["s_client", "-crlf", "-quiet", version, "-connect", &address], more].concat();
            let said = run("openssl", &s_client, "EHLO client.example.org\nQUIT\n");
            assert_success(&said);
            assert!(said.out.contains("250-AUTH PLAIN LOGIN CRAM-MD5"), "{said:?}");
            assert!(said.out.ends_with("221 2.0.0 Bye\r\n"), "{said:?}");
            assert!(said.errors.contains("CN = mail.example.com") || said.errors.contains("CN=mail.example.com"), "{said:?}");
        }
    }
}

#[test]
fn a_mail_server_for_everyone_takes_mail_without_login() {
    if !installed("curl", "--version") {
        return;
    }
    let server = Running::start(&["--server", "postfix", "--role", "mx", "--no-trace"]);
    let url = format!("smtp://{}/client.example.org", server.address);
    let sender = ["-sSv", &url, "--mail-from", "dave@example.org", "--upload-file", "-", "--crlf", "--mail-rcpt"];
    let message = MESSAGE.replace("\r\n", "\n");
    let said = run("curl", &[&sender[..], &["postmaster@example.com"]].concat(), &message);
    assert_success(&said);
    assert_eq!(server.only_mail("carol"), MESSAGE.as_bytes());
    let said = run("curl", &[&sender[..], &["nobody-here@example.com"]].concat(), &message);
    assert!(!said.status.success() && said.all().contains("550 5.1.1"), "{said:?}");
}

#[test]
fn many_clients_at_once_each_get_their_own_queue_id() {
    if !installed("curl", "--version") {
        return;
    }
    let server = submission(&[]);
    let url = format!("smtp://{}/client.example.org", server.address);
    let ids: Vec<String> = thread::scope(|scope| {
        let clients: Vec<_> = (0..12)
            .map(|_| {
                scope.spawn(|| {
                    curl(&url, &[LOGIN[0], LOGIN[1], "--ssl-reqd", "--mail-rcpt", "bob@example.com", "--mail-rcpt", "carol@example.com"])
                })
            })
            .collect();
        clients.into_iter().map(|client| queue_id(&client.join().expect("a client"))).collect()
    });
    let mut different = ids.clone();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), 12, "{ids:?}");
    for mailbox in ["bob", "carol"] {
        let mail = server.mail(mailbox);
        assert_eq!(mail.len(), 12);
        mail.iter().for_each(|file| assert_is_message(file, MESSAGE.as_bytes()));
        let named = |id: &String| mail.iter().any(|file| String::from_utf8_lossy(file).contains(&format!("id {id};")));
        assert!(ids.iter().all(named), "{ids:?}");
    }
}

fn queue_id(said: &Said) -> String {
    assert_success(said);
    let (_, rest) = said.errors.split_once("queued as ").unwrap_or_else(|| panic!("{said:?}"));
    rest.chars().take_while(char::is_ascii_alphanumeric).collect()
}
