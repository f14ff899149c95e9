//! Whole kinds of pastes: what programs print, and what must be found in it. All names are made up.

use proptest::prelude::*;
use smtp_playground_decode::{Confidence, Kind, Report, decode};

/// What must be found: kind of the paste, and cause, code and first entry of the first finding that is a failure.
struct Case {
    text: &'static str,
    kind: Kind,
    cause: Option<&'static str>,
    code: Option<u16>,
    entry: Option<&'static str>,
}

const fn case(text: &'static str, kind: Kind, cause: &'static str, code: u16, entry: &'static str) -> Case {
    Case { text, kind, cause: Some(cause), code: if code == 0 { None } else { Some(code) }, entry: Some(entry) }
}

fn holds(case: &Case) {
    let report = decode(case.text.as_bytes());
    assert_eq!(report.kind, case.kind, "{}\n{report:#?}", case.text);
    let finding = report.findings.iter().find(|finding| finding.cause != Some("delivered"));
    let finding = finding.unwrap_or_else(|| panic!("nothing found in\n{}", case.text));
    assert_eq!(finding.cause, case.cause, "{}\n{finding:#?}", case.text);
    assert_eq!(finding.code, case.code, "{}\n{finding:#?}", case.text);
    if let Some(entry) = case.entry {
        assert_eq!(finding.entries.first().map(String::as_str), Some(entry), "{}\n{finding:#?}", case.text);
    }
}

/// The commands of the first dialogue, and the codes that answered them.
fn turns(report: &Report) -> Vec<(String, String)> {
    let turns = report.dialogues.first().map(|dialogue| dialogue.turns.as_slice()).unwrap_or_default();
    let short = |text: &Option<String>, length: usize| text.as_deref().unwrap_or_default().chars().take(length).collect::<String>();
    turns.iter().map(|turn| (short(&turn.client, 4), short(&turn.reply, 3))).collect()
}

const SESSION: &[(bool, &str)] = &[
    (true, "220 mx.example.net ESMTP Postfix"),
    (false, "EHLO client.example.org"),
    (true, "250-mx.example.net"),
    (true, "250 PIPELINING"),
    (false, "MAIL FROM:<joe@example.org>"),
    (true, "250 2.1.0 Ok"),
    (false, "RCPT TO:<zoe@example.net>"),
    (true, "550 5.1.1 <zoe@example.net>: Recipient address rejected: User unknown in virtual mailbox table"),
    (false, "QUIT"),
    (true, "221 2.0.0 Bye"),
];

/// One session in the marks of many programs (kinds A and D).
#[test]
fn every_mark_is_learned() {
    let marks: &[(&str, &str, &str)] = &[
        ("S: ", "C: ", ""),
        ("S:", "C:", ""),
        ("<- ", "-> ", ""),
        (" <-- ", " --> ", ""),
        ("--> ", "<-- ", ""),
        ("< ", "> ", ""),
        ("<<< ", ">>> ", ""),
        ("[SMTP] RX ", "[SMTP] TX ", ""),
        ("<-  ", " -> ", ""),
        ("2026-05-01T10:00:01Z DEBUG mailer [17]: recv: ", "2026-05-01T10:00:02Z DEBUG mailer [17]: sent: ", ""),
        ("reply: b'", "send: '", "\\r\\n'"),
        ("-> \"", "<- \"", "\\r\\n\""),
        ("SERVER -> CLIENT: ", "CLIENT -> SERVER: ", ""),
        ("conn 7 event=\"out\" data=\"", "conn 7 event=\"in\" data=\"", "\\r\\n\" took=3"),
        (
            "May  1 10:00:01 mx postfix/smtpd[99]: > client.example.org[192.0.2.7]: ",
            "May  1 10:00:01 mx postfix/smtpd[99]: < client.example.org[192.0.2.7]: ",
            "",
        ),
        (
            "2026-05-01T10:00:00.000Z,MX\\Default,08DE00,3,192.0.2.25:25,192.0.2.7:4000,>,\"",
            "2026-05-01T10:00:00.000Z,MX\\Default,08DE00,4,192.0.2.25:25,192.0.2.7:4000,<,\"",
            "\",",
        ),
        ("Net::SMTP=GLOB(0x55d0c0)<<< ", "Net::SMTP=GLOB(0x55d0c0)>>> ", ""),
        ("", "", ""),
        ("", ">>> ", ""),
    ];
    for (server, client, end) in marks {
        let log: String = SESSION.iter().map(|(says, text)| format!("{}{text}{end}\n", if *says { server } else { client })).collect();
        let report = decode(log.as_bytes());
        assert_eq!(report.kind, Kind::Dialogue, "{log}");
        let wanted = [("", "220"), ("EHLO", "250"), ("MAIL", "250"), ("RCPT", "550"), ("QUIT", "221")];
        assert_eq!(turns(&report), wanted.map(|(client, reply)| (client.to_owned(), reply.to_owned())), "{log}");
        assert_eq!(report.findings.len(), 1, "{log}");
        assert_eq!(report.findings[0].recipient.as_deref(), Some("zoe@example.net"), "{log}");
        assert_eq!(report.findings[0].cause, Some("user-unknown"), "{log}");
        assert_eq!(report.dialogues[0].server, Some("postfix"), "{log}");
    }
}

/// Kind B: copies of terminals, with what telnet, nc and a shell say besides.
#[test]
fn unmarked_dialogues_are_read() {
    for before in [
        "$ telnet mx.example.net 25\nTrying 192.0.2.25...\nConnected to mx.example.net.\nEscape character is '^]'.\n",
        "root@web:~# nc mx.example.net 25\n",
        "CONNECTED(00000003)\ndepth=1 C = XX, O = Example\n---\n",
    ] {
        let log: String = SESSION.iter().map(|(_, text)| format!("{text}\n")).collect();
        let report = decode(format!("{before}{log}Connection closed by foreign host.\n").as_bytes());
        assert_eq!(report.kind, Kind::Dialogue);
        assert_eq!(turns(&report).len(), 5, "{before}");
    }
}

/// Kind C: what the client noted is the story where no reply tells it.
#[test]
fn notes_of_the_client_are_kept() {
    let log = "S: 220 mx.example.net ESMTP\nC: EHLO a.example.org\nS: 250-mx.example.net\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 Go ahead\nSMTP Error: could not enable crypto\nC: QUIT\n";
    let report = decode(log.as_bytes());
    assert_eq!(report.findings[0].cause, Some("tls-failed"), "{report:#?}");
    assert_eq!(report.dialogues[0].turns[2].note.as_deref(), Some("SMTP Error: could not enable crypto"));
    let log =
        "C: EHLO a.example.org\ntimed out after 30 s\nC: HELO a.example.org\nS: 250 mx.example.net\nC: AUTH LOGIN\nS: 250 mx.example.net\n";
    let report = decode(log.as_bytes());
    assert_eq!(report.dialogues[0].notes, ["replies come one command late"], "{report:#?}");
    let report =
        decode(b"Connection: opened\nSERVER -> CLIENT: \nSMTP NOTICE: EOF caught while checking if connected\nSMTP connect() failed.");
    assert_eq!(report.findings[0].cause, Some("greeting-never-came"), "{report:#?}");
}

/// Kind E: a login hidden in any spelling is a turn like any other.
#[test]
fn hidden_logins_are_turns() {
    for hidden in ["<credentials hidden>", "****", "[redacted]", "xxxxxx"] {
        let log = format!(
            "S: 220 mx.example.net ESMTP\nC: EHLO a\nS: 250 AUTH LOGIN\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: {hidden}\nS: 334 UGFzc3dvcmQ6\nC: {hidden}\nS: 535 5.7.8 Error: authentication failed\n"
        );
        let report = decode(log.as_bytes());
        assert_eq!(turns(&report).len(), 5, "{log}");
        assert_eq!(report.findings[0].cause, Some("auth-failed"), "{log}");
    }
}

/// Kinds F and G: role by what happened, and only 220, 421 and 554 greet.
#[test]
fn roles_and_greetings_are_told() {
    for (log, role, first) in [
        ("< 235 2.7.0 Authentication successful\n> MAIL FROM:<a@example.org>\n< 250 Ok\n", Some("submission"), ("", "235")),
        ("< 220 mx ESMTP\n> AUTH LOGIN\n< 503 5.5.1 Error: authentication not enabled\n", Some("mx"), ("", "220")),
        ("< 554 mx no\n> QUIT\n< 221 bye\n", None, ("", "554")),
    ] {
        let report = decode(log.as_bytes());
        assert_eq!(report.dialogues[0].role, role, "{log}");
        assert_eq!(turns(&report)[0], (first.0.to_owned(), first.1.to_owned()), "{log}");
    }
}

/// Kind H, and logs of other servers.
#[test]
fn logs_tell_each_recipient() {
    let log = "May  1 10:00:01 out postfix/smtp[11]: 4ABC12: to=<zoe@example.net>, relay=mx.example.net[192.0.2.25]:25, delay=1, dsn=5.1.1, status=bounced (host mx.example.net[192.0.2.25] said: 550 5.1.1 <zoe@example.net>: User unknown (in reply to RCPT TO command))\n\
May  1 10:00:02 out postfix/smtp[12]: 4ABC12: to=<max@example.com>, relay=mx.example.com[192.0.2.26]:25, delay=1, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 77)\n\
May  1 10:00:03 out postfix/smtp[13]: 4ABC13: to=<amy@example.edu>, relay=none, delay=30, dsn=4.4.1, status=deferred (connect to mx.example.edu[192.0.2.27]:25: Connection timed out)\n";
    let report = decode(log.as_bytes());
    assert_eq!((report.kind, report.source.as_deref()), (Kind::Log, Some("Postfix")));
    let told: Vec<_> =
        report.findings.iter().map(|finding| (finding.recipient.as_deref().unwrap_or_default(), finding.permanent)).collect();
    assert_eq!(told, [("zoe@example.net", Some(true)), ("max@example.com", Some(false)), ("amy@example.edu", Some(false))]);
    for (log, source, recipient, code) in [
        (
            "2026-05-01 10:00:01 1rABcd-0001Zz-AB ** zoe@example.net R=dnslookup T=remote_smtp H=mx.example.net [192.0.2.25]: SMTP error from remote mail server after RCPT TO:<zoe@example.net>: 550 5.1.1 User unknown",
            "Exim",
            "zoe@example.net",
            Some(550),
        ),
        (
            "2026-05-01 10:00:01 H=(x) [192.0.2.7] F=<a@example.org> rejected RCPT <zoe@example.net>: relay not permitted",
            "Exim",
            "zoe@example.net",
            None,
        ),
        (
            "May  1 10:00:01 out sm-mta[7]: 641A: to=<zoe@example.net>, delay=00:00:01, mailer=esmtp, relay=mx.example.net. [192.0.2.25], dsn=5.1.1, stat=User unknown",
            "Sendmail",
            "zoe@example.net",
            None,
        ),
        (
            "May  1 10:00:01 out smtpd[7]: 9f mta delivery evpid=1a2b from=<a@example.org> to=<zoe@example.net> rcpt=<-> source=\"-\" relay=\"192.0.2.25 (mx.example.net)\" delay=1s result=\"PermFail\" stat=\"550 5.1.1 no such user\"",
            "OpenSMTPD",
            "zoe@example.net",
            Some(550),
        ),
        (
            "#Fields: date-time,client-ip,event-id,recipient-address,recipient-status\n2026-05-01,192.0.2.1,FAIL,zoe@example.net,'550 5.1.1 User unknown'\n",
            "Exchange message tracking",
            "zoe@example.net",
            Some(550),
        ),
    ] {
        let report = decode(log.as_bytes());
        assert_eq!((report.kind, report.source.as_deref()), (Kind::Log, Some(source)), "{log}");
        let finding = &report.findings[0];
        assert_eq!(finding.code, code, "{finding:#?}");
        if source != "OpenSMTPD" {
            assert_eq!(finding.recipient.as_deref(), Some(recipient), "{log}");
        }
    }
}

/// Kind I: no reply of a provider that is nowhere in the paste. Kind J: what programs say by themselves.
#[test]
fn errors_of_programs_are_told() {
    for case in [
        case(
            "smtplib.SMTPNotSupportedError: STARTTLS extension not supported by server.",
            Kind::Error,
            "starttls-not-offered",
            0,
            "keywords/starttls",
        ),
        case(
            "Traceback (most recent call last):\n  File \"send.py\", line 9, in <module>\n    server.login(u, p)\nsmtplib.SMTPNotSupportedError: SMTP AUTH extension not supported by server.",
            Kind::Error,
            "auth-not-offered",
            0,
            "keywords/auth",
        ),
        case(
            "socket.gaierror: [Errno -2] Name or service not known while sending mail by smtplib",
            Kind::Error,
            "name-not-found",
            0,
            "enhanced/x.4.4",
        ),
        case(
            "Error: getaddrinfo ENOTFOUND smtp.exmaple.net\n  code: 'EDNS',\n  command: 'CONN'",
            Kind::Error,
            "name-not-found",
            0,
            "enhanced/x.4.4",
        ),
        case("Error: connect ECONNREFUSED 192.0.2.9:465", Kind::Error, "connect-refused", 0, "faq/port-25-blocked"),
        case("Error: connect ECONNREFUSED 127.0.0.1:465", Kind::Error, "own-host", 0, "faq/port-25-blocked"),
        case(
            "Error: 40A7:error:0A00010B:SSL routines:ssl3_get_record:wrong version number: smtp.example.net:587",
            Kind::Error,
            "tls-on-plain-port",
            0,
            "faq/wrong-version-number",
        ),
        case(
            "javax.mail.MessagingException: Could not connect to SMTP host: smtp.example.net, port: 465, response: -1\n  nested exception: [EOF]",
            Kind::Error,
            "plain-on-tls-port",
            0,
            "faq/greeting-never-received",
        ),
        case(
            "javax.net.ssl.SSLHandshakeException: PKIX path building failed while connecting to mail.example.net",
            Kind::Error,
            "certificate",
            0,
            "faq/certificate-verify-failed",
        ),
        case(
            "MailKit.Security.SslHandshakeException: An error occurred while attempting to establish an SSL or TLS connection.\nThe server's SSL certificate could not be validated",
            Kind::Error,
            "certificate",
            0,
            "faq/certificate-verify-failed",
        ),
        case("2026/05/01 10:00:00 send: dial tcp 192.0.2.25:25: i/o timeout", Kind::Error, "connect-timeout", 0, "faq/port-25-blocked"),
        case("gomail: could not send email 1: unencrypted connection", Kind::Error, "auth-needs-tls", 0, "faq/must-issue-starttls"),
        case("msmtp: the server does not support STARTTLS", Kind::Error, "starttls-not-offered", 0, "keywords/starttls"),
        case(
            "Outlook: Sending reported error (0x800CCC0F) : 'The connection to the server was interrupted.'",
            Kind::Error,
            "connection-lost",
            0,
            "faq/telnet-closes",
        ),
        case("Could not instantiate mail function. Mailer Error:", Kind::Error, "no-local-mailer", 0, "faq/port-25-blocked"),
        case(
            "邮件发送失败：java.net.ConnectException: Connection timed out，smtp.example.cn 端口 25",
            Kind::Error,
            "connect-timeout",
            0,
            "faq/port-25-blocked",
        ),
        case("发送邮件时出错：由于目标计算机积极拒绝，无法连接。 192.0.2.9:25", Kind::Error, "connect-refused", 0, "faq/port-25-blocked"),
        case(
            "lettre::transport::smtp::Error { kind: Connection, source: Custom { error: InvalidMessage(InvalidContentType) } }",
            Kind::Error,
            "tls-on-plain-port",
            0,
            "faq/wrong-version-number",
        ),
    ] {
        holds(&case);
        assert_eq!(decode(case.text.as_bytes()).findings[0].provider, None, "{}", case.text);
    }
}

/// Kind L: the wrapper does not outweigh the reply in it. Kind K: the same in both languages.
#[test]
fn wrappers_fall_away() {
    for text in [
        "celery-1  | [2026-05-01 10:00:00: ERROR/Worker-3] smtplib.SMTPRecipientsRefused: {'zoe@example.net': (550, b'5.1.1 User unknown')}",
        "level=ERROR msg=\"could not be delivered\" error=\"smtp: 550 5.1.1 User unknown\"",
        "Symfony\\Component\\Mailer\\Exception\\TransportException: Expected response code \"250/251/252\" but got code \"550\", with message \"550 5.1.1 User unknown\".",
        "邮件发送失败：smtplib.SMTPRecipientsRefused: (550, b'5.1.1 User unknown')",
    ] {
        let report = decode(text.as_bytes());
        assert_eq!((report.findings[0].cause, report.findings[0].code), (Some("user-unknown"), Some(550)), "{text}\n{report:#?}");
    }
}

/// Kind M: input before the greeting.
#[test]
fn input_before_the_greeting_is_told() {
    for (text, cause) in [
        (
            "2026-05-01 10:00:00 SMTP protocol synchronization error (input sent without waiting for greeting): rejected connection from H=[192.0.2.7] input=\"EHLO a\\r\\n\"",
            "speaks-too-early",
        ),
        (
            "2026-05-01 10:00:00 SMTP protocol synchronization error (input sent without waiting for greeting): rejected connection from H=[192.0.2.7] input=\"\\026\\003\\001\"",
            "tls-on-plain-port",
        ),
        (
            "May  1 10:00:00 mx postfix/smtpd[7]: improper command pipelining after CONNECT from a[192.0.2.7]: EHLO a\\r\\n",
            "speaks-too-early",
        ),
    ] {
        assert_eq!(decode(text.as_bytes()).findings[0].cause, Some(cause), "{text}");
    }
}

/// A log of Postfix shows what it says, and nothing is invented.
#[test]
fn what_is_no_failure_gives_no_finding() {
    let log = "May  1 10:00:00 mx postfix/smtpd[7]: connect from a.example.org[192.0.2.7]\nMay  1 10:00:01 mx postfix/smtpd[7]: disconnect from a.example.org[192.0.2.7] ehlo=1 quit=1 commands=2\n";
    assert_eq!(decode(log.as_bytes()).findings, []);
}

#[test]
fn other_things_are_not_smtp() {
    for (text, source) in [
        ("FATAL:  password authentication failed for user \"app\"", "PostgreSQL"),
        ("HTTP/1.1 550 Permission Denied\r\nServer: nginx", "HTTP"),
        ("550 Failed to change directory.", "FTP"),
        ("fatal: Authentication failed for 'https://git.example.net/a/b.git/'", "git"),
        ("{\"code\":550,\"message\":\"签名错误\"}", "a JSON API"),
    ] {
        let report = decode(text.as_bytes());
        assert_eq!((report.kind, report.source.as_deref(), report.findings.len()), (Kind::NotSmtp, Some(source), 0), "{text}");
    }
}

/// What the client and the server said in the first dialogue of `text`.
fn turns_of(text: &str) -> Vec<(Option<String>, Option<String>)> {
    let report = decode(text.as_bytes());
    report
        .dialogues
        .first()
        .map(|dialogue| dialogue.turns.iter().map(|turn| (turn.client.clone(), turn.reply.clone())).collect())
        .unwrap_or_default()
}

#[test]
fn what_a_program_notes_between_two_lines_is_no_command() {
    let log = "[a1] S: 220 mx.example.com ESMTP\n[a1] C: EHLO a\n[a1] S: 250 STARTTLS\n[a1] C: STARTTLS\n[a1] S: 220 2.0.0 Ready\n\
        [a1] Connection upgraded with STARTTLS\n[a1] C: EHLO a\n[a1] S: 250 mx.example.com\n[a1] C: MAIL FROM:<a@example.com>\n[a1] S: 250 2.1.0 Ok\n";
    let last = turns_of(log).pop().expect("turns");
    assert_eq!(last, (Some("MAIL FROM:<a@example.com>".to_owned()), Some("250 2.1.0 Ok".to_owned())));
}

#[test]
fn a_log_that_was_written_for_html_is_read_without_it() {
    let log = "SERVER -&gt; CLIENT: 220 mx.example.com ESMTP<br>\nCLIENT -&gt; SERVER: EHLO a<br>\nSERVER -&gt; CLIENT: 250 mx.example.com<br>\n\
        CLIENT -&gt; SERVER: MAIL FROM:&lt;a@example.com&gt;<br>\nSERVER -&gt; CLIENT: 250 Ok<br>\n\
        CLIENT -&gt; SERVER: RCPT TO:&lt;b@example.com&gt;<br>\nSERVER -&gt; CLIENT: 550 5.1.1 &lt;b@example.com&gt; unknown<br>\n";
    let report = decode(log.as_bytes());
    assert_eq!(report.findings.first().and_then(|finding| finding.recipient.as_deref()), Some("b@example.com"));
    assert_eq!(turns_of(log).pop().and_then(|turn| turn.1).as_deref(), Some("550 5.1.1 <b@example.com> unknown"));
    // The same in one line, as it stands in the page's source.
    assert_eq!(turns_of(&log.replace('\n', "")), turns_of(log));
}

#[test]
fn the_empty_line_of_a_message_is_kept() {
    let log = "220 mx.example.com ESMTP\nEHLO a\n250 mx.example.com\nMAIL FROM:<a@example.com>\n250 Ok\nRCPT TO:<b@example.com>\n250 Ok\n\
        DATA\n354 Go on\nSubject: Hi\n\nHello\n.\n250 Ok\n\nQUIT\n221 Bye\n";
    let said: Vec<String> = turns_of(log).into_iter().filter_map(|turn| turn.0).collect();
    assert_eq!(said[said.len() - 2..], ["Subject: Hi\n\nHello\n.", "QUIT"]);
}

#[test]
fn what_is_said_of_the_sender_or_of_a_domain_is_not_said_of_the_recipient() {
    let cause = |text: &str| {
        let report = decode(text.as_bytes());
        (
            report.findings.len(),
            report.findings.first().and_then(|finding| finding.cause),
            report.findings.first().and_then(|finding| finding.recipient.clone()),
        )
    };
    let bob = Some("bob@example.net".to_owned());
    let notice = "This is the mail system at host mx.example.org.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n";
    // The sender's address stands at the start of a folded line.
    let folded = "<bob@example.net>: host mx.example.net[192.0.2.9] said: 550 5.1.0\n    <ann@example.org> sender rejected (in reply to MAIL FROM command)\n";
    assert_eq!(cause(&format!("{notice}{folded}")), (1, Some("sender-refused"), bob.clone()));
    let exim = |stage: &str, reply: &str| {
        format!(
            "This message was created automatically by mail delivery software.\n\n  bob@example.net\n    host mx.example.net [192.0.2.9]\n    SMTP error from remote mail server after {stage}:\n    {reply}\n"
        )
    };
    assert_eq!(cause(&exim("end of data", "553 shop.example.org does not exist")), (1, Some("sender-refused"), bob.clone()));
    assert_eq!(cause(&exim("RCPT TO:<bob@example.net>", "550 mail.example.net does not exist")), (1, Some("host-unknown"), bob.clone()));
    assert_eq!(cause(&exim("RCPT TO:<bob@example.net>", "550 bob@example.net does not exist")), (1, Some("user-unknown"), bob));
}

#[test]
fn numbers_in_sentences_are_no_codes() {
    for text in [
        "Room 550 is full, please take room 4.5.1 instead.",
        "We sold 550 mailboxes last year, and 411 of them were red.",
        "Release 5.7.1 mends the form in which one logs in.",
        "The invoice 554 was rejected by the accountants, as it had been sent twice before.",
        "NOTICE: 450 rows inserted, 2 rejected",
        "## 5.1.1 Install\n\nRun the program.",
        "TODO: 5.4.1 write the parser anew\nTODO: 5.4.2 write its tests",
        "Ticket 5.2.2 was opened again by bob@example.com",
        "{\"level\":\"error\",\"status\":502,\"url\":\"https://api.example.com/v1/users\"}",
        "温度 550 度",
    ] {
        let report = decode(text.as_bytes());
        assert!(report.findings.is_empty(), "{text}: {:?}", report.findings);
    }
    // The same numbers where a server says them.
    for (text, code) in [
        ("550 is all that it said", 550),
        ("error 550", 550),
        ("error code 554", 554),
        ("our mail is refused with error 550", 550),
        ("host mx1.example.com said: 550 no", 550),
        ("Error: 535 Authentication failed", 535),
    ] {
        assert_eq!(decode(text.as_bytes()).findings.first().and_then(|finding| finding.code), Some(code), "{text}");
    }
}

#[test]
fn words_that_others_say_too_are_a_guess() {
    for text in ["Your account has been disabled.", "No space left on device", "The mailbox at the corner is full of wet leaves."] {
        let report = decode(text.as_bytes());
        assert_eq!(report.findings.first().map(|finding| finding.confidence), Some(Confidence::Likely), "{text}");
    }
    assert_eq!(decode(b"Mailbox is full").findings[0].confidence, Confidence::Text);
}

proptest! {
    /// Pieces of everything in any order: no panic, and lines that the report names are in the paste.
    #[test]
    fn any_mixture_is_read(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40), tail in prop::collection::vec(any::<u8>(), 0..60)) {
        let mut octets = pieces.concat().into_bytes();
        octets.extend(tail);
        let report = decode(&octets);
        let lines = String::from_utf8_lossy(&octets).split(['\n', '\r']).count();
        for finding in &report.findings {
            prop_assert!(finding.line.is_none_or(|line| (1..=lines.max(1)).contains(&line)));
        }
    }
}

const PIECES: &[&str] = &[
    "220 mx",
    "S: 220-",
    "250 ",
    "\n",
    "\r\n",
    "C: EHLO a",
    "\"",
    "'",
    "\\r\\n",
    "250-a250-b250 c",
    "354 go",
    ".",
    "MAIL FROM:<a@b>",
    "RCPT TO:<é@b>",
    "postfix/smtpd[1]: ",
    "NOQUEUE: reject: RCPT from a[1]: 550 ",
    "to=<a@b>, relay=c, dsn=5.1.1, status=bounced (x",
    "1rABcd-0001Zz-AB ** ",
    "rejected ",
    "stat=",
    "result=\"",
    "#Fields: a,recipient,status\n",
    "smtplib",
    "Traceback (most recent call last)",
    "ssl://",
    "port: ",
    ":587",
    "ÇëÊ¹",
    "\\xc7\\xeb",
    "请使用",
    "554 5.7.1",
    "timed out",
    "[550] '",
    "=>",
    "<=",
    "\u{0}",
    "status=",
    "(",
    ")",
    ",",
];
