//! Real clients send mail through every submission server that `serve` simulates, with every mechanism
//! that the server offers and the client speaks; a wrong password is refused each time. A client that is
//! not installed is passed over with a note, except in CI, which installs them.

#[path = "clients/send.rs"]
mod send;
#[path = "clients/server.rs"]
mod server;

use std::fs;

use lettre::address::Envelope;
use lettre::transport::smtp::authentication::{Credentials, Mechanism as LettreMechanism};
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{SmtpTransport, Transport};
use smtp_engine::session::Server;
use smtp_engine::session::sasl::Mechanism::{self, CramMd5, Login, OauthBearer, Plain, ScramSha256, Xoauth2};

use send::{MESSAGE, PASSWORD, RECIPIENT, SEED, SENDER, submission_servers};
use server::{Running, Said, installed, run};

fn start(server: &Server) -> Running {
    Running::start(&["--server", server.id, "--role", "submission", "--no-trace"])
}

/// The mailbox's only message is `message`, octet for octet.
fn assert_is_kept(server: &Server, running: &Running, message: &[u8]) {
    let kept = running.only_mail("bob");
    let (kept, message) = (kept.escape_ascii().to_string(), message.escape_ascii().to_string());
    assert_eq!(kept, message, "{server:?}");
}

/// Lets `send` try a wrong password and then the right one, with each server and each of its mechanisms
/// that the client `speaks`. It says what it sent and received, so that the mechanism can be seen.
fn send_everywhere(speaks: &[Mechanism], line_end_behind: &str, send: impl Fn(&Running, &str, &str) -> Result<String, String>) {
    for server in submission_servers() {
        let mechanisms = || server.auth.mechanisms.iter().filter(|mechanism| speaks.contains(mechanism));
        assert!(mechanisms().next().is_some(), "{server:?} offers no mechanism that the client speaks");
        for mechanism in mechanisms().map(|mechanism| mechanism.name()) {
            let running = start(server);
            let refused = send(&running, mechanism, "looking-glass").expect_err("a wrong password");
            // 535 by the book, but Aliyun says 526. Told in a challenge that a token is wrong, some clients
            // close and wait for no code.
            let token = matches!(mechanism, "OAUTHBEARER" | "XOAUTH2");
            assert!(token || refused.contains("535") || refused.contains("526"), "{server:?} {mechanism}: {refused}");
            assert!(running.all_files().is_empty(), "{server:?} {mechanism}");
            if let Err(said) = send(&running, mechanism, PASSWORD) {
                panic!("{server:?} {mechanism}: {said}");
            }
            assert_is_kept(server, &running, format!("{MESSAGE}{line_end_behind}").as_bytes());
        }
    }
}

/// What a program said, by how it ended, once it is seen that it used the mechanism.
fn judged(said: &Said, shows: &str) -> Result<String, String> {
    let all = said.all();
    assert!(all.contains(shows), "no {shows}: {all}");
    if said.status.success() { Ok(all) } else { Err(all) }
}

#[test]
fn the_seed_pages_python_sends_to_every_server() {
    if !installed("python3", "--version") {
        return;
    }
    for server in submission_servers() {
        let running = start(server);
        let directory = tempfile::tempdir().expect("a directory");
        let sent = directory.path().join("sent");
        let said = run("python3", &[SEED, "send", &running.port(), sent.to_str().expect("a name")], "");
        assert!(said.status.success(), "{server:?}: {said:?}");
        // Its message has neither Date nor Message-ID, which some servers add at the headers' end.
        let (sent, kept) = (fs::read(sent).expect("what was sent"), running.only_mail("bob"));
        let (sent, kept) = (String::from_utf8_lossy(&sent), String::from_utf8_lossy(&kept));
        let (headers, body) = sent.split_once("\r\n\r\n").expect("an empty line");
        let more = kept.strip_prefix(headers).and_then(|rest| rest.strip_suffix(&format!("\r\n\r\n{body}")));
        let more = more.unwrap_or_else(|| panic!("{server:?}: not as it was sent: {kept}"));
        assert!(more.is_empty() || more.starts_with("\r\n") && !more.contains("\r\n\r\n"), "{server:?}: {kept}");
    }
}

#[test]
fn swaks_sends_to_every_server_with_every_mechanism() {
    if !installed("swaks", "--version") {
        return;
    }
    send_everywhere(&[Plain, Login, CramMd5], "\r\n", |running, mechanism, password| {
        judged(&send::swaks(running, mechanism, password), &format!(" ~> AUTH {mechanism}"))
    });
}

#[test]
fn pythons_smtplib_sends_to_every_server_with_every_mechanism() {
    if !installed("python3", "--version") {
        return;
    }
    let all = [Plain, Login, CramMd5, ScramSha256, OauthBearer, Xoauth2];
    send_everywhere(&all, "", |running, mechanism, password| {
        judged(&send::smtplib(running, mechanism, password), &format!("send: 'AUTH {mechanism}"))
    });
}

#[test]
fn nodemailer_sends_to_every_server_with_every_mechanism() {
    if !send::nodemailer_is_installed() {
        return;
    }
    send_everywhere(&[Plain, Login, CramMd5, Xoauth2], "", |running, mechanism, password| {
        judged(&send::nodemailer(running, mechanism, password), &format!("AUTH {mechanism}"))
    });
}

#[test]
fn curl_sends_to_every_server_with_every_mechanism() {
    if !installed("curl", "--version") {
        return;
    }
    send_everywhere(&[Plain, Login, CramMd5, OauthBearer, Xoauth2], "", |running, mechanism, password| {
        let url = format!("smtp://{}/client.example.org", running.address);
        let (option, login) = (format!("AUTH={mechanism}"), format!("{SENDER}:{password}"));
        let with_token = ["--user", SENDER, "--oauth2-bearer", password];
        // Told to use a token, it takes OAUTHBEARER where it can and else XOAUTH2, whatever the option says.
        let (secret, shows) = match mechanism {
            "XOAUTH2" | "OAUTHBEARER" => (&with_token[..], "> AUTH ".to_owned()),
            _ => (&["--user", &login][..], format!("> AUTH {mechanism}")),
        };
        let rest = ["--ssl-reqd", "--login-options", &option, "--mail-rcpt", RECIPIENT];
        judged(&send::curl(&url, &[secret, &rest].concat()), &shows)
    });
}

#[test]
fn lettre_sends_to_every_server_with_every_mechanism() {
    // It ends every message with a line end of its own.
    send_everywhere(&[Plain, Login, Xoauth2], "\r\n", |running, mechanism, password| {
        let mechanism = match mechanism {
            "PLAIN" => LettreMechanism::Plain,
            "LOGIN" => LettreMechanism::Login,
            _ => LettreMechanism::Xoauth2,
        };
        let tls = TlsParameters::builder("mail.example.com".to_owned()).dangerous_accept_invalid_certs(true).build();
        let transport = SmtpTransport::builder_dangerous("127.0.0.1")
            .port(running.address.port())
            .hello_name(ClientId::Domain("client.example.org".to_owned()))
            .tls(Tls::Required(tls.expect("a TLS client")))
            .credentials(Credentials::new(SENDER.to_owned(), password.to_owned()))
            .authentication(vec![mechanism])
            .build();
        let address = |text: &str| text.parse().expect("an address");
        let envelope = Envelope::new(Some(address(SENDER)), vec![address(RECIPIENT)]).expect("an envelope");
        transport.send_raw(&envelope, MESSAGE.as_bytes()).map(|said| format!("{said:?}")).map_err(|error| error.to_string())
    });
}
