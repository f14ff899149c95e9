//! Which server it was: told by what it says.

use super::Exchange;
use super::exchange::starts;
use smtp_engine::session::Role;

/// Words of a greeting or a reply, and whose they are.
const WORDS: [(&str, &str); 14] = [
    ("gsmtp", "gmail"),
    ("Microsoft ESMTP MAIL", "microsoft365"),
    ("prod.outlook.com", "microsoft365"),
    ("ESMTP Postfix", "postfix"),
    ("ESMTP Exim", "exim"),
    ("Sendmail", "sendmail"),
    ("OpenSMTPD", "opensmtpd"),
    ("Python SMTP", "aiosmtpd"),
    ("Yahoo", "yahoo"),
    ("iCloud", "icloud"),
    ("newxesmtp", "qq"),
    ("QQ Mail", "qq"),
    ("163 com", "netease163"),
    ("AliMail", "aliyun"),
];

/// The id of the server that speaks so.
pub(super) fn guess_server(exchanges: &[Exchange]) -> Option<&'static str> {
    let replies = exchanges.iter().filter_map(|exchange| exchange.replies.as_ref()).flatten().flatten();
    let mut lines = replies.map(String::as_str);
    lines.find_map(|line| WORDS.iter().find(|(words, _)| line.contains(words)).map(|(_, id)| *id))
}

/// Who logs in or asks for TLS before that speaks to a submission server.
pub(super) fn guess_role(exchanges: &[Exchange]) -> Role {
    let logs_in = exchanges.iter().filter_map(|exchange| exchange.said.as_ref()).any(|line| starts(line, "AUTH"));
    if logs_in { Role::Submission } else { Role::Mx }
}
