//! Gmail: smtp.gmail.com for its users, mx.google.com for mail to them. After most of its replies stands
//! an id of the session and `gsmtp`; here it is always the same one.

use super::checks::{self, rule};
use super::words::{UNDATED, coded, collected, of_the_standard, plain, seen};
use super::{BASE, BASE_SUBMISSION, Policy, lines, message, triggers};
use smtp_engine::session::{
    Auth, Checks, CommandRule, Mechanism, MessageCheck, Provenance, Server, Source, Stage, Turn, Verdict, Wording, Words, act, check,
    checks,
};
use smtp_engine::spec::{ReplyKey, Verb};

const YEARS: &str = "2008–2025";

/// For its own users (port 587).
pub static SUBMISSION: Server = Server {
    id: "gmail",
    name: "Gmail",
    version: YEARS,
    provenance: Provenance::PublicTranscripts(YEARS),
    commands: SUBMISSION_COMMANDS,
    checks: Checks { message: MESSAGE_CHECKS, ..BASE_SUBMISSION.checks },
    words: Words {
        extensions: |session, _, _| lines(session, SUBMISSION_CLEAR, SUBMISSION_TLS),
        wording: submission,
        session_id: "d9443c01a7336-20ab12cd34esm1234567ad.8",
        ..BASE_SUBMISSION.words
    },
    auth: Auth {
        mechanisms: &[Mechanism::Plain, Mechanism::Login, Mechanism::Xoauth2, Mechanism::OauthBearer],
        login_refusal: |error, login| triggers::of_login(error, login, submission),
        ..BASE_SUBMISSION.auth
    },
    ..super::submission(SUBMISSION_POLICY)
};

/// For mail to its users (port 25).
pub static MX: Server = Server {
    id: "gmail",
    name: "Gmail",
    version: YEARS,
    provenance: Provenance::PublicTranscripts(YEARS),
    commands: MX_COMMANDS,
    checks: Checks { message: MESSAGE_CHECKS, ..BASE.checks },
    words: Words {
        extensions: |session, _, _| lines(session, MX_CLEAR, MX_TLS),
        wording: mx,
        session_id: "d9443c01a7336-20ab12cd34esi1234567ad.8",
        ..BASE.words
    },
    ..super::mx(MX_POLICY)
};

const MESSAGE_CHECKS: &[MessageCheck] =
    checks![message::size, hops, message::sender, message::recipients, message::headers, message::content];

/// Gmail says that it counts to 50.
fn hops(_: &Turn<'_>, octets: &[u8], _: u64) -> Verdict {
    message::at_most_hops(octets, 50)
}

/// The programs that Gmail's users send are refused too.
const SUBMISSION_POLICY: Policy = &[(ReplyKey::AttachmentBlocked, Stage::EndOfData)];

const MX_POLICY: Policy = &[
    (ReplyKey::ReverseDnsMissing, Stage::Mail),
    (ReplyKey::RateLimited, Stage::Mail),
    (ReplyKey::MailboxFull, Stage::Rcpt),
    (ReplyKey::UserDisabled, Stage::Rcpt),
    (ReplyKey::SenderUnauthenticated, Stage::EndOfData),
    (ReplyKey::SpfFailed, Stage::EndOfData),
    (ReplyKey::DmarcFailed, Stage::EndOfData),
    (ReplyKey::HeadersInvalid, Stage::EndOfData),
    (ReplyKey::SpamContent, Stage::EndOfData),
    (ReplyKey::AttachmentBlocked, Stage::EndOfData),
];

/// Before TLS nothing but the greeting is answered: MAIL after HELO shows it. A sender that is not the
/// login is not refused; Gmail puts the login into the From line.
const SUBMISSION_COMMANDS: &[CommandRule] = &[
    checks::HELO,
    checks::EHLO,
    checks::STARTTLS_AFTER_HELLO,
    rule(
        Verb::Auth,
        checks![check::hello_given, checks::tls_given, check::not_logged_in, check::no_auth_in_transaction, checks::auth_syntax],
        super::message::auth,
    ),
    rule(
        Verb::Mail,
        checks![
            check::hello_given,
            checks::tls_given,
            checks::login_given,
            check::no_nested_mail,
            checks::sender_line,
            checks::sender_address,
            checks::parameters_are_offered,
            checks::declared_size,
        ],
        act::mail,
    ),
    checks::RCPT,
    checks::DATA,
    checks::BDAT,
    checks::RSET,
    checks::NOOP,
    checks::VRFY,
    HELP,
    checks::QUIT,
];

const MX_COMMANDS: &[CommandRule] = &[
    checks::HELO,
    checks::EHLO,
    checks::STARTTLS_AFTER_HELLO,
    checks::MAIL_TO_MX,
    checks::RCPT,
    checks::DATA,
    checks::BDAT,
    checks::RSET,
    checks::NOOP,
    checks::VRFY,
    HELP,
    checks::QUIT,
];

const HELP: CommandRule = rule(Verb::Help, &[], |turn: &mut Turn<'_>| turn.say(ReplyKey::HelpText));

const SUBMISSION_CLEAR: &[&str] = &["SIZE 35882577", "8BITMIME", "STARTTLS", "ENHANCEDSTATUSCODES", "PIPELINING", "CHUNKING", "SMTPUTF8"];
const SUBMISSION_TLS: &[&str] = &[
    "SIZE 35882577",
    "8BITMIME",
    "AUTH LOGIN PLAIN XOAUTH2 PLAIN-CLIENTTOKEN OAUTHBEARER XOAUTH",
    "ENHANCEDSTATUSCODES",
    "PIPELINING",
    "CHUNKING",
    "SMTPUTF8",
];
const MX_CLEAR: &[&str] = &["SIZE 157286400", "8BITMIME", "STARTTLS", "ENHANCEDSTATUSCODES", "PIPELINING", "CHUNKING", "SMTPUTF8"];
/// RFC 3207 section 4.2: STARTTLS is not offered again.
const MX_TLS: &[&str] = &["SIZE 157286400", "8BITMIME", "ENHANCEDSTATUSCODES", "PIPELINING", "CHUNKING", "SMTPUTF8"];

const BEFORE_TLS: Source = seen("https://github.com/PHPMailer/PHPMailer/issues/2077", "2020-07-03");
const INSIDE_TLS: Source = seen("https://github.com/WWBN/AVideo/issues/3212", "2020-06-07");
const TO_MX: Source = seen("https://github.com/The-Login/SMTP-Smuggling-Tools/issues/11", "2024-12-03");
const BY_TELNET: Source = seen("telnet session in a public repository", "2022-07-14");
const PATTERNS: Source = collected("https://github.com/sisimai/rb-sisimai at 9c4a184, lib/sisimai/rhost/google.rb");

/// What both say.
fn wording(key: ReplyKey) -> Option<&'static Wording> {
    Some(match key {
        ReplyKey::Goodbye => {
            &const {
                let source = seen("https://github.com/PHPMailer/PHPMailer/issues/1384", "2018-03-21");
                coded(221, (2, 0, 0), "closing connection {session-id} - gsmtp", source)
            }
        }
        ReplyKey::UnknownCommand => {
            &const {
                let source = seen("https://github.com/chenjj/espoofer/issues/10", "2021-01-08");
                coded(502, (5, 5, 1), "Unrecognized command. {session-id} - gsmtp", source)
            }
        }
        ReplyKey::NeedHello => {
            &const {
                let source = seen("https://github.com/nette/mail/issues/71", "2020-07-30");
                coded(503, (5, 5, 1), "EHLO/HELO first. {session-id} - gsmtp", source)
            }
        }
        ReplyKey::NeedMail => {
            &const { coded(503, (5, 5, 1), "MAIL first. {session-id}", seen("openssl session in a public forum", "2010-04-28")) }
        }
        ReplyKey::NeedRcpt => {
            &const { coded(503, (5, 5, 1), "RCPT first. {session-id}", seen("openssl session in a public forum", "2010-04-28")) }
        }
        ReplyKey::HelpText => {
            &const {
                let place = "https://blog.sbf5.com/2008/11/what-happens-when-you-ask-gmails-smtp-server-for-help";
                coded(214, (2, 0, 0), "http://www.google.com/search?btnI&q=RFC+2821 {session-id}", seen(place, "2008-11"))
            }
        }
        ReplyKey::StartTlsReady => &const { coded(220, (2, 0, 0), "Ready to start TLS", INSIDE_TLS) },
        ReplyKey::RsetOk => {
            &const { coded(250, (2, 1, 5), "Flushed {session-id} - gsmtp", seen("log of an address checker in a public repository", UNDATED)) }
        }
        ReplyKey::MailSyntax | ReplyKey::RcptSyntax => {
            &const {
                let source = seen("https://github.com/gophish/gophish/issues/2662", "2022-11-16");
                coded(555, (5, 5, 2), "Syntax error. {session-id} - gsmtp", source)
            }
        }
        ReplyKey::SenderSyntax => {
            &const { coded(553, (5, 1, 7), "The sender address {argument} is not a valid RFC 5321 address.", PATTERNS) }
        }
        ReplyKey::RecipientSyntax => {
            &const {
                let source = collected("https://github.com/fm/smtp-codes at f506d34, data/codes/553.json");
                coded(553, (5, 1, 2), "The recipient address {argument} is not a valid RFC-5321 address. - gsmtp", source)
            }
        }
        ReplyKey::SizeTooBig | ReplyKey::MessageTooBig | ReplyKey::ChunkTooBig => {
            &const {
                let text = "Your message exceeded Google's message size limits. To view our message size guidelines, go to\nhttps://support.google.com/mail/?p=MaxSizeError";
                coded(552, (5, 3, 4), text, PATTERNS)
            }
        }
        ReplyKey::TooManyHops => &const { coded(554, (5, 4, 6), "Message exceeded 50 hops, this may indicate a mail loop.", PATTERNS) },
        ReplyKey::MailOk => &const { coded(250, (2, 1, 0), "OK {session-id} - gsmtp", TO_MX) },
        ReplyKey::RcptOk => &const { coded(250, (2, 1, 5), "OK {session-id} - gsmtp", TO_MX) },
        ReplyKey::DataStart => &const { plain(354, "Go ahead {session-id} - gsmtp", TO_MX) },
        ReplyKey::Queued | ReplyKey::ChunkQueued => &const { coded(250, (2, 0, 0), "OK  {unix-time} {session-id} - gsmtp", BY_TELNET) },
        ReplyKey::AttachmentBlocked => {
            &const {
                let text = "This message was blocked because its content presents a potential\nsecurity issue. Please visit\n https://support.google.com/mail/?p=BlockedMessage to review our\nmessage content and attachment content guidelines. {session-id} - gsmtp";
                coded(552, (5, 7, 0), text, seen("https://github.com/jstedfast/MailKit/issues/408", "2016-09-30"))
            }
        }
        _ => return of_the_standard(key),
    })
}

fn submission(key: ReplyKey) -> Option<&'static Wording> {
    Some(match key {
        ReplyKey::Greeting => &const { plain(220, "smtp.gmail.com ESMTP {session-id} - gsmtp", BEFORE_TLS) },
        ReplyKey::HeloOk => &const { plain(250, "smtp.gmail.com at your service", seen("netcat session in a public repository", UNDATED)) },
        ReplyKey::EhloOk => &const { plain(250, "smtp.gmail.com at your service, [{client-address}]\n{extensions}", BEFORE_TLS) },
        ReplyKey::TlsRequired => {
            &const {
                let source = seen("https://cloud.tencent.com/developer/ask/38675/answer/56551", UNDATED);
                coded(530, (5, 7, 0), "Must issue a STARTTLS command first. {session-id} - gsmtp", source)
            }
        }
        ReplyKey::AuthRequired => {
            &const {
                let text = "Authentication Required. Learn more at\n https://support.google.com/mail/?p=WantAuthError {session-id} - gsmtp";
                coded(530, (5, 7, 0), text, seen("https://github.com/dawidd6/action-send-mail/issues/186", "2023-12-02"))
            }
        }
        ReplyKey::AuthOk => &const { coded(235, (2, 7, 0), "Accepted", BY_TELNET) },
        ReplyKey::AuthChallenge => &const { plain(334, "{challenge}", INSIDE_TLS) },
        ReplyKey::AuthFailed => {
            &const {
                let text = "Username and Password not accepted. For more information, go to\n https://support.google.com/mail/?p=BadCredentials {session-id} - gsmtp";
                coded(535, (5, 7, 8), text, seen("https://github.com/dawidd6/action-send-mail/issues/205", "2024-05-31"))
            }
        }
        ReplyKey::AppPasswordRequired => {
            &const {
                let text = "Application-specific password required. For more information, go to\n https://support.google.com/mail/?p=InvalidSecondFactor {session-id} - gsmtp";
                coded(534, (5, 7, 9), text, seen("https://github.com/Der-Henning/tgtg/issues/517", "2024-07-13"))
            }
        }
        ReplyKey::BrowserLoginRequired => {
            &const {
                let text = "<https://accounts.google.com/signin/continue?...> Please log in via your web browser and then try again.";
                coded(534, (5, 7, 14), text, seen("https://github.com/gogs/docs/pull/241", UNDATED))
            }
        }
        ReplyKey::TooManyLogins => &const { coded(454, (4, 7, 0), "Too many login attempts, please try again later.", PATTERNS) },
        ReplyKey::AuthTwice => &const { coded(503, (5, 7, 0), "No identity changes permitted. {session-id} - gsmtp", PATTERNS) },
        _ => return wording(key),
    })
}

fn mx(key: ReplyKey) -> Option<&'static Wording> {
    Some(match key {
        ReplyKey::Greeting => &const { plain(220, "mx.google.com ESMTP {session-id} - gsmtp", seen("public session log", UNDATED)) },
        ReplyKey::HeloOk => &const { plain(250, "mx.google.com at your service", seen("telnet session in a public repository", UNDATED)) },
        ReplyKey::EhloOk => &const { plain(250, "mx.google.com at your service, [{client-address}]\n{extensions}", TO_MX) },
        ReplyKey::UserUnknown => {
            &const {
                let text = "The email account that you tried to reach does not exist. Please try\ndouble-checking the recipient's email address for typos or\nunnecessary spaces. Learn more at\n https://support.google.com/mail/?p=NoSuchUser {session-id} - gsmtp";
                coded(550, (5, 1, 1), text, seen("https://github.com/MISP/MISP/issues/6481", "2020-10-22"))
            }
        }
        ReplyKey::UserDisabled => {
            &const {
                let text = "The email account that you tried to reach is disabled. Learn more at\nhttps://support.google.com/mail/?p=DisabledUser - gsmtp";
                coded(550, (5, 2, 1), text, collected("https://github.com/fm/smtp-codes at f506d34, data/codes/550.json"))
            }
        }
        ReplyKey::MailboxFull => {
            &const {
                let text = "The email account that you tried to reach is over quota. Please direct the recipient to\nhttps://support.google.com/mail/?p=OverQuotaTemp - gsmtp";
                coded(452, (4, 2, 2), text, collected("https://github.com/fm/smtp-codes at f506d34, data/codes/452.json"))
            }
        }
        ReplyKey::SenderUnauthenticated => {
            &const {
                let text = "Your email has been blocked because the sender is unauthenticated.\nGmail requires all senders to authenticate with either SPF or DKIM.\n\n Authentication results:\n DKIM = did not pass\n SPF [{address}] with ip: [{client-address}] = did not pass\n\n For instructions on setting up authentication, go to\n https://support.google.com/mail/answer/81126#authentication {session-id} - gsmtp";
                coded(550, (5, 7, 26), text, seen("https://github.com/jtojnar/nixfiles/issues/13", "2025-03-17"))
            }
        }
        ReplyKey::SpfFailed => {
            &const { coded(550, (5, 7, 26), "This message fails to pass SPF checks for an SPF record with a hard fail policy (-all).", PATTERNS) }
        }
        ReplyKey::DmarcFailed => {
            &const { coded(550, (5, 7, 26), "Unauthenticated email from {address} is not accepted due to domain's DMARC policy.", PATTERNS) }
        }
        ReplyKey::ReverseDnsMissing => {
            &const {
                let text = "[{client-address}] The IP address sending this message does not have a PTR record setup, or the corresponding forward DNS entry does not point to the sending IP.";
                coded(550, (5, 7, 25), text, PATTERNS)
            }
        }
        ReplyKey::RateLimited => {
            &const {
                let text = "[{client-address}] Our system has detected an unusual rate of unsolicited mail originating from your IP address. To protect our users from spam, mail sent from your IP address has been temporarily rate limited.";
                coded(421, (4, 7, 28), text, collected("https://github.com/fm/smtp-codes at f506d34, data/codes/421.json"))
            }
        }
        ReplyKey::SpamContent => {
            &const {
                let text = "[{client-address}      12] Gmail has detected that this message is\nlikely unsolicited mail. To reduce the amount of spam sent to Gmail,\nthis message has been blocked. For more information, go to\n https://support.google.com/mail/?p=UnsolicitedMessageError {session-id} - gsmtp";
                coded(550, (5, 7, 1), text, seen("bounce in a public mailing list archive", UNDATED))
            }
        }
        ReplyKey::HeadersInvalid => {
            &const {
                let text = "[{client-address} 14] Messages missing a valid address in From: header, or having no From: header, are not accepted. - gsmtp";
                coded(550, (5, 7, 1), text, collected("https://github.com/fm/smtp-codes at f506d34, data/codes/550.json"))
            }
        }
        _ => return wording(key),
    })
}
