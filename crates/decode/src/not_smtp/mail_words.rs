/// Words that only mail says, in lower case.
const WORDS: &[&str] = &[
    "smtp",
    "mail from",
    "rcpt to",
    "ehlo",
    "helo ",
    "mailbox",
    "email",
    "e-mail",
    "mailer",
    "postfix",
    "exim",
    "dovecot",
    "recipient",
    "sender",
    "starttls",
    "x-mailer",
    "message-id",
    "邮件",
    "邮箱",
    "发件人",
    "收件人",
    "退信",
    "发信",
    "nodemailer",
    "phpmailer",
    "mailkit",
    "javax.mail",
    "jakarta.mail",
    "sendmail",
    "lettre",
    "delivery status",
    "diagnostic-code",
    "0x800ccc",
];

/// Words that only SMTP says, in lower case.
const SMTP_WORDS: &[&str] = &["smtp", "mail from:", "rcpt to:", "ehlo", "helo "];

/// Whether `text`, in lower case, has a word of SMTP itself.
pub(super) fn speaks_smtp(text: &str) -> bool {
    SMTP_WORDS.iter().any(|word| text.contains(word))
}

/// Ports that mail is sent to.
const PORTS: &[&str] = &["25", "465", "587", "2525", "1025", "2465", "2587"];

/// Whether `text`, in lower case, has a word of mail, a host that is named for it, or a port of it.
pub(crate) fn speaks_of_mail(text: &str) -> bool {
    WORDS.iter().any(|word| text.contains(word)) || has_host(text) || has_port(text)
}

/// `mail.example.org`, `mx1.example.org`.
fn has_host(text: &str) -> bool {
    let hosts = text.split(|character: char| !(character.is_ascii_alphanumeric() || matches!(character, '.' | '-')));
    hosts.filter(|host| host.contains('.')).any(|host| {
        let mut labels = host.split('.').map(|label| label.trim_end_matches(|digit: char| digit.is_ascii_digit()));
        labels.any(|label| ["mail", "mx", "webmail", "mta"].contains(&label))
    })
}

/// `:587`, `port 465`, `port: 25`, `port=25`.
fn has_port(text: &str) -> bool {
    text.match_indices([':', ' ', '=']).any(|(place, mark)| {
        let (before, after) = (text.get(..place).unwrap_or_default(), text.get(place + 1..).unwrap_or_default());
        let digits = after.len() - after.trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
        let port = after.get(..digits).unwrap_or_default();
        let next = after.get(digits..).and_then(|rest| rest.bytes().next()).unwrap_or(b' ');
        let named = before.trim_end_matches([' ', ':', '=', '"', '\'']).ends_with("port");
        let of_host = mark == ":" && before.ends_with(|last: char| last.is_ascii_alphanumeric() || last == ']');
        // "main.c:25:3" is a line of a file, "12:25" a time.
        let of_file =
            before.rsplit([' ', '\n', '(']).next().is_some_and(|name| !name.contains('.') && !name.contains("localhost") || is_file(name));
        PORTS.contains(&port) && next != b'.' && (named || of_host && !of_file)
    })
}

/// Whether `name` is that of a source file.
fn is_file(name: &str) -> bool {
    let end = name.rsplit('.').next().unwrap_or_default();
    ["rs", "c", "h", "cc", "cpp", "go", "js", "ts", "py", "java", "kt", "rb", "php", "cs", "swift", "m", "mjs", "tsx", "jsx", "sh", "sql"]
        .contains(&end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ports_and_hosts_speak_of_mail() {
        for text in ["connect econnrefused 127.0.0.1:587", "host mx2.example.org", "port: 465", "port=25,", "tcp 10.0.0.1:25: i/o timeout"]
        {
            assert!(speaks_of_mail(text), "{text}");
        }
        for text in ["main.c:25:3: error", "at 12:25 today", "src/main.rs:587", "10.0.0.1:5432", "port 443", "web.example.org:8025"] {
            assert!(!speaks_of_mail(text), "{text}");
        }
    }
}
