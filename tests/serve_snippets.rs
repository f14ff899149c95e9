//! The programs of the reference's pages are run against `serve`, as they stand there: with the commands and
//! in the environment that `data/snippets.toml` names, and with the certificate checked. A language that is
//! not installed is passed over with a note, except in CI, which installs all.

#[path = "clients/server.rs"]
mod server;
#[path = "clients/snippet.rs"]
mod snippet;

use std::fs;
use std::path::Path;

use mail_parser::MessageParser;
use playground::content::snippet::Values;

use server::Running;
use snippet::{Language, Workshop, values};

const BODY: &str = "Hello Bob,\n.a line with a dot\n..and one with two\n.\n\nbye";

/// Everything that the program of one language must do.
fn try_everything(id: &str) {
    let language = Language::read(id);
    if !language.is_installed() {
        return;
    }
    let workshop = Workshop::new(&language);
    let certificate = workshop.certificate();
    let start = || {
        let postfix = ["--server", "postfix", "--role", "submission", "--no-trace", "--certificate"];
        Running::start(&[&postfix[..], &[certificate.to_str().expect("a name")]].concat())
    };
    let server = start();
    workshop.trust(&certificate);
    let usual = values(server.address.port(), "Lunch?", BODY);

    let said = workshop.run_distrustful("test", &usual);
    assert!(!said.status.success(), "{id} trusts any certificate: {said:?}");
    let said = workshop.run("test", &usual);
    assert!(said.status.success(), "{id} test: {said:?}");
    assert!(said.all().to_uppercase().contains("PLAIN"), "{id} does not tell what the server offers inside TLS: {said:?}");

    // The password's text has everything in it that could end a string or begin something else.
    let wrong = Values { password: r##"a"b'c\d$e`f#{g}$(h){{user}}%i"##, ..usual };
    let said = workshop.run("send", &wrong);
    assert!(!said.status.success() && said.all().contains("535"), "{id} with a wrong password: {said:?}");
    assert!(server.all_files().is_empty(), "{id}");

    let said = workshop.run("send", &usual);
    assert!(said.status.success(), "{id} send: {said:?}");
    assert_is_mail(id, &server.only_mail("bob"), &usual);

    let server = start();
    workshop.trust(&certificate);
    let text = r##"a"b'c\d \n$e `f` #{g} ${h} $(i) {{user}} %DATE% #$0 #@j"##;
    let body = format!("{text}\n{text}");
    let nasty = values(server.address.port(), text, &body);
    let said = workshop.run("send", &nasty);
    assert!(said.status.success(), "{id} send: {said:?}");
    let kept = server.only_mail("bob");
    let mail = MessageParser::default().parse(&kept).expect("a mail");
    assert_eq!(mail.subject(), Some(text), "{id}: {}", kept.escape_ascii());
    assert_eq!(mail.body_text(0).expect("a text").trim_end().replace("\r\n", "\n"), nasty.body, "{id}: {}", kept.escape_ascii());
}

/// The body octet for octet (some libraries put an empty line behind it), the headers that were asked for,
/// and nothing else but headers.
fn assert_is_mail(id: &str, kept: &[u8], values: &Values) {
    let kept = std::str::from_utf8(kept).expect("ASCII");
    let (headers, body) = kept.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{id}: no headers: {kept}"));
    let wanted = format!("{}\r\n", values.body.replace('\n', "\r\n"));
    assert!(body == wanted || body.strip_suffix("\r\n") == Some(&wanted), "{id}: {kept:?}");
    // RFC 5322 section 3.6: Date must be there, Message-ID should; providers refuse mail without them.
    for name in ["Date", "Message-ID"] {
        let header = format!("\r\n{}: ", name.to_lowercase());
        assert!(format!("\r\n{headers}").to_lowercase().matches(&header).count() == 1, "{id}: no {name}: {kept}");
    }
    for (name, value) in [("From", values.from), ("To", values.to), ("Subject", values.subject)] {
        let plain = format!("\r\n{name}: {value}\r\n");
        let pointed = format!("\r\n{name}: <{value}>\r\n");
        let headers = format!("\r\n{headers}\r\n");
        assert!(headers.contains(&plain) || headers.contains(&pointed), "{id}: no {name}: {kept}");
    }
}

#[test]
fn python() {
    try_everything("python");
}

#[test]
fn node() {
    try_everything("node");
}

#[test]
fn rust() {
    try_everything("rust");
}

#[test]
fn go() {
    try_everything("go");
}

#[test]
fn java() {
    try_everything("java");
}

#[test]
fn php() {
    try_everything("php");
}

#[test]
fn ruby() {
    try_everything("ruby");
}

#[test]
fn curl() {
    try_everything("curl");
}

#[test]
fn swaks() {
    try_everything("swaks");
}

#[test]
fn openssl() {
    try_everything("openssl");
}

#[test]
fn every_row_that_says_so_is_executed() {
    let tests = fs::read_to_string(Path::new(env!("PROJECT_ROOT")).join("tests/serve_snippets.rs")).expect("this file");
    for language in Language::all() {
        let executed = tests.contains(&format!("try_everything(\"{}\")", language.id));
        assert_eq!(executed, language.executed, "data/snippets.toml says otherwise of {}", language.id);
        // Also those that cannot be run must have no placeholder without a value.
        for task in ["send", "test"] {
            assert!(!language.filled(task, &values(587, "Lunch?", BODY)).contains("{{"), "{} {task}", language.id);
        }
    }
}
