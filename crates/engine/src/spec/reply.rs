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
    /// The client was silent for too long; the server closes (section 4.5.3.2.7).
    TimedOut = "timed-out",
    /// Too many commands that bring no mail further; the server closes.
    TooManyIdleCommands = "too-many-idle-commands",
    /// Something came that should have waited for the server; it closes (RFC 2920 section 3.1).
    SyncError = "sync-error",
    /// The client has closed its side.
    LostConnection = "lost-connection",
    /// TLS failed before; nothing but QUIT is answered.
    SecurityFailure = "security-failure",
    /// The client spoke before the greeting (section 4.3.1); the server closes.
    TooEarly = "too-early",
    /// The server's own program failed over this line.
    InternalError = "internal-error",

    // Of the line
    /// The line holds no command.
    EmptyLine = "empty-line",
    /// The line is not UTF-8.
    BadUtf8 = "bad-utf8",
    /// The line holds a NUL.
    NulCharacter = "nul-character",
    /// The line is longer than the server takes (section 4.5.3.1.4).
    LineTooLong = "line-too-long",
    /// The verb holds octets outside ASCII.
    VerbNotAscii = "verb-not-ascii",
    /// The verb is not known (section 4.2.4).
    UnknownCommand = "unknown-command",
    /// A command of the standard that the server does not have.
    NotImplemented = "not-implemented",
    /// The client sent more before it read a reply that it must wait for.
    PipelinedTooEarly = "pipelined-too-early",
    /// The client broke the protocol before; the server refuses everything now.
    CommandRejected = "command-rejected",
    /// A command without arguments got some.
    UnexpectedArgument = "unexpected-argument",
    /// A line never ends; the server stops reading and closes.
    EndlessLine = "endless-line",

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
    /// EHLO or HELO was accepted already, and the server takes it only once.
    HelloTwice = "hello-twice",
    /// EHLO or HELO must come first (section 4.1.4).
    NeedHello = "need-hello",

    // Of the commands that only ask
    /// NOOP (section 4.1.1.9).
    NoopOk = "noop-ok",
    /// RSET (section 4.1.1.5).
    RsetOk = "rset-ok",
    /// HELP: the commands that the server knows (section 4.1.1.8).
    HelpText = "help-text",
    /// VRFY: cannot verify, but would take it (section 3.5.3).
    VrfyCannot = "vrfy-cannot",
    /// VRFY without an argument.
    VrfySyntax = "vrfy-syntax",
    /// EXPN is not for this client (section 3.5.3).
    ExpnDenied = "expn-denied",
    /// VRFY: this mailbox exists (section 3.5.3).
    VrfyUser = "vrfy-user",
    /// VRFY or EXPN of something that holds no address.
    VrfyNothing = "vrfy-nothing",
    /// VRFY or EXPN before EHLO or HELO.
    VrfyNeedsHello = "vrfy-needs-hello",
    /// EXPN: the members of a list (section 3.5.2).
    ExpnList = "expn-list",
    /// HELP: the topics that there are (section 4.1.1.8).
    HelpTopics = "help-topics",
    /// HELP: the text of a topic.
    HelpTopic = "help-topic",
    /// HELP on something that there is no text for.
    HelpUnknown = "help-unknown",
    /// VERB: the server tells what it does from now on.
    VerboseOn = "verbose-on",
    /// After VERB: what the server does with a message.
    VerboseNote = "verbose-note",
    /// VRFY of something that is no address.
    VrfyMalformed = "vrfy-malformed",
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
    /// ETRN: the queue is run for this host (RFC 1985 section 5.3).
    EtrnStarted = "etrn-started",
    /// ETRN is switched off here.
    EtrnDisabled = "etrn-disabled",
    /// ETRN of a queue that there is not (RFC 1985 section 5.3).
    EtrnQueueUnknown = "etrn-queue-unknown",
    /// XCLIENT or XFORWARD by a client that may not.
    ProxyDenied = "proxy-denied",
    /// XCLIENT or XFORWARD without attributes.
    ProxySyntax = "proxy-syntax",
    /// XCLIENT or XFORWARD in a mail transaction.
    ProxyInTransaction = "proxy-in-transaction",
    /// VRFY: the mailbox exists, and this is it (section 3.5.2).
    VrfyOk = "vrfy-ok",
    /// VRFY of a mailing list (section 3.5.1).
    VrfyIsList = "vrfy-is-list",
    /// EXPN: the members of the list, one a line (section 3.5.1).
    ExpnOk = "expn-ok",
    /// EXPN of a user (section 3.5.1).
    ExpnIsUser = "expn-is-user",
    /// EXPN without the name of a list.
    ExpnSyntax = "expn-syntax",
    /// A command of old sendmails is refused, for fun.
    JestRefused = "jest-refused",
    /// ETRN: nothing waits for that domain (RFC 1985 section 5.1).
    EtrnNothing = "etrn-nothing",
    /// A command of old sendmails is taken, for fun.
    JestTaken = "jest-taken",

    // Of STARTTLS (RFC 3207)
    /// The handshake may begin (section 4).
    StartTlsReady = "starttls-ready",
    /// TLS is active already.
    TlsActive = "tls-active",
    /// STARTTLS with an argument (section 4: it has none).
    StartTlsSyntax = "starttls-syntax",
    /// STARTTLS in a mail transaction.
    StartTlsInTransaction = "starttls-in-transaction",
    /// TLS must be started first (section 4).
    TlsRequired = "tls-required",
    /// STARTTLS without an EHLO reply that offers it.
    StartTlsNotOffered = "starttls-not-offered",

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
    /// The client's answer is longer than the server reads (section 4, 500).
    AuthTooLong = "auth-too-long",
    /// The client cancelled with `*` (section 4, 501).
    AuthAborted = "auth-aborted",
    /// Nobody is logged in, and the server wants it for this command (section 6, 530).
    AuthRequired = "auth-required",
    /// The account's own password is not for programs: an app password or authorisation code is needed.
    AppPasswordRequired = "app-password-required",
    /// The server wants to see the person in a browser first.
    BrowserLoginRequired = "browser-login-required",
    /// The account may not log in over SMTP.
    LoginNotPermitted = "login-not-permitted",
    /// Too many failed logins.
    TooManyLogins = "too-many-logins",
    /// The client's answer is no base64 (section 4, 501).
    AuthNotBase64 = "auth-not-base64",
    /// An initial response for a mechanism in which the server speaks first (section 4, 501).
    AuthInitialResponse = "auth-initial-response",
    /// Nobody is logged in, and the server wants it for this command (section 6, 530).
    /// An initial response where the mechanism lets the server speak first.
    AuthInitialUnexpected = "auth-initial-unexpected",
    /// The initial response of AUTH is no base64 (RFC 4954 section 4).
    AuthInitialNotBase64 = "auth-initial-not-base64",
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
    /// MAIL amid chunks (RFC 3030 section 2).
    MailAfterBdat = "mail-after-bdat",
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
    /// ENVID is longer than the server can hold (RFC 3461 section 4.4: 100 characters).
    EnvidTooLong = "envid-too-long",
    /// The server takes no more messages in this session.
    TooManyMessages = "too-many-messages",
    /// BODY is neither 7BIT nor 8BITMIME (RFC 6152 section 3).
    BodySyntax = "body-syntax",
    /// The value of AUTH is no xtext (RFC 4954 section 5).
    MailAuthSyntax = "mail-auth-syntax",
    /// SMTPUTF8 without an EHLO reply that offers it (RFC 6531 section 3.4).
    Smtputf8NotOffered = "smtputf8-not-offered",
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
    /// The reverse-path is not ASCII, without SMTPUTF8 (RFC 6531 section 3.5).
    SenderNotAscii = "sender-not-ascii",
    /// The value of a parameter breaks its grammar, or the parameter stands there twice.
    ParameterSyntax = "parameter-syntax",
    /// The server cannot do now what a parameter asks for (RFC 5321 section 4.1.1.11, 455).
    ParameterUnavailable = "parameter-unavailable",
    /// The server will not do what a parameter asks for (RFC 2852 section 3, 55z).
    ParameterRefused = "parameter-refused",
    /// The reverse-path was accepted, the priority was changed (RFC 6710 section 4.1).
    MailPriorityChanged = "mail-priority-changed",
    /// Whether the sender can be answered could not be found out now.
    SenderVerifyDeferred = "sender-verify-deferred",
    /// The sender is no mailbox: a program or a file.
    SenderInvalid = "sender-invalid",
    /// The sender is at localhost, and the client is another host.
    SenderLocalhost = "sender-localhost",
    /// The sender's address holds a control character.
    SenderCharacter = "sender-character",
    /// A parameter needs a value.
    ParameterValueMissing = "parameter-value-missing",
    /// The AUTH parameter of MAIL is no xtext (RFC 4954 section 5).
    AuthParameterSyntax = "auth-parameter-syntax",
    /// BY: more seconds than are allowed (RFC 2852 section 4).
    DeliverByRange = "deliver-by-range",
    /// BY: no semicolon after the seconds (RFC 2852 section 4).
    DeliverBySyntax = "deliver-by-syntax",
    /// BY: mode R with no time left (RFC 2852 section 4).
    DeliverByTime = "deliver-by-time",
    /// BY: a mode that is neither R nor N (RFC 2852 section 4).
    DeliverByMode = "deliver-by-mode",
    /// BY: something other than T after the mode (RFC 2852 section 4).
    DeliverByTrace = "deliver-by-trace",

    // Of RCPT
    /// The forward-path was accepted (RFC 5321 section 4.1.1.3).
    RcptOk = "rcpt-ok",
    /// The line is not `RCPT TO:<address>`.
    RcptSyntax = "rcpt-syntax",
    /// The forward-path is no address.
    RecipientSyntax = "recipient-syntax",
    /// The forward-path has no domain (section 2.3.5).
    RecipientNotQualified = "recipient-not-qualified",
    /// MAIL must come first (section 4.1.4).
    NeedMail = "need-mail",
    /// RCPT after BDAT (RFC 3030 section 2).
    RcptAfterBdat = "rcpt-after-bdat",
    /// A parameter of RCPT that is not known (section 4.1.1.11, 555).
    RcptParameterUnknown = "rcpt-parameter-unknown",
    /// NOTIFY is malformed (RFC 3461 section 4.1).
    NotifySyntax = "notify-syntax",
    /// ORCPT is malformed (RFC 3461 section 4.2).
    OrcptSyntax = "orcpt-syntax",
    /// A bracket, parenthesis or quote in the address has no partner.
    AddressUnbalanced = "address-unbalanced",
    /// One word of the address is too long.
    AddressWordTooLong = "address-word-too-long",
    /// The address has too many parts.
    AddressTooManyWords = "address-too-many-words",
    /// The address is too long to be read.
    AddressTooLong = "address-too-long",
    /// The address is over the server's limit.
    AddressOverLimit = "address-over-limit",
    /// The address is an empty group such as list:;
    AddressGroup = "address-group",
    /// Nothing stands before the @.
    AddressNoUser = "address-no-user",
    /// Nothing stands after the @.
    AddressNoHost = "address-no-host",
    /// Something stands after the address in square brackets.
    AddressInvalid = "address-invalid",
    /// A colon in the host.
    AddressColon = "address-colon",
    /// The host starts with a dot or has two in a row.
    AddressHostInvalid = "address-host-invalid",
    /// A second @, or a comma, in the address.
    AddressRouteInvalid = "address-route-invalid",
    /// The host ends with an @.
    AddressRouteUnfinished = "address-route-unfinished",
    /// There is no address after TO:, only a comment.
    RecipientMissing = "recipient-missing",
    /// RCPT TO:<> (section 4.1.1.3).
    RecipientNull = "recipient-null",
    /// The recipient's address holds octets that the server keeps for itself.
    RecipientNotAscii = "recipient-not-ascii",
    /// The recipient's address holds a control character.
    RecipientCharacter = "recipient-character",
    /// The recipient is a program or a file.
    RecipientNotMailbox = "recipient-not-mailbox",
    /// No such mailbox here.
    UserUnknown = "user-unknown",
    /// Not a domain of this server, and the client may not relay.
    RelayDenied = "relay-denied",
    /// The local part holds characters that the server does not let through.
    RestrictedCharacters = "restricted-characters",
    /// Submission without a login.
    RecipientDenied = "recipient-denied",
    /// More recipients than the server takes in one transaction (section 4.5.3.1.10).
    TooManyRecipients = "too-many-recipients",
    /// A path, local part or domain is longer than the limits (section 4.5.3.1).
    PathTooLong = "path-too-long",

    // Of DATA and BDAT
    /// The message may be sent (section 4.1.1.4).
    DataStart = "data-start",
    /// RCPT must come first.
    NeedRcpt = "need-rcpt",
    /// DATA before MAIL (section 4.1.4).
    DataNeedsMail = "data-needs-mail",
    /// Every recipient was refused.
    NoValidRecipients = "no-valid-recipients",
    /// DATA after BDAT (RFC 3030 section 2).
    DataAfterBdat = "data-after-bdat",
    /// The message is in the queue.
    Queued = "queued",
    /// The chunk was taken (RFC 3030 section 2).
    ChunkOk = "chunk-ok",
    /// The last chunk was taken; the message is in the queue.
    ChunkQueued = "chunk-queued",
    /// PRDR: the answers for each recipient follow.
    PrdrStart = "prdr-start",
    /// PRDR: the message was accepted for this recipient.
    PrdrRecipient = "prdr-recipient",
    /// PRDR: the message was accepted for all recipients.
    PrdrQueued = "prdr-queued",
    /// The line is not `BDAT count [LAST]`; the server cannot tell where the chunk ends.
    BdatSyntax = "bdat-syntax",
    /// An empty chunk that is not the last.
    NullChunk = "null-chunk",
    /// The chunk was thrown away, because an earlier one was refused.
    ChunkDiscarded = "chunk-discarded",
    /// BDAT without an EHLO reply that offers CHUNKING (RFC 3030 section 2).
    BdatNotOffered = "bdat-not-offered",
    /// A chunk of no octets that is not the last one.
    BdatZeroSize = "bdat-zero-size",
    /// Between two chunks only BDAT has its place (RFC 3030 section 2).
    OnlyBdat = "only-bdat",
    /// After a mistake between two chunks the server waits for RSET.
    OnlyRset = "only-rset",
    /// The chunk would make the message larger than the server takes.
    ChunkTooBig = "chunk-too-big",
    /// The message is larger than the server takes.
    MessageTooBig = "message-too-big",
    /// The client has closed its side in the middle of a message.
    LostInMessage = "lost-in-message",
    /// The message was relayed too often: a loop (RFC 5321 section 6.3).
    TooManyHops = "too-many-hops",
    /// The message does not begin with header lines and an empty line (RFC 5322 section 2.1).
    MessageMalformed = "message-malformed",
    /// DATA for a message that was announced as binary (RFC 3030 section 3).
    DataForBinary = "data-for-binary",
    /// A line of the message is longer than the server takes (section 4.5.3.1.6).
    TextLineTooLong = "text-line-too-long",
    /// The message has octets above 127, and nothing announced it (section 2.4).
    EightBitNotAnnounced = "eight-bit-not-announced",

    // Failures on demand
    /// A greylist: come back later (RFC 6647 section 2).
    Greylisted = "greylisted",
    /// The recipient's mailbox is full (RFC 3463 section 3.3, X.2.2).
    MailboxFull = "mailbox-full",
    /// The server's disk is full (RFC 3463 section 3.4, X.3.1).
    DiskFull = "disk-full",
    /// The client's address is blocked.
    ClientBlocked = "client-blocked",
    /// The server is shutting down and closes (RFC 5321 section 3.8).
    ShuttingDown = "shutting-down",
    /// The client sends too much in too short a time.
    RateLimited = "rate-limited",
    /// A failure with a code that the user asked for.
    PlannedFailure = "planned-failure",
    /// A line of the message is longer than 998 octets (RFC 5322 section 2.1.1).
    MessageLineTooLong = "message-line-too-long",
    /// An address in a header line is malformed (RFC 5322 section 3.4).
    HeaderSyntax = "header-syntax",

    // Of what large providers refuse
    /// The client may not send for the sender's domain (RFC 7208 section 8.4).
    SpfFailed = "spf-failed",
    /// The domain in From: asks to refuse what is not aligned with it (RFC 7489 section 6.3).
    DmarcFailed = "dmarc-failed",
    /// Neither SPF nor DKIM vouches for the sender.
    SenderUnauthenticated = "sender-unauthenticated",
    /// The client's address has no name in the DNS that leads back to it.
    ReverseDnsMissing = "reverse-dns-missing",
    /// The message looks like spam.
    SpamContent = "spam-content",
    /// The message carries a file that the server does not take.
    AttachmentBlocked = "attachment-blocked",
    /// The message's header section lacks what it must have (RFC 5322 section 3.6).
    HeadersInvalid = "headers-invalid",
    /// The mailbox is there and switched off.
    UserDisabled = "user-disabled",
    /// A line of the message ends with LF alone; the server closes (section 2.3.8).
    BareLf = "bare-lf",
    /// A CR without LF in the message; the server closes (section 2.3.8).
    BareCr = "bare-cr",
    /// The client closed in the middle of the message (section 3.8).
    DataCutShort = "data-cut-short",
    /// The header section is larger than the server takes.
    HeadersTooLarge = "headers-too-large",
    /// The message holds a NUL.
    NulByte = "nul-byte",
}
