//! Programs that send mail, known by how their errors look.

use crate::report::Stage;

/// Name, and words of its errors in lower case. The more exact ones come first: a wrapper names what it wraps.
const PROGRAMS: &[(&str, &[&str])] = &[
    ("Outlook", &["0x800ccc", "0x8004210", "0x80042109", "task '&reported error", "outlook cannot"]),
    (
        "Thunderbird",
        &[
            "sending of the message failed",
            "an error occurred while sending mail",
            "an error occurred sending mail",
            "unable to authenticate to outgoing server",
            "sending of password for user",
        ],
    ),
    (
        "Apple Mail",
        &[
            "cannot send message using the server",
            "cannot get mail",
            "the sender address was rejected by the server",
            "the server response was:&selected server",
        ],
    ),
    ("WordPress", &["wp mail smtp", "wp_mail", "wp-mail-smtp", "wp-content"]),
    ("Laravel", &["illuminate\\mail", "laravel"]),
    ("Symfony Mailer", &["symfony\\component\\mailer", "transportexception", "expected response code"]),
    ("Swift Mailer", &["swift_", "swiftmailer", "swift mailer"]),
    (
        "PHPMailer",
        &[
            "phpmailer",
            "smtp connect() failed",
            "smtp error: ",
            "smtp error:",
            "smtp notice:",
            "message could not be sent",
            "mailer error:",
            "could not instantiate mail function",
            "server -> client",
            "client -> server",
        ],
    ),
    ("PHP", &["stream_socket_client()", "stream_socket_enable_crypto()", "fsockopen()", "mail(): ", "pear::mail", "net_smtp"]),
    (
        "Python",
        &[
            "smtplib",
            "smtpauthenticationerror",
            "smtpserverdisconnected",
            "smtprecipientsrefused",
            "smtpsenderrefused",
            "smtpdataerror",
            "smtpconnecterror",
            "smtpheloerror",
            "smtpnotsupportederror",
            "aiosmtplib",
            "django.core.mail",
            "flask_mail",
            "yagmail",
            "traceback (most recent call last)&smtp",
            "traceback (most recent call last)&mail",
        ],
    ),
    (
        "Nodemailer",
        &[
            "nodemailer",
            "smtp-connection",
            "code: 'eauth'",
            "code: 'esocket'",
            "code: 'econnection'",
            "code: 'eenvelope'",
            "code: 'etls'",
            "code: 'edns'",
            "code: 'emessage'",
            "code: 'etimedout'&command: 'conn'",
            "command: 'conn'",
            "invalid login:",
            "can't send mail - all recipients were rejected",
            "greeting never received",
            "missing credentials for \"plain\"",
            "mail command failed",
            "message failed:",
        ],
    ),
    ("Node.js", &["tlssocket.", "tcpconnectwrap", "node:_tls_wrap", "node:net", "[err_tls_"]),
    ("Spring (JavaMail)", &["org.springframework.mail", "mailsendexception", "mailauthenticationexception"]),
    (
        "JavaMail",
        &[
            "javax.mail",
            "jakarta.mail",
            "com.sun.mail",
            "org.eclipse.angus.mail",
            "smtpsendfailedexception",
            "mailconnectexception",
            "sendfailedexception",
            "could not connect to smtp host",
            "could not convert socket to tls",
        ],
    ),
    ("MailKit", &["mailkit", "smtpcommandexception", "smtpprotocolexception", "sslhandshakeexception&ssl or tls connection"]),
    (
        ".NET System.Net.Mail",
        &["system.net.mail", "smtpexception", "smtpfailedrecipient", "failure sending mail", "the server response was:"],
    ),
    ("gomail", &["gomail"]),
    (
        "Go",
        &[
            "net/smtp",
            "smtp: server doesn't support",
            "smtp: ",
            "dial tcp",
            "tls: first record",
            "x509:",
            "unencrypted connection",
            "textproto",
        ],
    ),
    (
        "Ruby",
        &[
            "net::smtp",
            "net/smtp.rb",
            "actionmailer",
            "openssl::ssl::sslerror",
            "ssl_connect returned",
            "net::opentimeout",
            "errno::econnrefused",
            "errno::etimedout",
        ],
    ),
    ("lettre (Rust)", &["lettre", "smtp::error", "transport::smtp"]),
    ("Perl", &["net::smtp(", "net::smtp:", "net::smtp=", "email::sender", "mime::lite", "smtp.pm"]),
    ("msmtp", &["msmtp", "account default from", "sendmail: the server does not support", "sendmail: could not send mail", "(account "]),
    ("sSMTP", &["ssmtp"]),
    ("sendEmail", &["sendemail["]),
    ("dma", &["dma:", "dma["]),
    ("curl", &["curl: (", "libcurl", "smtp.curl"]),
    ("swaks", &["swaks", "*** error connecting"]),
    ("Elixir", &["bamboo.", "swoosh.", "gen_smtp"]),
];

/// The program whose error `text`, in lower case, is.
pub(super) fn find(text: &str) -> Option<&'static str> {
    let stands = |words: &&str| words.split('&').all(|word| text.contains(word));
    PROGRAMS.iter().find(|(_, marks)| marks.iter().any(stands)).map(|(name, _)| *name)
}

/// What systems and TLS libraries say, in lower case.
const SYSTEM: &[&str] = &[
    "econnrefused",
    "etimedout",
    "enotfound",
    "econnreset",
    "ehostunreach",
    "enetunreach",
    "epipe",
    "eai_again",
    "connection refused",
    "connection timed out",
    "connect timed out",
    "timed out",
    "connection reset",
    "network is unreachable",
    "no route to host",
    "getaddrinfo",
    "name or service not known",
    "no such host",
    "could not resolve host",
    "unknownhostexception",
    "gaierror",
    "i/o timeout",
    "wrong version number",
    "wrong_version_number",
    "first record does not look",
    "handshake fail",
    "sslv3 alert",
    "alert handshake",
    "certificate verify failed",
    "self-signed certificate",
    "self signed certificate",
    "unable to verify the first certificate",
    "certificate has expired",
    "altnames",
    "pkix path",
    "x509:",
    "ssl routines",
    "ssl error",
    "ssl_connect",
    "sslhandshakeexception",
    "unexpected eof",
    "eof",
    "socket hang up",
    "broken pipe",
    "winsock",
    "10060",
    "10061",
    "10054",
    "unexpectedly closed",
    "unable to connect",
    "could not connect",
    "couldn't connect",
    "connection lost",
    "no shared cipher",
    "failed to connect",
    "invalidcontenttype",
    "corrupt message",
    "frame size",
    "unexpected packet format",
    "tls library problem",
    "连接超时",
    "连接被拒绝",
    "can not connect",
    "cannot connect",
    "unstable network",
    "无法连接",
    "积极拒绝",
    "证书",
    "握手失败",
    "连接被重置",
    "does not support authentication",
    "does not support starttls",
];

/// Whether `text`, in lower case, holds an error of the network or of TLS.
pub(super) fn is_system_error(text: &str) -> bool {
    SYSTEM.iter().any(|words| text.contains(words))
}

/// Words of programs that tell the stage, in lower case.
const STAGES: &[(&str, Stage)] = &[
    ("smtpauthenticationerror", Stage::Auth),
    ("authenticationfailedexception", Stage::Auth),
    ("mailauthenticationexception", Stage::Auth),
    ("smtpauthenticationerror", Stage::Auth),
    ("invalid login", Stage::Auth),
    ("code: 'eauth'", Stage::Auth),
    ("command: 'auth", Stage::Auth),
    ("could not authenticate", Stage::Auth),
    ("failed to authenticate", Stage::Auth),
    ("password command failed", Stage::Auth),
    ("authentication failed", Stage::Auth),
    ("smtprecipientsrefused", Stage::Rcpt),
    ("smtpaddressfailedexception", Stage::Rcpt),
    ("smtpfailedrecipient", Stage::Rcpt),
    ("smtp error: the following recipients failed", Stage::Rcpt),
    ("all recipients were rejected", Stage::Rcpt),
    ("command: 'rcpt", Stage::Rcpt),
    ("after rcpt to", Stage::Rcpt),
    ("recipients were rejected", Stage::Rcpt),
    ("smtpsenderrefused", Stage::Mail),
    ("smtpsendfailedexception", Stage::Mail),
    ("the following from address failed", Stage::Mail),
    ("mail command failed", Stage::Mail),
    ("command: 'mail", Stage::Mail),
    ("smtpdataerror", Stage::EndOfData),
    ("data not accepted", Stage::EndOfData),
    ("data end command failed", Stage::EndOfData),
    ("message failed:", Stage::EndOfData),
    ("command: 'data'", Stage::EndOfData),
    ("end-of-message", Stage::EndOfData),
    ("邮件数据错误", Stage::EndOfData),
    ("smtpheloerror", Stage::Greeting),
    ("command: 'ehlo'", Stage::Greeting),
    ("ehlo command failed", Stage::Greeting),
    ("greeting never received", Stage::Greeting),
    ("starttls", Stage::Tls),
    ("command: 'conn'", Stage::Connect),
    ("smtpconnecterror", Stage::Connect),
];

/// The stage that `text` tells, or its code.
pub(super) fn stage(text: &str, code: Option<u16>) -> Option<Stage> {
    let text = text.to_lowercase();
    let told = STAGES.iter().find(|(words, _)| text.contains(words)).map(|(_, stage)| *stage);
    told.or(match code {
        Some(334 | 432 | 526 | 534 | 535 | 538) => Some(Stage::Auth),
        _ => None,
    })
}

/// The stage that a cause tells.
pub(super) fn stage_of(cause: &str) -> Option<Stage> {
    match cause {
        "tls-on-plain-port" | "certificate" | "tls-nothing-in-common" | "starttls-not-offered" => Some(Stage::Tls),
        "auth-not-offered" | "auth-needs-tls" | "auth-no-mechanism" | "app-password" => Some(Stage::Auth),
        "own-host" | "connect-timeout" | "connect-refused" | "name-not-found" | "network-forbidden" | "no-local-mailer" => {
            Some(Stage::Connect)
        }
        "plain-on-tls-port" | "greeting-never-came" | "hello-first" => Some(Stage::Greeting),
        _ => None,
    }
}

/// Whether the address in `text` is the recipient's.
pub(super) fn recipient_named(text: &str) -> bool {
    let text = text.to_lowercase();
    ["recipient", "rcpt", "addressfailed", "收件人"].iter().any(|word| text.contains(word))
}
