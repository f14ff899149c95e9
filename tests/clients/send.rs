//! The message that the clients send, and how each program is told to send it.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::path::Path;

use smtp_engine::session::{Role, Server};

use super::server::{Running, Said, installed, run};

/// Programs for these tests, and what npm brings for them.
const CLIENTS: &str = concat!(env!("PROJECT_ROOT"), "tests/clients");
/// The Python functions of the page that this project began with.
pub(crate) const SEED: &str = concat!(env!("PROJECT_ROOT"), "tests/clients/seed.py");

pub(crate) const SENDER: &str = "alice@example.com";
pub(crate) const RECIPIENT: &str = "bob@example.com";
/// The sender's password, which is also her access token.
pub(crate) const PASSWORD: &str = "wonderland";

/// A message that trips over dots, long lines and missing line ends. It has all the headers that a
/// submission server may otherwise add (RFC 6409 section 8).
pub(crate) const MESSAGE: &str = "From: alice@example.com\r\nTo: bob@example.com\r\nSubject: dots\r\n\
     Date: Mon, 23 Nov 2026 08:00:00 +0000\r\nMessage-ID: <dots@client.example.org>\r\n\r\n\
     .one\r\n..two\r\n.\r\n\r\n...\r\nlast\r\n";

/// Every server that takes mail from its users.
pub(crate) fn submission_servers() -> impl Iterator<Item = &'static Server> {
    smtp_servers::ALL.iter().copied().filter(|server| server.role == Role::Submission)
}

/// Sends with swaks, inside TLS. It puts one line end behind the message.
pub(crate) fn swaks(server: &Running, mechanism: &str, password: &str) -> Said {
    let port = server.port();
    let whither = ["--server", "127.0.0.1", "--port", &port, "--helo", "client.example.org", "--tls"];
    let login = ["--auth", mechanism, "--auth-user", SENDER, "--auth-password", password];
    let mail = ["--from", SENDER, "--to", RECIPIENT, "--data", "-"];
    run("swaks", &[&whither[..], &login, &mail].concat(), &MESSAGE.replace("\r\n", "\n"))
}

/// Sends with curl.
pub(crate) fn curl(url: &str, more: &[&str]) -> Said {
    let common = ["-sSv", "-k", url, "--mail-from", SENDER, "--upload-file", "-", "--crlf"];
    run("curl", &[&common, more].concat(), &MESSAGE.replace("\r\n", "\n"))
}

/// Sends with nodemailer, inside TLS.
pub(crate) fn nodemailer(server: &Running, mechanism: &str, password: &str) -> Said {
    let script = format!("{CLIENTS}/nodemailer.mjs");
    run("node", &[script.as_str(), &server.port(), mechanism, password], MESSAGE)
}

/// Sends with Python's smtplib, inside TLS.
pub(crate) fn smtplib(server: &Running, mechanism: &str, password: &str) -> Said {
    let script = format!("{CLIENTS}/mechanism.py");
    run("python3", &[script.as_str(), &server.port(), mechanism, password], MESSAGE)
}

/// Whether node and what `npm ci --prefix tests/clients` brings are there. In CI they must be.
pub(crate) fn nodemailer_is_installed() -> bool {
    let there = Path::new(CLIENTS).join("node_modules/nodemailer").is_dir();
    assert!(there || std::env::var_os("CI").is_none(), "nodemailer is not installed; `npm ci --prefix tests/clients` does it");
    if !there {
        eprintln!("skipped: nodemailer is not installed; `npm ci --prefix tests/clients` does it");
    }
    there && installed("node", "--version")
}
