//! Sendmail's words. Each was said in the recorded session that is named with it, or stands in
//! Sendmail's source text or configuration.

use crate::words::{enhanced, recorded, say};
use smtp_engine::session::{Source, Wording};
use smtp_engine::spec::ReplyKey;

const PUBLISHED: Source = Source::Published("Sendmail 8.17.1, srvrsmtp.c, parseaddr.c, collect.c and cf/m4/proto.m4");

/// What Sendmail says for `key`; `None` where it never says that.
pub(super) fn wording(key: ReplyKey) -> Option<&'static Wording> {
    of_session(key).or_else(|| of_login(key)).or_else(|| of_mail(key))
}

/// Of the connection and the commands that only ask.
fn of_session(key: ReplyKey) -> Option<&'static Wording> {
    Some(match key {
        ReplyKey::Greeting => {
            &const {
                say(
                    220,
                    None,
                    "{host} ESMTP Sendmail 8.17.1.9/8.17.1.9/Debian-2+deb12u2; {date-gmt}; (No UCE/UBE) logging access from: {client-name}(OK)-{client-name} [{client-address}]",
                    recorded("mx-helo-001"),
                )
            }
        }
        ReplyKey::Goodbye => &const { say(221, enhanced(2, 0, 0), "{host} closing connection", recorded("mx-helo-001")) },
        ReplyKey::TooManyErrors => &const { say(421, enhanced(4, 7, 0), "{host} Too many bad commands; closing connection", PUBLISHED) },
        ReplyKey::NotSmtp => {
            &const { say(421, enhanced(4, 7, 0), "{host} Rejecting open proxy {client-name} [{client-address}]", recorded("mx-syntax-051")) }
        }
        ReplyKey::UnknownCommand => &const { say(500, enhanced(5, 5, 1), "Command unrecognized: {argument}", recorded("mx-helo-053")) },
        ReplyKey::UnexpectedArgument => {
            &const { say(501, enhanced(5, 5, 2), "Syntax error (no parameters allowed)", recorded("mx-starttls-006")) }
        }
        ReplyKey::LineTooLong => {
            &const {
                say(
                    421,
                    enhanced(4, 7, 0),
                    "{host} Command too long, possible attack {client-name} [{client-address}]",
                    recorded("mx-syntax-038"),
                )
            }
        }
        ReplyKey::NotImplemented => &const { say(502, enhanced(5, 5, 1), "Command not implemented: {argument}", recorded("mx-other-028")) },
        ReplyKey::PipelinedTooEarly => &const { say(554, enhanced(5, 5, 0), "SMTP protocol error", recorded("mx-pipelining-004")) },
        ReplyKey::CommandRejected => &const { say(550, enhanced(5, 0, 0), "Command rejected", recorded("mx-pipelining-007")) },
        ReplyKey::HeloOk => {
            &const { say(250, None, "{host} Hello {client-name} [{client-address}], pleased to meet you", recorded("mx-helo-002")) }
        }
        ReplyKey::EhloOk => {
            &const { say(250, None, "{host} Hello {client-name} [{client-address}], pleased to meet you\n{extensions}", recorded("mx-helo-001")) }
        }
        ReplyKey::HeloSyntax => &const { say(501, enhanced(5, 0, 0), "{argument} requires domain address", recorded("mx-helo-004")) },
        ReplyKey::EhloSyntax => &const { say(501, enhanced(5, 0, 0), "{argument} requires domain address", recorded("mx-helo-003")) },
        ReplyKey::HelloNameInvalid => &const { say(501, enhanced(5, 0, 0), "Invalid domain name", recorded("mx-helo-022")) },
        ReplyKey::NeedHello => &const { say(503, enhanced(5, 0, 0), "Polite people say HELO first", recorded("mx-helo-003")) },
        ReplyKey::NoopOk => &const { say(250, enhanced(2, 0, 0), "OK", recorded("mx-helo-049")) },
        ReplyKey::RsetOk => &const { say(250, enhanced(2, 0, 0), "Reset state", recorded("mx-helo-049")) },
        ReplyKey::VrfyCannot => &const { say(252, enhanced(2, 1, 5), "{address}", recorded("mx-other-006")) },
        ReplyKey::VrfySyntax => &const { say(501, enhanced(5, 5, 2), "Argument required", recorded("mx-other-007")) },
        ReplyKey::HelpTopics => {
            &const {
                say(
                    214,
                    enhanced(2, 0, 0),
                    "This is sendmail version 8.17.1.9\nTopics:\n\tHELO\tEHLO\tMAIL\tRCPT\tDATA\n\tRSET\tNOOP\tQUIT\tHELP\tVRFY\n\tEXPN\tVERB\tETRN\tDSN\tAUTH\n\tSTARTTLS\nFor more info use \"HELP <topic>\".\nTo report bugs in the implementation see\n\thttp://www.sendmail.org/email-addresses.html\nFor local information send email to Postmaster at your site.\nEnd of HELP info",
                    recorded("mx-helo-049"),
                )
            }
        }
        ReplyKey::HelpTopic => &const { say(214, enhanced(2, 0, 0), "{argument}\nEnd of HELP info", recorded("mx-other-018")) },
        ReplyKey::HelpUnknown => &const { say(504, enhanced(5, 3, 0), "HELP topic \"{argument}\" unknown", recorded("mx-other-020")) },
        ReplyKey::VerboseOn => &const { say(250, enhanced(2, 0, 0), "Verbose mode", recorded("mx-other-038")) },
        ReplyKey::VrfyUser => &const { say(250, enhanced(2, 1, 5), "{address}", recorded("mx-rcpt-044")) },
        ReplyKey::VrfyNothing => &const { say(554, enhanced(5, 5, 2), "Nothing to {verb}", PUBLISHED) },
        ReplyKey::VrfyNeedsHello => {
            &const { say(503, enhanced(5, 0, 0), "I demand that you introduce yourself first", recorded("mx-other-053")) }
        }
        ReplyKey::ExpnList => &const { say(250, enhanced(2, 1, 5), "{address}", recorded("mx-other-012")) },
        ReplyKey::EtrnStarted => &const { say(250, enhanced(2, 0, 0), "Queuing for node {argument} started", recorded("mx-other-023")) },
        ReplyKey::EtrnSyntax => &const { say(500, enhanced(5, 5, 2), "Parameter required", recorded("mx-other-025")) },
        ReplyKey::EtrnDisabled => &const { say(502, enhanced(5, 7, 0), "Sorry, we do not allow this operation", recorded("sub-helo-015")) },
        ReplyKey::EtrnQueueUnknown => &const { say(459, enhanced(4, 5, 4), "Queue {argument} unknown", PUBLISHED) },
        ReplyKey::DiskFull => &const { say(452, enhanced(4, 4, 5), "Insufficient disk space; try again later", PUBLISHED) },
        ReplyKey::StartTlsReady => &const { say(220, enhanced(2, 0, 0), "Ready to start TLS", recorded("mx-helo-051")) },
        ReplyKey::TlsActive => &const { say(454, enhanced(4, 3, 3), "TLS not available after start", recorded("mx-starttls-004")) },
        ReplyKey::StartTlsInTransaction => {
            &const { say(503, enhanced(5, 5, 0), "TLS not permitted during a mail transaction", recorded("mx-starttls-010")) }
        }
        _ => return None,
    })
}

/// Of AUTH.
fn of_login(key: ReplyKey) -> Option<&'static Wording> {
    Some(match key {
        ReplyKey::AuthOk => &const { say(235, enhanced(2, 0, 0), "OK Authenticated", recorded("sub-helo-004")) },
        ReplyKey::AuthChallenge => &const { say(334, None, "{challenge}", recorded("sub-auth-008")) },
        ReplyKey::AuthSyntax => &const { say(501, enhanced(5, 5, 2), "AUTH mechanism must be specified", recorded("sub-auth-080")) },
        ReplyKey::AuthDisabled => &const { say(503, enhanced(5, 3, 3), "AUTH not available", recorded("mx-other-042")) },
        ReplyKey::AuthTwice => &const { say(503, enhanced(5, 5, 0), "Already Authenticated", recorded("sub-auth-083")) },
        ReplyKey::AuthInTransaction => &const { say(503, enhanced(5, 5, 0), "AUTH not permitted during a mail transaction", PUBLISHED) },
        ReplyKey::AuthMechanismUnknown => {
            &const { say(504, enhanced(5, 3, 3), "AUTH mechanism {argument} not available", recorded("sub-auth-001")) }
        }
        ReplyKey::AuthFailed => &const { say(535, enhanced(5, 7, 0), "authentication failed", recorded("sub-auth-013")) },
        ReplyKey::AuthIncomplete => {
            &const { say(501, enhanced(5, 5, 4), "cannot decode AUTH parameter {argument}", recorded("sub-auth-034")) }
        }
        ReplyKey::AuthAborted => &const { say(501, enhanced(5, 0, 0), "AUTH aborted", recorded("sub-auth-035")) },
        ReplyKey::AuthInitialNotBase64 => {
            &const { say(501, enhanced(5, 5, 4), "cannot BASE64 decode '{argument}'", recorded("sub-auth-026")) }
        }
        _ => return None,
    })
}

/// Of MAIL, RCPT and DATA.
fn of_mail(key: ReplyKey) -> Option<&'static Wording> {
    Some(match key {
        ReplyKey::MailOk => &const { say(250, enhanced(2, 1, 0), "{address}... Sender ok", recorded("mx-helo-001")) },
        ReplyKey::MailSyntax => {
            &const { say(501, enhanced(5, 5, 2), "Syntax error in parameters scanning \"{argument}\"", recorded("mx-mail-011")) }
        }
        ReplyKey::NestedMail => &const { say(503, enhanced(5, 5, 0), "Sender already specified", recorded("mx-mail-065")) },
        ReplyKey::AuthRequired => &const { say(530, enhanced(5, 7, 0), "Authentication required", recorded("sub-helo-003")) },
        ReplyKey::ParameterUnknown => &const { say(555, enhanced(5, 5, 4), "{parameter} parameter unrecognized", recorded("mx-mail-098")) },
        ReplyKey::ParameterValueMissing => &const { say(501, enhanced(5, 5, 2), "{parameter} requires a value", recorded("mx-mail-077")) },
        ReplyKey::ParameterTwice => &const { say(501, enhanced(5, 5, 0), "Duplicate {parameter} parameter", PUBLISHED) },
        ReplyKey::SizeSyntax => &const { say(552, enhanced(5, 2, 3), "Message size invalid", PUBLISHED) },
        ReplyKey::SizeTooBig => {
            &const { say(552, enhanced(5, 2, 3), "Message size exceeds fixed maximum message size (10240000)", recorded("mx-mail-071")) }
        }
        ReplyKey::InternalError => {
            &const { say(554, enhanced(5, 0, 0), "rewrite: excessive recursion (max 50), ruleset D", recorded("rnd-mx-0240")) }
        }
        ReplyKey::SizeOverflow => &const { say(552, enhanced(5, 2, 3), "Message size exceeds maximum value", PUBLISHED) },
        ReplyKey::BodySyntax => &const { say(501, enhanced(5, 5, 4), "Unknown BODY type {parameter}", recorded("mx-mail-083")) },
        ReplyKey::RetSyntax => &const { say(501, enhanced(5, 5, 2), "Bad argument \"{parameter}\" to RET", recorded("mx-mail-091")) },
        ReplyKey::EnvidSyntax => &const { say(501, enhanced(5, 5, 4), "Syntax error in ENVID parameter value", recorded("mx-mail-095")) },
        ReplyKey::AuthParameterSyntax => {
            &const { say(501, enhanced(5, 5, 4), "Syntax error in AUTH parameter value", recorded("sub-mail-027")) }
        }
        ReplyKey::DeliverByRange => &const { say(501, enhanced(5, 5, 2), "BY={parameter} out of range", PUBLISHED) },
        ReplyKey::DeliverBySyntax => &const { say(501, enhanced(5, 5, 2), "BY= missing ';'", PUBLISHED) },
        ReplyKey::DeliverByTime => &const { say(501, enhanced(5, 5, 4), "mode R requires BY time > 0", PUBLISHED) },
        ReplyKey::DeliverByMode => &const { say(501, enhanced(5, 5, 2), "illegal by-mode '{parameter}'", PUBLISHED) },
        ReplyKey::DeliverByTrace => &const { say(501, enhanced(5, 5, 2), "illegal by-trace '{parameter}'", PUBLISHED) },
        ReplyKey::SenderInvalid => &const { say(553, enhanced(5, 1, 7), "{address}... Invalid sender address", PUBLISHED) },
        ReplyKey::SenderDomainUnknown => {
            &const { say(553, enhanced(5, 1, 8), "{address}... Domain of sender address {argument}", recorded("mx-mail-045")) }
        }
        ReplyKey::SenderNotQualified => {
            &const { say(553, enhanced(5, 5, 4), "{address}... Domain name required for sender address {argument}", recorded("mx-mail-018")) }
        }
        ReplyKey::SenderLocalhost => {
            &const { say(553, enhanced(5, 5, 4), "{address}... Real domain name required for sender address", recorded("mx-mail-109")) }
        }
        ReplyKey::SenderNotAscii => &const { say(501, enhanced(5, 1, 7), "8-bit character in mailbox address \"{address}\"", PUBLISHED) },
        ReplyKey::SenderCharacter => {
            &const { say(501, enhanced(5, 1, 7), "Syntax error in mailbox address \"{address}\" ({argument})", recorded("mx-syntax-048")) }
        }
        ReplyKey::AddressUnbalanced => {
            &const { say(553, enhanced(5, 0, 0), "{address}... Unbalanced '{argument}'", recorded("mx-mail-021")) }
        }
        ReplyKey::AddressWordTooLong => {
            &const { say(553, enhanced(5, 1, 0), "{address}... prescan: token too long", recorded("mx-mail-055")) }
        }
        ReplyKey::AddressTooManyWords => &const { say(553, enhanced(5, 1, 0), "{address}... prescan: too many tokens", PUBLISHED) },
        ReplyKey::AddressTooLong => &const { say(553, enhanced(5, 1, 1), "{address}... Address too long", PUBLISHED) },
        ReplyKey::AddressOverLimit => {
            &const { say(553, enhanced(5, 1, 0), "{address}... Address \"{argument}\" too long (255 bytes max)", recorded("mx-mail-056")) }
        }
        ReplyKey::AddressGroup => {
            &const { say(553, enhanced(5, 1, 3), "{address}... List:; syntax illegal for recipient addresses", PUBLISHED) }
        }
        ReplyKey::AddressNoUser => &const { say(553, enhanced(5, 1, 3), "{address}... User address required", recorded("mx-mail-020")) },
        ReplyKey::AddressNoHost => &const { say(553, enhanced(5, 1, 3), "{address}... Hostname required", recorded("mx-mail-019")) },
        ReplyKey::AddressInvalid => &const { say(553, enhanced(5, 1, 2), "{address}... Invalid address", PUBLISHED) },
        ReplyKey::AddressColon => &const { say(553, enhanced(5, 1, 3), "{address}... Colon illegal in host name part", PUBLISHED) },
        ReplyKey::AddressHostInvalid => &const { say(553, enhanced(5, 1, 2), "{address}... Invalid host name", recorded("mx-mail-044")) },
        ReplyKey::AddressRouteInvalid => {
            &const { say(553, enhanced(5, 1, 3), "{address}... Invalid route address", recorded("mx-mail-036")) }
        }
        ReplyKey::AddressRouteUnfinished => &const { say(553, enhanced(5, 1, 2), "{address}... Invalid route address", PUBLISHED) },
        ReplyKey::VerboseNote => &const { say(50, None, "{address}... {argument}", PUBLISHED) },
        ReplyKey::RcptOk => &const { say(250, enhanced(2, 1, 5), "{address}... Recipient ok", recorded("mx-helo-001")) },
        ReplyKey::RcptSyntax => {
            &const { say(501, enhanced(5, 5, 2), "Syntax error in parameters scanning \"{argument}\"", recorded("mx-rcpt-032")) }
        }
        ReplyKey::NeedMail => &const { say(503, enhanced(5, 0, 0), "Need MAIL before RCPT", recorded("mx-helo-003")) },
        ReplyKey::NotifySyntax => {
            &const { say(501, enhanced(5, 5, 4), "Bad argument \"{parameter}\"  to NOTIFY", recorded("mx-rcpt-065")) }
        }
        ReplyKey::OrcptSyntax => &const { say(501, enhanced(5, 5, 4), "Syntax error in ORCPT parameter value", recorded("mx-rcpt-070")) },
        ReplyKey::UserUnknown => &const { say(550, enhanced(5, 1, 1), "{address}... User unknown", recorded("mx-rcpt-002")) },
        ReplyKey::RelayDenied => {
            &const { say(550, enhanced(5, 7, 1), "{address}... Relaying denied. Proper authentication required.", recorded("mx-rcpt-003")) }
        }
        ReplyKey::TooManyRecipients => &const { say(452, enhanced(4, 5, 3), "Too many recipients", recorded("mx-rcpt-090")) },
        ReplyKey::RecipientMissing => &const { say(501, enhanced(5, 0, 0), "Missing recipient", PUBLISHED) },
        ReplyKey::RecipientNull => &const { say(553, enhanced(5, 0, 0), "{address}... User address required", recorded("mx-rcpt-037")) },
        ReplyKey::RecipientNotAscii => {
            &const { say(501, enhanced(5, 1, 3), "8-bit character in mailbox address \"{address}\"", PUBLISHED) }
        }
        ReplyKey::RecipientCharacter => {
            &const { say(501, enhanced(5, 1, 3), "Syntax error in mailbox address \"{address}\" ({argument})", PUBLISHED) }
        }
        ReplyKey::RecipientNotMailbox => {
            &const { say(550, enhanced(5, 7, 1), "{address}... Cannot mail directly to {argument}", recorded("mx-rcpt-053")) }
        }
        ReplyKey::DataStart => &const { say(354, None, "End data with <CR><LF>.<CR><LF>", recorded("mx-rcpt-083")) },
        ReplyKey::DataNeedsMail => &const { say(503, enhanced(5, 0, 0), "Need MAIL command", recorded("mx-helo-048")) },
        ReplyKey::NeedRcpt => &const { say(503, enhanced(5, 0, 0), "Need RCPT (recipient)", recorded("mx-data-002")) },
        ReplyKey::Queued => &const { say(250, enhanced(2, 0, 0), "{queue-id} Message accepted for delivery", recorded("mx-rcpt-083")) },
        ReplyKey::MessageTooBig => {
            &const { say(552, enhanced(5, 2, 3), "Message exceeds maximum fixed size (10240000)", recorded("mx-data-037")) }
        }
        ReplyKey::HeadersTooLarge => &const { say(552, enhanced(5, 6, 0), "Headers too large (32768 max)", PUBLISHED) },
        ReplyKey::NulByte => &const { say(554, enhanced(5, 6, 1), "NUL byte not allowed", PUBLISHED) },
        ReplyKey::BareLf => &const { say(421, enhanced(4, 5, 0), "Bare linefeed (LF) not allowed", recorded("mx-data-018")) },
        ReplyKey::BareCr => &const { say(421, enhanced(4, 5, 0), "Bare carriage return (CR) not allowed", recorded("mx-data-025")) },
        ReplyKey::DataCutShort => {
            &const { say(421, enhanced(4, 4, 1), "collect: relay={client-name}, from={address}, info=unexpected close", recorded("mx-data-052")) }
        }
        _ => return None,
    })
}
