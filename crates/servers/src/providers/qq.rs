//! QQ Mail (Tencent): smtp.qq.com. It wants an authorisation code in the place of the password, and the
//! sender must be the login. An older reply to a wrong password was Chinese text in GBK, which most
//! programs show as mojibake; the newer one is ASCII.

use super::checks;
use super::words::{UNDATED, collected, plain, seen, without_codes};
use super::{BASE_SUBMISSION, Policy, lines, triggers};
use smtp_engine::session::{Auth, Mechanism, Provenance, Server, Source, Stage, Wording, Words};
use smtp_engine::spec::ReplyKey;

const YEARS: &str = "2019–2024";

/// For its own users (port 587).
pub static SUBMISSION: Server = Server {
    id: "qq",
    name: "QQ Mail",
    version: YEARS,
    provenance: Provenance::PublicTranscripts(YEARS),
    commands: checks::SUBMISSION_AS_LOGIN,
    words: Words { extensions: |session, _, _| lines(session, CLEAR, TLS), wording, session_id: "23666742", ..BASE_SUBMISSION.words },
    auth: Auth {
        mechanisms: &[Mechanism::Plain, Mechanism::Login, Mechanism::Xoauth2],
        login_refusal: |error, login| triggers::of_login(error, login, wording),
        ..BASE_SUBMISSION.auth
    },
    ..super::submission(POLICY)
};

const POLICY: Policy = &[(ReplyKey::SpamContent, Stage::EndOfData)];

/// Port 587; AUTH is offered in the clear too.
const CLEAR: &[&str] =
    &["PIPELINING", "SIZE 73400320", "STARTTLS", "AUTH LOGIN PLAIN XOAUTH XOAUTH2", "AUTH=LOGIN", "MAILCOMPRESS", "8BITMIME"];
/// Port 465.
const TLS: &[&str] =
    &["PIPELINING", "SIZE 73400320", "AUTH LOGIN PLAIN XOAUTH XOAUTH2", "AUTH=LOGIN", "MAILCOMPRESS", "SMTPUTF8", "8BITMIME"];

/// A whole session on port 465.
const SESSION: Source = seen("https://github.com/splitbrain/dokuwiki-plugin-smtp/issues/64", "2024-12-17");
const SSMTP: Source = seen("ssmtp session in a public repository", "2024-08-20");
/// HELO and what follows, on port 25.
const WIKI: Source = seen("https://github.com/midoks/imail/wiki/SMTP", "2021-06-03");

fn wording(key: ReplyKey) -> Option<&'static Wording> {
    Some(match key {
        ReplyKey::Greeting => &const { plain(220, "newxmesmtplogicsvrszgpua5-0.qq.com XMail Esmtp QQ Mail Server.", SESSION) },
        ReplyKey::HeloOk => {
            &const { plain(250, "newxmesmtplogicsvrszgpua5-0.qq.com-{client-address}-{session-id}\nSIZE 73400320\nOK", WIKI) }
        }
        ReplyKey::EhloOk => &const { plain(250, "newxmesmtplogicsvrszgpua5-0.qq.com\n{extensions}", SESSION) },
        ReplyKey::StartTlsReady => &const { plain(220, "Ready to start TLS", seen("notes in a public repository", UNDATED)) },
        ReplyKey::AuthChallenge => &const { plain(334, "{challenge}", WIKI) },
        ReplyKey::AuthOk => &const { plain(235, "Authentication successful", SESSION) },
        ReplyKey::AuthFailed | ReplyKey::AppPasswordRequired => {
            &const {
                let text = "Login Fail. Please enter your authorization code to login. More information in http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=28&&no=1001256";
                plain(535, text, seen("https://github.com/louislam/uptime-kuma/issues/3434", UNDATED))
            }
        }
        ReplyKey::AuthRequired => {
            &const {
                let source = seen("https://github.com/ltb-project/self-service-password/issues/436", "2020-10-29");
                plain(503, "Error: need EHLO and AUTH first !", source)
            }
        }
        ReplyKey::SenderNotOwned => {
            &const {
                let source = seen("https://github.com/nodeSolidServer/node-solid-server/issues/1281", "2019-08-05");
                plain(501, "mail from address must be same as authorization user", source)
            }
        }
        ReplyKey::RecipientSyntax => {
            &const {
                let text = "Bad address syntax. http://service.exmail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000730";
                plain(501, text, collected("https://github.com/fm/smtp-codes at f506d34, data/codes/501.json"))
            }
        }
        ReplyKey::MailOk | ReplyKey::RcptOk => &const { plain(250, "OK", SESSION) },
        ReplyKey::DataStart => &const { plain(354, "End data with <CR><LF>.<CR><LF>.", SESSION) },
        ReplyKey::Queued => &const { plain(250, "OK: queued as.", SSMTP) },
        ReplyKey::Goodbye => &const { plain(221, "Bye.", SSMTP) },
        ReplyKey::SpamContent => {
            &const {
                let text = "Mail content denied. http://service.mail.qq.com/cgi-bin/help?subtype=1&&id=20022&&no=1000726";
                plain(550, text, collected("https://github.com/fm/smtp-codes at f506d34, data/codes/550.json"))
            }
        }
        _ => return without_codes(key),
    })
}
