//! The standard's words. Where it has none of its own for a case, the code's text in RFC 5321 section
//! 4.2.2 stands for it; the enhanced codes are those of RFC 3463 sections 3.2 to 3.8 and RFC 5248.

use crate::words::{self, enhanced};
use smtp_engine::session::{Source, Wording};
use smtp_engine::spec::{ReplyKey, rfc};

/// A reply without enhanced code: to the connection, EHLO and HELO, and 3yz (RFC 2034 section 4).
const fn plain(code: u16, text: &'static str, number: u16, section: &'static str) -> Wording {
    words::plain(code, text, Source::Standard(rfc(number, section)))
}

/// A reply with the enhanced code `class.subject.detail`; the class is the code's first digit.
const fn say(code: u16, subject: u16, detail: u16, text: &'static str, number: u16, section: &'static str) -> Wording {
    words::say(code, enhanced((code / 100) as u8, subject, detail), text, Source::Standard(rfc(number, section)))
}

/// `501`, as section 4.2.2 words it.
const fn arguments(subject: u16, detail: u16) -> Wording {
    say(501, subject, detail, "Syntax error in parameters or arguments", 5321, "4.2.2")
}

/// `503`, as section 4.2.2 words it.
const fn sequence(number: u16, section: &'static str) -> Wording {
    say(503, 5, 1, "Bad sequence of commands", number, section)
}

/// What the strict server says for `key`.
pub(super) fn wording(key: ReplyKey) -> Option<&'static Wording> {
    use ReplyKey as K;
    Some(match key {
        // Of the connection and the line
        K::Greeting => &const { plain(220, "{host} Simple Mail Transfer Service Ready", 5321, "D.1") },
        K::Goodbye => &const { say(221, 0, 0, "{host} Service closing transmission channel", 5321, "D.1") },
        K::TimedOut => &const { say(421, 4, 2, "{host} Service not available, closing transmission channel", 5321, "4.2.2") },
        K::EmptyLine => &const { say(500, 5, 2, "Syntax error, command unrecognized", 5321, "4.2.2") },
        K::UnknownCommand => &const { say(500, 5, 1, "Command not recognized", 5321, "4.1.5") },
        K::NotImplemented => &const { say(502, 5, 1, "Command not implemented", 5321, "4.2.2") },
        K::BadUtf8 => &const { say(500, 5, 2, "syntax error - invalid character", 5321, "2.4") },
        K::LineTooLong => &const { say(500, 5, 2, "Line too long.", 5321, "4.5.3.1.9") },
        K::UnexpectedArgument => &const { arguments(5, 4) },
        // Of EHLO and HELO
        K::HeloOk => &const { plain(250, "{host}", 5321, "4.1.1.1") },
        K::EhloOk => &const { plain(250, "{host} greets {hello-name}\n{extensions}", 5321, "D.1") },
        K::HeloSyntax | K::EhloSyntax | K::HelloNameInvalid | K::HelloAddressInvalid => {
            &const { plain(501, "Syntax error in parameters or arguments", 5321, "4.1.4") }
        }
        K::NeedHello => &const { sequence(5321, "4.1.4") },
        K::TlsRequired => &const { say(530, 7, 0, "Must issue a STARTTLS command first", 3207, "4") },
        // Of the commands that only ask
        K::NoopOk => &const { say(250, 0, 0, "OK", 5321, "4.1.1.9") },
        K::RsetOk => &const { say(250, 0, 0, "OK", 5321, "4.1.1.5") },
        K::VrfyOk => &const { say(250, 1, 5, "{address}", 5321, "3.5.1") },
        K::VrfyIsList => &const { say(550, 1, 1, "That is a mailing list, not a user", 5321, "3.5.1") },
        K::VrfyCannot => &const { say(252, 5, 0, "Cannot VRFY user, but will accept message and attempt delivery", 5321, "4.2.2") },
        K::VrfySyntax | K::ExpnSyntax => &const { arguments(5, 4) },
        K::ExpnOk => &const { say(250, 1, 5, "{address}", 5321, "3.5.1") },
        K::ExpnIsUser => &const { say(550, 1, 1, "That is a user name, not a mailing list", 5321, "3.5.1") },
        K::HelpText => &const { say(214, 0, 0, "Help message\n{argument}", 5321, "4.2.2") },
        K::HelpTopic => &const { say(214, 0, 0, "{argument}", 5321, "4.2.2") },
        K::HelpUnknown => &const { say(504, 5, 4, "Command parameter not implemented", 5321, "4.2.2") },
        K::EtrnNothing => &const { say(251, 5, 0, "OK, no messages waiting for node {argument}", 1985, "5.1") },
        K::EtrnRefused => &const { say(459, 5, 0, "Node {argument} not allowed: Unable to resolve name.", 1985, "7") },
        K::EtrnSyntax => &const { say(500, 5, 2, "Syntax Error", 1985, "5.1") },
        K::EtrnDomainInvalid => &const { say(501, 5, 4, "Syntax Error in Parameters", 1985, "5.1") },
        K::EtrnNeedsHello | K::EtrnInTransaction => &const { sequence(1985, "5") },
        // Of STARTTLS and AUTH
        K::StartTlsReady => &const { say(220, 0, 0, "Ready to start TLS", 3207, "4") },
        K::TlsActive => &const { sequence(3207, "4.2") },
        K::AuthOk => &const { say(235, 7, 0, "Authentication Succeeded", 4954, "6") },
        K::AuthChallenge => &const { plain(334, "{challenge}", 4954, "4") },
        K::AuthSyntax => &const { arguments(5, 4) },
        K::AuthTwice | K::AuthInTransaction => &const { sequence(4954, "4") },
        K::AuthMechanismUnknown => &const { say(504, 5, 4, "Command parameter not implemented", 4954, "4") },
        K::AuthFailed | K::AuthProtocol | K::AuthUnavailable => &const { say(535, 7, 8, "Authentication credentials invalid", 4954, "6") },
        K::AuthAborted => &const { say(501, 7, 0, "Authentication exchange cancelled", 4954, "4") },
        K::AuthNotBase64 => &const { say(501, 5, 2, "Syntax error in parameters or arguments", 4954, "4") },
        K::AuthInitialResponse => &const { say(501, 7, 0, "Syntax error in parameters or arguments", 4954, "4") },
        K::AuthTooLong => &const { say(500, 5, 6, "Authentication Exchange line is too long", 4954, "6") },
        K::AuthRequired => &const { say(530, 7, 0, "Authentication required", 4954, "6") },
        _ => return of_mail(key),
    })
}

/// Of the mail transaction.
fn of_mail(key: ReplyKey) -> Option<&'static Wording> {
    use ReplyKey as K;
    Some(match key {
        K::MailOk => &const { say(250, 1, 0, "OK", 5321, "3.3") },
        K::MailPriorityChanged => &const { say(250, 3, 6, "0 is the new priority assigned to the message", 6710, "8") },
        K::MailSyntax | K::RcptSyntax | K::BdatSyntax => &const { arguments(5, 2) },
        K::SenderSyntax => &const { arguments(1, 7) },
        K::RecipientSyntax => &const { arguments(1, 3) },
        K::SenderNotAscii => &const { say(550, 6, 7, "mailbox unavailable", 6531, "3.5") },
        K::RecipientNotAscii => &const { say(553, 6, 7, "mailbox name not allowed", 6531, "3.5") },
        K::PathTooLong => &const { say(501, 1, 3, "Path too long", 5321, "4.5.3.1.9") },
        K::NestedMail | K::NeedMail | K::NeedRcpt => &const { sequence(5321, "4.1.4") },
        K::ParameterUnknown => &const { say(555, 5, 4, "MAIL FROM/RCPT TO parameters not recognized or not implemented", 5321, "4.2.2") },
        K::ParameterRefused => &const { say(555, 5, 4, "MAIL FROM/RCPT TO parameters not recognized or not implemented", 2852, "4") },
        K::ParameterUnavailable => &const { say(455, 5, 4, "Server unable to accommodate parameters", 5321, "4.2.2") },
        K::ParameterSyntax | K::SizeSyntax => &const { arguments(5, 4) },
        K::RetSyntax | K::EnvidSyntax | K::NotifySyntax | K::OrcptSyntax => {
            &const { say(501, 5, 4, "syntax error in parameters or arguments", 3461, "4.5") }
        }
        K::SizeTooBig => &const { say(552, 3, 4, "message size exceeds fixed maximium message size", 1870, "6.1") },
        K::SenderNotOwned => &const { say(550, 7, 1, "Requested action not taken: mailbox unavailable", 6409, "6.1") },
        K::RcptOk => &const { say(250, 1, 5, "OK", 5321, "3.3") },
        K::UserUnknown => &const { say(550, 1, 1, "No such user here", 5321, "D.2") },
        K::RelayDenied => &const { say(550, 7, 1, "Requested action not taken: mailbox unavailable", 5321, "3.6.2") },
        K::TooManyRecipients => &const { say(452, 5, 3, "Too many recipients", 5321, "4.5.3.1.9") },
        K::DataStart => &const { plain(354, "Start mail input; end with <CRLF>.<CRLF>", 5321, "D.1") },
        K::NoValidRecipients => &const { say(554, 5, 1, "no valid recipients", 5321, "3.3") },
        K::RcptAfterBdat | K::DataAfterBdat => &const { sequence(3030, "2") },
        K::DataForBinary => &const { sequence(3030, "3") },
        K::Queued => &const { say(250, 6, 0, "OK", 5321, "4.1.1.4") },
        K::ChunkOk => &const { say(250, 6, 0, "OK", 3030, "2") },
        K::ChunkQueued => &const { say(250, 6, 0, "Message OK, {octets} octets received", 3030, "4.1") },
        K::ChunkTooBig | K::MessageTooBig => &const { say(552, 3, 4, "Too much mail data.", 5321, "4.5.3.1.9") },
        K::TextLineTooLong => &const { say(500, 6, 0, "Line too long.", 5321, "4.5.3.1.9") },
        K::EightBitNotAnnounced => &const { say(554, 6, 0, "Transaction failed", 5321, "4.2.2") },
        // Asked for by a fault plan
        K::Greylisted => &const { say(450, 7, 1, "Requested mail action not taken: mailbox unavailable", 5321, "4.2.2") },
        K::MailboxFull => &const { say(452, 2, 2, "Requested action not taken: insufficient system storage", 5321, "4.2.2") },
        K::DiskFull => &const { say(452, 3, 1, "Requested action not taken: insufficient system storage", 5321, "4.2.2") },
        K::ClientBlocked => &const { say(554, 7, 1, "No SMTP service here", 5321, "4.2.2") },
        K::ShuttingDown => &const { say(421, 3, 2, "{host} Service not available, closing transmission channel", 5321, "4.2.2") },
        K::RateLimited => &const { say(450, 7, 1, "Requested mail action not taken: mailbox unavailable", 5321, "4.2.2") },
        K::TooManyHops => &const { say(554, 4, 6, "Transaction failed", 5321, "4.2.2") },
        _ => return None,
    })
}
