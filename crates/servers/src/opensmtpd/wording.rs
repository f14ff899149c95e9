//! OpenSMTPD's words. Each was said in the recorded session that is named with it, or stands in its
//! source text. What comes at the wrong time gets the same words whatever it is.

use crate::words::{enhanced, recorded, say};
use smtp_engine::session::{Source, Wording};
use smtp_engine::spec::ReplyKey;

const SOURCE_TEXT: Source = Source::Published("OpenSMTPD 7.6.0p1, usr.sbin/smtpd/smtp_session.c");

/// What OpenSMTPD says for `key`; `None` where it never says that.
pub(super) fn wording(key: ReplyKey) -> Option<&'static Wording> {
    Some(match key {
        ReplyKey::Greeting => &const { say(220, None, "{host} ESMTP OpenSMTPD", recorded("mx-helo-001")) },
        ReplyKey::Goodbye => &const { say(221, enhanced(2, 0, 0), "Bye", recorded("mx-helo-001")) },
        ReplyKey::EmptyLine => &const { say(500, enhanced(5, 5, 1), "Invalid command: Command unrecognized", recorded("mx-syntax-004")) },
        ReplyKey::UnknownCommand => {
            &const { say(500, enhanced(5, 5, 1), "Invalid command: Command unrecognized", recorded("mx-syntax-008")) }
        }
        ReplyKey::JestRefused => {
            &const { say(500, enhanced(5, 5, 1), "Invalid command: this feature is not supported yet ;-)", SOURCE_TEXT) }
        }
        ReplyKey::UnexpectedArgument => {
            &const { say(500, enhanced(5, 5, 4), "Invalid command arguments: command does not accept arguments.", recorded("mx-syntax-020")) }
        }
        ReplyKey::LineTooLong => &const { say(500, enhanced(5, 0, 0), "Command line too long", recorded("mx-syntax-038")) },
        ReplyKey::EndlessLine => &const { say(500, enhanced(5, 0, 0), "Line too long", SOURCE_TEXT) },
        ReplyKey::PipelinedTooEarly => {
            &const { say(500, enhanced(5, 5, 1), "Invalid command: Pipelining not supported", recorded("mx-data-021")) }
        }
        ReplyKey::HeloOk => {
            &const { say(250, None, "{host} Hello {hello-name} [{client-address}], pleased to meet you", recorded("mx-helo-002")) }
        }
        ReplyKey::EhloOk => {
            &const { say(250, None, "{host} Hello {hello-name} [{client-address}], pleased to meet you\n{extensions}", recorded("mx-helo-001")) }
        }
        ReplyKey::HeloSyntax => {
            &const { say(501, enhanced(5, 5, 1), "Invalid command: HELO requires domain name", recorded("mx-helo-004")) }
        }
        ReplyKey::EhloSyntax => {
            &const { say(501, enhanced(5, 5, 1), "Invalid command: EHLO requires domain name", recorded("mx-helo-003")) }
        }
        ReplyKey::HelloNameInvalid => {
            &const { say(501, enhanced(5, 5, 4), "Invalid command arguments: Invalid domain name", recorded("mx-helo-010")) }
        }
        ReplyKey::HelloTwice => &const { say(503, enhanced(5, 5, 1), "Invalid command: Already identified", recorded("mx-helo-039")) },
        ReplyKey::NeedHello => {
            &const { say(503, enhanced(5, 5, 1), "Invalid command: Command not allowed at this point.", recorded("mx-helo-003")) }
        }
        ReplyKey::NoopOk => &const { say(250, enhanced(2, 0, 0), "Ok", recorded("mx-helo-049")) },
        ReplyKey::RsetOk => &const { say(250, enhanced(2, 0, 0), "Reset state", recorded("mx-syntax-018")) },
        ReplyKey::HelpText => {
            &const {
                say(
                    214,
                    enhanced(2, 0, 0),
                    "This is OpenSMTPD\nTo report bugs in the implementation, please contact bugs@openbsd.org\nwith full details\nEnd of HELP info",
                    recorded("mx-helo-049"),
                )
            }
        }
        ReplyKey::StartTlsReady => &const { say(220, enhanced(2, 0, 0), "Ready to start TLS", recorded("mx-starttls-001")) },
        ReplyKey::StartTlsInTransaction => {
            &const { say(503, enhanced(5, 5, 1), "Invalid command: Command not allowed at this point.", recorded("mx-starttls-010")) }
        }
        ReplyKey::StartTlsSyntax => {
            &const { say(501, enhanced(5, 5, 4), "Invalid command arguments: No parameters allowed", recorded("mx-starttls-006")) }
        }
        ReplyKey::TlsActive => {
            &const { say(503, enhanced(5, 5, 1), "Invalid command: Channel already secured", recorded("mx-starttls-004")) }
        }
        ReplyKey::TlsRequired => {
            &const { say(530, enhanced(5, 5, 1), "Invalid command: Must issue a STARTTLS command first", recorded("sub-helo-003")) }
        }
        ReplyKey::AuthOk => &const { say(235, enhanced(2, 0, 0), "Authentication succeeded", recorded("sub-helo-004")) },
        ReplyKey::AuthChallenge => &const { say(334, None, "{challenge}", recorded("sub-auth-008")) },
        ReplyKey::AuthSyntax => {
            &const { say(501, enhanced(5, 5, 4), "Invalid command arguments: No parameters given", recorded("sub-auth-080")) }
        }
        ReplyKey::AuthDisabled => {
            &const { say(503, enhanced(5, 5, 1), "Invalid command: Command not supported", recorded("mx-other-042")) }
        }
        ReplyKey::AuthNeedsTls => {
            &const { say(503, enhanced(5, 5, 1), "Invalid command: Command not supported", recorded("sub-auth-001")) }
        }
        ReplyKey::AuthTwice => &const { say(503, enhanced(5, 5, 1), "Invalid command: Already authenticated", recorded("sub-auth-083")) },
        ReplyKey::AuthInTransaction => {
            &const { say(503, enhanced(5, 5, 1), "Invalid command: Command not allowed at this point.", recorded("sub-auth-089")) }
        }
        ReplyKey::AuthMechanismUnknown => {
            &const {
                say(
                    504,
                    enhanced(5, 7, 4),
                    "Security features not supported: AUTH method \"{argument}\" not supported",
                    recorded("sub-auth-057"),
                )
            }
        }
        ReplyKey::AuthFailed => &const { say(535, None, "Authentication failed", recorded("sub-auth-013")) },
        ReplyKey::AuthProtocol => &const { say(501, enhanced(5, 5, 2), "Syntax error: Syntax error", recorded("sub-auth-026")) },
        ReplyKey::AuthAborted => &const { say(501, enhanced(5, 5, 2), "Syntax error: Syntax error", recorded("sub-auth-035")) },
        ReplyKey::AuthRequired => {
            &const { say(530, enhanced(5, 5, 1), "Invalid command: Must issue an AUTH command first", recorded("sub-auth-013")) }
        }
        ReplyKey::MailOk => &const { say(250, enhanced(2, 0, 0), "Ok", recorded("mx-helo-001")) },
        ReplyKey::SenderSyntax => &const { say(553, enhanced(5, 1, 0), "Sender address syntax error", recorded("mx-syntax-048")) },
        ReplyKey::NestedMail => {
            &const { say(503, enhanced(5, 5, 1), "Invalid command: Command not allowed at this point.", recorded("mx-mail-065")) }
        }
        ReplyKey::ParameterUnknown => {
            &const { say(503, enhanced(5, 5, 4), "Invalid command arguments: Unsupported option {parameter}", recorded("mx-mail-024")) }
        }
        ReplyKey::EnvidTooLong => {
            &const { say(503, enhanced(5, 5, 4), "Invalid command arguments: option too large, truncated: {parameter}", SOURCE_TEXT) }
        }
        ReplyKey::TooManyMessages => &const { say(452, enhanced(4, 5, 3), "Too many recipients: Too many messages sent", SOURCE_TEXT) },
        ReplyKey::SenderNotOwned => &const { say(530, None, "Sender rejected", recorded("sub-auth-084")) },
        ReplyKey::RcptOk => &const { say(250, enhanced(2, 1, 5), "Destination address valid: Recipient ok", recorded("mx-helo-001")) },
        ReplyKey::RecipientSyntax => &const { say(501, enhanced(5, 1, 3), "Recipient address syntax error", recorded("mx-rcpt-020")) },
        ReplyKey::NeedMail => {
            &const { say(503, enhanced(5, 5, 1), "Invalid command: Command not allowed at this point.", recorded("mx-helo-003")) }
        }
        ReplyKey::RcptParameterUnknown => &const { say(503, None, "Unsupported option {parameter}", recorded("mx-rcpt-051")) },
        ReplyKey::NotifySyntax => &const { say(553, None, "NOTIFY option NEVER cannot be combined with other options", SOURCE_TEXT) },
        ReplyKey::OrcptSyntax => &const { say(553, None, "ORCPT address syntax error", recorded("mx-rcpt-070")) },
        ReplyKey::UserUnknown => &const { say(550, None, "Invalid recipient: <{address}>", recorded("mx-rcpt-002")) },
        ReplyKey::RelayDenied => &const { say(550, None, "Invalid recipient: <{address}>", recorded("mx-rcpt-003")) },
        ReplyKey::TooManyRecipients => {
            &const { say(451, enhanced(4, 5, 3), "Too many recipients: Too many recipients", recorded("mx-rcpt-090")) }
        }
        ReplyKey::DataStart => &const { say(354, None, "Enter mail, end with \".\" on a line by itself", recorded("mx-rcpt-083")) },
        ReplyKey::NeedRcpt => {
            &const { say(503, enhanced(5, 5, 1), "Invalid command: Command not allowed at this point.", recorded("mx-helo-048")) }
        }
        ReplyKey::NoValidRecipients => {
            &const { say(503, enhanced(5, 5, 4), "Invalid command arguments: No recipient specified", recorded("mx-data-002")) }
        }
        ReplyKey::Queued => &const { say(250, enhanced(2, 0, 0), "{queue-id} Message accepted for delivery", recorded("mx-rcpt-083")) },
        ReplyKey::MessageTooBig => {
            &const { say(554, enhanced(5, 3, 4), "Message too big for system: Transaction failed, message too big", recorded("mx-data-037")) }
        }
        ReplyKey::TooManyHops => &const { say(500, enhanced(5, 4, 6), "Routing loop detected: Loop detected", recorded("mx-data-039")) },
        ReplyKey::MessageMalformed => {
            &const {
                say(
                    550,
                    enhanced(5, 7, 1),
                    "Delivery not authorized, message refused: Message is not RFC 2822 compliant",
                    recorded("mx-data-009"),
                )
            }
        }
        _ => return None,
    })
}
