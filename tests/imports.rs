//! Logs that real programs wrote, in `tests/imports/`, are read back as what really was said.

use playground::record::EventKind;
use playground::record::import::{Exchange, ImportError, Imported, LogKind, MAX_IMPORT, import};
use proptest::prelude::*;

fn log(name: &str) -> String {
    let path = format!("{}tests/imports/{name}", env!("PROJECT_ROOT"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn read(name: &str, kind: LogKind) -> Imported {
    let imported = import(&log(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(imported.kind, kind, "{name}");
    imported
}

fn said(imported: &Imported) -> Vec<&str> {
    imported.exchanges.iter().map(|exchange| exchange.said.as_deref().unwrap_or("(connects)")).collect()
}

fn answer<'i>(imported: &'i Imported, line: &str) -> &'i Exchange {
    let found = imported.exchanges.iter().find(|exchange| exchange.said.as_deref() == Some(line));
    found.unwrap_or_else(|| panic!("{line} is not in {:#?}", said(imported)))
}

fn reply(imported: &Imported, line: &str) -> String {
    answer(imported, line).replies.iter().flatten().flatten().last().cloned().unwrap_or_default()
}

#[test]
fn swaks_is_read() {
    let imported = read("swaks/refused-recipient.log", LogKind::Swaks);
    assert_eq!(reply(&imported, "RCPT TO:<joe@elsewhere.example>"), "554 5.7.1 <joe@elsewhere.example>: Relay access denied");
    assert!(reply(&imported, ".").starts_with("250 2.0.0 Ok: queued as"));
    assert_eq!(imported.server().map(|server| server.id), Some("postfix"));
    let imported = read("swaks/tls-login.log", LogKind::Swaks);
    assert_eq!(reply(&imported, "YWxpY2VAZXhhbXBsZS5jb20="), "334 UGFzc3dvcmQ6");
    assert_eq!(imported.server().map(|server| server.role.id()), Some("submission"));
}

#[test]
fn curl_is_read_though_the_message_is_not_in_it() {
    let imported = read("curl/mail.log", LogKind::Curl);
    assert!(imported.message_left_out);
    assert!(reply(&imported, ".").ends_with("Message accepted for delivery"));
    assert_eq!(imported.server().map(|server| server.id), Some("sendmail"));
    let imported = read("curl/tls-login-refused.log", LogKind::Curl);
    assert!(reply(&imported, "AUTH CRAM-MD5").starts_with("334 "));
    assert_eq!(
        imported.exchanges.last().and_then(|last| last.replies.clone()),
        Some(vec![vec!["535 Incorrect authentication data".to_owned()]])
    );
}

#[test]
fn smtplib_is_read() {
    let imported = read("smtplib/mail.log", LogKind::Smtplib);
    assert_eq!(reply(&imported, "rcpt TO:<joe@elsewhere.example>"), "554 5.7.1 <joe@elsewhere.example>: Relay access denied");
    assert!(said(&imported).ends_with(&["Subject: Hi", "", "Hello", "..dot", ".", "quit"]));
    let imported = read("smtplib/tls-login-timestamps.log", LogKind::Smtplib);
    assert!(said(&imported).contains(&"STARTTLS"));
}

#[test]
fn nodemailer_is_read_and_a_hidden_password_is_noticed() {
    let imported = read("nodemailer/mail.log", LogKind::Nodemailer);
    assert_eq!(reply(&imported, "RCPT TO:<joe@elsewhere.example>"), "550 Invalid recipient: <joe@elsewhere.example>");
    assert!(said(&imported).ends_with(&["", "Hello", "..dot", "."]), "{:?}", said(&imported));
    assert_eq!(imported.server().map(|server| server.id), Some("opensmtpd"));
    assert_eq!(read("nodemailer/tls-login.log", LogKind::Nodemailer).hidden, 1);
}

#[test]
fn phpmailer_is_read_as_text_and_as_html() {
    let text = read("phpmailer/mail.log", LogKind::PhpMailer);
    let html = read("phpmailer/html.log", LogKind::PhpMailer);
    assert_eq!(answer(&text, "EHLO client.example.org"), answer(&html, "EHLO client.example.org"));
    assert_eq!(answer(&text, "EHLO client.example.org").replies.as_ref().map(|replies| replies[0].len()), Some(11));
    assert_eq!(reply(&html, "DATA"), "354 End data with <CR><LF>.<CR><LF>");
    assert!(said(&html).contains(&"MAIL FROM:<joe@example.org>"));
    assert_eq!(read("phpmailer/tls-login.log", LogKind::PhpMailer).hidden, 1);
}

#[test]
fn openssl_is_read_with_what_was_typed_into_it() {
    let imported = read("openssl/starttls-terminal.log", LogKind::OpenSsl);
    assert_eq!(&said(&imported)[..4], ["(connects)", "EHLO mail.example.com", "STARTTLS", "EHLO client.example.org"]);
    assert_eq!(answer(&imported, "STARTTLS").replies, None);
    assert_eq!(reply(&imported, "RCPT TO:<bob@example.com>"), "250 2.1.5 Ok");
    assert!(said(&imported).ends_with(&["DATA", "Subject: Hi", "", "Hello", ".", "QUIT"]));
    let imported = read("openssl/implicit-tls.log", LogKind::OpenSsl);
    assert_eq!(imported.server().map(|server| server.id), Some("gmail"));
    assert!(reply(&imported, "NONSENSE").starts_with("502 "), "{:#?}", imported.exchanges);
}

#[test]
fn postfix_is_read_as_far_as_its_log_tells() {
    let imported = read("postfix/relay-denied.log", LogKind::Postfix);
    assert_eq!(reply(&imported, "RCPT TO:<alice@[127.0.0.9]>"), "554 5.7.1 <alice@[127.0.0.9]>: Relay access denied");
    assert_eq!(answer(&imported, "MAIL FROM:<joe@example.org>").replies, None);
    let imported = read("postfix/delivered.log", LogKind::Postfix);
    let expected = ["EHLO client.example.org", "MAIL FROM:<joe@example.org>", "RCPT TO:<alice@example.com>", "DATA", ".", "QUIT"];
    assert!(said(&imported).windows(expected.len()).any(|window| window == expected), "{:?}", said(&imported));
}

#[test]
fn what_was_said_can_be_played_to_the_same_server() {
    for (name, kind) in [
        ("swaks/tls-login.log", LogKind::Swaks),
        ("smtplib/mail.log", LogKind::Smtplib),
        ("phpmailer/mail.log", LogKind::PhpMailer),
        ("openssl/implicit-tls.log", LogKind::OpenSsl),
        ("nodemailer/mail.log", LogKind::Nodemailer),
    ] {
        let imported = read(name, kind);
        let timeline = imported.play(imported.server().expect("a server"));
        let real: Vec<String> = imported.exchanges.iter().filter_map(|exchange| exchange.replies.clone()).flatten().flatten().collect();
        let played: Vec<String> = timeline
            .events()
            .iter()
            .filter_map(|event| match &event.kind {
                EventKind::Reply(reply) => Some(reply.text.lines().map(str::to_owned).collect::<Vec<_>>()),
                _ => None,
            })
            .flatten()
            .collect();
        let codes = |lines: &[String]| lines.iter().map(|line| line[..3].to_owned()).collect::<Vec<_>>();
        assert_eq!(codes(&played), codes(&real), "{name}");
    }
}

/// What a log says of people and domains holds where it is played again, so that nothing is refused that was not.
#[test]
fn a_log_is_played_in_a_world_that_fits_it() {
    let text = "S: 220 mx1.shop.example ESMTP Postfix\nC: EHLO client.other.example\nS: 250-mx1.shop.example\nS: 250 SIZE 5000\n\
        C: MAIL FROM:<ann@other.example>\nS: 250 2.1.0 Ok\n\
        C: RCPT TO:<orders@shop.example>\nS: 250 2.1.5 Ok\n\
        C: RCPT TO:<nobody@shop.example>\nS: 550 5.1.1 <nobody@shop.example>: Recipient address rejected: User unknown\n\
        C: RCPT TO:<ann@third.example>\nS: 554 5.7.1 <ann@third.example>: Relay access denied\n\
        C: RCPT TO:<bob@example.com>\nS: 554 5.7.1 <bob@example.com>: Relay access denied\nC: QUIT\nS: 221 2.0.0 Bye\n";
    let imported = import(text).expect("a transcript");
    let world = imported.world();
    assert_eq!((world.host.as_str(), world.message_size_limit), ("mx1.shop.example", 5000));
    assert!(world.is_local_domain("shop.example") && world.has_mailbox("orders") && !world.has_mailbox("nobody"));
    assert!(!world.is_local_domain("third.example") && !world.is_local_domain("example.com"));
    let played = imported.play(imported.server().expect("Postfix"));
    let codes: Vec<u16> = played
        .events()
        .iter()
        .filter_map(|event| if let EventKind::Reply(reply) = &event.kind { Some(reply.code.0) } else { None })
        .collect();
    assert_eq!(codes, [220, 250, 250, 250, 550, 554, 554, 221]);

    let login = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, "\0ann@shop.example\0sesame");
    let text = format!(
        "S: 220 mx1.shop.example ESMTP Postfix\nC: EHLO a.example\nS: 250 AUTH PLAIN\nC: AUTH PLAIN {login}\nS: 235 2.7.0 Ok\n\
        C: MAIL FROM:<ann@shop.example>\nS: 250 2.1.0 Ok\nC: RCPT TO:<x@far.example>\nS: 250 2.1.5 Ok\n"
    );
    let imported = import(&text).expect("a transcript");
    assert_eq!(imported.world().password("ann@shop.example"), Some("sesame"));
    let played = imported.play(imported.server().expect("Postfix"));
    let refused = played.events().iter().any(|event| matches!(&event.kind, EventKind::Reply(reply) if reply.code.0 >= 400));
    assert!(!refused);
}

/// Postfix notes refusals only; what it does not note was not refused.
#[test]
fn a_mail_log_invents_no_refusal() {
    let text = "Nov 23 07:00:00 mx postfix/smtpd[7]: connect from out.other.example[192.0.2.7]\n\
        Nov 23 07:00:00 mx postfix/smtpd[7]: 6F2C5FA391: client=out.other.example[192.0.2.7]\n\
        Nov 23 07:00:00 mx postfix/qmgr[3]: 6F2C5FA391: from=<ann@other.example>, size=300, nrcpt=1 (queue active)\n\
        Nov 23 07:00:01 mx postfix/virtual[9]: 6F2C5FA391: to=<orders@shop.example>, relay=virtual, delay=1, dsn=2.0.0, status=sent (delivered to maildir)\n\
        Nov 23 07:00:01 mx postfix/smtpd[7]: disconnect from out.other.example[192.0.2.7] ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5\n";
    let imported = import(text).expect("a mail log");
    let played = imported.play(imported.server().unwrap_or(&smtp_servers::postfix::MX));
    let refused: Vec<&str> = played
        .events()
        .iter()
        .filter_map(
            |event| if let EventKind::Reply(reply) = &event.kind { (reply.code.0 >= 400).then_some(reply.text.as_str()) } else { None },
        )
        .collect();
    assert_eq!(refused, [""; 0]);
}

/// A message may hold a log of another kind.
#[test]
fn the_first_line_that_is_known_says_who_wrote_the_log() {
    let quoted = "S: 220 mail.example.com ESMTP\nC: DATA\nS: 354 go on\nC: CLIENT -> SERVER: NOOP\nC: .\nS: 250 ok\n";
    let imported = import(quoted).expect("a transcript");
    assert_eq!(imported.kind, LogKind::Transcript);
    assert_eq!(said(&imported), ["(connects)", "DATA", "CLIENT -> SERVER: NOOP", "."]);
}

#[test]
fn what_cannot_be_read_is_said() {
    assert_eq!(import(""), Err(ImportError::Unknown));
    assert_eq!(import("Dear Sir or Madam,\n220 is a number"), Err(ImportError::Unknown));
    assert_eq!(import("S: 220 hello"), Err(ImportError::NothingSaid(LogKind::Transcript)));
    assert_eq!(import(&"x".repeat(MAX_IMPORT + 1)), Err(ImportError::TooLarge));
    assert_eq!(import(&"C: NOOP\n".repeat(30_000)), Err(ImportError::TooLarge));
    let cut = "reply: b'220 a\\r\\n'\nsend: 'ehlo \\xq\\r\\n'";
    assert!(matches!(import(cut), Err(ImportError::Line { kind: LogKind::Smtplib, line: 2, .. })));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn no_text_does_harm(text in "\\PC{0,200}", cut in any::<prop::sample::Index>(), file in 0usize..FILES.len(), other in any::<prop::sample::Index>()) {
        let _ = import(&text);
        let whole = log(FILES[file]);
        let mut characters: Vec<char> = whole.chars().collect();
        let at = cut.index(characters.len());
        let to = other.index(characters.len());
        characters.swap(at, to);
        characters.splice(at..at, text.chars());
        let changed: String = characters.into_iter().collect();
        if let Ok(imported) = import(&changed) && imported.exchanges.len() < 300 {
            imported.play(imported.server().unwrap_or(smtp_servers::ALL[0]));
        }
    }
}

const FILES: [&str; 6] =
    ["swaks/tls-login.log", "curl/mail.log", "smtplib/mail.log", "phpmailer/html.log", "openssl/implicit-tls.log", "postfix/delivered.log"];
