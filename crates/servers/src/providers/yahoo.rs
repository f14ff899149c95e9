//! Yahoo Mail and AOL. The `)` after the client's address in the reply to EHLO is theirs.

use super::checks;
use super::words::{UNDATED, coded, collected, of_the_standard, plain, seen};
use super::{BASE, BASE_SUBMISSION, Policy, lines, message, triggers};
use smtp_engine::session::{Auth, Checks, Mechanism, Provenance, SaslError, Server, Source, Stage, Wording, Words};
use smtp_engine::spec::ReplyKey;

const YEARS: &str = "2017–2026";

/// For its own users (port 587).
pub static SUBMISSION: Server = Server {
    id: "yahoo",
    name: "Yahoo Mail",
    version: YEARS,
    provenance: Provenance::PublicTranscripts(YEARS),
    checks: Checks { message: message::CHECKS_OF_SENDER, ..BASE_SUBMISSION.checks },
    words: Words { extensions: |session, _, _| lines(session, CLEAR, TLS), wording: submission, ..BASE_SUBMISSION.words },
    auth: Auth {
        mechanisms: &[Mechanism::Plain, Mechanism::Login, Mechanism::Xoauth2, Mechanism::OauthBearer],
        // A session of 2019 ends with it: the server closes.
        login_refusal: |error, login| match (error, triggers::of_login(error, login, submission)) {
            (SaslError::Failed, refusal) => refusal.closing(),
            (_, refusal) => refusal,
        },
        ..BASE_SUBMISSION.auth
    },
    ..super::submission(SUBMISSION_POLICY)
};

/// For mail to its users (port 25).
pub static MX: Server = Server {
    id: "yahoo",
    name: "Yahoo Mail",
    version: YEARS,
    provenance: Provenance::PublicTranscripts(YEARS),
    checks: Checks {
        // Every recipient is taken at RCPT; what is wrong with it is told at the end.
        recipient: checks![checks::domain_is_local, checks::recipient_trigger],
        ..BASE.checks
    },
    words: Words { extensions: |session, _, _| lines(session, MX_CLEAR, MX_TLS), wording: mx, ..BASE.words },
    ..super::mx(MX_POLICY)
};

const SUBMISSION_POLICY: Policy = &[];

const MX_POLICY: Policy = &[
    (ReplyKey::RateLimited, Stage::Mail),
    (ReplyKey::ClientBlocked, Stage::Mail),
    (ReplyKey::SenderUnauthenticated, Stage::EndOfData),
    (ReplyKey::DmarcFailed, Stage::EndOfData),
    (ReplyKey::UserUnknown, Stage::EndOfData),
    (ReplyKey::UserDisabled, Stage::EndOfData),
    (ReplyKey::HeadersInvalid, Stage::EndOfData),
    (ReplyKey::SpamContent, Stage::EndOfData),
];

const CLEAR: &[&str] = &["PIPELINING", "ENHANCEDSTATUSCODES", "8BITMIME", "SIZE 41697280", "STARTTLS"];
const TLS: &[&str] = &["PIPELINING", "ENHANCEDSTATUSCODES", "8BITMIME", "SIZE 41697280", "AUTH PLAIN LOGIN XOAUTH2 OAUTHBEARER"];
const MX_CLEAR: &[&str] = &["PIPELINING", "SIZE 41943040", "8BITMIME", "STARTTLS"];
/// RFC 3207 section 4.2: STARTTLS is not offered again.
const MX_TLS: &[&str] = &["PIPELINING", "SIZE 41943040", "8BITMIME"];

/// A session inside TLS up to the refusal of its message.
const SESSION: Source = seen("https://github.com/PHPMailer/PHPMailer/issues/2685", "2022-05-25");
/// Port 587 with STARTTLS, MAIL without a login.
const SWAKS: Source = seen("swaks session in a public repository", UNDATED);
const TELNET: Source = seen("telnet session in a public repository", UNDATED);

fn submission(key: ReplyKey) -> Option<&'static Wording> {
    Some(match key {
        ReplyKey::Greeting => &const { plain(220, "smtp.mail.yahoo.com ESMTP ready", SESSION) },
        ReplyKey::EhloOk => {
            &const {
                let text = "hermes--production-ir2-6fcf857f6f-vw7gs Hello {hello-name} [{client-address}])\n{extensions}";
                plain(250, text, SWAKS)
            }
        }
        ReplyKey::StartTlsReady => &const { coded(220, (2, 0, 0), "Ready to start TLS", SWAKS) },
        ReplyKey::UnknownCommand => &const { coded(500, (5, 5, 1), "Command {verb} unrecognized.", TELNET) },
        ReplyKey::Goodbye => &const { plain(221, "Service Closing transmission", SWAKS) },
        ReplyKey::AuthRequired => &const { plain(554, "Email rejected", SWAKS) },
        ReplyKey::AuthChallenge => &const { plain(334, "{challenge}", SESSION) },
        ReplyKey::AuthOk => &const { coded(235, (2, 7, 0), "Authentication successful", SESSION) },
        // With the account's own password too: only an app password is taken.
        ReplyKey::AuthFailed | ReplyKey::AppPasswordRequired | ReplyKey::TooManyLogins => {
            &const {
                let source = seen("https://github.com/PHPMailer/PHPMailer/issues/3291", "2026-01-02");
                coded(535, (5, 7, 0), "(#AUTH005) Too many bad auth attempts.", source)
            }
        }
        ReplyKey::MailOk => &const { coded(250, (2, 1, 0), "Sender <{address}> OK", SESSION) },
        ReplyKey::RcptOk => &const { coded(250, (2, 1, 5), "Recipient <{address}> OK", SESSION) },
        // The session shows no more than "354 Ok".
        ReplyKey::DataStart => &const { plain(354, "Ok Send data ending with <CRLF>.<CRLF>", Source::Unverified) },
        ReplyKey::Queued => &const { plain(250, "OK , completed", seen("comments in several public repositories", UNDATED)) },
        ReplyKey::SenderNotOwned => {
            &const {
                let source = seen("https://github.com/mattermost/mattermost/issues/13652", "2020-01-20");
                plain(550, "Request failed; Mailbox unavailable", source)
            }
        }
        _ => return of_the_standard(key),
    })
}

fn mx(key: ReplyKey) -> Option<&'static Wording> {
    /// An address checker's log.
    const LOG: Source = seen("https://github.com/zytzagoo/smtp-validate-email/issues/37", "2018-03-01");
    const BOUNCES_550: Source = collected("https://github.com/fm/smtp-codes at f506d34, data/codes/550.json");
    const BOUNCES_554: Source = collected("https://github.com/fm/smtp-codes at f506d34, data/codes/554.json");
    Some(match key {
        ReplyKey::Greeting => &const { plain(220, "mta4294.mail.gq1.yahoo.com ESMTP ready", LOG) },
        ReplyKey::EhloOk => &const { plain(250, "mta4294.mail.gq1.yahoo.com\n{extensions}", LOG) },
        ReplyKey::RelayDenied => &const { plain(550, "relaying denied for <{address}>", BOUNCES_550) },
        ReplyKey::UserUnknown => {
            &const {
                let text = "delivery error: dd This user doesn't have a yahoo.com account ({address}) [0] - mta4294.mail.gq1.yahoo.com";
                plain(554, text, seen("https://github.com/badoux/checkmail/issues/2", "2017-01-27"))
            }
        }
        ReplyKey::UserDisabled => {
            &const {
                let text = "delivery error: dd Sorry, your message to {address} cannot be delivered. This mailbox is disabled (554.30). - mta4294.mail.gq1.yahoo.com";
                plain(554, text, BOUNCES_554)
            }
        }
        ReplyKey::RateLimited => {
            &const {
                let text = "[TSS04] Messages from {client-address} temporarily deferred due to unexpected volume or user complaints - 4.16.55.1; see https://postmaster.yahooinc.com/error-codes";
                coded(421, (4, 7, 0), text, collected("https://github.com/fm/smtp-codes at f506d34, data/codes/421.json"))
            }
        }
        ReplyKey::ClientBlocked => {
            &const {
                let text = "[BL21] Connections will not be accepted from {client-address}, because the ip is in Spamhaus's list; see http://postmaster.yahoo.com/550-bl23.html";
                coded(553, (5, 7, 1), text, collected("https://github.com/fm/smtp-codes at f506d34, data/codes/553.json"))
            }
        }
        ReplyKey::SenderUnauthenticated => {
            &const {
                let text = "This mail has been blocked because the sender is unauthenticated. Yahoo requires all senders to authenticate with either SPF or DKIM. Authentication results: DKIM = FAILURE - SPF {address} with ip {client-address} = FAILURE. See https://senders.yahooinc.com/smtp-error-codes/#authentication-failures for more information.";
                coded(550, (5, 7, 9), text, seen("https://github.com/docusealco/docuseal/issues/524", "2025-10-07"))
            }
        }
        ReplyKey::DmarcFailed => {
            &const {
                let text = "Message not accepted for policy reasons.  See https://postmaster.yahooinc.com/error-codes";
                coded(554, (5, 7, 9), text, BOUNCES_554)
            }
        }
        ReplyKey::HeadersInvalid => &const { plain(554, "Message not allowed - Headers are not RFC compliant [291]", BOUNCES_554) },
        ReplyKey::SpamContent => {
            &const {
                let text = "Message not allowed - [PH01] Email not accepted for policy reasons. Please visit https://postmaster.yahooinc.com/error-codes";
                plain(554, text, BOUNCES_554)
            }
        }
        _ => return of_the_standard(key),
    })
}
