//! The command table: one row a verb. Dispatch, precondition checks, completion, the state diagram's
//! edges and the reference page read it.

use super::ReplyKey::*;
use super::{ReplyKey, RfcRef, State, Verb, rfc};

/// Which group of the reference a command stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// Of the connection and session.
    Session,
    /// Of authentication.
    Auth,
    /// Of the mail transaction.
    Message,
}

/// What must have happened before a command may come (RFC 5321 section 4.1.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Need {
    /// EHLO or HELO was accepted.
    Hello,
    /// MAIL was accepted.
    Mail,
    /// At least one RCPT was accepted.
    Rcpt,
    /// No mail transaction is open.
    NoTransaction,
    /// TLS is not active.
    NoTls,
    /// Nobody is logged in.
    NoLogin,
    /// No BDAT chunk has come in this transaction.
    NoChunk,
}

/// Where a command may stand in a group of pipelined ones (RFC 2920 section 3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pipelining {
    /// Anywhere in the group.
    Anywhere,
    /// Only as the last of a group: the client must read the reply before it goes on.
    Last,
}

/// One command: what it is, when it may come, where it leads, what can be answered.
#[derive(Clone, Copy, Debug)]
pub struct CommandSpec {
    /// The verb.
    pub verb: Verb,
    /// Its group in the reference.
    pub category: Category,
    /// The line's syntax for readers; the ABNF is in the RFC section.
    pub syntax: &'static str,
    /// What must have happened before.
    pub needs: &'static [Need],
    /// The states that it can lead to when it succeeds; none where it leaves the state as it is.
    pub leads_to: &'static [State],
    /// Where it may stand in a pipelined group.
    pub pipelining: Pipelining,
    /// Every reply that some simulated server gives to it.
    pub replies: &'static [ReplyKey],
    /// Lines to try.
    pub samples: &'static [&'static str],
    /// Where it is defined.
    pub rfc: RfcRef,
    /// Not in any RFC: a vendor's own.
    pub vendor: bool,
}

impl CommandSpec {
    /// Whether its needs are met in `state`, as far as the state alone can tell (TLS and login are not
    /// part of it).
    pub fn allowed_in(&self, state: State) -> bool {
        self.unmet_in(state).is_none()
    }

    /// The first need that is not met in `state`.
    pub fn unmet_in(&self, state: State) -> Option<Need> {
        self.needs.iter().copied().find(|need| match need {
            Need::Hello => state == State::Connected,
            Need::Mail => !state.in_transaction(),
            Need::Rcpt => !matches!(state, State::RcptGiven | State::Chunking),
            Need::NoTransaction => state.in_transaction(),
            Need::NoChunk => state == State::Chunking,
            Need::NoTls | Need::NoLogin => false,
        })
    }
}

/// The row of `verb`.
pub fn command(verb: Verb) -> &'static CommandSpec {
    &COMMANDS[verb as usize]
}

/// The command table, in the order of [`Verb::ALL`].
pub static COMMANDS: [CommandSpec; Verb::ALL.len()] = [
    CommandSpec {
        verb: Verb::Ehlo,
        category: Category::Session,
        syntax: "EHLO <domain or address-literal>",
        needs: &[],
        leads_to: &[State::Ready],
        pipelining: Pipelining::Last,
        replies: &[EhloOk, EhloSyntax, HelloNameInvalid],
        samples: &["EHLO client.example.org", "EHLO [127.0.0.9]"],
        rfc: rfc(5321, "4.1.1.1"),
        vendor: false,
    },
    CommandSpec {
        verb: Verb::Helo,
        category: Category::Session,
        syntax: "HELO <domain>",
        needs: &[],
        leads_to: &[State::Ready],
        pipelining: Pipelining::Last,
        replies: &[HeloOk, HeloSyntax, TlsRequired, HelloNameInvalid],
        samples: &["HELO client.example.org"],
        rfc: rfc(5321, "4.1.1.1"),
        vendor: false,
    },
    CommandSpec {
        verb: Verb::Quit,
        category: Category::Session,
        syntax: "QUIT",
        needs: &[],
        leads_to: &[State::Closed],
        pipelining: Pipelining::Last,
        replies: &[Goodbye, UnexpectedArgument],
        samples: &["QUIT"],
        rfc: rfc(5321, "4.1.1.10"),
        vendor: false,
    },
    CommandSpec {
        verb: Verb::Starttls,
        category: Category::Session,
        syntax: "STARTTLS",
        needs: &[Need::NoTls],
        leads_to: &[State::Handshake],
        pipelining: Pipelining::Last,
        replies: &[StartTlsReady, UnexpectedArgument, TlsActive],
        samples: &["STARTTLS"],
        rfc: rfc(3207, "4"),
        vendor: false,
    },
    CommandSpec {
        verb: Verb::Noop,
        category: Category::Session,
        syntax: "NOOP [<string>]",
        needs: &[],
        leads_to: &[],
        pipelining: Pipelining::Last,
        replies: &[NoopOk],
        samples: &["NOOP"],
        rfc: rfc(5321, "4.1.1.9"),
        vendor: false,
    },
    CommandSpec {
        verb: Verb::Rset,
        category: Category::Session,
        syntax: "RSET",
        needs: &[],
        leads_to: &[State::Ready],
        pipelining: Pipelining::Anywhere,
        replies: &[RsetOk, UnexpectedArgument, TlsRequired],
        samples: &["RSET"],
        rfc: rfc(5321, "4.1.1.5"),
        vendor: false,
    },
    CommandSpec {
        verb: Verb::Help,
        category: Category::Session,
        syntax: "HELP [<command>]",
        needs: &[],
        leads_to: &[],
        pipelining: Pipelining::Last,
        replies: &[UnknownCommand, AuthRequired, HelpText, HelpTopic, HelpUnknown, TlsRequired],
        samples: &["HELP", "HELP MAIL"],
        rfc: rfc(5321, "4.1.1.8"),
        vendor: false,
    },
    CommandSpec {
        verb: Verb::Auth,
        category: Category::Auth,
        syntax: "AUTH <mechanism> [<initial-response>]",
        needs: &[Need::Hello, Need::NoTransaction, Need::NoLogin],
        leads_to: &[State::Authenticating, State::Ready, State::MailGiven],
        pipelining: Pipelining::Last,
        replies: &[
            AuthOk,
            AuthChallenge,
            AuthSyntax,
            AuthDisabled,
            AuthTwice,
            AuthInTransaction,
            AuthMechanismUnknown,
            AuthFailed,
            AuthProtocol,
            AuthIncomplete,
            AuthUnavailable,
            AuthAborted,
            NeedHello,
            TlsRequired,
            AuthNameMissing,
            AuthNeedsEhlo,
            AuthNeedsTls,
            AuthNotBase64,
            AuthRequired,
            InternalError,
        ],
        samples: &["AUTH LOGIN", "AUTH PLAIN AGFsaWNlQGV4YW1wbGUuY29tAHdvbmRlcmxhbmQ=", "AUTH CRAM-MD5"],
        rfc: rfc(4954, "4"),
        vendor: false,
    },
    CommandSpec {
        verb: Verb::Mail,
        category: Category::Message,
        syntax: "MAIL FROM:<reverse-path> [<parameters>]",
        needs: &[Need::Hello, Need::NoTransaction],
        leads_to: &[State::MailGiven],
        pipelining: Pipelining::Anywhere,
        replies: &[
            MailOk,
            MailSyntax,
            SenderSyntax,
            NestedMail,
            NeedHello,
            TlsRequired,
            ParameterUnknown,
            SizeSyntax,
            SizeTooBig,
            SizeOverflow,
            RetSyntax,
            EnvidSyntax,
            AuthRequired,
            BodySyntax,
            InternalError,
            ParameterNeedsValue,
            ParameterTwice,
            RequireTlsOutsideTls,
            RequireTlsSyntax,
            Smtputf8Syntax,
        ],
        samples: &["MAIL FROM:<joe@example.org>", "MAIL FROM:<>", "MAIL FROM:<joe@example.org> SIZE=1000 BODY=8BITMIME"],
        rfc: rfc(5321, "4.1.1.2"),
        vendor: false,
    },
    CommandSpec {
        verb: Verb::Rcpt,
        category: Category::Message,
        syntax: "RCPT TO:<forward-path> [<parameters>]",
        needs: &[Need::Mail, Need::NoChunk],
        leads_to: &[State::RcptGiven],
        pipelining: Pipelining::Anywhere,
        replies: &[
            RcptOk,
            RcptSyntax,
            RecipientSyntax,
            NeedMail,
            RcptAfterBdat,
            TlsRequired,
            ParameterUnknown,
            NotifySyntax,
            OrcptSyntax,
            UserUnknown,
            RelayDenied,
            RecipientDenied,
            TooManyRecipients,
            HelloNameInvalid,
            HelloAddressInvalid,
            SenderDomainUnknown,
            SenderNotQualified,
            SenderNeedsLogin,
            SenderNotOwned,
            SenderUnknown,
            AuthRequired,
            NeedHello,
            ParameterNeedsValue,
            InternalError,
            ParameterTwice,
        ],
        samples: &["RCPT TO:<alice@example.com>", "RCPT TO:<bob@example.com> NOTIFY=SUCCESS,FAILURE"],
        rfc: rfc(5321, "4.1.1.3"),
        vendor: false,
    },
    CommandSpec {
        verb: Verb::Data,
        category: Category::Message,
        syntax: "DATA",
        needs: &[Need::Rcpt, Need::NoChunk],
        leads_to: &[State::Data, State::Ready],
        pipelining: Pipelining::Last,
        replies: &[
            DataStart,
            NeedRcpt,
            NoValidRecipients,
            UnexpectedArgument,
            TlsRequired,
            DataAfterBdat,
            Queued,
            MessageTooBig,
            TooManyHops,
            AuthRequired,
            NeedHello,
            TextLineTooLong,
        ],
        samples: &["DATA"],
        rfc: rfc(5321, "4.1.1.4"),
        vendor: false,
    },
    CommandSpec {
        verb: Verb::Bdat,
        category: Category::Message,
        syntax: "BDAT <octets> [LAST]",
        needs: &[Need::Rcpt],
        leads_to: &[State::Chunking, State::Ready],
        pipelining: Pipelining::Anywhere,
        replies: &[ChunkOk, ChunkQueued, BdatSyntax, ChunkTooBig, NeedRcpt, NoValidRecipients, TlsRequired, TooManyHops],
        samples: &["BDAT 25 LAST"],
        rfc: rfc(3030, "2"),
        vendor: false,
    },
    CommandSpec {
        verb: Verb::Vrfy,
        category: Category::Message,
        syntax: "VRFY <user or address>",
        needs: &[],
        leads_to: &[],
        pipelining: Pipelining::Last,
        replies: &[
            VrfyCannot,
            VrfySyntax,
            RecipientSyntax,
            UserUnknown,
            RelayDenied,
            RecipientDenied,
            TlsRequired,
            HelloNameInvalid,
            HelloAddressInvalid,
            SenderDomainUnknown,
            SenderNotQualified,
            SenderNeedsLogin,
            SenderNotOwned,
            SenderUnknown,
            AuthRequired,
            InternalError,
            VrfyMalformed,
        ],
        samples: &["VRFY alice"],
        rfc: rfc(5321, "4.1.1.6"),
        vendor: false,
    },
    CommandSpec {
        verb: Verb::Expn,
        category: Category::Message,
        syntax: "EXPN <mailing list>",
        needs: &[],
        leads_to: &[],
        pipelining: Pipelining::Last,
        replies: &[UnknownCommand, NotImplemented, TlsRequired],
        samples: &["EXPN team"],
        rfc: rfc(5321, "4.1.1.7"),
        vendor: false,
    },
    CommandSpec {
        verb: Verb::Etrn,
        category: Category::Message,
        syntax: "ETRN <domain>",
        needs: &[Need::Hello],
        leads_to: &[],
        pipelining: Pipelining::Last,
        replies: &[EtrnRefused, EtrnSyntax, EtrnDomainInvalid, EtrnNeedsHello, EtrnInTransaction, TlsRequired],
        samples: &["ETRN example.com"],
        rfc: rfc(1985, "5.3"),
        vendor: false,
    },
    CommandSpec {
        verb: Verb::Xclient,
        category: Category::Session,
        syntax: "XCLIENT <attribute>=<value> ...",
        needs: &[Need::NoTransaction],
        leads_to: &[],
        pipelining: Pipelining::Last,
        replies: &[ProxyDenied, ProxySyntax, ProxyInTransaction, TlsRequired],
        samples: &["XCLIENT ADDR=192.0.2.1"],
        rfc: rfc(5321, "4.1.5"),
        vendor: true,
    },
    CommandSpec {
        verb: Verb::Xforward,
        category: Category::Session,
        syntax: "XFORWARD <attribute>=<value> ...",
        needs: &[Need::NoTransaction],
        leads_to: &[],
        pipelining: Pipelining::Last,
        replies: &[ProxyDenied, ProxySyntax, ProxyInTransaction, TlsRequired],
        samples: &["XFORWARD ADDR=192.0.2.1"],
        rfc: rfc(5321, "4.1.5"),
        vendor: true,
    },
];
