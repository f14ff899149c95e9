//! smtp-server's words. Each was said in the recorded session that is named with it, or stands in its
//! source text. Enhanced status codes are hidden unless asked for (`hideENHANCEDSTATUSCODES`).

use crate::words::{plain, recorded};
use smtp_engine::session::{Source, Wording};
use smtp_engine::spec::ReplyKey;

const SOURCE_TEXT: Source = Source::Published("smtp-server 3.21.6, lib/smtp-connection.js");

/// What smtp-server says for `key`; `None` where it never says that.
pub(super) fn wording(key: ReplyKey) -> Option<&'static Wording> {
    Some(match key {
        ReplyKey::Greeting => &const { plain(220, "{host} ESMTP", recorded("mx-helo-001")) },
        ReplyKey::Goodbye => &const { plain(221, "Bye", recorded("mx-helo-001")) },
        ReplyKey::TooManyErrors => &const { plain(421, "Error: too many unrecognized commands", recorded("mx-limits-001")) },
        ReplyKey::NotSmtp => &const { plain(421, "HTTP requests not allowed", recorded("mx-syntax-051")) },
        ReplyKey::TooEarly => &const { plain(421, "{host} You talk too soon", recorded("mx-helo-900")) },
        ReplyKey::LineTooLong => &const { plain(421, "Error: Command line too long", SOURCE_TEXT) },
        ReplyKey::UnknownCommand => &const { plain(500, "Error: command not recognized", recorded("mx-helo-053")) },
        ReplyKey::UnexpectedArgument => &const { plain(501, "Error: syntax: {verb}", recorded("mx-helo-003")) },
        ReplyKey::HeloOk => &const { plain(250, "{host} Nice to meet you, [{client-address}]", recorded("mx-helo-001")) },
        ReplyKey::EhloOk => &const { plain(250, "{host} Nice to meet you, [{client-address}]\n{extensions}", recorded("mx-helo-001")) },
        ReplyKey::HeloSyntax => &const { plain(501, "Error: Syntax: HELO hostname", recorded("mx-helo-004")) },
        ReplyKey::EhloSyntax => &const { plain(501, "Error: syntax: EHLO hostname", recorded("mx-helo-003")) },
        ReplyKey::HelloNameInvalid => &const { plain(501, "Error: Bad hostname syntax", recorded("mx-helo-038")) },
        ReplyKey::NeedHello => &const { plain(503, "Error: send HELO/EHLO first", recorded("mx-helo-003")) },
        ReplyKey::NoopOk => &const { plain(250, "OK", recorded("mx-helo-049")) },
        ReplyKey::RsetOk => &const { plain(250, "Flushed", recorded("mx-helo-049")) },
        ReplyKey::HelpText => &const { plain(214, "See https://tools.ietf.org/html/rfc5321 for details", recorded("mx-helo-049")) },
        ReplyKey::VrfyCannot => &const { plain(252, "Try to send something. No promises though", recorded("mx-pipelining-013")) },
        ReplyKey::VrfySyntax => &const { plain(501, "Error: Syntax: VRFY address", recorded("mx-other-007")) },
        ReplyKey::ProxyDenied => &const { plain(550, "Error: Not allowed", recorded("mx-other-033")) },
        ReplyKey::JestTaken => &const { plain(200, "{argument}", SOURCE_TEXT) },
        ReplyKey::JestRefused => &const { plain(500, "{argument}", SOURCE_TEXT) },
        ReplyKey::StartTlsReady => &const { plain(220, "Ready to start TLS", recorded("mx-helo-051")) },
        ReplyKey::TlsActive => &const { plain(503, "Error: TLS already active", recorded("mx-starttls-004")) },
        ReplyKey::AuthOk => &const { plain(235, "Authentication successful", recorded("sub-helo-004")) },
        ReplyKey::AuthChallenge => &const { plain(334, "{challenge}", recorded("sub-auth-008")) },
        ReplyKey::AuthSyntax => &const { plain(501, "Error: syntax: AUTH {argument}", recorded("sub-auth-029")) },
        ReplyKey::AuthNeedsTls => &const { plain(538, "Error: Must issue a STARTTLS command first", recorded("sub-auth-001")) },
        ReplyKey::AuthTwice => &const { plain(503, "Error: No identity changes permitted", recorded("sub-auth-083")) },
        ReplyKey::AuthMechanismUnknown => &const { plain(504, "Error: Unrecognized authentication type", recorded("sub-auth-067")) },
        ReplyKey::AuthFailed => &const { plain(535, "Invalid username or password", recorded("sub-auth-013")) },
        ReplyKey::AuthProtocol => &const { plain(501, "Error: invalid userdata", recorded("sub-auth-022")) },
        ReplyKey::AuthNameMissing => &const { plain(501, "Error: missing username", recorded("sub-auth-050")) },
        ReplyKey::AuthAborted => &const { plain(501, "Authentication aborted", recorded("sub-auth-035")) },
        ReplyKey::AuthRequired => &const { plain(530, "Error: authentication Required", recorded("sub-helo-003")) },
        ReplyKey::TooManyWithoutLogin => &const { plain(421, "Error: too many unauthenticated commands", SOURCE_TEXT) },
        ReplyKey::MailOk => &const { plain(250, "Accepted", recorded("mx-helo-001")) },
        ReplyKey::SenderSyntax => &const { plain(501, "Error: Bad sender address syntax", recorded("mx-syntax-016")) },
        ReplyKey::NestedMail => &const { plain(503, "Error: nested MAIL command", recorded("mx-mail-065")) },
        ReplyKey::ParameterTwice => &const { plain(501, "Error: duplicate {parameter} parameter", recorded("mx-mail-078")) },
        ReplyKey::ParameterNeedsValue => &const { plain(501, "Error: {parameter} parameter requires a value", recorded("mx-mail-076")) },
        ReplyKey::SizeSyntax => &const { plain(501, "Error: Bad message size syntax", recorded("mx-mail-074")) },
        ReplyKey::SizeTooBig => {
            &const { plain(552, "Error: message exceeds fixed maximum message size {octets}", recorded("mx-mail-071")) }
        }
        ReplyKey::BodySyntax => &const { plain(501, "Invalid BODY parameter value. Must be 7BIT or 8BITMIME", recorded("mx-mail-083")) },
        ReplyKey::Smtputf8Syntax => &const { plain(501, "Invalid SMTPUTF8 parameter. This flag does not accept a value", SOURCE_TEXT) },
        ReplyKey::RequireTlsOutsideTls => &const { plain(530, "REQUIRETLS not permitted on non-TLS connections", recorded("mx-mail-097")) },
        ReplyKey::RequireTlsSyntax => &const { plain(501, "Invalid REQUIRETLS parameter. This flag does not accept a value", SOURCE_TEXT) },
        ReplyKey::RcptOk => &const { plain(250, "Accepted", recorded("mx-helo-001")) },
        ReplyKey::RecipientSyntax => &const { plain(501, "Error: Bad recipient address syntax", recorded("mx-rcpt-011")) },
        ReplyKey::NeedMail => &const { plain(503, "Error: need MAIL command", recorded("mx-helo-043")) },
        ReplyKey::DataStart => &const { plain(354, "End data with <CR><LF>.<CR><LF>", recorded("mx-rcpt-083")) },
        ReplyKey::NeedRcpt => &const { plain(503, "Error: need RCPT command", recorded("mx-syntax-027")) },
        ReplyKey::Queued => &const { plain(250, "OK: message queued", recorded("mx-rcpt-083")) },
        ReplyKey::MessageTooBig => &const { plain(552, "Message exceeds fixed maximum message size", recorded("mx-data-037")) },
        _ => return None,
    })
}
