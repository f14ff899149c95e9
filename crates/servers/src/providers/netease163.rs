//! NetEase 163 (smtp.163.com), on Coremail. It wants an authorisation code in the place of the password,
//! the sender must be the login, and `<>` is no login. In AUTH LOGIN it asks for a lower-case `username:`.

use super::checks;
use super::words::{UNDATED, plain, seen, without_codes};
use super::{BASE_SUBMISSION, Policy, lines, triggers};
use smtp_engine::session::{Auth, Provenance, Server, Source, Stage, Wording, Words};
use smtp_engine::spec::ReplyKey;

const YEARS: &str = "2014–2025";

/// For its own users (port 587).
pub static SUBMISSION: Server = Server {
    id: "netease163",
    name: "NetEase 163",
    version: YEARS,
    provenance: Provenance::PublicTranscripts(YEARS),
    commands: checks::SUBMISSION_AS_LOGIN,
    words: Words {
        extensions: |session, _, _| lines(session, CLEAR, TLS),
        wording,
        queue_id: |number| format!("zwqz-smtp-mta-g4-2,_____wDHR7eDME9lY+R4Cw--.{}S2", 9070 + number),
        session_id: "EcCowECZoy+xLGNU4LXrAQ--.2290S2",
        ..BASE_SUBMISSION.words
    },
    auth: Auth {
        login_prompts: ["username:", "Password:"],
        login_refusal: |error, login| triggers::of_login(error, login, wording),
        ..BASE_SUBMISSION.auth
    },
    ..super::submission(POLICY)
};

const POLICY: Policy = &[(ReplyKey::RateLimited, Stage::Mail), (ReplyKey::SpamContent, Stage::EndOfData)];

/// AUTH is offered in the clear too.
const CLEAR: &[&str] = &[
    "PIPELINING",
    "AUTH LOGIN PLAIN",
    "AUTH=LOGIN PLAIN",
    "coremail 1Uxr2xKj7kG0xkI17xGrU7I0s8FY2U3Uj8Cz28x1UUUUU7Ic2I0Y2UFJbpo8UCa0xDrUUUUj",
    "STARTTLS",
    "8BITMIME",
];
/// RFC 3207 section 4.2: STARTTLS is not offered again. No transcript shows the list inside TLS.
const TLS: &[&str] = &[
    "PIPELINING",
    "AUTH LOGIN PLAIN",
    "AUTH=LOGIN PLAIN",
    "coremail 1Uxr2xKj7kG0xkI17xGrU7I0s8FY2U3Uj8Cz28x1UUUUU7Ic2I0Y2UFJbpo8UCa0xDrUUUUj",
    "8BITMIME",
];

/// A whole session by telnet, with HELO.
const TELNET: Source = seen("telnet session in a public repository", "2023-11-11");

fn wording(key: ReplyKey) -> Option<&'static Wording> {
    Some(match key {
        ReplyKey::Greeting => &const { plain(220, "163.com Anti-spam GT for Coremail System (163com[20141201])", TELNET) },
        ReplyKey::HeloOk => &const { plain(250, "OK", TELNET) },
        ReplyKey::EhloOk => &const { plain(250, "mail\n{extensions}", seen("netcat session in a public repository", UNDATED)) },
        ReplyKey::AuthChallenge => &const { plain(334, "{challenge}", TELNET) },
        ReplyKey::AuthOk => &const { plain(235, "Authentication successful", TELNET) },
        ReplyKey::AuthFailed | ReplyKey::AppPasswordRequired => {
            &const {
                let source = seen("https://github.com/Vincedream/NodeMail/issues/11", "2019-03-06");
                plain(535, "Error: authentication failed", source)
            }
        }
        ReplyKey::LoginNotPermitted => {
            &const { plain(550, "User has no permission", seen("https://github.com/testerSunshine/12306/issues/62", "2019-01-02")) }
        }
        ReplyKey::TooManyLogins => {
            &const {
                let source = seen("https://biecuoliao.com/pa/MBRrwEM.html", UNDATED);
                plain(451, "Requested mail action not taken: too much fail authentication", source)
            }
        }
        ReplyKey::AuthRequired => {
            &const {
                let source = seen("https://github.com/mludvig/smtp-cli/issues/4", "2014-11-12");
                plain(553, "authentication is required,smtp13,{session-id} {unix-time}", source)
            }
        }
        ReplyKey::SenderNotOwned => {
            &const { plain(553, "Mail from must equal authorized user", seen("https://github.com/xuxueli/xxl-job/issues/3858", "2025-11-26")) }
        }
        ReplyKey::MailSyntax | ReplyKey::SenderSyntax => {
            &const { plain(500, "Error: bad syntax", seen("https://github.com/gen-smtp/gen_smtp/issues/90", "2015-11-02")) }
        }
        ReplyKey::MailOk | ReplyKey::RcptOk => &const { plain(250, "Mail OK", TELNET) },
        ReplyKey::DataStart => &const { plain(354, "End data with <CR><LF>.<CR><LF>", TELNET) },
        ReplyKey::Queued => &const { plain(250, "Mail OK queued as {queue-id} {unix-time}", TELNET) },
        ReplyKey::Goodbye => &const { plain(221, "Bye", TELNET) },
        ReplyKey::RateLimited => &const { plain(451, "MI:SFQ", seen("https://biecuoliao.com/pa/MBRrwEM.html", UNDATED)) },
        ReplyKey::SpamContent => {
            &const {
                let text = "DT:SPM 163 smtp10,{session-id} {unix-time},please see http://mail.163.com/help/help_spam_16.htm?ip={client-address}&hostid=smtp10&time={unix-time}";
                plain(554, text, seen("https://github.com/kootenpv/yagmail/issues/144", "2019-09-09"))
            }
        }
        _ => return without_codes(key),
    })
}
