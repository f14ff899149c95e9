//! Bounces of our own making, in the form of each reporter: what must be read out of them.

use smtp_playground_decode::{Action, Finding, Kind, Stage, decode};

/// What a finding must say: recipient, code, enhanced code, permanent, cause, stage, remote host, action, line.
type Row<'a> = (Option<&'a str>, Option<u16>, Option<&'a str>, bool, &'a str, Option<Stage>, Option<&'a str>, Option<Action>, usize);

/// A file in `samples/`, what is special about it, its kind and findings.
const SAMPLES: &[(&str, &str, Kind, &[Row<'static>])] = &[
    (
        "abuse-report.eml",
        "somebody called it spam",
        Kind::Report,
        &[(Some("bob@provider.example"), None, None, false, "feedback", None, None, Some(Action::Delivered), 15)],
    ),
    (
        "courier.eml",
        "Courier",
        Kind::Bounce,
        &[(
            Some("bob@example.com"),
            Some(554),
            Some("5.7.1"),
            true,
            "relay-denied",
            Some(Stage::Rcpt),
            Some("mx.example.com"),
            Some(Action::Failed),
            29,
        )],
    ),
    (
        "cut-off.eml",
        "the end is missing",
        Kind::Bounce,
        &[
            (
                Some("bob@example.com"),
                Some(550),
                Some("5.1.1"),
                true,
                "user-unknown",
                Some(Stage::Rcpt),
                Some("mx.example.com"),
                Some(Action::Failed),
                46,
            ),
            (
                Some("carol@example.net"),
                Some(452),
                Some("4.2.2"),
                false,
                "mailbox-full",
                Some(Stage::EndOfData),
                Some("mx.example.net"),
                Some(Action::Failed),
                49,
            ),
        ],
    ),
    (
        "delayed.eml",
        "still tried",
        Kind::Bounce,
        &[(Some("dave@example.net"), None, Some("4.4.1"), false, "expired", Some(Stage::Connect), None, Some(Action::Delayed), 28)],
    ),
    (
        "domino.eml",
        "Domino",
        Kind::Bounce,
        &[(Some("bob@example.com"), None, None, true, "user-unknown", None, None, Some(Action::Failed), 12)],
    ),
    (
        "exchange-base64-html.eml",
        "Exchange: base64 HTML of 20 kB before the fields",
        Kind::Bounce,
        &[(Some("bob@example.com"), Some(550), Some("5.1.10"), true, "user-unknown", None, None, Some(Action::Failed), 336)],
    ),
    (
        "exim-warning.eml",
        "Exim, still tried",
        Kind::Bounce,
        &[(
            Some("bob@example.com"),
            Some(451),
            Some("4.7.1"),
            false,
            "greylisted",
            Some(Stage::Rcpt),
            Some("mx.example.com"),
            Some(Action::Delayed),
            13,
        )],
    ),
    (
        "exim.eml",
        "Exim: a reply of two lines",
        Kind::Bounce,
        &[(
            Some("bob@example.com"),
            Some(550),
            Some("5.7.1"),
            true,
            "spam",
            Some(Stage::EndOfData),
            Some("mx.example.com"),
            Some(Action::Failed),
            13,
        )],
    ),
    (
        "forwarded.eml",
        "forwarded as an attachment",
        Kind::Bounce,
        &[
            (
                Some("bob@example.com"),
                Some(554),
                Some("5.7.1"),
                true,
                "blocklisted",
                Some(Stage::Rcpt),
                Some("192.0.2.25"),
                Some(Action::Failed),
                24,
            ),
            (Some("gone@nowhere.example"), None, Some("5.1.2"), true, "host-unknown", Some(Stage::Connect), None, Some(Action::Failed), 29),
        ],
    ),
    (
        "gmail.eml",
        "Gmail",
        Kind::Bounce,
        &[(
            Some("bob@example.com"),
            Some(550),
            Some("5.7.26"),
            true,
            "domain-authentication",
            None,
            Some("gmail-smtp-in.l.google.com"),
            Some(Action::Failed),
            30,
        )],
    ),
    (
        "iso-2022-jp.eml",
        "ISO-2022-JP",
        Kind::Bounce,
        &[(Some("bob@example.jp"), Some(550), Some("5.2.1"), true, "mailbox-disabled", None, None, Some(Action::Failed), 7)],
    ),
    (
        "mimecast.eml",
        "Mimecast: words that no code goes with",
        Kind::Bounce,
        &[(
            Some("bob@example.com"),
            None,
            Some("5.4.1"),
            true,
            "connection-refused",
            Some(Stage::Connect),
            Some("192.0.2.25"),
            Some(Action::Failed),
            25,
        )],
    ),
    (
        "netease-big5.eml",
        "Big5, a label before the address",
        Kind::Bounce,
        &[(Some("bob@example.com"), Some(550), Some("5.1.1"), true, "user-unknown", None, None, Some(Action::Failed), 9)],
    ),
    (
        "no-head.txt",
        "pasted without its head",
        Kind::Bounce,
        &[(
            Some("bob@example.com"),
            Some(552),
            Some("5.3.4"),
            true,
            "message-too-large",
            Some(Stage::Mail),
            Some("mx.example.com"),
            Some(Action::Failed),
            6,
        )],
    ),
    (
        "postfix-two-recipients.eml",
        "Postfix, two recipients",
        Kind::Bounce,
        &[
            (
                Some("bob@example.com"),
                Some(550),
                Some("5.1.1"),
                true,
                "user-unknown",
                Some(Stage::Rcpt),
                Some("mx.example.com"),
                Some(Action::Failed),
                46,
            ),
            (
                Some("carol@example.net"),
                Some(452),
                Some("4.2.2"),
                false,
                "mailbox-full",
                Some(Stage::EndOfData),
                Some("mx.example.net"),
                Some(Action::Failed),
                54,
            ),
        ],
    ),
    (
        "program-failed.eml",
        "a program instead of a mailbox",
        Kind::Bounce,
        &[(Some("bob@example.com"), None, Some("5.3.0"), true, "mailer-error", None, None, Some(Action::Failed), 23)],
    ),
    (
        "qmail.eml",
        "qmail, two recipients",
        Kind::Bounce,
        &[
            (
                Some("bob@example.com"),
                Some(554),
                Some("5.7.1"),
                true,
                "blocklisted",
                Some(Stage::Rcpt),
                Some("192.0.2.25"),
                Some(Action::Failed),
                10,
            ),
            (Some("gone@nowhere.example"), None, Some("5.1.2"), true, "host-unknown", Some(Stage::Connect), None, Some(Action::Failed), 15),
        ],
    ),
    (
        "qq-gb18030.eml",
        "base64 of GB18030",
        Kind::Bounce,
        &[(Some("bob@example.com"), Some(552), None, true, "mailbox-full", None, None, Some(Action::Failed), 10)],
    ),
    (
        "quoted.txt",
        "quoted twice",
        Kind::Bounce,
        &[(
            Some("bob@example.com"),
            Some(550),
            Some("5.7.25"),
            true,
            "reverse-dns",
            Some(Stage::Mail),
            Some("mx.example.com"),
            Some(Action::Failed),
            7,
        )],
    ),
    (
        "relayed-and-expanded.eml",
        "no failure",
        Kind::Bounce,
        &[
            (Some("bob@example.com"), None, Some("2.0.0"), false, "delivered", None, Some("mx.example.com"), Some(Action::Relayed), 17),
            (Some("team@example.org"), None, Some("2.0.0"), false, "delivered", None, None, Some(Action::Expanded), 22),
        ],
    ),
    (
        "sendmail-old.eml",
        "Sendmail of old: a transcript and no list",
        Kind::Bounce,
        &[
            (
                Some("bob@example.com"),
                Some(550),
                None,
                true,
                "user-unknown",
                Some(Stage::Rcpt),
                Some("mx.example.com"),
                Some(Action::Failed),
                8,
            ),
            (Some("gone@nowhere.example"), Some(550), None, true, "host-unknown", None, None, Some(Action::Failed), 12),
        ],
    ),
    (
        "ses-notification.json",
        "JSON in JSON",
        Kind::Bounce,
        &[(Some("bob@example.com"), Some(550), Some("5.1.1"), true, "user-unknown", None, None, Some(Action::Failed), 1)],
    ),
    (
        "several.mbox",
        "two mails in one file",
        Kind::Bounce,
        &[
            (Some("bob@example.com"), None, None, true, "user-unknown", None, None, Some(Action::Failed), 13),
            (
                Some("bob@example.com"),
                Some(550),
                Some("5.7.1"),
                true,
                "spam",
                Some(Stage::EndOfData),
                Some("mx.example.com"),
                Some(Action::Failed),
                32,
            ),
        ],
    ),
    (
        "utf-16.eml",
        "UTF-16 with its mark",
        Kind::Bounce,
        &[(Some("bob@example.com"), Some(550), Some("5.1.1"), true, "user-unknown", None, None, Some(Action::Failed), 7)],
    ),
    (
        "vacation.eml",
        "an answer that a program gave",
        Kind::AutoReply,
        &[(Some("bob@example.com"), None, None, false, "vacation", None, None, None, 3)],
    ),
    (
        "windows-1252.eml",
        "Windows-1252, no code",
        Kind::Bounce,
        &[(Some("bob@example.de"), None, None, true, "user-unknown", None, None, Some(Action::Failed), 9)],
    ),
];

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples").join(name)).expect("the sample is there")
}

fn row(finding: &Finding) -> Row<'_> {
    (
        finding.recipient.as_deref(),
        finding.code,
        finding.enhanced.as_deref(),
        finding.permanent.expect("it is said whether it will pass"),
        finding.cause.expect("there is a cause"),
        finding.stage,
        finding.remote.as_deref(),
        finding.action,
        finding.line.expect("it stands somewhere"),
    )
}

#[test]
fn every_reporter_is_read() {
    for (name, what, kind, rows) in SAMPLES {
        let report = decode(&sample(name));
        assert_eq!(report.kind, *kind, "{name}: {what}");
        let found: Vec<_> = report.findings.iter().map(row).collect();
        assert_eq!(found, *rows, "{name}: {what}");
    }
    let files = std::fs::read_dir(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples")).expect("samples").count();
    assert_eq!(files, SAMPLES.len(), "each sample has its row");
}

#[test]
fn line_ends_do_not_matter() {
    for (name, ..) in SAMPLES.iter().filter(|(name, ..)| *name != "utf-16.eml") {
        let text = sample(name);
        let crlf: Vec<u8> = text.iter().flat_map(|octet| if *octet == b'\n' { vec![b'\r', b'\n'] } else { vec![*octet] }).collect();
        let [one, other] = [decode(&text), decode(&crlf)].map(|report| {
            report.findings.iter().map(|finding| (finding.recipient.clone(), finding.cause, finding.line)).collect::<Vec<_>>()
        });
        assert_eq!(one, other, "{name}");
    }
}

#[test]
fn quoting_a_bounce_changes_nothing() {
    let text = String::from_utf8(sample("postfix-two-recipients.eml")).expect("ASCII");
    let quoted: String = text.lines().map(|line| format!("> {line}\n")).collect();
    let causes = |text: &str| {
        decode(text.as_bytes()).findings.into_iter().map(|finding| (finding.recipient, finding.cause, finding.line)).collect::<Vec<_>>()
    };
    assert_eq!(causes(&text), causes(&quoted));
}

#[test]
fn a_class_that_differs_from_the_code_is_warned_of() {
    use smtp_playground_decode::Warning;
    let report = decode(b"550 4.4.7 Message expired");
    assert_eq!(report.findings[0].warnings, [Warning::ClassAndCodeDisagree]);
    let report = decode(&sample("postfix-two-recipients.eml"));
    assert_eq!(report.findings[1].warnings, [Warning::ActionAndCodeDisagree]);
}
