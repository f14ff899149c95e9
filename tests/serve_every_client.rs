//! Fourteen clients, each a program or library of its own, send a mail through every submission server that `serve`
//! simulates: delivered, or refused as the real server refuses it. The table is printed (`cargo test --test serve_every_client -- --nocapture`). Ten are the programs of the
//! reference's pages, four more are what people have in their shell. A client that is not installed is passed over with
//! a note, except in CI, which installs them.

#[path = "clients/server.rs"]
mod server;
#[path = "clients/snippet.rs"]
mod snippet;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use playground::content::snippet::Values;
use smtp_engine::session::sasl::Mechanism;
use smtp_engine::session::{Role, Server};

use server::{Running, Said, installed, run};
use snippet::{Language, Workshop};

/// The programs of `snippets/` that are run here.
const LANGUAGES: [&str; 10] = ["python", "node", "rust", "go", "java", "php", "ruby", "curl", "swaks", "openssl"];

/// How a program of the shell is asked for its version.
const PROGRAMS: [(&str, &str); 4] = [("msmtp", "--version"), ("perl", "--version"), ("s-nail", "--version"), ("mutt", "-v")];

/// Those that know PLAIN only, as the pages use them. Microsoft 365 offers LOGIN and XOAUTH2: it refuses PLAIN with 504, and
/// swaks does not even try.
const ONLY_PLAIN: [&str; 4] = ["go", "ruby", "swaks", "openssl"];

const NET_SMTP: &str = concat!(env!("PROJECT_ROOT"), "tests/clients/net_smtp.pl");
const USER: &str = "alice@example.com";
const PASSWORD: &str = "wonderland";
const RECIPIENT: &str = "bob@example.com";
const MARK: &str = "Do you come to lunch?";

/// Every server that takes mail from its users.
fn submission_servers() -> Vec<&'static Server> {
    smtp_servers::ALL.iter().copied().filter(|server| server.role == Role::Submission).collect()
}

/// What a program of the shell did with the message on its standard input.
fn send_from_shell(program: &str, server: &Server, port: &str, certificate: &str) -> Said {
    let message = format!("From: {USER}\nTo: {RECIPIENT}\nSubject: Lunch?\n\n{MARK}\n");
    match program {
        "msmtp" => {
            let port = format!("--port={port}");
            let (trust, user) = (format!("--tls-trust-file={certificate}"), format!("--user={USER}"));
            let (password, from) = (format!("--passwordeval=echo {PASSWORD}"), format!("--from={USER}"));
            let tls = ["--host=localhost", &port, "--tls=on", "--tls-starttls=on", &trust];
            let login = ["--auth=on", &user, &password, &from, "--domain=client.example.org", RECIPIENT];
            run(program, &[&tls[..], &login].concat(), &message)
        }
        "perl" => run(program, &[NET_SMTP, port, certificate, USER, PASSWORD, RECIPIENT], &message),
        "s-nail" => {
            let to = format!("-Smta=smtp://{}:{PASSWORD}@localhost:{port}", USER.replace('@', "%40"));
            // It says PLAIN unless it is told otherwise.
            let plain = server.auth.mechanisms.contains(&Mechanism::Plain);
            let (login, trust) = (if plain { "plain" } else { "login" }, format!("-Stls-ca-file={certificate}"));
            let (login, from) = (format!("-Ssmtp-auth={login}"), format!("-Sfrom={USER}"));
            let tls = ["-:/", "-Sv15-compat", &to, "-Ssmtp-use-starttls", &trust, "-Stls-verify=strict", &login];
            run(program, &[&tls[..], &[&from, "-Ssendwait", "-s", "Lunch?", RECIPIENT]].concat(), MARK)
        }
        _ => {
            let to = format!("set smtp_url=smtp://{USER}@localhost:{port} smtp_pass={PASSWORD} ssl_force_tls=yes ssl_starttls=yes");
            let trust = format!("set ssl_ca_certificates_file={certificate} certificate_file={certificate}");
            let from = format!("set from={USER} use_from=yes use_envelope_from=yes hostname=client.example.org copy=no");
            let settings = ["-n", "-F", "/dev/null", "-e", &to, "-e", &trust, "-e", &from];
            run(program, &[&settings[..], &["-s", "Lunch?", RECIPIENT]].concat(), MARK)
        }
    }
}

/// Sends with one client through one server: what stands in the table, or what is wrong.
fn send(client: &str, server: &Server) -> Result<&'static str, String> {
    let start = |certificate: &Path| {
        let certificate = certificate.to_str().expect("a name");
        Running::start(&["--server", server.id, "--role", "submission", "--no-trace", "--certificate", certificate])
    };
    let (said, mail) = if LANGUAGES.contains(&client) {
        let language = Language::read(client);
        let workshop = Workshop::new(&language);
        let running = start(&workshop.certificate());
        workshop.trust(&workshop.certificate());
        let (host, from) = ("localhost", USER);
        let port = running.address.port();
        let (user, password, to) = (USER, PASSWORD, RECIPIENT);
        let (subject, body, name) = ("Lunch?", MARK, "client.example.org");
        let said = workshop.run("send", &Values { host, port, user, password, from, to, subject, body, client: name });
        (said, running.mail("bob"))
    } else {
        let directory = tempfile::tempdir().expect("a directory");
        let certificate = directory.path().join("ca.pem");
        let running = start(&certificate);
        let said = send_from_shell(client, server, &running.port(), certificate.to_str().expect("a name"));
        (said, running.mail("bob"))
    };
    let arrived = mail.len() == 1 && mail.iter().any(|file| String::from_utf8_lossy(file).contains(MARK));
    let refused = ONLY_PLAIN.contains(&client) && !server.auth.mechanisms.contains(&Mechanism::Plain);
    match (said.status.success(), arrived) {
        (true, true) if !refused => Ok("ok"),
        (false, false) if refused && said.all().contains("504 5.7.4") => Ok("504"),
        (false, false) if refused && said.all().contains("requested type not available") => Ok("-"),
        _ => Err(format!("{client} through {}: {} in the mailbox, {said:?}", server.id, mail.len())),
    }
}

/// The clients that are here.
fn clients() -> Vec<&'static str> {
    let languages = LANGUAGES.into_iter().filter(|id| {
        let needs = Language::read(id).needs;
        let [program, version] = needs.as_slice() else { panic!("{id}: no `needs`") };
        installed(program, version)
    });
    languages.chain(PROGRAMS.into_iter().filter(|(program, version)| installed(program, version)).map(|(program, _)| program)).collect()
}

#[test]
fn fourteen_clients_send_through_every_submission_server() {
    let (clients, servers) = (clients(), submission_servers());
    let pairs: Vec<_> = servers.iter().flat_map(|server| clients.iter().map(move |client| (*server, *client))).collect();
    let (next, results) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some((server, client)) = pairs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let result = send(client, server);
                    results.lock().expect("no thread failed").insert((server.id, *client), result);
                }
            });
        }
    });
    let results = results.into_inner().expect("no thread failed");
    println!("{:14} {}", "", clients.join(" "));
    for server in &servers {
        let cells = clients.iter().map(|client| {
            let word = results.get(&(server.id, *client)).and_then(|result| result.as_ref().ok()).unwrap_or(&"FAILED");
            format!("{word:width$}", width = client.len())
        });
        println!("{:14} {}", server.id, cells.collect::<Vec<_>>().join(" "));
    }
    let failed: Vec<&str> = results.values().filter_map(|result| result.as_ref().err().map(String::as_str)).collect();
    assert!(failed.is_empty(), "{} of {} failed:\n{}", failed.len(), pairs.len(), failed.join("\n"));
}
