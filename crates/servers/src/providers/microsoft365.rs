//! Microsoft 365: smtp.office365.com for its users, Exchange Online Protection for mail to them. Newer
//! replies end with the server's name, the moment and the id of the session in square brackets.

use super::checks::{self, rule};
use super::words::{UNDATED, coded, collected, of_the_standard, plain, seen};
use super::{BASE, BASE_SUBMISSION, Policy, lines, message, triggers};
use smtp_engine::session::check::{self, require};
use smtp_engine::session::{
    Auth, Checks, CommandRule, Mechanism, Provenance, Server, Source, Stage, Turn, Verdict, Wording, Words, act, checks,
};
use smtp_engine::spec::{ReplyKey, Verb};
use smtp_engine::syntax::FaultKind;

const YEARS: &str = "2016–2025";

/// For its own users (port 587).
pub static SUBMISSION: Server = Server {
    id: "microsoft365",
    name: "Microsoft 365",
    version: YEARS,
    provenance: Provenance::PublicTranscripts(YEARS),
    commands: SUBMISSION_COMMANDS,
    checks: Checks { message: message::CHECKS_OF_SENDER, ..BASE_SUBMISSION.checks },
    auth: Auth {
        // PLAIN is refused as unknown.
        mechanisms: &[Mechanism::Login, Mechanism::Xoauth2],
        login_refusal: |error, login| triggers::of_login(error, login, submission),
        ..BASE_SUBMISSION.auth
    },
    words: Words {
        extensions: |session, _, _| lines(session, CLEAR, TLS),
        wording: submission,
        session_id: "08DE2A6028D26C22",
        ..BASE_SUBMISSION.words
    },
    ..super::submission(SUBMISSION_POLICY)
};

/// For mail to its users (port 25).
pub static MX: Server = Server {
    id: "microsoft365",
    name: "Microsoft 365",
    version: YEARS,
    provenance: Provenance::PublicTranscripts(YEARS),
    commands: MX_COMMANDS,
    words: Words { extensions: |session, _, _| lines(session, MX_CLEAR, MX_TLS), wording: mx, ..BASE.words },
    ..super::mx(MX_POLICY)
};

const SUBMISSION_POLICY: Policy = &[];

const MX_POLICY: Policy =
    &[(ReplyKey::ClientBlocked, Stage::Mail), (ReplyKey::RateLimited, Stage::Mail), (ReplyKey::SenderUnauthenticated, Stage::EndOfData)];

const HELO: CommandRule = rule(Verb::Helo, checks![name_is_valid], act::helo);
const EHLO: CommandRule = rule(Verb::Ehlo, checks![name_is_valid], act::ehlo);

/// AUTH before TLS is answered as an unknown mechanism. The sender is held against the login only when
/// the message has come.
const SUBMISSION_COMMANDS: &[CommandRule] = &[
    HELO,
    EHLO,
    checks::STARTTLS_AFTER_HELLO,
    rule(
        Verb::Auth,
        checks![check::hello_given, auth_inside_tls, check::not_logged_in, check::no_auth_in_transaction, checks::auth_syntax],
        message::auth,
    ),
    checks::MAIL_BY_LOGIN,
    checks::RCPT,
    checks::DATA,
    checks::BDAT,
    checks::RSET,
    checks::NOOP,
    checks::VRFY,
    checks::QUIT,
];

const MX_COMMANDS: &[CommandRule] = &[
    HELO,
    EHLO,
    checks::STARTTLS_AFTER_HELLO,
    checks::MAIL_TO_MX,
    checks::RCPT,
    checks::DATA,
    checks::BDAT,
    checks::RSET,
    checks::NOOP,
    checks::VRFY,
    checks::QUIT,
];

fn name_is_valid(turn: &mut Turn<'_>) -> Verdict {
    const BROKEN: &[FaultKind] =
        &[FaultKind::DomainEmptyLabel, FaultKind::DomainHyphen, FaultKind::DomainCharacter, FaultKind::DomainLabelTooLong];
    let broken = turn.parsed.faults.iter().any(|fault| BROKEN.contains(&fault.kind));
    require(!broken && !turn.argument().is_empty(), ReplyKey::HelloNameInvalid)
}

fn auth_inside_tls(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.tls(), ReplyKey::AuthMechanismUnknown)
}

const CLEAR: &[&str] =
    &["SIZE 157286400", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "STARTTLS", "8BITMIME", "BINARYMIME", "CHUNKING", "SMTPUTF8"];
const TLS: &[&str] =
    &["SIZE 157286400", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "AUTH LOGIN XOAUTH2", "8BITMIME", "BINARYMIME", "CHUNKING", "SMTPUTF8"];
const MX_CLEAR: &[&str] = &["SIZE 157286400", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "STARTTLS", "8BITMIME", "BINARYMIME", "CHUNKING"];
/// RFC 3207 section 4.2: STARTTLS is not offered again.
const MX_TLS: &[&str] = &["SIZE 157286400", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "8BITMIME", "BINARYMIME", "CHUNKING"];

/// A whole session, up to the refusal of its message.
const SESSION: Source = seen("application log in a public repository", "2025-11-23");
const MAILING_LIST: Source = seen("patch to git send-email on the git mailing list", "2025-04-26");

/// What both say.
fn wording(key: ReplyKey) -> Option<&'static Wording> {
    Some(match key {
        ReplyKey::Goodbye => {
            &const {
                coded(
                    221,
                    (2, 0, 0),
                    "Service closing transmission channel",
                    seen("mailsend-go session in a public repository", "2025-09-27"),
                )
            }
        }
        ReplyKey::StartTlsReady => &const { coded(220, (2, 0, 0), "SMTP server ready", SESSION) },
        ReplyKey::NeedHello => {
            &const { coded(503, (5, 5, 2), "Send hello first", seen("https://github.com/nette/mail/issues/71", "2020-07-30")) }
        }
        ReplyKey::MailOk => &const { coded(250, (2, 1, 0), "Sender OK", SESSION) },
        ReplyKey::RcptOk => &const { coded(250, (2, 1, 5), "Recipient OK", SESSION) },
        ReplyKey::DataStart => &const { plain(354, "Start mail input; end with <CRLF>.<CRLF>", SESSION) },
        _ => return of_the_standard(key),
    })
}

fn submission(key: ReplyKey) -> Option<&'static Wording> {
    Some(match key {
        ReplyKey::Greeting => {
            &const {
                let text = "SY5P282CA0097.outlook.office365.com Microsoft ESMTP MAIL Service ready at {date} [{session-id}]";
                plain(220, text, SESSION)
            }
        }
        ReplyKey::HeloOk => {
            &const {
                let source = seen("openssl session in a public repository", UNDATED);
                plain(250, "SY5P282CA0097.outlook.office365.com Hello [{client-address}]", source)
            }
        }
        ReplyKey::EhloOk => &const { plain(250, "SY5P282CA0097.outlook.office365.com Hello [{client-address}]\n{extensions}", SESSION) },
        ReplyKey::HelloNameInvalid => {
            &const {
                let text = "Invalid domain name [SY5P282CA0097.AUSP282.PROD.OUTLOOK.COM {iso-time} {session-id}]";
                coded(501, (5, 5, 4), text, MAILING_LIST)
            }
        }
        ReplyKey::UnknownCommand => {
            &const {
                let text = "Unrecognized command 'unknown' [SY5P282CA0097.AUSP282.PROD.OUTLOOK.COM {iso-time} {session-id}]";
                coded(500, (5, 3, 3), text, seen("https://github.com/simonrob/email-oauth2-proxy/issues/234", "2024-03-03"))
            }
        }
        ReplyKey::AuthMechanismUnknown => {
            &const {
                let text = "Unrecognized authentication type [SY5P282CA0097.AUSP282.PROD.OUTLOOK.COM {iso-time} {session-id}]";
                coded(504, (5, 7, 4), text, seen("https://github.com/QuantumNous/new-api/issues/1989", "2025-10-09"))
            }
        }
        ReplyKey::AuthOk => &const { coded(235, (2, 7, 0), "Authentication successful", MAILING_LIST) },
        ReplyKey::AuthFailed => {
            &const {
                let text = "Authentication unsuccessful [SY5P282CA0097.AUSP282.PROD.OUTLOOK.COM]";
                coded(535, (5, 7, 3), text, seen("https://github.com/mageplaza/magento-2-smtp/issues/258", "2020-07-13"))
            }
        }
        ReplyKey::AppPasswordRequired => {
            &const {
                let text = "Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator. [SY5P282CA0097.AUSP282.PROD.OUTLOOK.COM {iso-time} {session-id}]";
                coded(535, (5, 7, 139), text, seen("https://github.com/gophish/gophish/issues/3220", "2024-08-13"))
            }
        }
        ReplyKey::LoginNotPermitted => {
            &const {
                let text = "Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.";
                coded(535, (5, 7, 139), text, seen("https://github.com/MicrosoftDocs/OfficeDocs-Exchange/issues/3124", "2022-05-13"))
            }
        }
        ReplyKey::AuthRequired => {
            &const {
                let text = "Client not authenticated to send mail. [SY5P282CA0097.AUSP282.PROD.OUTLOOK.COM {iso-time} {session-id}]";
                coded(530, (5, 7, 57), text, seen("https://github.com/simonrob/email-oauth2-proxy/issues/315", "2024-12-27"))
            }
        }
        ReplyKey::Queued | ReplyKey::ChunkQueued => {
            &const {
                let text = "OK <{queue-id}@SY5P282MB4567.AUSP282.PROD.OUTLOOK.COM> [Hostname=SY5P282MB4567.AUSP282.PROD.OUTLOOK.COM]";
                coded(250, (2, 0, 0), text, seen("https://github.com/Youans/nodejs-nodemailer-outlook/issues/8", "2019-10-15"))
            }
        }
        ReplyKey::SenderNotOwned => {
            &const {
                let text = "SMTP; Client does not have permissions to send as this sender [SY5P282MB4567.AUSP282.PROD.OUTLOOK.COM]";
                coded(550, (5, 7, 60), text, seen("https://github.com/WWBN/AVideo/issues/1017", "2018-08-30"))
            }
        }
        _ => return wording(key),
    })
}

fn mx(key: ReplyKey) -> Option<&'static Wording> {
    /// The send protocol log of an Exchange server.
    const LOG: Source = seen("send log of an Exchange server in a public forum", "2016-08-04");
    Some(match key {
        ReplyKey::Greeting => {
            &const { plain(220, "DB5EUR03FT043.mail.protection.outlook.com Microsoft ESMTP MAIL Service ready at {date}", LOG) }
        }
        ReplyKey::EhloOk => &const { plain(250, "DB5EUR03FT043.mail.protection.outlook.com Hello [{client-address}]\n{extensions}", LOG) },
        ReplyKey::HelloNameInvalid => &const { coded(501, (5, 5, 4), "Invalid domain name", MAILING_LIST) },
        ReplyKey::UserUnknown => {
            &const {
                let text = "Recipient address rejected: Access denied. AS(201806281) [DB5EUR03FT043.eop-EUR03.prod.protection.outlook.com]";
                coded(550, (5, 4, 1), text, seen("https://github.com/roundcube/roundcubemail/issues/7990", "2021-04-03"))
            }
        }
        ReplyKey::ClientBlocked => {
            &const {
                let text = "Unfortunately, messages from [{client-address}] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150).";
                coded(550, (5, 7, 1), text, collected("https://github.com/fm/smtp-codes at f506d34, data/codes/550.json"))
            }
        }
        ReplyKey::RateLimited => {
            &const {
                let text = "The mail server [{client-address}] has been temporarily rate limited due to IP reputation. For e-mail delivery information, see https://postmaster.live.com (S843)";
                coded(451, (4, 7, 650), text, collected("https://github.com/fm/smtp-codes at f506d34, data/codes/451.json"))
            }
        }
        ReplyKey::SenderUnauthenticated => {
            &const {
                let text = "Access denied, sending domain {address} does not meet the required authentication level.";
                coded(550, (5, 7, 515), text, collected("https://github.com/fm/smtp-codes at f506d34, data/codes/550.json"))
            }
        }
        _ => return wording(key),
    })
}
