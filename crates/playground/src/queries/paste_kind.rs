//! What a text is that stands in the command line and is plainly no command: it is not sent before that was asked.

use smtp_engine::spec::COMMANDS;

/// Only so much of it is looked at, in octets: the beginning tells.
const LOOKED_AT: usize = 16_384;
/// So many lines are.
const LINES: usize = 60;

/// What something is that is no command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCommand {
    /// A reply of a server.
    Reply,
    /// A mail with its header, a bounce above all.
    Mail,
    /// A log: of a server, or of a program that sends.
    Log,
    /// What a program prints when it fails.
    Error,
}

/// Fields that a header has, in small letters; two of them make a text a mail.
const FIELDS: &[&str] = &[
    "return-path",
    "received",
    "delivered-to",
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "reporting-mta",
    "final-recipient",
    "diagnostic-code",
    "arrival-date",
];

/// What `text` plainly is, if it is no command. In doubt it is one: nothing keeps a person from saying nonsense.
pub fn no_command(text: &str) -> Option<NoCommand> {
    let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at <= LOOKED_AT).last().unwrap_or(0);
    let looked_at = if text.len() <= LOOKED_AT { text } else { text.get(..end).unwrap_or_default() };
    let lines: Vec<&str> = looked_at.lines().map(str::trim).filter(|line| !line.is_empty()).take(LINES).collect();
    if lines.first().is_some_and(|line| is_command(line)) {
        return None;
    }
    let any = |is: fn(&str) -> bool| lines.iter().any(|line| is(line));
    if any(|line| line.starts_with("Traceback (most recent call last)") || line.starts_with("Exception in thread") || is_exception(line)) {
        return Some(NoCommand::Error);
    }
    if any(has_stamp) || any(is_debug_line) {
        return Some(NoCommand::Log);
    }
    if lines.iter().filter(|line| is_field(line)).count() >= 2 {
        return Some(NoCommand::Mail);
    }
    lines.first().is_some_and(|line| is_reply(line)).then_some(NoCommand::Reply)
}

/// Whether `line` begins with a verb: a mail may follow it, after DATA.
fn is_command(line: &str) -> bool {
    let verb = line.split([' ', ':']).next().unwrap_or_default();
    COMMANDS.iter().any(|row| row.verb.name().eq_ignore_ascii_case(verb))
}

/// `Reply-line = Reply-code [ SP textstring ]` and `Reply-code = %x32-35 %x30-35 %x30-39` (RFC 5321 section 4.2).
fn is_reply(line: &str) -> bool {
    let octets = line.as_bytes();
    let digits = octets.len() >= 3 && matches!(octets.first(), Some(b'2'..=b'5')) && octets.iter().take(3).all(u8::is_ascii_digit);
    digits && matches!(octets.get(3), Some(b' ' | b'-'))
}

/// `field-name ":"` (RFC 5322 section 2.2), of a field that mails have.
fn is_field(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, _)| FIELDS.contains(&name.to_ascii_lowercase().as_str()))
}

/// The stamp of syslog (RFC 3164 section 4.1.2), or of ISO 8601, before more than itself.
fn has_stamp(line: &str) -> bool {
    const MONTHS: &[&str] = &["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut words = line.split_ascii_whitespace();
    let is_time = |word: &str| word.len() >= 8 && word.as_bytes().get(2) == Some(&b':') && word.as_bytes().get(5) == Some(&b':');
    let is_day = |word: &str| word.len() >= 10 && word.as_bytes().get(4) == Some(&b'-') && word.as_bytes().get(7) == Some(&b'-');
    match (words.next(), words.next(), words.next()) {
        (Some(month), Some(day), Some(time)) if MONTHS.contains(&month) => day.parse::<u8>().is_ok() && is_time(time),
        (Some(day), Some(_), _) => is_day(day) && day.starts_with(|first: char| first.is_ascii_digit()),
        _ => false,
    }
}

/// A line as programs print it that tell what they say to a server.
fn is_debug_line(line: &str) -> bool {
    const STARTS: &[&str] = &[
        "send: '",
        "reply: b'",
        "reply: retcode",
        "CLIENT -> SERVER:",
        "SERVER -> CLIENT:",
        "DEBUG SMTP",
        "<~  ",
        " ~> ",
        "<-  ",
        "-> ",
        "<** ",
    ];
    STARTS.iter().any(|start| line.starts_with(start.trim_start()))
}

/// `name.of.SomethingError: ...` or `...Exception: ...`.
fn is_exception(line: &str) -> bool {
    let name = line.split([':', ' ']).next().unwrap_or_default();
    let plain = name.chars().all(|letter| letter.is_ascii_alphanumeric() || "._\\".contains(letter));
    plain && name.len() > "Error".len() && (name.ends_with("Error") || name.ends_with("Exception")) && line.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_plainly_no_command_is_known() {
        let cases = [
            ("550 5.7.1 Service unavailable", NoCommand::Reply),
            ("250-mail.example.com\n250 PIPELINING", NoCommand::Reply),
            ("Return-Path: <>\nSubject: Undelivered Mail\n\nI am sorry", NoCommand::Mail),
            ("Nov 20 09:14:02 mx1 postfix/smtp[20113]: 4F1B92C0D3: status=bounced", NoCommand::Log),
            ("2026-11-20T09:14:02.123 mx1 postfix/smtp[1]: connect", NoCommand::Log),
            ("send: 'ehlo [127.0.0.1]\\r\\n'\nreply: b'250-mail'", NoCommand::Log),
            ("Traceback (most recent call last):\n  File \"a.py\"", NoCommand::Error),
            ("smtplib.SMTPAuthenticationError: (535, b'5.7.8 no')", NoCommand::Error),
        ];
        for (text, kind) in cases {
            assert_eq!(no_command(text), Some(kind), "{text}");
        }
    }

    #[test]
    fn commands_and_nonsense_are_sent_as_they_are() {
        let cases = [
            "EHLO client.example.org",
            "EHLO a\nMAIL FROM:<x@example.org>\nDATA\nFrom: x@example.org\nSubject: Sale\n\nHello\n.",
            "MAIL FROM:<a@b>\nRCPT TO:<c@d>",
            "hello?",
            "550",
            "From: x",
            "GET / HTTP/1.1",
            "",
            "ERROR",
            "日志",
        ];
        for text in cases {
            assert_eq!(no_command(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in any::<String>()) {
            no_command(&text);
        }
    }
}
