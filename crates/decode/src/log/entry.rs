use crate::paste::Line;

/// A program that writes logs of mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Program {
    Postfix,
    Exim,
    Sendmail,
    OpenSmtpd,
}

/// A line of a log without its stamp.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry<'a> {
    pub(super) program: Program,
    /// The part of the program: "smtpd", "submission/smtpd", "qmgr"; empty where it is not said.
    pub(super) service: &'a str,
    /// The host whose log it is.
    pub(super) host: Option<&'a str>,
    /// What it says.
    pub(super) text: &'a str,
    /// The number of the line.
    pub(super) number: usize,
}

/// How far into a line its stamp may reach.
const STAMP: usize = 300;

impl<'a> Entry<'a> {
    /// `None`: no mail server wrote this line.
    pub(super) fn new(line: Line<'a>) -> Option<Self> {
        let number = line.number;
        let text = line.text;
        if let Some((service, host, text)) = tagged(text, "postfix") {
            return Some(Self { program: Program::Postfix, service, host, text, number });
        }
        for (name, program) in [
            ("sendmail[", Program::Sendmail),
            ("sm-mta[", Program::Sendmail),
            ("sm-msp-queue[", Program::Sendmail),
            ("smtpd[", Program::OpenSmtpd),
            ("exim[", Program::Exim),
            ("exim4[", Program::Exim),
            ("exim: ", Program::Exim),
        ] {
            if let Some((_, host, text)) = tagged(text, name) {
                return Some(Self { program, service: "", host, text, number });
            }
        }
        let said = without_stamp(text);
        let program = match said {
            _ if is_postfix(said) => Program::Postfix,
            _ if is_exim(said) => Program::Exim,
            _ => return None,
        };
        Some(Self { program, service: "", host: None, text: said, number })
    }
}

/// `Jan  1 12:00:00 host postfix/smtpd[12]: text`, whatever stands before the name.
fn tagged<'a>(text: &'a str, name: &str) -> Option<(&'a str, Option<&'a str>, &'a str)> {
    let place = crate::paste::head(text, STAMP).find(name)?;
    let before = text.get(..place)?;
    if before.ends_with(|last: char| last.is_alphanumeric() || matches!(last, '/' | '@' | '.' | '-')) {
        return None;
    }
    let tag = text.get(place..)?;
    let end = match name.ends_with(": ") {
        true => name.len() - 2,
        false => crate::paste::head(tag, 120).find(": ")?,
    };
    let service = tag.get(..end)?;
    if service.contains(' ') || name == "postfix" && !service.contains('/') {
        return None;
    }
    let service = service.split('[').next().unwrap_or(service).split_once('/').map_or("", |(_, service)| service);
    let host = before.split_whitespace().last().filter(|host| is_host(host));
    Some((service, host, tag.get(end + 2..)?.trim()))
}

/// Whether a word before the program's name is the name of a host, and not a time or a level.
fn is_host(word: &str) -> bool {
    let levels = ["INFO", "WARN", "WARNING", "ERROR", "DEBUG", "NOTICE", "|"];
    !levels.contains(&word)
        && !word.contains(':')
        && word.starts_with(|first: char| first.is_ascii_alphanumeric())
        && !word.bytes().all(|octet| octet.is_ascii_digit())
}

/// `text` without a date, a time, a zone and a process number at its start.
fn without_stamp(text: &str) -> &str {
    let mut text = text.trim_start();
    for _ in 0..6 {
        let word = text.split(' ').next().unwrap_or_default();
        let bare = word.trim_matches(['[', ']']);
        let stamp = !bare.is_empty()
            && bare.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-'))
            && bare.bytes().all(|octet| octet.is_ascii_digit() || matches!(octet, b':' | b'-' | b'.' | b'/' | b'T' | b'Z' | b'+' | b','))
            && (bare.contains([':', '-', '+']) || word.starts_with('['));
        if !stamp {
            return text;
        }
        text = text.get(word.len()..).unwrap_or_default().trim_start();
    }
    text
}

/// What Postfix says, pasted without a stamp.
fn is_postfix(text: &str) -> bool {
    let starts = [
        "NOQUEUE: ",
        "reject: ",
        "milter-reject: ",
        "lost connection after ",
        "improper command pipelining ",
        "warning: TLS library problem",
        "postfix/",
    ];
    starts.iter().any(|start| text.starts_with(start))
        || (text.contains(": to=<") && text.contains("status="))
        || (text.starts_with("to=<") && text.contains("dsn="))
        || (text.starts_with('(') && text.contains("lost connection with "))
        || text.contains(" refused to talk to me: ")
        || text.contains(": reject: ")
}

/// What Exim says: a message id and an arrow, or one of its sentences.
fn is_exim(text: &str) -> bool {
    let said = text.split_once(' ').filter(|(id, _)| is_exim_id(id)).map(|(_, said)| said);
    let arrows = ["<= ", "=> ", "-> ", "** ", "== ", "*> ", ">> ", "Completed"];
    said.is_some_and(|said| {
        arrows.iter().any(|arrow| said.starts_with(arrow)) || said.contains("H=") || said.contains("SMTP error from remote")
    }) || text.starts_with("H=") && (text.contains(" rejected ") || text.contains(" temporarily rejected "))
        || [
            "SMTP protocol error in \"",
            "SMTP protocol synchronization error",
            "no MAIL in SMTP connection from",
            "SMTP connection from ",
            "TLS error on connection",
            "unexpected disconnection while reading SMTP",
            "SMTP command timeout on connection from",
            "rejected EHLO from",
            "rejected HELO from",
            "SMTP call from",
            "SMTP syntax error in",
        ]
        .iter()
        .any(|start| text.starts_with(start))
        || text.contains(" authenticator failed for ")
}

/// `1rABcd-0001Zz-AB`, and the longer ids since 4.97.
///
/// ```text
/// id = 6*base62 "-" 6*11base62 "-" 2*4base62
/// ```
pub(super) fn is_exim_id(word: &str) -> bool {
    let mut parts = word.split('-');
    let mut part = |lengths: std::ops::RangeInclusive<usize>| {
        parts.next().is_some_and(|part| lengths.contains(&part.len()) && part.bytes().all(|octet| octet.is_ascii_alphanumeric()))
    };
    part(6..=6) && part(6..=11) && part(2..=4) && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(text: &str) -> Option<(Program, &str, Option<&str>, &str)> {
        Entry::new(Line { number: 1, start: 0, text }).map(|entry| (entry.program, entry.service, entry.host, entry.text))
    }

    #[test]
    fn stamps_of_all_kinds_fall_away() {
        let postfix = |host, text| Some((Program::Postfix, "smtpd", host, text));
        for (line, wanted) in [
            ("Mar  3 01:02:03 mx1 postfix/smtpd[77]: connect from a", postfix(Some("mx1"), "connect from a")),
            ("2026-03-03T01:02:03.456789+00:00 mx1 postfix/smtpd[77]: connect from a", postfix(Some("mx1"), "connect from a")),
            ("mail-1 | 2026-03-03T01:02:03 INFO    postfix/smtpd[77]: connect from a", postfix(None, "connect from a")),
            ("postfix/smtpd[77]: connect from a", postfix(None, "connect from a")),
            ("Mar  3 01:02:03 mx1 postfix/smtps/smtpd[77]: x", Some((Program::Postfix, "smtps/smtpd", Some("mx1"), "x"))),
            (
                "2026-03-03 01:02:03 [99] 1rABcd-0001Zz-AB ** b@example.com: no",
                Some((Program::Exim, "", None, "1rABcd-0001Zz-AB ** b@example.com: no")),
            ),
            (
                "Mar  3 01:02:03 mx1 sm-mta[77]: 123abc: to=<b@example.com>, stat=Sent",
                Some((Program::Sendmail, "", Some("mx1"), "123abc: to=<b@example.com>, stat=Sent")),
            ),
            ("Mar  3 01:02:03 mx1 sshd[77]: Failed password", None),
            ("", None),
        ] {
            assert_eq!(entry(line), wanted, "{line}");
        }
    }
}
