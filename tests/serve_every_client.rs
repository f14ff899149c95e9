//! Fourteen clients, each a program or library of its own, send a mail through every submission server that `serve`
//! simulates: delivered, or refused as the real server refuses it. Ten are the programs of the reference's pages, four
//! more are what people have in their shell. `-- --nocapture` prints the table. A client that is not installed is passed
//! over with a note, except in CI, which installs them.

#[path = "clients/send.rs"]
mod send;
#[path = "clients/server.rs"]
mod server;
#[path = "clients/snippet.rs"]
mod snippet;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use smtp_engine::session::Server;
use smtp_engine::session::sasl::Mechanism;

use send::{PASSWORD, RECIPIENT, SENDER, submission_servers};
use server::{Running, Said, installed, run};
use snippet::{Language, Workshop, values};

/// How a program of the shell is asked for its version.
const PROGRAMS: [(&str, &str); 4] = [("msmtp", "--version"), ("perl", "--version"), ("s-nail", "--version"), ("mutt", "-v")];

/// Those that know PLAIN only, as the pages use them. Microsoft 365 offers LOGIN and XOAUTH2: it refuses PLAIN with 504, and
/// swaks does not even try.
const ONLY_PLAIN: [&str; 4] = ["go", "ruby", "swaks", "openssl"];

const NET_SMTP: &str = concat!(env!("PROJECT_ROOT"), "tests/clients/net_smtp.pl");
const MARK: &str = "Do you come to lunch?";

/// What a program of the shell did with the message on its standard input.
fn send_from_shell(program: &str, server: &Server, port: &str, certificate: &str) -> Said {
    let message = format!("From: {SENDER}\nTo: {RECIPIENT}\nSubject: Lunch?\n\n{MARK}\n");
    match program {
        "msmtp" => {
            let port = format!("--port={port}");
            let (trust, user) = (format!("--tls-trust-file={certificate}"), format!("--user={SENDER}"));
            let (password, from) = (format!("--passwordeval=echo {PASSWORD}"), format!("--from={SENDER}"));
            let tls = ["--host=localhost", &port, "--tls=on", "--tls-starttls=on", &trust];
            let login = ["--auth=on", &user, &password, &from, "--domain=client.example.org", RECIPIENT];
            run(program, &[&tls[..], &login].concat(), &message)
        }
        "perl" => run(program, &[NET_SMTP, port, certificate, SENDER, PASSWORD, RECIPIENT], &message),
        "s-nail" => {
            let to = format!("-Smta=smtp://{}:{PASSWORD}@localhost:{port}", SENDER.replace('@', "%40"));
            // It says PLAIN unless it is told otherwise.
            let plain = server.auth.mechanisms.contains(&Mechanism::Plain);
            let (login, trust) = (if plain { "plain" } else { "login" }, format!("-Stls-ca-file={certificate}"));
            let (login, from) = (format!("-Ssmtp-auth={login}"), format!("-Sfrom={SENDER}"));
            let tls = ["-:/", "-Sv15-compat", &to, "-Ssmtp-use-starttls", &trust, "-Stls-verify=strict", &login];
            run(program, &[&tls[..], &[&from, "-Ssendwait", "-s", "Lunch?", RECIPIENT]].concat(), MARK)
        }
        _ => {
            let to = format!("set smtp_url=smtp://{SENDER}@localhost:{port} smtp_pass={PASSWORD} ssl_force_tls=yes ssl_starttls=yes");
            let trust = format!("set ssl_ca_certificates_file={certificate} certificate_file={certificate}");
            let from = format!("set from={SENDER} use_from=yes use_envelope_from=yes hostname=client.example.org copy=no");
            let settings = ["-n", "-F", "/dev/null", "-e", &to, "-e", &trust, "-e", &from];
            run(program, &[&settings[..], &["-s", "Lunch?", RECIPIENT]].concat(), MARK)
        }
    }
}

/// A client: a program of the reference's pages, or one of the shell.
enum Client {
    Page(Language),
    Shell(&'static str),
}

impl Client {
    /// Those that are here.
    fn all() -> Vec<Self> {
        let pages = Language::all().into_iter().filter(|language| language.executed && language.is_installed());
        let shell = PROGRAMS.into_iter().filter(|(program, version)| installed(program, version));
        pages.map(Self::Page).chain(shell.map(|(program, _)| Self::Shell(program))).collect()
    }

    fn name(&self) -> &str {
        match self {
            Self::Page(language) => &language.id,
            Self::Shell(program) => program,
        }
    }

    /// Sends through `server`: what stands in the table, or what is wrong.
    fn send(&self, server: &Server) -> Result<&'static str, String> {
        let start = |certificate: &Path| {
            let certificate = certificate.to_str().expect("a name");
            Running::start(&["--server", server.id, "--role", "submission", "--no-trace", "--certificate", certificate])
        };
        let (said, mail) = match self {
            Self::Page(language) => {
                let workshop = Workshop::new(language);
                let running = start(&workshop.certificate());
                workshop.trust(&workshop.certificate());
                (workshop.run("send", &values(running.address.port(), "Lunch?", MARK)), running.mail("bob"))
            }
            Self::Shell(program) => {
                let directory = tempfile::tempdir().expect("a directory");
                let certificate = directory.path().join("ca.pem");
                let running = start(&certificate);
                let said = send_from_shell(program, server, &running.port(), certificate.to_str().expect("a name"));
                (said, running.mail("bob"))
            }
        };
        let arrived = mail.len() == 1 && mail.iter().any(|file| String::from_utf8_lossy(file).contains(MARK));
        let refused = ONLY_PLAIN.contains(&self.name()) && !server.auth.mechanisms.contains(&Mechanism::Plain);
        match (said.status.success(), arrived) {
            (true, true) if !refused => Ok("ok"),
            (false, false) if refused && said.all().contains("504 5.7.4") => Ok("504"),
            (false, false) if refused && said.all().contains("requested type not available") => Ok("-"),
            _ => Err(format!("{} through {}: {} in the mailbox, {said:?}", self.name(), server.id, mail.len())),
        }
    }
}

#[test]
fn fourteen_clients_send_through_every_submission_server() {
    let (clients, servers) = (Client::all(), submission_servers().collect::<Vec<_>>());
    let pairs: Vec<_> = servers.iter().flat_map(|server| clients.iter().map(move |client| (*server, client))).collect();
    let (next, results) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some((server, client)) = pairs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let result = client.send(server);
                    results.lock().expect("no thread failed").insert((server.id, client.name()), result);
                }
            });
        }
    });
    let results = results.into_inner().expect("no thread failed");
    println!("{:14} {}", "", clients.iter().map(Client::name).collect::<Vec<_>>().join(" "));
    for server in &servers {
        let cells = clients.iter().map(|client| {
            let word = results.get(&(server.id, client.name())).and_then(|result| result.as_ref().ok()).unwrap_or(&"FAILED");
            format!("{word:width$}", width = client.name().len())
        });
        println!("{:14} {}", server.id, cells.collect::<Vec<_>>().join(" "));
    }
    let failed: Vec<&str> = results.values().filter_map(|result| result.as_ref().err().map(String::as_str)).collect();
    assert!(failed.is_empty(), "{} of {} failed:\n{}", failed.len(), pairs.len(), failed.join("\n"));
}
