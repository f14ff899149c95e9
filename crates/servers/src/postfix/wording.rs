//! Postfix's words. Each was said in the recorded session that is named with it, or stands in Postfix's
//! source text.

use crate::words::{enhanced, recorded, say};
use smtp_engine::session::{Source, Wording};
use smtp_engine::spec::ReplyKey;

const SOURCE_TEXT: Source = Source::Published("Postfix 3.7, src/smtpd/smtpd.c and smtpd_check.c");

const POLICY_README: Source = Source::Published("Postfix SMTPD_POLICY_README, the greylisting example");
const RBL_REPLY: Source = Source::Published("Postfix postconf(5), default_rbl_reply");

/// What Postfix says for `key`; `None` where it never says that.
pub(super) fn wording(key: ReplyKey) -> Option<&'static Wording> {
    Some(match key {
        ReplyKey::Greeting => &const { say(220, None, "{host} ESMTP Postfix (Debian/GNU)", recorded("mx-helo-001")) },
        ReplyKey::Goodbye => &const { say(221, enhanced(2, 0, 0), "Bye", recorded("mx-helo-001")) },
        ReplyKey::TooManyErrors => &const { say(421, enhanced(4, 7, 0), "{host} Error: too many errors", recorded("mx-rcpt-089")) },
        ReplyKey::NotSmtp => &const { say(221, enhanced(2, 7, 0), "Error: I can break rules, too. Goodbye.", recorded("mx-syntax-012")) },
        ReplyKey::TimedOut => &const { say(421, enhanced(4, 4, 2), "{host} Error: timeout exceeded", SOURCE_TEXT) },
        ReplyKey::EmptyLine => &const { say(500, enhanced(5, 5, 2), "Error: bad syntax", recorded("mx-syntax-004")) },
        ReplyKey::BadUtf8 => &const { say(500, enhanced(5, 5, 2), "Error: bad UTF-8 syntax", recorded("mx-syntax-043")) },
        ReplyKey::UnknownCommand => &const { say(500, enhanced(5, 5, 2), "Error: command not recognized", recorded("mx-helo-049")) },
        ReplyKey::UnexpectedArgument => &const { say(501, enhanced(5, 5, 4), "Syntax: {verb}", recorded("mx-syntax-021")) },
        ReplyKey::HeloOk => &const { say(250, None, "{host}", recorded("mx-helo-002")) },
        ReplyKey::EhloOk => &const { say(250, None, "{host}\n{extensions}", recorded("mx-helo-001")) },
        ReplyKey::HeloSyntax => &const { say(501, None, "Syntax: HELO hostname", recorded("mx-helo-004")) },
        ReplyKey::EhloSyntax => &const { say(501, None, "Syntax: EHLO hostname", recorded("mx-helo-003")) },
        ReplyKey::HelloNameInvalid => {
            &const { say(501, enhanced(5, 5, 2), "<{address}>: Helo command rejected: Invalid name", recorded("mx-helo-016")) }
        }
        ReplyKey::HelloAddressInvalid => {
            &const { say(501, enhanced(5, 5, 2), "<{address}>: Helo command rejected: invalid ip address", recorded("mx-helo-011")) }
        }
        ReplyKey::NeedHello => &const { say(503, enhanced(5, 5, 1), "Error: send HELO/EHLO first", recorded("mx-helo-003")) },
        ReplyKey::NoopOk => &const { say(250, enhanced(2, 0, 0), "Ok", recorded("mx-helo-049")) },
        ReplyKey::RsetOk => &const { say(250, enhanced(2, 0, 0), "Ok", recorded("mx-helo-049")) },
        ReplyKey::VrfyCannot => &const { say(252, enhanced(2, 0, 0), "{argument}", recorded("mx-pipelining-013")) },
        ReplyKey::VrfySyntax => &const { say(501, enhanced(5, 5, 4), "Syntax: VRFY address [SMTPUTF8]", recorded("mx-other-007")) },
        ReplyKey::EtrnRefused => &const { say(459, None, "<{argument}>: service unavailable", recorded("mx-other-023")) },
        ReplyKey::EtrnSyntax => &const { say(500, None, "Syntax: ETRN domain", recorded("mx-other-025")) },
        ReplyKey::EtrnDomainInvalid => &const { say(501, None, "Error: invalid parameter syntax", SOURCE_TEXT) },
        ReplyKey::EtrnNeedsHello => &const { say(503, None, "Error: send HELO/EHLO first", SOURCE_TEXT) },
        ReplyKey::EtrnInTransaction => &const { say(503, None, "Error: MAIL transaction in progress", SOURCE_TEXT) },
        ReplyKey::ProxyDenied => &const { say(550, enhanced(5, 7, 0), "Error: insufficient authorization", recorded("mx-other-033")) },
        ReplyKey::ProxySyntax => &const { say(501, enhanced(5, 5, 4), "Syntax: {verb} attribute=value...", recorded("mx-other-034")) },
        ReplyKey::ProxyInTransaction => {
            &const { say(503, enhanced(5, 5, 1), "Error: MAIL transaction in progress", recorded("sub-auth-089")) }
        }
        ReplyKey::StartTlsReady => &const { say(220, enhanced(2, 0, 0), "Ready to start TLS", recorded("mx-helo-051")) },
        ReplyKey::TlsActive => &const { say(554, enhanced(5, 5, 1), "Error: TLS already active", recorded("mx-starttls-004")) },
        ReplyKey::TlsRequired => &const { say(530, enhanced(5, 7, 0), "Must issue a STARTTLS command first", recorded("sub-helo-003")) },
        ReplyKey::AuthOk => &const { say(235, enhanced(2, 7, 0), "Authentication successful", recorded("sub-helo-004")) },
        ReplyKey::AuthChallenge => &const { say(334, None, "{challenge}", recorded("sub-auth-044")) },
        ReplyKey::AuthSyntax => &const { say(501, enhanced(5, 5, 4), "Syntax: AUTH mechanism", recorded("sub-auth-029")) },
        ReplyKey::AuthDisabled => &const { say(503, enhanced(5, 5, 1), "Error: authentication not enabled", recorded("mx-other-042")) },
        ReplyKey::AuthTwice => &const { say(503, enhanced(5, 5, 1), "Error: already authenticated", recorded("sub-auth-083")) },
        ReplyKey::AuthInTransaction => {
            &const { say(503, enhanced(5, 5, 1), "Error: MAIL transaction in progress", recorded("sub-auth-089")) }
        }
        ReplyKey::AuthMechanismUnknown => {
            &const { say(535, enhanced(5, 7, 8), "Error: authentication failed: no mechanism available", recorded("sub-auth-072")) }
        }
        ReplyKey::AuthFailed => {
            &const { say(535, enhanced(5, 7, 8), "Error: authentication failed: authentication failure", recorded("sub-auth-010")) }
        }
        ReplyKey::AuthProtocol => {
            &const { say(535, enhanced(5, 7, 8), "Error: authentication failed: bad protocol / cancel", recorded("sub-auth-022")) }
        }
        ReplyKey::AuthIncomplete => {
            &const {
                say(
                    535,
                    enhanced(5, 7, 8),
                    "Error: authentication failed: another step is needed in authentication",
                    recorded("sub-auth-027"),
                )
            }
        }
        ReplyKey::AuthUnavailable => {
            &const { say(454, enhanced(4, 7, 0), "Temporary authentication failure: generic failure", recorded("sub-auth-019")) }
        }
        ReplyKey::AuthTooLong => &const { say(500, enhanced(5, 5, 6), "SASL response limit exceeded", SOURCE_TEXT) },
        ReplyKey::AuthAborted => &const { say(501, enhanced(5, 7, 0), "Authentication aborted", recorded("sub-auth-035")) },
        ReplyKey::MailOk => &const { say(250, enhanced(2, 1, 0), "Ok", recorded("mx-helo-001")) },
        ReplyKey::MailSyntax => &const { say(501, enhanced(5, 5, 4), "Syntax: MAIL FROM:<address>", recorded("mx-mail-008")) },
        ReplyKey::SenderSyntax => &const { say(501, enhanced(5, 1, 7), "Bad sender address syntax", recorded("mx-mail-019")) },
        ReplyKey::NestedMail => &const { say(503, enhanced(5, 5, 1), "Error: nested MAIL command", recorded("mx-mail-065")) },
        ReplyKey::ParameterUnknown => &const { say(555, enhanced(5, 5, 4), "Unsupported option: {parameter}", recorded("mx-mail-025")) },
        ReplyKey::ParameterTwice => &const { say(503, enhanced(5, 5, 4), "Error: multiple AUTH= options", recorded("rnd-mx-0210")) },
        ReplyKey::SizeSyntax => &const { say(501, enhanced(5, 5, 4), "Bad message size syntax", recorded("mx-mail-074")) },
        ReplyKey::SizeTooBig => &const { say(552, enhanced(5, 3, 4), "Message size exceeds fixed limit", recorded("mx-mail-071")) },
        ReplyKey::SizeOverflow => &const { say(552, enhanced(5, 3, 4), "Message size exceeds file system imposed limit", SOURCE_TEXT) },
        ReplyKey::RetSyntax => &const { say(501, enhanced(5, 5, 4), "Bad RET parameter syntax", recorded("mx-mail-091")) },
        ReplyKey::EnvidSyntax => &const { say(501, enhanced(5, 5, 4), "Bad ENVID parameter syntax", recorded("mx-mail-095")) },
        ReplyKey::SenderDomainUnknown => {
            &const { say(450, enhanced(4, 1, 8), "<{address}>: Sender address rejected: Domain not found", recorded("mx-mail-046")) }
        }
        ReplyKey::SenderNotQualified => {
            &const { say(504, enhanced(5, 5, 2), "<{address}>: Sender address rejected: need fully-qualified address", recorded("mx-mail-018")) }
        }
        ReplyKey::SenderNeedsLogin => {
            &const { say(553, enhanced(5, 7, 1), "<{address}>: Sender address rejected: not logged in", recorded("sub-mail-001")) }
        }
        ReplyKey::SenderNotOwned => {
            &const { say(553, enhanced(5, 7, 1), "<{address}>: Sender address rejected: not owned by user {login}", recorded("sub-mail-007")) }
        }
        ReplyKey::SenderUnknown => {
            &const { say(550, enhanced(5, 1, 0), "<{address}>: Sender address rejected: User unknown in local recipient table", SOURCE_TEXT) }
        }
        ReplyKey::RcptOk => &const { say(250, enhanced(2, 1, 5), "Ok", recorded("mx-helo-001")) },
        ReplyKey::RcptSyntax => &const { say(501, enhanced(5, 5, 4), "Syntax: RCPT TO:<address>", recorded("mx-rcpt-032")) },
        ReplyKey::RecipientSyntax => &const { say(501, enhanced(5, 1, 3), "Bad recipient address syntax", recorded("mx-rcpt-037")) },
        ReplyKey::NeedMail => &const { say(503, enhanced(5, 5, 1), "Error: need MAIL command", recorded("mx-helo-003")) },
        ReplyKey::MailAfterBdat => &const { say(503, enhanced(5, 5, 1), "Error: MAIL after BDAT", SOURCE_TEXT) },
        ReplyKey::RcptAfterBdat => &const { say(503, enhanced(5, 5, 1), "Error: RCPT after BDAT", SOURCE_TEXT) },
        ReplyKey::NotifySyntax => &const { say(501, enhanced(5, 5, 4), "Error: Bad NOTIFY parameter syntax", recorded("mx-rcpt-065")) },
        ReplyKey::OrcptSyntax => &const { say(501, enhanced(5, 5, 4), "Error: Bad ORCPT parameter syntax", recorded("mx-rcpt-070")) },
        ReplyKey::UserUnknown => {
            &const {
                say(
                    550,
                    enhanced(5, 1, 1),
                    "<{address}>: Recipient address rejected: User unknown in local recipient table",
                    recorded("mx-rcpt-002"),
                )
            }
        }
        ReplyKey::RelayDenied => &const { say(554, enhanced(5, 7, 1), "<{address}>: Relay access denied", recorded("mx-rcpt-003")) },
        ReplyKey::RecipientDenied => {
            &const { say(554, enhanced(5, 7, 1), "<{address}>: Recipient address rejected: Access denied", recorded("sub-mail-002")) }
        }
        ReplyKey::TooManyRecipients => &const { say(452, enhanced(4, 5, 3), "Error: too many recipients", recorded("mx-rcpt-090")) },
        ReplyKey::DataStart => &const { say(354, None, "End data with <CR><LF>.<CR><LF>", recorded("mx-rcpt-083")) },
        ReplyKey::NeedRcpt => &const { say(503, enhanced(5, 5, 1), "Error: need RCPT command", recorded("mx-helo-048")) },
        ReplyKey::NoValidRecipients => &const { say(554, enhanced(5, 5, 1), "Error: no valid recipients", recorded("mx-data-002")) },
        ReplyKey::DataAfterBdat => &const { say(503, enhanced(5, 5, 1), "Error: DATA after BDAT", recorded("mx-bdat-016")) },
        ReplyKey::Queued => &const { say(250, enhanced(2, 0, 0), "Ok: queued as {queue-id}", recorded("mx-rcpt-083")) },
        ReplyKey::ChunkOk => &const { say(250, enhanced(2, 0, 0), "Ok: {octets} bytes", recorded("mx-bdat-002")) },
        ReplyKey::ChunkQueued => &const { say(250, enhanced(2, 0, 0), "Ok: {octets} bytes queued as {queue-id}", recorded("mx-bdat-001")) },
        ReplyKey::BdatSyntax => &const { say(521, enhanced(5, 5, 4), "Syntax: BDAT count [LAST]", recorded("mx-bdat-009")) },
        ReplyKey::NullChunk => &const { say(551, enhanced(5, 7, 1), "Null BDAT request", SOURCE_TEXT) },
        ReplyKey::ChunkDiscarded => &const { say(551, enhanced(5, 0, 0), "Discarded {octets} bytes after earlier error", SOURCE_TEXT) },
        ReplyKey::ChunkTooBig => &const { say(552, enhanced(5, 3, 4), "Chunk exceeds message size limit", SOURCE_TEXT) },
        ReplyKey::MessageTooBig => &const { say(552, enhanced(5, 3, 4), "Error: message file too big", recorded("mx-data-037")) },
        ReplyKey::TooManyHops => &const { say(554, enhanced(5, 4, 0), "Error: too many hops", recorded("mx-data-039")) },
        // Asked for by a fault plan; none of these was recorded.
        ReplyKey::Greylisted => {
            &const { say(450, enhanced(4, 7, 1), "<{address}>: Recipient address rejected: Service temporarily unavailable", POLICY_README) }
        }
        ReplyKey::MailboxFull => {
            &const { say(452, enhanced(4, 2, 2), "<{address}>: Recipient address rejected: Mailbox full", Source::Unverified) }
        }
        ReplyKey::DiskFull => &const { say(452, enhanced(4, 3, 1), "Insufficient system storage", SOURCE_TEXT) },
        ReplyKey::ClientBlocked => {
            &const { say(554, enhanced(5, 7, 1), "Service unavailable; Client host [{client-address}] blocked using dnsbl.example", RBL_REPLY) }
        }
        ReplyKey::ShuttingDown => &const { say(421, enhanced(4, 3, 2), "Service currently unavailable", Source::Unverified) },
        ReplyKey::RateLimited => &const { say(450, enhanced(4, 7, 1), "Error: too much mail from {client-address}", SOURCE_TEXT) },
        _ => return None,
    })
}
