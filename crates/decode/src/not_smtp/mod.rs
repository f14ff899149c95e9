//! What mail never says: databases, web servers, version control, other protocols with numbers of three digits.
//!
//! Three digits alone are never enough for an answer: FTP says 530 and 550 too, and HTTP 503. So a text is taken for
//! something else where words of that other thing stand in it and no word of mail does; or where it has the signature of
//! that thing and no word of SMTP itself.

mod mail_words;
mod others;

pub(crate) use mail_words::speaks_of_mail;

use crate::paste::Paste;
use crate::recognise::Evidence;
use crate::report::{Kind, Report};

/// How much of the start is looked at.
const HEAD: usize = 16 << 10;

/// Certain where the words of something else stand and none of mail.
pub(crate) fn evidence(paste: &Paste<'_>) -> Evidence {
    match other(paste) {
        Some(_) => Evidence::Certain,
        None => Evidence::None,
    }
}

/// Says what it looks like.
pub(crate) fn read(paste: &Paste<'_>) -> Option<Report> {
    Some(Report { source: Some(other(paste)?.to_owned()), ..Report::new(Kind::NotSmtp) })
}

fn other(paste: &Paste<'_>) -> Option<&'static str> {
    let head = paste.head(HEAD);
    let text = head.to_lowercase();
    let signed = if mail_words::speaks_smtp(&text) { None } else { others::signed(&text) };
    signed.or_else(|| others::name(&text).filter(|_| !speaks_of_mail(&text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Budget;

    fn told(text: &str) -> Option<&'static str> {
        other(&Paste::new(text.as_bytes(), Budget::default()))
    }

    #[test]
    fn other_things_are_told_by_their_words() {
        for (text, name) in [
            (
                "ERROR:  duplicate key value violates unique constraint \"orders_pkey\"\nDETAIL:  Key (id)=(550) already exists.",
                "PostgreSQL",
            ),
            (
                "psql: error: connection to server at \"db\" (10.0.0.5), port 5432 failed: FATAL:  password authentication failed for user \"app\"",
                "PostgreSQL",
            ),
            ("ERROR 1045 (28000): Access denied for user 'app'@'localhost' (using password: YES)", "MySQL"),
            ("SQLSTATE[HY000] [2002] Connection refused", "a database"),
            ("HTTP/2 550\r\nserver: nginx", "HTTP"),
            ("curl: (22) The requested URL returned error: 503", "HTTP"),
            ("<html><head><title>502 Bad Gateway</title></head>", "HTTP"),
            ("fatal: unable to access 'https://git.example.org/app.git/': The requested URL returned error: 403", "git"),
            ("550 Failed to change directory.", "FTP"),
            ("ftp> put a.txt\n550 Permission denied.", "FTP"),
            ("Permission denied (publickey,password).", "SSH"),
            ("* OK [CAPABILITY IMAP4rev1] ready\na1 LOGIN bob x\na1 NO [AUTHENTICATIONFAILED] Invalid", "IMAP"),
            ("+OK POP3 ready\nUSER bob\n-ERR no such user", "POP3"),
            ("{\"errcode\":40001,\"errmsg\":\"invalid credential\"}", "a JSON API"),
            ("error[E0308]: mismatched types\n --> src/main.rs:550:5", "a compiler"),
            ("main.c:421:5: error: expected ';' before 'return'", "a compiler"),
            ("npm ERR! code E404\nnpm ERR! 404 Not Found - GET https://registry.example.org/left", "a package manager"),
            ("a1 NO [AUTHENTICATIONFAILED] Authentication failed for mailbox bob@mail.example.org", "IMAP"),
            ("a002 NO [ALERT] Too many connections to mail.example.org", "IMAP"),
            ("-ERR [AUTH] no such mailbox", "POP3"),
            ("client 10.0.0.1#5353: query (cache) 'mail.example.com/MX/IN' denied", "DNS"),
            ("Readiness probe failed: HTTP probe failed with statuscode: 503", "Kubernetes"),
            ("10.0.0.1 - - [30/Nov/2026:10:11:12 +0000] \"POST /mailbox HTTP/1.1\" 503 550", "HTTP"),
            ("sudo: pam_unix(sudo:auth): authentication failure; user=bob", "a system log"),
            ("RTSP/1.0 454 Session Not Found", "RTSP"),
            ("ERROR 1040 (HY000): Too many connections", "MySQL"),
            ("PermissionError: [Errno 13] Permission denied: '/var/log/x'", "a program"),
            ("redis.exceptions.ConnectionError: Error 111 connecting to localhost:6379. Connection refused.", "Redis"),
        ] {
            assert_eq!(told(text), Some(name), "{text}");
        }
    }

    #[test]
    fn mail_is_never_taken_for_something_else() {
        for text in [
            "550 5.1.1 <bob@example.com>: Recipient address rejected: User unknown",
            "SQLSTATE in a log of the mailer: SMTP Error: Could not authenticate.",
            "550 Mailbox unavailable",
            "500 Internal Server Error while talking to smtp.example.org:587",
            "邮件发送失败 HTTP/1.1 550",
            "something else",
            "550",
            "a1 NO [AUTHENTICATIONFAILED] failed\n250 mail.example.org\nEHLO there",
            "503 OK",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
