//! The tables: every cause has words in every language, and is found by each of its own phrases.

use smtp_playground_decode::{LANGUAGES, Who, cause_ids, cause_words, decode};

#[test]
fn every_cause_has_words_in_both_languages() {
    assert_eq!(LANGUAGES, ["en", "zh-CN"]);
    for id in cause_ids() {
        let [english, chinese] = ["en", "zh-CN"].map(|language| cause_words(language, id).expect("words"));
        assert_ne!(english.meaning, chinese.meaning, "{id} is translated");
        assert!(chinese.meaning.chars().any(|character| ('\u{4e00}'..='\u{9fff}').contains(&character)), "{id}");
        let who = |words: &[(Who, &str)]| words.iter().map(|(who, _)| *who).collect::<Vec<_>>();
        assert_eq!(who(english.advice), who(chinese.advice), "{id}: the same people are told what to do");
    }
    assert_eq!(cause_words("xx", "user-unknown"), cause_words("en", "user-unknown"), "English stands in");
    assert_eq!(cause_words("en", "no-such-cause"), None);
}

/// Ways to say one thing, by the cause that they tell. Own words of many servers' kind.
const SAID: &[(&str, &[&str])] = &[
    (
        "user-unknown",
        &["550 5.1.1 <bob@example.com>... User unknown", "550 no such mailbox here", "550 该用户不存在", "550 5.1.10 Recipient not found"],
    ),
    (
        "mailbox-full",
        &["452 4.2.2 The mailbox of bob is over its quota", "552 Quota exceeded (mailbox for user is full)", "552 收件人邮箱已满"],
    ),
    ("mailbox-disabled", &["550 5.2.1 This account has been disabled", "550 mailbox is frozen"]),
    (
        "host-unknown",
        &["Host or domain name not found. Name service error for name=nowhere.example type=MX: Host not found", "550 5.1.2 unknown host"],
    ),
    ("relay-denied", &["554 5.7.1 <bob@example.com>: Relay access denied", "550 we do not relay"]),
    (
        "domain-authentication",
        &["550 5.7.26 Unauthenticated email from example.org is not accepted due to domain's DMARC policy", "550 SPF check failed"],
    ),
    (
        "reverse-dns",
        &["550 5.7.25 The sending address has no PTR record", "450 4.7.1 Client host rejected: cannot find your reverse hostname"],
    ),
    ("blocklisted", &["554 5.7.1 Service unavailable; Client host [192.0.2.9] blocked using zen.list.example"]),
    ("spam", &["550 5.7.1 Message rejected as spam by the content filter", "554 疑似垃圾邮件"]),
    ("virus", &["550 5.7.1 Virus found in message"]),
    ("message-too-large", &["552 5.3.4 Message size exceeds fixed limit"]),
    ("greylisted", &["451 4.7.1 Greylisted, please try again in 300 seconds"]),
    ("sending-too-fast", &["421 4.7.28 Our system has detected an unusual rate of mail"]),
    ("too-many-connections", &["421 Too many concurrent SMTP connections from this address"]),
    ("sender-refused", &["550 5.1.8 <joe@nowhere.example>: Sender address rejected: Domain not found"]),
    ("auth-required", &["530 5.7.0 Authentication required"]),
    ("auth-failed", &["535 5.7.8 Error: authentication failed"]),
    ("syntax-error", &["500 5.5.2 Error: command not recognized"]),
    ("mail-loop", &["554 5.4.6 Too many hops"]),
    ("expired", &["delivery temporarily suspended: connect to mx.example.com[192.0.2.25]:25: Connection timed out dsn=4.4.1"]),
    ("connection-refused", &["connect to mx.example.com[192.0.2.25]:25: Connection refused dsn=4.4.1"]),
];

#[test]
fn the_same_thing_said_in_many_ways_has_one_cause() {
    for (cause, texts) in SAID {
        for text in *texts {
            let found = decode(text.as_bytes()).findings.first().and_then(|finding| finding.cause);
            assert_eq!(found, Some(*cause), "{text}");
        }
    }
}

#[test]
fn a_code_alone_is_called_so() {
    use smtp_playground_decode::Confidence;
    let report = decode(b"550 5.1.1");
    assert_eq!((report.findings[0].cause, report.findings[0].confidence), (Some("user-unknown"), Confidence::Code));
    let report = decode(b"559 xyzzy");
    assert_eq!((report.findings[0].cause, report.findings[0].confidence), (None, Confidence::None));
}

#[test]
fn a_reply_of_a_provider_that_is_not_there_is_not_taken() {
    for text in ["550 mailbox unavailable", "535 authentication failed", "421 too many connections"] {
        let report = decode(text.as_bytes());
        assert!(report.findings.iter().all(|finding| finding.provider.is_none()), "{text}: {:?}", report.findings);
    }
}
