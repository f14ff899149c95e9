//! Exim's words. Each was said in the recorded session that is named with it, or stands in Exim's source
//! text. Exim gives no enhanced status codes of its own.

use crate::words::{plain, recorded};
use smtp_engine::session::{Source, Wording};
use smtp_engine::spec::ReplyKey;

const SMTP_IN: Source = Source::Published("Exim 4.96, src/smtp_in.c");
const RECEIVE: Source = Source::Published("Exim 4.96, src/receive.c");
const CONFIGURATION: Source = Source::Published("the recorded configuration, exim4.conf, acl_check_data");

/// What Exim says for `key`; `None` where it never says that.
pub(super) fn wording(key: ReplyKey) -> Option<&'static Wording> {
    Some(match key {
        ReplyKey::Greeting => &const { plain(220, "{host} ESMTP Exim 4.96 {date}", recorded("mx-helo-001")) },
        ReplyKey::Goodbye => &const { plain(221, "{host} closing connection", recorded("mx-helo-001")) },
        ReplyKey::TooManyErrors => &const { plain(500, "Too many unrecognized commands", recorded("mx-limits-001")) },
        ReplyKey::TooManyIdleCommands => &const { plain(554, "Too many nonmail commands", recorded("mx-limits-006")) },
        ReplyKey::SyncError => &const { plain(554, "SMTP synchronization error", recorded("mx-pipelining-009")) },
        ReplyKey::LostConnection => &const { plain(421, "{host} lost input connection", recorded("mx-syntax-054")) },
        ReplyKey::LostInMessage => &const { plain(421, "Lost incoming connection", recorded("mx-data-052")) },
        ReplyKey::EmptyLine => &const { plain(500, "unrecognized command", recorded("mx-syntax-004")) },
        ReplyKey::UnknownCommand => &const { plain(500, "unrecognized command", recorded("mx-helo-053")) },
        ReplyKey::NulCharacter => &const { plain(501, "NUL characters are not allowed in SMTP commands", recorded("mx-syntax-043")) },
        ReplyKey::UnexpectedArgument => &const { plain(501, "unexpected argument data", recorded("mx-syntax-020")) },
        ReplyKey::HeloOk => &const { plain(250, "{host} Hello {client-name} [{client-address}]", recorded("mx-helo-002")) },
        ReplyKey::EhloOk => &const { plain(250, "{host} Hello {client-name} [{client-address}]\n{extensions}", recorded("mx-helo-001")) },
        ReplyKey::HeloSyntax => &const { plain(501, "Syntactically invalid HELO argument(s)", recorded("mx-helo-004")) },
        ReplyKey::EhloSyntax => &const { plain(501, "Syntactically invalid EHLO argument(s)", recorded("mx-helo-003")) },
        ReplyKey::HelloNameInvalid => &const { plain(501, "Syntactically invalid {verb} argument(s)", recorded("mx-helo-015")) },
        ReplyKey::HelloAddressInvalid => &const { plain(501, "Syntactically invalid {verb} argument(s)", recorded("mx-helo-011")) },
        ReplyKey::NeedHello => &const { plain(503, "HELO or EHLO required", recorded("mx-helo-003")) },
        ReplyKey::NoopOk => &const { plain(250, "OK", recorded("mx-other-044")) },
        ReplyKey::RsetOk => &const { plain(250, "Reset OK", recorded("mx-helo-049")) },
        ReplyKey::HelpText => {
            &const {
                plain(
                    214,
                    "Commands supported:\nAUTH{argument} HELO EHLO MAIL RCPT DATA BDAT NOOP QUIT RSET HELP",
                    recorded("mx-other-017"),
                )
            }
        }
        ReplyKey::VrfyCannot => &const { plain(252, "Administrative prohibition", recorded("mx-other-002")) },
        ReplyKey::VrfySyntax => &const { plain(501, "{reason}", recorded("mx-other-007")) },
        ReplyKey::ExpnDenied => &const { plain(550, "Administrative prohibition", recorded("mx-other-012")) },
        ReplyKey::EtrnRefused => &const { plain(458, "Administrative prohibition", recorded("mx-other-023")) },
        ReplyKey::EtrnInTransaction => &const { plain(503, "ETRN is not permitted inside a transaction", SMTP_IN) },
        ReplyKey::StartTlsReady => &const { plain(220, "TLS go ahead", recorded("mx-starttls-001")) },
        ReplyKey::StartTlsNotOffered => &const { plain(503, "STARTTLS command used when not advertised", recorded("mx-helo-051")) },
        ReplyKey::TlsActive => &const { plain(554, "Already in TLS", recorded("mx-starttls-005")) },
        ReplyKey::SecurityFailure => &const { plain(554, "Security failure", SMTP_IN) },
        ReplyKey::TlsRequired => &const { plain(550, "Must issue a STARTTLS command first", recorded("sub-helo-003")) },
        ReplyKey::AuthOk => &const { plain(235, "Authentication succeeded", recorded("sub-helo-004")) },
        ReplyKey::AuthChallenge => &const { plain(334, "{challenge}", recorded("sub-auth-008")) },
        ReplyKey::AuthSyntax => &const { plain(501, "invalid character in authentication mechanism name", SMTP_IN) },
        ReplyKey::AuthDisabled => &const { plain(503, "AUTH command used when not advertised", recorded("mx-other-042")) },
        ReplyKey::AuthTwice => &const { plain(503, "already authenticated", recorded("sub-auth-083")) },
        ReplyKey::AuthInTransaction => &const { plain(503, "not permitted in mail transaction", SMTP_IN) },
        ReplyKey::AuthMechanismUnknown => {
            &const { plain(504, "{argument} authentication mechanism not supported", recorded("sub-auth-067")) }
        }
        ReplyKey::AuthFailed => &const { plain(535, "Incorrect authentication data", recorded("sub-auth-013")) },
        ReplyKey::AuthProtocol => &const { plain(501, "Invalid base64 data", recorded("sub-auth-026")) },
        ReplyKey::AuthAborted => &const { plain(501, "Authentication cancelled", recorded("sub-auth-035")) },
        ReplyKey::AuthInitialUnexpected => &const { plain(553, "Initial data not expected", recorded("sub-auth-061")) },
        ReplyKey::AuthRequired => &const { plain(550, "Authentication required", recorded("sub-starttls-007")) },
        ReplyKey::MailOk => &const { plain(250, "OK{parameter}", recorded("mx-mail-001")) },
        ReplyKey::MailSyntax => &const { plain(501, "MAIL must have an address operand", recorded("mx-mail-016")) },
        ReplyKey::SenderSyntax => &const { plain(501, "{argument}: {reason}", recorded("mx-mail-019")) },
        ReplyKey::SenderNotQualified => &const { plain(501, "{argument}: sender address must contain a domain", recorded("mx-mail-018")) },
        ReplyKey::NestedMail => &const { plain(503, "sender already given", recorded("mx-mail-065")) },
        ReplyKey::SizeTooBig => &const { plain(552, "Message size exceeds maximum permitted", recorded("mx-mail-071")) },
        ReplyKey::BodySyntax => &const { plain(501, "invalid data for BODY", recorded("mx-mail-083")) },
        ReplyKey::MailAuthSyntax => &const { plain(501, "invalid data for AUTH", recorded("sub-mail-027")) },
        ReplyKey::Smtputf8NotOffered => &const { plain(501, "SMTPUTF8 used when not advertised", SMTP_IN) },
        ReplyKey::SenderNotOwned => &const { plain(550, "{reason}", recorded("sub-auth-084")) },
        ReplyKey::SenderUnknown => &const { plain(550, "{reason}Sender verify failed", recorded("mx-mail-111")) },
        ReplyKey::SenderDomainUnknown => &const { plain(550, "{reason}Sender verify failed", recorded("mx-mail-107")) },
        ReplyKey::SenderVerifyDeferred => &const { plain(451, "Temporary local problem - please try later", recorded("mx-mail-057")) },
        ReplyKey::RcptOk => &const { plain(250, "Accepted", recorded("mx-helo-001")) },
        ReplyKey::NeedMail => &const { plain(503, "sender not yet given", recorded("mx-helo-003")) },
        ReplyKey::RcptSyntax => &const { plain(501, "RCPT must have an address operand", recorded("mx-rcpt-036")) },
        ReplyKey::RecipientSyntax => &const { plain(501, "{argument}: {reason}", recorded("mx-rcpt-037")) },
        ReplyKey::RecipientNotQualified => {
            &const { plain(501, "{argument}: recipient address must contain a domain", recorded("mx-rcpt-011")) }
        }
        ReplyKey::RestrictedCharacters => &const { plain(550, "restricted characters in address", recorded("mx-rcpt-025")) },
        ReplyKey::UserUnknown => &const { plain(550, "Unknown user", recorded("mx-mail-109")) },
        ReplyKey::RelayDenied => &const { plain(550, "relay not permitted", recorded("mx-rcpt-003")) },
        ReplyKey::TooManyRecipients => &const { plain(452, "too many recipients", recorded("mx-rcpt-090")) },
        ReplyKey::DataStart => &const { plain(354, "Enter message, ending with \".\" on a line by itself", recorded("mx-rcpt-083")) },
        ReplyKey::NeedRcpt => &const { plain(503, "{argument}valid RCPT command must precede {verb}", recorded("mx-helo-048")) },
        ReplyKey::NoValidRecipients => &const { plain(503, "{argument}Valid RCPT command must precede {verb}", recorded("mx-data-003")) },
        ReplyKey::Queued => &const { plain(250, "OK id={queue-id}", recorded("mx-data-006")) },
        ReplyKey::MessageTooBig => &const { plain(552, "Message size exceeds maximum permitted", recorded("mx-data-037")) },
        ReplyKey::MessageLineTooLong => {
            &const { plain(550, "maximum allowed line length is 998 octets, got {octets}", recorded("mx-data-033")) }
        }
        ReplyKey::HeaderSyntax => &const { plain(550, "header syntax", CONFIGURATION) },
        ReplyKey::ChunkOk => &const { plain(250, "{octets} byte chunk received", recorded("mx-bdat-002")) },
        ReplyKey::ChunkQueued => &const { plain(250, " {octets} byte chunk, total {argument}\nOK id={queue-id}", recorded("mx-bdat-001")) },
        ReplyKey::BdatNotOffered => &const { plain(503, "BDAT command used when CHUNKING not advertised", SMTP_IN) },
        ReplyKey::BdatSyntax => &const { plain(501, "missing size for BDAT command", recorded("mx-bdat-009")) },
        ReplyKey::BdatZeroSize => &const { plain(504, "zero size for BDAT command", SMTP_IN) },
        ReplyKey::OnlyBdat => &const { plain(503, "only BDAT permissible after non-LAST BDAT", recorded("mx-bdat-016")) },
        ReplyKey::OnlyRset => &const { plain(503, "only RSET accepted now", recorded("mx-bdat-019")) },
        ReplyKey::DiskFull => &const { plain(452, "space shortage, please try later", SMTP_IN) },
        ReplyKey::PrdrStart => &const { plain(353, "PRDR content analysis beginning", RECEIVE) },
        ReplyKey::PrdrRecipient => &const { plain(250, "PRDR R=<{address}> acceptance", RECEIVE) },
        ReplyKey::PrdrQueued => &const { plain(250, "id={queue-id} message accepted", RECEIVE) },
        _ => return None,
    })
}
