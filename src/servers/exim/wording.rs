//! Exim's words. Each was said in the recorded session that is named with it, or stands in Exim's source
//! text.

use crate::session::{Source, Wording};
use crate::spec::ReplyKey;

/// Exim gives no enhanced status codes of its own.
const fn say(code: u16, text: &'static str, source: Source) -> Wording {
    Wording { code, enhanced: None, text, source }
}

const fn recorded(session: &'static str) -> Source {
    Source::Recorded(session)
}

const SMTP_IN: Source = Source::Published("Exim 4.96, src/smtp_in.c");
const RECEIVE: Source = Source::Published("Exim 4.96, src/receive.c");
const CONFIGURATION: Source = Source::Published("the recorded configuration, exim4.conf, acl_check_data");

/// What Exim says for `key`; nothing where it never says that.
pub(super) fn wording(key: ReplyKey) -> Option<&'static Wording> {
    Some(match key {
        ReplyKey::Greeting => &const { say(220, "{host} ESMTP Exim 4.96 {date}", recorded("mx-helo-001")) },
        ReplyKey::Goodbye => &const { say(221, "{host} closing connection", recorded("mx-helo-001")) },
        ReplyKey::TooManyErrors => &const { say(500, "Too many unrecognized commands", recorded("mx-limits-001")) },
        ReplyKey::TooManyIdleCommands => &const { say(554, "Too many nonmail commands", recorded("mx-limits-006")) },
        ReplyKey::SyncError => &const { say(554, "SMTP synchronization error", recorded("mx-pipelining-009")) },
        ReplyKey::LostConnection => &const { say(421, "{host} lost input connection", recorded("mx-syntax-054")) },
        ReplyKey::LostInMessage => &const { say(421, "Lost incoming connection", recorded("mx-data-052")) },
        ReplyKey::EmptyLine => &const { say(500, "unrecognized command", recorded("mx-syntax-004")) },
        ReplyKey::UnknownCommand => &const { say(500, "unrecognized command", recorded("mx-helo-053")) },
        ReplyKey::NulCharacter => &const { say(501, "NUL characters are not allowed in SMTP commands", recorded("mx-syntax-043")) },
        ReplyKey::UnexpectedArgument => &const { say(501, "unexpected argument data", recorded("mx-syntax-020")) },
        ReplyKey::HeloOk => &const { say(250, "{host} Hello {client-name} [{client-address}]", recorded("mx-helo-002")) },
        ReplyKey::EhloOk => &const { say(250, "{host} Hello {client-name} [{client-address}]\n{extensions}", recorded("mx-helo-001")) },
        ReplyKey::HeloSyntax => &const { say(501, "Syntactically invalid HELO argument(s)", recorded("mx-helo-004")) },
        ReplyKey::EhloSyntax => &const { say(501, "Syntactically invalid EHLO argument(s)", recorded("mx-helo-003")) },
        ReplyKey::HelloNameInvalid => &const { say(501, "Syntactically invalid {verb} argument(s)", recorded("mx-helo-015")) },
        ReplyKey::HelloAddressInvalid => &const { say(501, "Syntactically invalid {verb} argument(s)", recorded("mx-helo-011")) },
        ReplyKey::NeedHello => &const { say(503, "HELO or EHLO required", recorded("mx-helo-003")) },
        ReplyKey::NoopOk => &const { say(250, "OK", recorded("mx-other-044")) },
        ReplyKey::RsetOk => &const { say(250, "Reset OK", recorded("mx-helo-049")) },
        ReplyKey::HelpText => {
            &const { say(214, "Commands supported:\nAUTH{argument} HELO EHLO MAIL RCPT DATA BDAT NOOP QUIT RSET HELP", recorded("mx-other-017")) }
        }
        ReplyKey::VrfyCannot => &const { say(252, "Administrative prohibition", recorded("mx-other-002")) },
        ReplyKey::VrfySyntax => &const { say(501, "{reason}", recorded("mx-other-007")) },
        ReplyKey::ExpnDenied => &const { say(550, "Administrative prohibition", recorded("mx-other-012")) },
        ReplyKey::EtrnRefused => &const { say(458, "Administrative prohibition", recorded("mx-other-023")) },
        ReplyKey::EtrnInTransaction => &const { say(503, "ETRN is not permitted inside a transaction", SMTP_IN) },
        ReplyKey::StartTlsReady => &const { say(220, "TLS go ahead", recorded("mx-starttls-001")) },
        ReplyKey::StartTlsNotOffered => &const { say(503, "STARTTLS command used when not advertised", recorded("mx-helo-051")) },
        ReplyKey::TlsActive => &const { say(554, "Already in TLS", recorded("mx-starttls-005")) },
        ReplyKey::SecurityFailure => &const { say(554, "Security failure", SMTP_IN) },
        ReplyKey::TlsRequired => &const { say(550, "Must issue a STARTTLS command first", recorded("sub-helo-003")) },
        ReplyKey::AuthOk => &const { say(235, "Authentication succeeded", recorded("sub-helo-004")) },
        ReplyKey::AuthChallenge => &const { say(334, "{challenge}", recorded("sub-auth-008")) },
        ReplyKey::AuthSyntax => &const { say(501, "invalid character in authentication mechanism name", SMTP_IN) },
        ReplyKey::AuthDisabled => &const { say(503, "AUTH command used when not advertised", recorded("mx-other-042")) },
        ReplyKey::AuthTwice => &const { say(503, "already authenticated", recorded("sub-auth-083")) },
        ReplyKey::AuthInTransaction => &const { say(503, "not permitted in mail transaction", SMTP_IN) },
        ReplyKey::AuthMechanismUnknown => {
            &const { say(504, "{argument} authentication mechanism not supported", recorded("sub-auth-067")) }
        }
        ReplyKey::AuthFailed => &const { say(535, "Incorrect authentication data", recorded("sub-auth-013")) },
        ReplyKey::AuthProtocol => &const { say(501, "Invalid base64 data", recorded("sub-auth-026")) },
        ReplyKey::AuthAborted => &const { say(501, "Authentication cancelled", recorded("sub-auth-035")) },
        ReplyKey::AuthInitialUnexpected => &const { say(553, "Initial data not expected", recorded("sub-auth-061")) },
        ReplyKey::AuthRequired => &const { say(550, "Authentication required", recorded("sub-starttls-007")) },
        ReplyKey::MailOk => &const { say(250, "OK{parameter}", recorded("mx-mail-001")) },
        ReplyKey::MailSyntax => &const { say(501, "MAIL must have an address operand", recorded("mx-mail-016")) },
        ReplyKey::SenderSyntax => &const { say(501, "{argument}: {reason}", recorded("mx-mail-019")) },
        ReplyKey::SenderNotQualified => &const { say(501, "{argument}: sender address must contain a domain", recorded("mx-mail-018")) },
        ReplyKey::NestedMail => &const { say(503, "sender already given", recorded("mx-mail-065")) },
        ReplyKey::SizeTooBig => &const { say(552, "Message size exceeds maximum permitted", recorded("mx-mail-071")) },
        ReplyKey::BodySyntax => &const { say(501, "invalid data for BODY", recorded("mx-mail-083")) },
        ReplyKey::MailAuthSyntax => &const { say(501, "invalid data for AUTH", recorded("sub-mail-027")) },
        ReplyKey::Smtputf8NotOffered => &const { say(501, "SMTPUTF8 used when not advertised", SMTP_IN) },
        ReplyKey::SenderNotOwned => &const { say(550, "Sender address <{address}> is not owned by {login}", recorded("sub-auth-084")) },
        ReplyKey::SenderUnknown => &const { say(550, "{reason}Sender verify failed", recorded("mx-mail-111")) },
        ReplyKey::SenderDomainUnknown => &const { say(550, "{reason}Sender verify failed", recorded("mx-mail-107")) },
        ReplyKey::SenderVerifyDeferred => &const { say(451, "Temporary local problem - please try later", recorded("mx-mail-057")) },
        ReplyKey::RcptOk => &const { say(250, "Accepted", recorded("mx-helo-001")) },
        ReplyKey::NeedMail => &const { say(503, "sender not yet given", recorded("mx-helo-003")) },
        ReplyKey::RcptSyntax => &const { say(501, "RCPT must have an address operand", recorded("mx-rcpt-036")) },
        ReplyKey::RecipientSyntax => &const { say(501, "{argument}: {reason}", recorded("mx-rcpt-037")) },
        ReplyKey::RecipientNotQualified => {
            &const { say(501, "{argument}: recipient address must contain a domain", recorded("mx-rcpt-011")) }
        }
        ReplyKey::RestrictedCharacters => &const { say(550, "restricted characters in address", recorded("mx-rcpt-025")) },
        ReplyKey::UserUnknown => &const { say(550, "Unknown user", recorded("mx-mail-109")) },
        ReplyKey::RelayDenied => &const { say(550, "relay not permitted", recorded("mx-rcpt-003")) },
        ReplyKey::TooManyRecipients => &const { say(452, "too many recipients", recorded("mx-rcpt-090")) },
        ReplyKey::DataStart => &const { say(354, "Enter message, ending with \".\" on a line by itself", recorded("mx-rcpt-083")) },
        ReplyKey::NeedRcpt => &const { say(503, "{argument}valid RCPT command must precede {verb}", recorded("mx-helo-048")) },
        ReplyKey::NoValidRecipients => &const { say(503, "{argument}Valid RCPT command must precede {verb}", recorded("mx-data-003")) },
        ReplyKey::Queued => &const { say(250, "OK id={queue-id}", recorded("mx-data-006")) },
        ReplyKey::MessageTooBig => &const { say(552, "Message size exceeds maximum permitted", recorded("mx-data-037")) },
        ReplyKey::MessageLineTooLong => {
            &const { say(550, "maximum allowed line length is 998 octets, got {octets}", recorded("mx-data-033")) }
        }
        ReplyKey::HeaderSyntax => &const { say(550, "header syntax", CONFIGURATION) },
        ReplyKey::ChunkOk => &const { say(250, "{octets} byte chunk received", recorded("mx-bdat-002")) },
        ReplyKey::ChunkQueued => &const { say(250, " {octets} byte chunk, total {argument}\nOK id={queue-id}", recorded("mx-bdat-001")) },
        ReplyKey::BdatNotOffered => &const { say(503, "BDAT command used when CHUNKING not advertised", SMTP_IN) },
        ReplyKey::BdatSyntax => &const { say(501, "missing size for BDAT command", recorded("mx-bdat-009")) },
        ReplyKey::BdatZeroSize => &const { say(504, "zero size for BDAT command", SMTP_IN) },
        ReplyKey::OnlyBdat => &const { say(503, "only BDAT permissible after non-LAST BDAT", recorded("mx-bdat-016")) },
        ReplyKey::OnlyRset => &const { say(503, "only RSET accepted now", recorded("mx-bdat-019")) },
        ReplyKey::DiskFull => &const { say(452, "space shortage, please try later", SMTP_IN) },
        ReplyKey::PrdrStart => &const { say(353, "PRDR content analysis beginning", RECEIVE) },
        ReplyKey::PrdrRecipient => &const { say(250, "PRDR R=<{address}> acceptance", RECEIVE) },
        ReplyKey::PrdrQueued => &const { say(250, "id={queue-id} message accepted", RECEIVE) },
        _ => return None,
    })
}
