use std::fmt;

/// A three-digit reply code (RFC 5321 section 4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReplyCode(pub u16);

impl ReplyCode {
    /// What its first digit says.
    pub const fn class(self) -> ReplyClass {
        match self.0 / 100 {
            2 => ReplyClass::Completed,
            3 => ReplyClass::Intermediate,
            4 => ReplyClass::Transient,
            _ => ReplyClass::Permanent,
        }
    }
}

impl fmt::Display for ReplyCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:03}", self.0)
    }
}

/// The first digit of a reply code (RFC 5321 section 4.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ReplyClass {
    /// 2yz: the command was carried out.
    Completed,
    /// 3yz: accepted so far, the server waits for more.
    Intermediate,
    /// 4yz: refused for now; the same command may work later.
    Transient,
    /// 5yz: refused for good; the command must not be sent again as it is.
    Permanent,
}

/// Makes the enum, the list of all and the names from one list, so that they cannot drift.
macro_rules! reply_keys {
    ($($(#[$meta:meta])* $name:ident = $id:literal,)+) => {
        /// What a server says, whatever its words are. The session decides the key, the server's wording
        /// gives it number and text, and the explanation is found by it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ReplyKey {
            $($(#[$meta])* $name,)+
        }

        impl ReplyKey {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Its name in content files and links.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)+
                }
            }
        }
    };
}

reply_keys! {
    // Of the connection
    /// The greeting on connection (RFC 5321 section 4.3.1).
    Greeting = "greeting",
    /// The answer to QUIT; the server closes (section 4.1.1.10).
    Goodbye = "goodbye",
    /// Too many errors in this session; the server closes.
    TooManyErrors = "too-many-errors",
    /// The client speaks another protocol; the server closes.
    NotSmtp = "not-smtp",
    /// The client spoke before the greeting (section 4.3.1); the server closes.
    TooEarly = "too-early",
    /// The server's own program failed over this line.
    InternalError = "internal-error",

    // Of the line
    /// The line holds no command.
    EmptyLine = "empty-line",
    /// The line is not UTF-8.
    BadUtf8 = "bad-utf8",
    /// The line is longer than the server takes (section 4.5.3.1.4).
    LineTooLong = "line-too-long",
    /// The verb holds octets outside ASCII.
    VerbNotAscii = "verb-not-ascii",
    /// The verb is not known (section 4.2.4).
    UnknownCommand = "unknown-command",
    /// A command without arguments got some.
    UnexpectedArgument = "unexpected-argument",
    /// The verb is known and not carried out here (section 4.2.4, 502).
    NotImplemented = "not-implemented",

    // Of the greeting commands
    /// HELO was accepted.
    HeloOk = "helo-ok",
    /// EHLO was accepted; the extensions follow (section 4.1.1.1).
    EhloOk = "ehlo-ok",
    /// HELO without a name.
    HeloSyntax = "helo-syntax",
    /// EHLO without a name.
    EhloSyntax = "ehlo-syntax",
    /// The name given in HELO or EHLO is no domain name.
    HelloNameInvalid = "hello-name-invalid",
    /// The address literal given in HELO or EHLO is no address.
    HelloAddressInvalid = "hello-address-invalid",
    /// EHLO or HELO must come first (section 4.1.4).
    NeedHello = "need-hello",

    // Of the commands that only ask
    /// NOOP (section 4.1.1.9).
    NoopOk = "noop-ok",
    /// RSET (section 4.1.1.5).
    RsetOk = "rset-ok",
    /// VRFY: cannot verify, but would take it (section 3.5.3).
    VrfyCannot = "vrfy-cannot",
    /// VRFY without an argument.
    VrfySyntax = "vrfy-syntax",
    /// VRFY of something that is no address.
    VrfyMalformed = "vrfy-malformed",
    /// HELP (section 4.1.1.8).
    HelpText = "help-text",
    /// HELP about one command (section 4.1.1.8).
    HelpTopic = "help-topic",
    /// HELP about something that the server knows nothing of (section 4.3.2, 504).
    HelpUnknown = "help-unknown",
    /// ETRN of a domain that is not served (RFC 1985 section 5.3).
    EtrnRefused = "etrn-refused",
    /// ETRN without a domain.
    EtrnSyntax = "etrn-syntax",
    /// ETRN of something that is no domain.
    EtrnDomainInvalid = "etrn-domain-invalid",
    /// ETRN before EHLO or HELO.
    EtrnNeedsHello = "etrn-needs-hello",
    /// ETRN in a mail transaction.
    EtrnInTransaction = "etrn-in-transaction",
    /// XCLIENT or XFORWARD by a client that may not.
    ProxyDenied = "proxy-denied",
    /// XCLIENT or XFORWARD without attributes.
    ProxySyntax = "proxy-syntax",
    /// XCLIENT or XFORWARD in a mail transaction.
    ProxyInTransaction = "proxy-in-transaction",
    /// A command of old sendmails is taken, for fun.
    JestTaken = "jest-taken",
    /// A command of old sendmails is refused, for fun.
    JestRefused = "jest-refused",

    // Of STARTTLS (RFC 3207)
    /// The handshake may begin (section 4).
    StartTlsReady = "starttls-ready",
    /// TLS is active already.
    TlsActive = "tls-active",
    /// TLS must be started first (section 4).
    TlsRequired = "tls-required",

    // Of AUTH (RFC 4954)
    /// The login was accepted (section 6).
    AuthOk = "auth-ok",
    /// The server's challenge (section 4).
    AuthChallenge = "auth-challenge",
    /// AUTH without a mechanism, or with too many arguments.
    AuthSyntax = "auth-syntax",
    /// This server has no AUTH.
    AuthDisabled = "auth-disabled",
    /// AUTH only over TLS (section 6, 538).
    AuthNeedsTls = "auth-needs-tls",
    /// A second AUTH (section 4).
    AuthTwice = "auth-twice",
    /// AUTH in a mail transaction (section 4).
    AuthInTransaction = "auth-in-transaction",
    /// The mechanism is not offered.
    AuthMechanismUnknown = "auth-mechanism-unknown",
    /// Wrong login or password (section 6, 535).
    AuthFailed = "auth-failed",
    /// The client's answer is not what the mechanism wants.
    AuthProtocol = "auth-protocol",
    /// The client's answer is no base64, or it ends too early.
    AuthIncomplete = "auth-incomplete",
    /// The password store cannot be asked now (section 6, 454).
    AuthUnavailable = "auth-unavailable",
    /// The client cancelled with `*` (section 4, 501).
    AuthAborted = "auth-aborted",
    /// Nobody is logged in, and the server wants it for this command (section 6, 530).
    AuthRequired = "auth-required",
    /// The client's answer is no base64 (section 4, 501).
    AuthNotBase64 = "auth-not-base64",
    /// The user name of the LOGIN mechanism is empty.
    AuthNameMissing = "auth-name-missing",
    /// AUTH after HELO: without EHLO the server has no extensions.
    AuthNeedsEhlo = "auth-needs-ehlo",
    /// Too many commands without a login; the server closes.
    TooManyWithoutLogin = "too-many-without-login",

    // Of MAIL
    /// The reverse-path was accepted (RFC 5321 section 4.1.1.2).
    MailOk = "mail-ok",
    /// The line is not `MAIL FROM:<address>`.
    MailSyntax = "mail-syntax",
    /// The reverse-path is no address.
    SenderSyntax = "sender-syntax",
    /// A mail transaction is open already (section 4.1.4).
    NestedMail = "nested-mail",
    /// A parameter that is not known (section 4.1.1.11, 555).
    ParameterUnknown = "parameter-unknown",
    /// SIZE is no number (RFC 1870 section 4).
    SizeSyntax = "size-syntax",
    /// SIZE is over the server's limit (RFC 1870 section 6.1).
    SizeTooBig = "size-too-big",
    /// SIZE is larger than any number that the server can hold.
    SizeOverflow = "size-overflow",
    /// RET is neither FULL nor HDRS (RFC 3461 section 4.3).
    RetSyntax = "ret-syntax",
    /// ENVID is no xtext (RFC 3461 section 4.4).
    EnvidSyntax = "envid-syntax",
    /// BODY has a value that the server does not know (RFC 6152 section 3).
    BodySyntax = "body-syntax",
    /// SMTPUTF8 with a value (RFC 6531 section 3.4).
    Smtputf8Syntax = "smtputf8-syntax",
    /// REQUIRETLS outside TLS (RFC 8689 section 4.1).
    RequireTlsOutsideTls = "requiretls-outside-tls",
    /// REQUIRETLS with a value (RFC 8689 section 4.1).
    RequireTlsSyntax = "requiretls-syntax",
    /// The same parameter twice.
    ParameterTwice = "parameter-twice",
    /// A parameter without the value that it needs.
    ParameterNeedsValue = "parameter-needs-value",
    /// The sender's domain is not in the DNS.
    SenderDomainUnknown = "sender-domain-unknown",
    /// The sender's domain is not fully qualified.
    SenderNotQualified = "sender-not-qualified",
    /// The sender belongs to a login, and nobody is logged in.
    SenderNeedsLogin = "sender-needs-login",
    /// The sender belongs to another login.
    SenderNotOwned = "sender-not-owned",
    /// The sender's domain is local, and it has no such mailbox.
    SenderUnknown = "sender-unknown",

    // Of RCPT
    /// The forward-path was accepted (RFC 5321 section 4.1.1.3).
    RcptOk = "rcpt-ok",
    /// The line is not `RCPT TO:<address>`.
    RcptSyntax = "rcpt-syntax",
    /// The forward-path is no address.
    RecipientSyntax = "recipient-syntax",
    /// MAIL must come first (section 4.1.4).
    NeedMail = "need-mail",
    /// RCPT behind BDAT (RFC 3030 section 2).
    RcptAfterBdat = "rcpt-after-bdat",
    /// NOTIFY is malformed (RFC 3461 section 4.1).
    NotifySyntax = "notify-syntax",
    /// ORCPT is malformed (RFC 3461 section 4.2).
    OrcptSyntax = "orcpt-syntax",
    /// No such mailbox here.
    UserUnknown = "user-unknown",
    /// Not a domain of this server, and the client may not relay.
    RelayDenied = "relay-denied",
    /// Submission without a login.
    RecipientDenied = "recipient-denied",
    /// More recipients than the server takes in one transaction (section 4.5.3.1.10).
    TooManyRecipients = "too-many-recipients",

    // Of DATA and BDAT
    /// The message may be sent (section 4.1.1.4).
    DataStart = "data-start",
    /// RCPT must come first.
    NeedRcpt = "need-rcpt",
    /// Every recipient was refused.
    NoValidRecipients = "no-valid-recipients",
    /// DATA behind BDAT (RFC 3030 section 2).
    DataAfterBdat = "data-after-bdat",
    /// The message is in the queue.
    Queued = "queued",
    /// The chunk was taken (RFC 3030 section 2).
    ChunkOk = "chunk-ok",
    /// The last chunk was taken; the message is in the queue.
    ChunkQueued = "chunk-queued",
    /// The line is not `BDAT count [LAST]`; the server cannot tell where the chunk ends.
    BdatSyntax = "bdat-syntax",
    /// The chunk would make the message larger than the server takes.
    ChunkTooBig = "chunk-too-big",
    /// The message is larger than the server takes.
    MessageTooBig = "message-too-big",
    /// The message was relayed too often: a loop (RFC 5321 section 6.3).
    TooManyHops = "too-many-hops",
    /// A line of the message is longer than the server takes (section 4.5.3.1.6).
    TextLineTooLong = "text-line-too-long",
}
