//! More of the kinds D, F, G, H, I and K: how programs decorate what was said, and what a log does not say.

use smtp_playground_decode::{Kind, Report, Stage, decode, show};

/// The commands of the first dialogue, and the codes that answered them.
fn turns(report: &Report) -> Vec<(String, String)> {
    let turns = report.dialogues.first().map(|dialogue| dialogue.turns.as_slice()).unwrap_or_default();
    let short = |text: &Option<String>, length: usize| text.as_deref().unwrap_or_default().chars().take(length).collect::<String>();
    turns.iter().map(|turn| (short(&turn.client, 4), short(&turn.reply, 3))).collect()
}

/// Kind D: escapes and what a logger puts after them, and continuation lines that stand at the margin.
#[test]
fn decoration_falls_away() {
    for log in [
        "lib: >>> 'EHLO a.example.org\\r\\n' [12 ms]\nlib: <<< '250-mx.example.net\\r\\n250 SIZE 1000\\r\\n' [3 ms]\nlib: >>> 'MAIL FROM:<a@example.org>\\r\\n' [1 ms]\nlib: <<< '550 5.7.1 go away\\r\\n' [2 ms]\n",
        "DEBUG out=\"EHLO a.example.org\\r\\n\" n=20\nDEBUG in=\"250-mx.example.net\\r\\n250 SIZE 1000\\r\\n\" n=40\nDEBUG out=\"MAIL FROM:<a@example.org>\\r\\n\" n=27\nDEBUG in=\"550 5.7.1 go away\\r\\n\" n=19\n",
        "C: EHLO a.example.org\nS: 250-mx.example.net\n250-PIPELINING\n250 SIZE 1000\nC: MAIL FROM:<a@example.org>\nS: 550 5.7.1 go away\n",
    ] {
        let report = decode(log.as_bytes());
        assert_eq!(turns(&report), [("EHLO".to_owned(), "250".to_owned()), ("MAIL".to_owned(), "550".to_owned())], "{log}{report:#?}");
        let reply = report.dialogues[0].turns[1].reply.as_deref().unwrap_or_default();
        assert_eq!(reply, "550 5.7.1 go away", "{log}");
        assert!(report.dialogues[0].turns[0].reply.as_deref().is_some_and(|reply| reply.ends_with("\n250 SIZE 1000")), "{log}{report:#?}");
    }
}

/// Kind F: which server it was, from its own words, wherever its name stands.
#[test]
fn servers_are_told_by_their_words() {
    for (greeting, server) in [
        ("220 SMTP.MAIL.YAHOO.COM ready", Some("yahoo")),
        ("220 mx.example.cn AliMail esmtp service ready", Some("aliyun")),
        ("220 smtp.qq.com ESMTP QQ Mail server", Some("qq")),
        ("220 mx.google.com ESMTP a1-20020a17 - gsmtp", Some("gmail")),
        ("220 mail.example.net ESMTP ready", None),
    ] {
        let report = decode(format!("S: {greeting}\nC: EHLO a\nS: 250 hello\nC: QUIT\nS: 221 bye\n").as_bytes());
        assert_eq!(report.dialogues[0].server, server, "{greeting}");
    }
}

/// Kind F: AUTH alone does not make it a submission server where the server refuses it, and its port does where a log names it.
#[test]
fn roles_are_told_by_what_happened() {
    for (log, role) in [
        ("S: 220 mx ESMTP\nC: EHLO a\nS: 250 mx\nC: AUTH PLAIN AGEAYg==\nS: 502 5.5.1 Error: command not implemented\n", Some("mx")),
        ("S: 220 mx ESMTP\nC: EHLO a\nS: 250 mx\nC: AUTH PLAIN AGEAYg==\nS: 235 2.7.0 ok\n", Some("submission")),
        ("S: 220 mx ESMTP\nC: EHLO a\nS: 250 mx\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: YQ==\nS: 535 5.7.8 no\n", Some("submission")),
    ] {
        assert_eq!(decode(log.as_bytes()).dialogues[0].role, role, "{log}");
    }
}

/// Kind G: a log that begins in the middle has no greeting.
#[test]
fn a_log_may_begin_in_the_middle() {
    for log in [
        "S: 250 2.1.0 Ok\nC: RCPT TO:<a@example.net>\nS: 550 5.1.1 unknown\nC: QUIT\nS: 221 Bye\n",
        "S: 334 UGFzc3dvcmQ6\nC: cGFzcw==\nS: 535 5.7.8 Authentication failed\nC: QUIT\nS: 221 Bye\n",
        "S: 354 go ahead\nC: Subject: x\nC: .\nS: 550 5.7.1 spam\nC: QUIT\nS: 221 Bye\n",
    ] {
        let report = decode(log.as_bytes());
        let finding = &report.findings[0];
        assert_ne!(finding.stage, Some(Stage::Greeting), "{log}{finding:#?}");
        assert!(finding.code.is_some_and(|code| code >= 500), "{log}");
    }
}

/// Kind H: what a mail log says of sessions, in the order of the log, and nothing that it does not say.
#[test]
fn a_mail_log_says_what_it_says() {
    for (line, stage, cause) in [
        (
            "May  1 10:00:00 mx postfix/smtpd[7]: NOQUEUE: reject: DATA from a.example.org[192.0.2.7]: 503 5.5.0 <DATA>: Data command rejected: Improper use of SMTP command pipelining; proto=ESMTP",
            Some(Stage::Data),
            "speaks-too-early",
        ),
        (
            "May  1 10:00:00 mx postfix/submission/smtpd[7]: warning: a.example.org[192.0.2.7]: SASL LOGIN authentication failed: UGFzc3dvcmQ6, sasl_username=bob@example.com",
            Some(Stage::Auth),
            "auth-failed",
        ),
        ("May  1 10:00:00 mx postfix/smtpd[7]: lost connection after DATA from a.example.org[192.0.2.7]", Some(Stage::Data), "client-left"),
    ] {
        let report = decode(line.as_bytes());
        assert_eq!((report.kind, report.findings.len()), (Kind::Log, 1), "{line}{report:#?}");
        assert_eq!((report.findings[0].stage, report.findings[0].cause), (stage, Some(cause)), "{line}{report:#?}");
        assert!(report.dialogues.is_empty(), "nothing is invented: {line}");
    }
}

/// Kind I: what only one provider says is not taken for another's, nor where nobody is named.
#[test]
fn words_of_nobody_belong_to_nobody() {
    for text in ["550 Mailbox unavailable or access denied", "526 Authentication failure", "421 4.7.0 Try again later, closing connection."]
    {
        let report = decode(format!("host mx.example.net[192.0.2.25] said: {text}").as_bytes());
        assert!(report.findings[0].entries.iter().all(|entry| !entry.starts_with("providers/")), "{report:#?}");
        assert!(report.findings[0].provider.is_none() || report.findings[0].evidence.is_none(), "{report:#?}");
    }
}

/// Kind K: the same text leads to the same entries, whatever the language of the page.
#[test]
fn both_languages_lead_to_the_same_entries() {
    for text in [
        "550 5.1.1 <bob@example.com>: Recipient address rejected: User unknown",
        "535 Error: authentication failed, system busy 请使用授权码登录",
        "552 邮件大小超过限制",
        "ssl.SSLError: [SSL: WRONG_VERSION_NUMBER] wrong version number, smtplib",
    ] {
        let links = |language| {
            let shown = show(text.as_bytes(), language);
            shown.cards.iter().flat_map(|card| card.links.iter().map(|link| link.entry.clone()).collect::<Vec<_>>()).collect::<Vec<_>>()
        };
        assert!(!links("en").is_empty(), "{text}");
        assert_eq!(links("en"), links("zh-CN"), "{text}");
    }
}
