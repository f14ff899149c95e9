//! Aliyun: Alibaba's mail for companies (smtp.qiye.aliyun.com, smtp.mxhichina.com). Many of its codes are
//! its own. In AUTH LOGIN it asks for a lower-case `username:`.

use super::checks;
use super::words::{UNDATED, plain, seen, without_codes};
use super::{BASE_SUBMISSION, Policy, lines, triggers};
use smtp_engine::session::{Auth, Checks, Mechanism, Provenance, Server, Source, Stage, Wording, Words};
use smtp_engine::spec::ReplyKey;

const YEARS: &str = "2018–2024";

/// For its own users (port 587).
pub static SUBMISSION: Server = Server {
    id: "aliyun",
    name: "Aliyun",
    version: YEARS,
    provenance: Provenance::PublicTranscripts(YEARS),
    commands: checks::SUBMISSION_AS_LOGIN,
    checks: Checks {
        // It knows its own users, and says so at RCPT.
        recipient: checks![checks::recipient_exists, checks::recipient_trigger],
        ..BASE_SUBMISSION.checks
    },
    words: Words {
        extensions: |session, _, _| lines(session, CLEAR, TLS),
        wording,
        queue_id: |number| (148_316_943 + number).to_string(),
        ..BASE_SUBMISSION.words
    },
    auth: Auth {
        mechanisms: &[Mechanism::Plain, Mechanism::Login, Mechanism::Xoauth2],
        login_prompts: ["username:", "Password:"],
        login_refusal: |error, login| triggers::of_login(error, login, wording),
        ..BASE_SUBMISSION.auth
    },
    ..super::submission(POLICY)
};

const POLICY: Policy = &[
    (ReplyKey::MailboxFull, Stage::Rcpt),
    (ReplyKey::RateLimited, Stage::EndOfData),
    (ReplyKey::SpamContent, Stage::EndOfData),
    (ReplyKey::AttachmentBlocked, Stage::EndOfData),
];

/// Of its sister for bulk mail (smtpdm.aliyun.com), the only one of which a session before TLS shows EHLO.
const CLEAR: &[&str] = &["STARTTLS", "8BITMIME", "AUTH=PLAIN LOGIN XALIOAUTH", "AUTH PLAIN LOGIN XALIOAUTH", "PIPELINING", "DSN"];
const TLS: &[&str] = &["8BITMIME", "AUTH=PLAIN LOGIN XOAUTH2 XALIOAUTH", "AUTH PLAIN LOGIN XOAUTH2 XALIOAUTH", "PIPELINING", "DSN"];

const OPENSSL: Source = seen("https://github.com/authelia/authelia/issues/8006", "2024-10-09");
/// HELO, MAIL without a login, QUIT.
const HELO: Source = seen("https://github.com/mludvig/smtp-cli/issues/24", "2022-07-11");
/// The sister's session, to its end.
const BULK: Source = seen("telnet session in a public repository, and https://cnblogs.com/rsapaper/p/12590037.html", UNDATED);
/// A reseller's table of its replies.
const TABLE: Source = seen("http://sh-aliyun.com/index.php/Products/detail/cid/0/pid/87.html", UNDATED);

fn wording(key: ReplyKey) -> Option<&'static Wording> {
    Some(match key {
        ReplyKey::Greeting => &const { plain(220, "smtp.aliyun-inc.com MX AliMail Server", OPENSSL) },
        ReplyKey::HeloOk => &const { plain(250, "Ok", HELO) },
        ReplyKey::EhloOk => &const { plain(250, "smtp.aliyun-inc.com\n{extensions}", OPENSSL) },
        ReplyKey::AuthChallenge => &const { plain(334, "{challenge}", OPENSSL) },
        ReplyKey::AuthOk => &const { plain(235, "Authentication successful", BULK) },
        ReplyKey::AuthFailed | ReplyKey::AppPasswordRequired => {
            &const { plain(526, "Authentication failure[0]", seen("https://github.com/alibaba/canal/issues/554", "2018-03-12")) }
        }
        ReplyKey::TooManyLogins => &const { plain(526, "Authentication failure[1]", TABLE) },
        ReplyKey::AuthUnavailable => &const { plain(524, "username or passwd is NULL", TABLE) },
        ReplyKey::AuthNotBase64 => &const { plain(523, "cipher text is invalid base64 format", TABLE) },
        ReplyKey::AuthRequired => &const { plain(503, "bad sequence of commands", HELO) },
        ReplyKey::SenderNotOwned => &const { plain(440, "mail from account doesn't conform with authentication", TABLE) },
        ReplyKey::MailOk => &const { plain(250, "Mail Ok", BULK) },
        ReplyKey::RcptOk => &const { plain(250, "Rcpt Ok", BULK) },
        ReplyKey::UserUnknown => {
            &const {
                let source = seen("https://github.com/axllent/mailpit/issues/132", "2023-06-28");
                plain(554, "RCPT ({address}) dosn't exist", source)
            }
        }
        ReplyKey::MailboxFull => &const { plain(552, "mailbox is full", TABLE) },
        ReplyKey::DataStart => &const { plain(354, "End data with <CR><LF>.<CR><LF>", BULK) },
        ReplyKey::Queued => &const { plain(250, "Data Ok: queued as freedom ###envid={queue-id}", BULK) },
        ReplyKey::Goodbye => &const { plain(221, "Bye", HELO) },
        ReplyKey::MessageTooBig => &const { plain(510, "The length of DATA content is achieved the maximum threshold", TABLE) },
        ReplyKey::RateLimited => &const { plain(454, "Transient reject by behaviour spam", TABLE) },
        ReplyKey::SpamContent => &const { plain(554, "Reject by content spam", TABLE) },
        ReplyKey::AttachmentBlocked => &const { plain(551, "virus infected mail rejected", TABLE) },
        _ => return without_codes(key),
    })
}
