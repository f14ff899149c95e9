//! What a notice tells of the session: at which stage it was refused, and by which host.

use crate::report::Stage;

/// Words that tell the stage, in lower case; the first that stands in a text counts. The more exact ones come first.
const STAGES: &[(&str, Stage)] = &[
    ("in reply to end of data", Stage::EndOfData),
    ("after end of data", Stage::EndOfData),
    ("end of data", Stage::EndOfData),
    ("end-of-data", Stage::EndOfData),
    ("after pipelined end of data", Stage::EndOfData),
    ("after data", Stage::EndOfData),
    ("failed after i sent the message", Stage::EndOfData),
    ("after sending the message", Stage::EndOfData),
    ("in reply to data", Stage::EndOfData),
    ("in reply to rcpt", Stage::Rcpt),
    ("in reply to mail", Stage::Mail),
    ("in reply to starttls", Stage::Tls),
    ("in reply to auth", Stage::Auth),
    ("in reply to ehlo", Stage::Greeting),
    ("in reply to helo", Stage::Greeting),
    ("in reply to initial", Stage::Greeting),
    ("after rcpt to", Stage::Rcpt),
    ("after pipelined rcpt", Stage::Rcpt),
    ("after mail from", Stage::Mail),
    ("after pipelined mail", Stage::Mail),
    ("after starttls", Stage::Tls),
    ("after ehlo", Stage::Greeting),
    ("after helo", Stage::Greeting),
    ("after initial connection", Stage::Connect),
    ("but recipient was rejected", Stage::Rcpt),
    ("but sender was rejected", Stage::Mail),
    ("but my name was rejected", Stage::Greeting),
    ("but greeting failed", Stage::Greeting),
    ("but connection died", Stage::Connect),
    ("does not like recipient", Stage::Rcpt),
    ("does not like sender", Stage::Mail),
    ("[rcpt_to]", Stage::Rcpt),
    ("[mail_from]", Stage::Mail),
    ("[data]", Stage::EndOfData),
    ("rcpt to not accepted", Stage::Rcpt),
    ("for text command", Stage::EndOfData),
    ("for rcpt command", Stage::Rcpt),
    ("for mail command", Stage::Mail),
    ("smtp:rcpt", Stage::Rcpt),
    ("smtp:mail", Stage::Mail),
    ("smtp:data", Stage::EndOfData),
    ("smtp rcpt", Stage::Rcpt),
    ("refused to talk to me", Stage::Greeting),
    ("tls handshake", Stage::Tls),
    ("cannot start tls", Stage::Tls),
    ("tls is required", Stage::Tls),
    (">>> data", Stage::EndOfData),
    (">>> rcpt", Stage::Rcpt),
    (">>> mail", Stage::Mail),
    (">>> quit", Stage::EndOfData),
    (">>> ehlo", Stage::Greeting),
    (">>> helo", Stage::Greeting),
    ("connection timed out", Stage::Connect),
    ("connection refused", Stage::Connect),
    ("no route to host", Stage::Connect),
    ("network is unreachable", Stage::Connect),
    ("couldn't find any host", Stage::Connect),
    ("host or domain name not found", Stage::Connect),
    ("host not found", Stage::Connect),
    ("name service error", Stage::Connect),
    ("unable to look up", Stage::Connect),
];

/// The stage that `text` tells.
pub(crate) fn stage(text: &str) -> Option<Stage> {
    let text = joined(text);
    let told = STAGES.iter().find(|(words, _)| text.contains(words)).map(|(_, stage)| *stage);
    told.or_else(|| last_command(&text))
}

/// `text` in lower case and on one line.
fn joined(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for word in text.split_ascii_whitespace() {
        joined.push_str(&word.to_lowercase());
        joined.push(' ');
    }
    joined
}

/// A command that stands there alone, as some reporters write it: `SMTP command ... DATA`, `(RCPT TO:<bob@example.com>)`.
fn last_command(text: &str) -> Option<Stage> {
    [("rcpt to", Stage::Rcpt), ("mail from", Stage::Mail), ("(data", Stage::EndOfData)]
        .iter()
        .find(|(words, _)| text.contains(words))
        .map(|(_, stage)| *stage)
}

/// Words before the name of the host that refused, in lower case.
const HOSTS: &[&str] = &[
    "while talking to ",
    "connected to ",
    "giving up on ",
    "remote mail server ",
    "error transferring to ",
    "response from ",
    "rejected by ",
    "gave this error: ",
    "the server for the recipient domain ",
    "smtp server ",
    "relay: ",
    "remote host ",
    "host ",
    "server: ",
    "from ",
    "by ",
];

/// The host that refused, as `text` tells: `host mx.example.com[192.0.2.25] said`, `while talking to mx.example.com.:`.
pub(crate) fn remote(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    // The client is who was refused.
    let of_client = |place: usize| lower.get(..place).is_some_and(|before| before.trim_end().ends_with("client"));
    let after = |place: usize, words: &str| host_at(text.get(place + words.len()..)?);
    HOSTS
        .iter()
        .find_map(|words| lower.match_indices(words).filter(|(place, _)| !of_client(*place)).find_map(|(place, _)| after(place, words)))
}

/// The host name or address at the start of `text`.
pub(crate) fn host_at(text: &str) -> Option<String> {
    let text = text.trim_start_matches([' ', '\n', '\r', '\t', '<', '(', '[', '"']);
    let name: String = text
        .chars()
        .take(255)
        .take_while(|&character| character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '_' | ':'))
        .collect();
    let name = name.trim_end_matches(['.', ':', '-']);
    let labels = name.split('.').count();
    let (domain, top) = name.rsplit_once('.')?;
    let is_name =
        labels >= 2 && top.len() >= 2 && top.bytes().all(|octet| octet.is_ascii_alphabetic()) && !domain.is_empty() && !name.contains(':');
    let is_address = name.parse::<std::net::IpAddr>().is_ok();
    (is_name || is_address).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stage_is_told_in_many_ways() {
        for (text, wanted) in [
            ("host mx.example.com[192.0.2.25] said: 550 no (in reply to RCPT TO\n    command)", Some(Stage::Rcpt)),
            ("SMTP error from remote mail server after MAIL FROM:<a@example.org>:", Some(Stage::Mail)),
            ("... while talking to mx.example.com.:\n>>> DATA\n<<< 550 no", Some(Stage::EndOfData)),
            ("Connected to 192.0.2.25 but sender was rejected.", Some(Stage::Mail)),
            ("User unknown", None),
        ] {
            assert_eq!(stage(text), wanted, "{text}");
        }
    }

    #[test]
    fn the_host_is_told_in_many_ways() {
        for (text, host) in [
            ("host mx.example.com[192.0.2.25] said: 550 no", Some("mx.example.com")),
            ("... while talking to mx.example.com.:", Some("mx.example.com")),
            ("Connected to 192.0.2.25 but", Some("192.0.2.25")),
            ("host unknown", None),
        ] {
            assert_eq!(remote(text).as_deref(), host, "{text}");
        }
    }
}
