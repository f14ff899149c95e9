//! iCloud Mail. The submission server is known best as it was in 2017, an Oracle Communications Messaging
//! Server; of the server for incoming mail of 2023 only the head of the EHLO reply was published.

use super::checks;
use super::words::{UNDATED, coded, collected, of_the_standard, plain, seen};
use super::{BASE, BASE_SUBMISSION, Policy, lines};
use smtp_engine::session::{CommandRule, Provenance, Server, Source, Stage, Wording, Words};
use smtp_engine::spec::ReplyKey;

const YEARS: &str = "2017–2024";

/// For its own users (port 587).
pub static SUBMISSION: Server = Server {
    id: "icloud",
    name: "iCloud Mail",
    version: YEARS,
    provenance: Provenance::PublicTranscripts(YEARS),
    commands: COMMANDS,
    words: Words {
        extensions: |session, _, _| lines(session, CLEAR, TLS),
        wording: submission,
        queue_id: |number| format!("0P1{number:05X}XYZ0W6P00@pv33p00im-asmtp001.me.com"),
        ..BASE_SUBMISSION.words
    },
    ..super::submission(&[])
};

/// For mail to its users (port 25).
pub static MX: Server = Server {
    id: "icloud",
    name: "iCloud Mail",
    version: YEARS,
    provenance: Provenance::PublicTranscripts(YEARS),
    words: Words { extensions: |session, _, _| lines(session, MX_HEAD, MX_HEAD), wording: mx, ..BASE.words },
    ..super::mx(MX_POLICY)
};

const MX_POLICY: Policy = &[
    (ReplyKey::MailboxFull, Stage::Rcpt),
    (ReplyKey::UserDisabled, Stage::Rcpt),
    (ReplyKey::RateLimited, Stage::Rcpt),
    (ReplyKey::SenderUnauthenticated, Stage::EndOfData),
    (ReplyKey::DmarcFailed, Stage::EndOfData),
    (ReplyKey::SpamContent, Stage::EndOfData),
];

const COMMANDS: &[CommandRule] = &[
    checks::HELO,
    checks::EHLO,
    checks::STARTTLS,
    checks::AUTH,
    checks::MAIL_BY_LOGIN,
    checks::RCPT,
    checks::DATA,
    checks::BDAT,
    checks::RSET,
    checks::NOOP,
    checks::VRFY,
    checks::QUIT,
];

const CLEAR: &[&str] = &[
    "8BITMIME",
    "PIPELINING",
    "CHUNKING",
    "DSN",
    "ENHANCEDSTATUSCODES",
    "EXPN",
    "HELP",
    "XLOOP E6ADDAEB9E0CF2D57FC7222EF205750D",
    "STARTTLS",
    "NO-SOLICITING",
    "SIZE 28311552",
];
/// No session inside TLS was published; that PLAIN and LOGIN are taken there is what its users are told.
const TLS: &[&str] = &[
    "8BITMIME",
    "PIPELINING",
    "CHUNKING",
    "DSN",
    "ENHANCEDSTATUSCODES",
    "EXPN",
    "HELP",
    "XLOOP E6ADDAEB9E0CF2D57FC7222EF205750D",
    "AUTH LOGIN PLAIN",
    "NO-SOLICITING",
    "SIZE 28311552",
];
/// The rest of the list was cut off.
const MX_HEAD: &[&str] = &["PIPELINING"];

/// A connection log of macOS Mail.
const LOG: Source = seen("connection log of a mail program in a public forum", "2017-12-11");
/// A whole session with the same software, some years older.
const OLDER: Source = seen("session with smtpin127.mac.com in a public forum", UNDATED);

fn submission(key: ReplyKey) -> Option<&'static Wording> {
    Some(match key {
        ReplyKey::Greeting => {
            &const {
                let text = "pv33p00im-asmtp001.mac.com -- Server ESMTP (Oracle Communications Messaging Server 8.0.1.2.20170607 64bit (built Jun 7 2017))";
                plain(220, text, LOG)
            }
        }
        ReplyKey::EhloOk => &const { plain(250, "pv33p00im-asmtp001.mac.com\n{extensions}", LOG) },
        ReplyKey::MailOk => &const { coded(250, (2, 5, 0), "Address Ok.", OLDER) },
        ReplyKey::RcptOk => &const { coded(250, (2, 1, 5), "{address} OK.", OLDER) },
        ReplyKey::DataStart => &const { plain(354, "Enter mail, end with a single \".\".", OLDER) },
        ReplyKey::Queued => &const { coded(250, (2, 5, 0), "Ok, envelope id {queue-id}", OLDER) },
        ReplyKey::Goodbye => &const { coded(221, (2, 3, 0), "Bye received. Goodbye.", OLDER) },
        _ => return of_the_standard(key),
    })
}

fn mx(key: ReplyKey) -> Option<&'static Wording> {
    const HEAD: Source = seen("https://github.com/reacherhq/check-if-email-exists/issues/1410", "2023-12-13");
    const BOUNCES_550: Source = collected("https://github.com/fm/smtp-codes at f506d34, data/codes/550.json");
    const PATTERNS: Source = collected("https://github.com/sisimai/rb-sisimai at 9c4a184, lib/sisimai/rhost/apple.rb");
    Some(match key {
        ReplyKey::Greeting => {
            &const { plain(220, "iCloud iscream SMTP proxy - p00-iscream-smtp-d759469dd-ss5bd 3.5.0 (2403B23-529c1e05a5df)", HEAD) }
        }
        ReplyKey::EhloOk => &const { plain(250, "p00-iscream-smtp-d759469dd-ss5bd\n{extensions}", HEAD) },
        ReplyKey::NeedHello => &const { coded(503, (5, 5, 1), "Error: send HELO/EHLO first", HEAD) },
        ReplyKey::UserUnknown => &const { coded(550, (5, 1, 1), "<{address}>: user does not exist", BOUNCES_550) },
        ReplyKey::UserDisabled => &const { coded(550, (5, 1, 6), "recipient no longer on server: {address}", PATTERNS) },
        ReplyKey::MailboxFull => &const { coded(552, (5, 2, 2), "<{address}>: user is over quota", PATTERNS) },
        ReplyKey::RateLimited => {
            &const {
                let text =
                    "Messages to {address} deferred due to excessive volume. Try again later - https://support.apple.com/en-us/HT204137";
                coded(421, (4, 7, 1), text, collected("https://github.com/fm/smtp-codes at f506d34, data/codes/421.json"))
            }
        }
        ReplyKey::SenderUnauthenticated => {
            &const {
                let text = "[HME1] This message was blocked for failing both SPF and DKIM authentication checks. See https://support.apple.com/en-us/HT204137";
                coded(554, (5, 7, 1), text, PATTERNS)
            }
        }
        ReplyKey::DmarcFailed => &const { coded(550, (5, 7, 1), "Your message was rejected due to {address} DMARC policy.", BOUNCES_550) },
        ReplyKey::SpamContent => {
            &const {
                let text = "[CS01] Message rejected due to local policy. Please visit https://support.apple.com/en-us/HT204137";
                coded(554, (5, 7, 1), text, seen("https://github.com/chatmail/core/issues/6547", "2024-10-31"))
            }
        }
        _ => return of_the_standard(key),
    })
}
