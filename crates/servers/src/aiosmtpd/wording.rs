//! aiosmtpd's words. Each was said in the recorded session that is named with it, or stands in its source
//! text.

use crate::words::{enhanced, recorded, say};
use smtp_engine::session::{Source, Wording};
use smtp_engine::spec::ReplyKey;

const SOURCE_TEXT: Source = Source::Published("aiosmtpd 1.4.6, aiosmtpd/smtp.py");

/// What aiosmtpd says for `key`; `None` where it never says that.
pub(super) fn wording(key: ReplyKey) -> Option<&'static Wording> {
    Some(match key {
        ReplyKey::Greeting => &const { say(220, None, "{host} Python SMTP 1.4.6", recorded("mx-helo-001")) },
        ReplyKey::Goodbye => &const { say(221, None, "Bye", recorded("mx-helo-001")) },
        ReplyKey::TooManyErrors => {
            &const { say(502, enhanced(5, 5, 1), "Too many unrecognized commands, goodbye.", recorded("mx-bdat-002")) }
        }
        ReplyKey::InternalError => &const { say(500, None, "Error: {argument}", recorded("mx-mail-067")) },
        ReplyKey::EmptyLine => &const { say(500, None, "Error: bad syntax", recorded("mx-syntax-004")) },
        ReplyKey::VerbNotAscii => &const { say(500, None, "Error: bad syntax", recorded("mx-syntax-043")) },
        ReplyKey::LineTooLong => &const { say(500, None, "Command line too long", recorded("mx-syntax-036")) },
        ReplyKey::UnknownCommand => &const { say(500, None, "Error: command \"{verb}\" not recognized", recorded("mx-helo-053")) },
        ReplyKey::UnexpectedArgument => &const { say(501, None, "Syntax: {verb}", recorded("mx-helo-003")) },
        ReplyKey::NotImplemented => &const { say(502, None, "{verb} not implemented", recorded("mx-other-012")) },
        ReplyKey::HeloOk => &const { say(250, None, "{host}", recorded("mx-helo-001")) },
        ReplyKey::EhloOk => &const { say(250, None, "{host}\n{extensions}", recorded("mx-helo-001")) },
        ReplyKey::HeloSyntax => &const { say(501, None, "Syntax: HELO hostname", recorded("mx-helo-004")) },
        ReplyKey::EhloSyntax => &const { say(501, None, "Syntax: EHLO hostname", recorded("mx-helo-003")) },
        ReplyKey::NeedHello => &const { say(503, None, "Error: send {argument} first", recorded("mx-helo-003")) },
        ReplyKey::NoopOk => &const { say(250, None, "OK", recorded("mx-helo-001")) },
        ReplyKey::RsetOk => &const { say(250, None, "OK", recorded("mx-helo-001")) },
        ReplyKey::HelpText => &const { say(250, None, "Supported commands: {argument}", recorded("mx-helo-049")) },
        ReplyKey::HelpTopic => &const { say(250, None, "Syntax: {argument}", recorded("mx-other-018")) },
        ReplyKey::HelpUnknown => &const { say(501, None, "Supported commands: {argument}", recorded("mx-other-020")) },
        ReplyKey::VrfyCannot => {
            &const { say(252, None, "Cannot VRFY user, but will accept message and attempt delivery", recorded("mx-pipelining-013")) }
        }
        ReplyKey::VrfySyntax => &const { say(501, None, "Syntax: VRFY <address>", recorded("mx-other-007")) },
        ReplyKey::VrfyMalformed => &const { say(502, None, "Could not VRFY {argument}", SOURCE_TEXT) },
        ReplyKey::StartTlsReady => &const { say(220, None, "Ready to start TLS", recorded("mx-helo-051")) },
        ReplyKey::TlsRequired => &const { say(530, None, "Must issue a STARTTLS command first", recorded("sub-helo-003")) },
        ReplyKey::AuthOk => &const { say(235, enhanced(2, 7, 0), "Authentication successful", recorded("sub-helo-004")) },
        ReplyKey::AuthChallenge => &const { say(334, None, "{challenge}", recorded("sub-auth-008")) },
        ReplyKey::AuthSyntax => &const { say(501, None, "{argument}", recorded("sub-auth-080")) },
        ReplyKey::AuthNeedsEhlo => &const { say(500, None, "Error: command 'AUTH' not recognized", recorded("sub-auth-006")) },
        ReplyKey::AuthNeedsTls => {
            &const { say(538, enhanced(5, 7, 11), "Encryption required for requested authentication mechanism", recorded("mx-other-042")) }
        }
        ReplyKey::AuthTwice => &const { say(503, None, "Already authenticated", recorded("sub-auth-083")) },
        ReplyKey::AuthMechanismUnknown => {
            &const { say(504, enhanced(5, 5, 4), "Unrecognized authentication type", recorded("sub-auth-040")) }
        }
        ReplyKey::AuthFailed => &const { say(535, enhanced(5, 7, 8), "Authentication credentials invalid", recorded("sub-auth-013")) },
        ReplyKey::AuthProtocol => &const { say(501, enhanced(5, 5, 2), "Can't split auth value", recorded("sub-auth-022")) },
        ReplyKey::AuthNotBase64 => &const { say(501, enhanced(5, 5, 2), "Can't decode base64", recorded("sub-auth-026")) },
        ReplyKey::AuthAborted => &const { say(501, enhanced(5, 7, 0), "Auth aborted", recorded("sub-auth-035")) },
        ReplyKey::AuthRequired => &const { say(530, enhanced(5, 7, 0), "Authentication required", recorded("sub-starttls-007")) },
        ReplyKey::MailOk => &const { say(250, None, "OK", recorded("mx-helo-001")) },
        ReplyKey::MailSyntax => &const { say(501, None, "Syntax: MAIL FROM: <address>{argument}", recorded("mx-helo-041")) },
        ReplyKey::SenderSyntax => &const { say(553, enhanced(5, 1, 3), "Error: malformed address", recorded("mx-mail-019")) },
        ReplyKey::NestedMail => &const { say(503, None, "Error: nested MAIL command", recorded("mx-mail-065")) },
        ReplyKey::BodySyntax => &const { say(501, None, "Error: BODY can only be one of 7BIT, 8BITMIME", recorded("mx-mail-083")) },
        ReplyKey::Smtputf8Syntax => &const { say(501, None, "Error: SMTPUTF8 takes no arguments", SOURCE_TEXT) },
        ReplyKey::SizeTooBig => {
            &const { say(552, None, "Error: message size exceeds fixed maximum message size", recorded("mx-mail-071")) }
        }
        ReplyKey::ParameterUnknown => {
            &const { say(555, None, "{argument} parameters not recognized or not implemented", recorded("mx-mail-025")) }
        }
        ReplyKey::RcptOk => &const { say(250, None, "OK", recorded("mx-helo-001")) },
        ReplyKey::RcptSyntax => &const { say(501, None, "Syntax: RCPT TO: <address>{argument}", recorded("mx-rcpt-032")) },
        ReplyKey::RecipientSyntax => &const { say(553, enhanced(5, 1, 3), "Error: malformed address", recorded("mx-mail-019")) },
        ReplyKey::NeedMail => &const { say(503, None, "Error: need MAIL command", recorded("mx-helo-043")) },
        ReplyKey::DataStart => &const { say(354, None, "End data with <CR><LF>.<CR><LF>", recorded("mx-rcpt-083")) },
        ReplyKey::NeedRcpt => &const { say(503, None, "Error: need RCPT command", recorded("mx-syntax-027")) },
        ReplyKey::Queued => &const { say(250, None, "Message accepted for delivery", recorded("mx-rcpt-083")) },
        ReplyKey::MessageTooBig => &const { say(552, None, "Error: Too much mail data", recorded("mx-data-037")) },
        ReplyKey::TextLineTooLong => &const { say(500, None, "Line too long (see RFC5321 4.5.3.1.6)", recorded("mx-data-033")) },
        _ => return None,
    })
}
