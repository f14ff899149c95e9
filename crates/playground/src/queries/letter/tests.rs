use mail_parser::{MessageParser, MimeHeaders};

use super::*;
use smtp_engine::session::{Mailbox, Timestamp};

fn delivery(message: impl Into<Vec<u8>>) -> Delivery {
    Delivery {
        reverse_path: Mailbox::of_text(b"<bounces@lists.example.org>"),
        forward_paths: vec![Mailbox::of_text(b"<bob@example.com>"), Mailbox::of_text(b"<carol@example.com>")],
        mailboxes: vec!["bob".into(), "carol".into()],
        relayed: vec![],
        queue_id: "4ABC".into(),
        trace: "Return-Path: <bounces@lists.example.org>\r\nReceived: from a (b [127.0.0.9])\r\n\tby c with SMTP id 4ABC;\r\n".into(),
        message: message.into(),
        at: Timestamp(0),
    }
}

fn open(message: impl Into<Vec<u8>>) -> Letter {
    Letter::open(&delivery(message), known_charsets)
}

const MIXED: &str = concat!(
    "From: Alice <alice@example.org>\r\n",
    "To: bob@example.com\r\n",
    "Subject: =?utf-8?B?5L2g5aW9?=\r\n",
    "MIME-Version: 1.0\r\n",
    "Content-Type: multipart/mixed; boundary=\"outer\"\r\n\r\n",
    "Readers never see this.\r\n",
    "--outer\r\n",
    "Content-Type: multipart/alternative; boundary=inner\r\n\r\n",
    "--inner\r\n\r\n",
    "Hello in plain text.\r\n\r\n",
    "--inner  \r\n",
    "Content-Type: text/html; charset=utf-8\r\n",
    "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
    "<p>caf=C3=A9</p>\r\n",
    "--inner--\r\n",
    "--outer\r\n",
    "Content-Type: application/pdf; name=x\r\n",
    "Content-Disposition: attachment; filename=\"../../etc/menu.pdf\"\r\n",
    "Content-Transfer-Encoding: base64\r\n\r\n",
    "JVBERg==\r\n",
    "--outer--\r\n",
    "Nor this.\r\n"
);

#[test]
fn a_message_is_taken_apart() {
    let letter = open(MIXED);
    let seen: Vec<_> = letter.parts.list.iter().map(|part| (part.depth, part.kind.as_str(), &part.content, part.problem)).collect();
    assert_eq!(
        seen,
        [
            (0, "multipart/mixed", &Content::Parts, None),
            (1, "multipart/alternative", &Content::Parts, None),
            (2, "text/plain", &Content::Text("Hello in plain text.\n".into()), None),
            (2, "text/html", &Content::Html("<p>caf\u{e9}</p>".into()), None),
            (1, "application/pdf", &Content::Attachment, None),
        ]
    );
    assert_eq!(letter.parts.list[4].octets, b"%PDF");
    assert_eq!(letter.parts.list[4].name.as_deref(), Some("menu.pdf"));
    assert!(letter.headers.contains(&("Subject".into(), "你好".into())));
}

#[test]
fn parts_are_those_that_a_well_known_library_finds() {
    let message = MessageParser::default().parse(MIXED.as_bytes()).expect("a message");
    let theirs: Vec<(String, Vec<u8>)> = message
        .parts
        .iter()
        .filter(|part| !part.is_multipart())
        .map(|part| {
            let kind = part.content_type().map_or("text/plain".into(), |kind| format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or("")));
            (kind, part.contents().to_vec())
        })
        .collect();
    let ours: Vec<(String, Vec<u8>)> =
        open(MIXED).parts.list.into_iter().filter(|part| part.content != Content::Parts).map(|part| (part.kind, part.octets)).collect();
    assert_eq!(ours, theirs);
    assert_eq!(message.subject(), Some("你好"));
}

#[test]
fn what_the_server_added_is_known_field_by_field() {
    let kinds: Vec<TraceKind> = open("a: b\r\n\r\n").trace.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, [TraceKind::ReturnPath, TraceKind::Received]);
}

#[test]
fn broken_parts_say_what_is_wrong_and_are_shown() {
    let problem = |message: &str| open(message).parts.list.first().and_then(|part| part.problem);
    assert_eq!(problem("Content-Type: multipart/mixed\r\n\r\nx"), Some(Problem::NoBoundary));
    assert_eq!(problem("Content-Type: multipart/mixed; boundary=b\r\n\r\nx"), Some(Problem::BoundaryNotFound));
    assert_eq!(problem("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx"), Some(Problem::NotEnded));
    assert_eq!(problem("Content-Transfer-Encoding: base64\r\n\r\n!!"), Some(Problem::NotBase64));
    assert_eq!(problem("Content-Transfer-Encoding: rot13\r\n\r\nx"), Some(Problem::UnknownEncoding));
    let shown = open("Content-Type: multipart/mixed\r\n\r\nstill here");
    assert_eq!(shown.parts.list[0].content, Content::Text("still here".into()));
}

#[test]
fn malice_ends_at_the_limits() {
    // A nest of a thousand multiparts.
    let mut nest = String::new();
    for depth in 0..1000 {
        nest.push_str(&format!("Content-Type: multipart/mixed; boundary=b{depth}\r\n\r\n--b{depth}\r\n"));
    }
    let parts = open(nest).parts;
    assert_eq!(parts.list.last().and_then(|part| part.problem), Some(Problem::TooDeep));
    assert!(parts.list.len() <= 21);
    // The same boundary everywhere.
    let same = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n".repeat(500);
    assert!(open(same).parts.list.len() <= 200);
    // Ten thousand parts.
    let many = format!("Content-Type: multipart/mixed; boundary=b\r\n\r\n{}", "--b\r\n\r\nx\r\n".repeat(10_000));
    let parts = open(many).parts;
    assert_eq!((parts.list.len(), parts.more), (200, true));
    // A header field of a megabyte, and a megabyte of header fields.
    let long = open(format!("Subject: {}\r\nTo: {}\r\n\r\n", "=?utf-8?Q?".repeat(100_000), "a@x,".repeat(100_000)));
    assert_eq!(long.comparison.to.len(), 1000);
    assert_eq!(open("X: y\r\n".repeat(100_000)).headers.len(), 100_000);
}

#[test]
fn nothing_that_was_sent_makes_it_fail() {
    let odd: [&[u8]; 8] = [
        b"",
        b"\r\n",
        b":\r\n\r\n",
        b"\xff\xfe: \xff\r\n\r\n\x00",
        b"Content-Type: \"\r\nContent-Disposition: ;;;=\"\\\r\n\r\n",
        b"Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n----\r\n",
        b"Content-Type: message/rfc822\r\n\r\n",
        b"From: <<<>>>,(((,\"\r\nTo: :;:;,\r\nSubject: =?=??=?B?\r\n\r\n",
    ];
    for message in odd {
        assert!(!open(message).parts.list.is_empty(), "{message:?}");
    }
}

#[test]
fn what_a_reader_sees_is_held_against_what_servers_go_by() {
    let letter = open("From: Alice <alice@example.org>\r\nReply-To: help@example.org\r\nTo: bob@example.com\r\nReturn-Path: <x@y>\r\n\r\n");
    let Comparison { about_senders, about_recipients, .. } = letter.comparison;
    assert_eq!(
        about_senders,
        [
            Finding::OtherSender { from: "alice@example.org".into(), sender: "bounces@lists.example.org".into(), same_domain: false },
            Finding::ReplyElsewhere("help@example.org".into()),
            Finding::OwnReturnPath("<x@y>".into()),
        ]
    );
    assert_eq!(about_recipients, [Finding::Hidden("carol@example.com".into())]);
    let letter =
        open("From: \"ceo@example.com\" <x@evil.test>, y@evil.test\r\nFrom: z\r\nTo: team@example.com\r\nBcc: bob@example.com\r\n\r\n");
    let findings = [letter.comparison.about_senders, letter.comparison.about_recipients].concat();
    for expected in [
        Finding::SeveralFroms,
        Finding::NeedsSender,
        Finding::NameIsAddress { name: "ceo@example.com".into(), address: "x@evil.test".into() },
        Finding::Hidden("carol@example.com".into()),
        Finding::NotInEnvelope("team@example.com".into()),
        Finding::BccShown("bob@example.com".into()),
    ] {
        assert!(findings.contains(&expected), "{expected:?} is not in {findings:?}");
    }
    assert_eq!(open("\r\n").comparison.about_recipients, [Finding::NoRecipientFields]);
}
