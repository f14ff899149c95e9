//! The words that the standard gives, for all that no transcript shows.

pub(super) use crate::words::plain;
use crate::words::{enhanced, say};
use smtp_engine::session::{Source, Wording};
use smtp_engine::spec::{ReplyKey, rfc};

/// What somebody made public, at `place`, said or published on `date`.
pub(super) const fn seen(place: &'static str, date: &'static str) -> Source {
    Source::Transcript { place, date }
}

/// For places that do not say when.
pub(super) const UNDATED: &str = Source::UNDATED;

/// Collected bounces; the file is named after the code.
pub(super) const fn collected(place: &'static str) -> Source {
    seen(place, UNDATED)
}

pub(super) const fn coded(code: u16, (class, subject, detail): (u8, u16, u16), text: &'static str, source: Source) -> Wording {
    say(code, enhanced(class, subject, detail), text, source)
}

/// RFC 5321 section 4.2.3 lists the codes with a text for each.
const SMTP: Source = Source::Standard(rfc(5321, "4.2.3"));
/// RFC 4954 section 6 does so for AUTH.
const AUTH: Source = Source::Standard(rfc(4954, "6"));

const fn smtp(code: u16, text: &'static str) -> Wording {
    plain(code, text, SMTP)
}

/// The standard's words for `key`; `None` where it has none.
pub(super) fn of_the_standard(key: ReplyKey) -> Option<&'static Wording> {
    Some(match key {
        ReplyKey::Greeting => &const { smtp(220, "{host} Service ready") },
        ReplyKey::Goodbye => &const { smtp(221, "{host} Service closing transmission channel") },
        ReplyKey::HeloOk | ReplyKey::NoopOk | ReplyKey::RsetOk | ReplyKey::MailOk | ReplyKey::RcptOk | ReplyKey::Queued => {
            &const { smtp(250, "Requested mail action okay, completed") }
        }
        ReplyKey::TimedOut => &const { smtp(421, "{host} Service not available, closing transmission channel") },
        ReplyKey::EhloOk => &const { plain(250, "{host}\n{extensions}", Source::Standard(rfc(5321, "4.1.1.1"))) },
        ReplyKey::UnknownCommand => &const { smtp(500, "Syntax error, command unrecognized") },
        ReplyKey::UnexpectedArgument
        | ReplyKey::HeloSyntax
        | ReplyKey::EhloSyntax
        | ReplyKey::VrfySyntax
        | ReplyKey::MailSyntax
        | ReplyKey::RcptSyntax
        | ReplyKey::SizeSyntax
        | ReplyKey::BdatSyntax
        | ReplyKey::AuthSyntax => &const { smtp(501, "Syntax error in parameters or arguments") },
        ReplyKey::SenderSyntax | ReplyKey::RecipientSyntax => &const { smtp(553, "Requested action not taken: mailbox name not allowed") },
        ReplyKey::ParameterUnknown => &const { smtp(555, "MAIL FROM/RCPT TO parameters not recognized or not implemented") },
        ReplyKey::NeedHello
        | ReplyKey::NeedMail
        | ReplyKey::NeedRcpt
        | ReplyKey::NestedMail
        | ReplyKey::RcptAfterBdat
        | ReplyKey::DataAfterBdat
        | ReplyKey::TlsActive
        | ReplyKey::AuthTwice
        | ReplyKey::AuthInTransaction => &const { smtp(503, "Bad sequence of commands") },
        ReplyKey::VrfyCannot => &const { smtp(252, "Cannot VRFY user, but will accept message and attempt delivery") },
        ReplyKey::UserUnknown | ReplyKey::RelayDenied | ReplyKey::SenderNotOwned => {
            &const { smtp(550, "Requested action not taken: mailbox unavailable") }
        }
        ReplyKey::SizeTooBig | ReplyKey::SizeOverflow | ReplyKey::MessageTooBig | ReplyKey::ChunkTooBig => {
            &const { smtp(552, "Requested mail action aborted: exceeded storage allocation") }
        }
        ReplyKey::TooManyRecipients => &const { plain(452, "Too many recipients", Source::Standard(rfc(5321, "4.5.3.1.10"))) },
        ReplyKey::TooManyHops => &const { smtp(554, "Transaction failed") },
        ReplyKey::DataStart => &const { smtp(354, "Start mail input; end with <CRLF>.<CRLF>") },
        ReplyKey::ChunkOk => &const { plain(250, "{octets} octets received", Source::Standard(rfc(3030, "4.2"))) },
        ReplyKey::ChunkQueued => &const { plain(250, "Message OK, {octets} octets received", Source::Standard(rfc(3030, "4.2"))) },
        ReplyKey::StartTlsReady => &const { plain(220, "Ready to start TLS", Source::Standard(rfc(3207, "4"))) },
        ReplyKey::TlsRequired => &const { plain(530, "Must issue a STARTTLS command first", Source::Standard(rfc(3207, "4"))) },
        ReplyKey::AuthOk => &const { coded(235, (2, 7, 0), "Authentication Succeeded", AUTH) },
        ReplyKey::AuthChallenge => &const { plain(334, "{challenge}", Source::Standard(rfc(4954, "4"))) },
        ReplyKey::AuthRequired => &const { coded(530, (5, 7, 0), "Authentication required", AUTH) },
        ReplyKey::AuthNeedsTls => &const { coded(538, (5, 7, 11), "Encryption required for requested authentication mechanism", AUTH) },
        ReplyKey::AuthFailed => &const { coded(535, (5, 7, 8), "Authentication credentials invalid", AUTH) },
        ReplyKey::AuthUnavailable => &const { coded(454, (4, 7, 0), "Temporary authentication failure", AUTH) },
        ReplyKey::AuthTooLong => &const { coded(500, (5, 5, 6), "Authentication Exchange line is too long", AUTH) },
        ReplyKey::AuthMechanismUnknown => {
            &const { coded(504, (5, 5, 4), "Command parameter not implemented", Source::Standard(rfc(4954, "4"))) }
        }
        ReplyKey::AuthProtocol | ReplyKey::AuthIncomplete | ReplyKey::AuthNotBase64 => {
            &const { coded(501, (5, 5, 2), "Syntax error in parameters or arguments", Source::Standard(rfc(4954, "4"))) }
        }
        ReplyKey::AuthAborted => {
            &const { coded(501, (5, 7, 0), "Syntax error in parameters or arguments", Source::Standard(rfc(4954, "4"))) }
        }
        _ => return None,
    })
}

/// The same for a server that does not offer ENHANCEDSTATUSCODES (RFC 2034 section 3).
pub(super) fn without_codes(key: ReplyKey) -> Option<&'static Wording> {
    Some(match key {
        ReplyKey::AuthOk => &const { plain(235, "Authentication Succeeded", AUTH) },
        ReplyKey::AuthRequired => &const { plain(530, "Authentication required", AUTH) },
        ReplyKey::AuthNeedsTls => &const { plain(538, "Encryption required for requested authentication mechanism", AUTH) },
        ReplyKey::AuthFailed => &const { plain(535, "Authentication credentials invalid", AUTH) },
        ReplyKey::AuthUnavailable => &const { plain(454, "Temporary authentication failure", AUTH) },
        ReplyKey::AuthTooLong => &const { plain(500, "Authentication Exchange line is too long", AUTH) },
        ReplyKey::AuthMechanismUnknown => &const { smtp(504, "Command parameter not implemented") },
        ReplyKey::AuthProtocol | ReplyKey::AuthIncomplete | ReplyKey::AuthNotBase64 | ReplyKey::AuthAborted => {
            &const { smtp(501, "Syntax error in parameters or arguments") }
        }
        _ => return of_the_standard(key),
    })
}
