//! The topics of HELP (`help()`, and the `helpfile` of the distribution).

/// What HELP says on `topic`, in lower case: everything whose name begins with it.
pub(super) fn text(topic: &str) -> Option<String> {
    let found: Vec<&str> = TOPICS.iter().filter(|(name, _)| name.starts_with(topic)).map(|(_, text)| *text).collect();
    if found.is_empty() { None } else { Some(found.join("\n")) }
}

/// Source: the `helpfile` of Sendmail 8.17.1, in its order.
const TOPICS: &[(&str, &str)] = &[
    (
        "help",
        "HELP [ <topic> ]\n\
         \tThe HELP command gives help info.",
    ),
    (
        "helo",
        "HELO <hostname>\n\
         \tIntroduce yourself.",
    ),
    (
        "ehlo",
        "EHLO <hostname>\n\
         \tIntroduce yourself, and request extended SMTP mode.\n\
         Possible replies include:\n\
         \tSEND\t\tSend as mail\t\t\t[RFC821]\n\
         \tSOML\t\tSend as mail or terminal\t[RFC821]\n\
         \tSAML\t\tSend as mail and terminal\t[RFC821]\n\
         \tEXPN\t\tExpand the mailing list\t\t[RFC821]\n\
         \tHELP\t\tSupply helpful information\t[RFC821]\n\
         \tTURN\t\tTurn the operation around\t[RFC821]\n\
         \t8BITMIME\tUse 8-bit data\t\t\t[RFC1652]\n\
         \tSIZE\t\tMessage size declaration\t[RFC1870]\n\
         \tVERB\t\tVerbose\t\t\t\t[Allman]\n\
         \tCHUNKING\tChunking\t\t\t[RFC1830]\n\
         \tBINARYMIME\tBinary MIME\t\t\t[RFC1830]\n\
         \tPIPELINING\tCommand Pipelining\t\t[RFC1854]\n\
         \tDSN\t\tDelivery Status Notification\t[RFC1891]\n\
         \tETRN\t\tRemote Message Queue Starting\t[RFC1985]\n\
         \tSTARTTLS\tSecure SMTP\t\t\t[RFC2487]\n\
         \tAUTH\t\tAuthentication\t\t\t[RFC2554]\n\
         \tENHANCEDSTATUSCODES\tEnhanced status codes\t[RFC2034]\n\
         \tDELIVERBY\tDeliver By\t\t\t[RFC2852]",
    ),
    (
        "mail",
        "MAIL From:<sender> [ <parameters> ]\n\
         \tSpecifies the sender.  Parameters are ESMTP extensions.\n\
         \tSee \"HELP DSN\" for details.",
    ),
    (
        "rcpt",
        "RCPT To:<recipient> [ <parameters> ]\n\
         \tSpecifies the recipient.  Can be used any number of times.\n\
         \tParameters are ESMTP extensions.  See \"HELP DSN\" for details.",
    ),
    (
        "data",
        "DATA\n\
         \tFollowing text is collected as the message.\n\
         \tEnd with a single dot.",
    ),
    (
        "rset",
        "RSET\n\
         \tResets the system.",
    ),
    (
        "quit",
        "QUIT\n\
         \tExit sendmail (SMTP).",
    ),
    (
        "auth",
        "AUTH mechanism [initial-response]\n\
         \tStart authentication.",
    ),
    (
        "starttls",
        "STARTTLS\n\
         \tStart TLS negotiation.",
    ),
    (
        "verb",
        "VERB\n\
         \tGo into verbose mode.  This sends 0xy responses that are\n\
         \tnot RFC821 standard (but should be).  They are recognized\n\
         \tby humans and other sendmail implementations.",
    ),
    (
        "vrfy",
        "VRFY <recipient>\n\
         \tVerify an address.  If you want to see what it aliases\n\
         \tto, use EXPN instead.",
    ),
    (
        "expn",
        "EXPN <recipient>\n\
         \tExpand an address.  If the address indicates a mailing\n\
         \tlist, return the contents of that list.",
    ),
    (
        "noop",
        "NOOP\n\
         \tDo nothing.",
    ),
    (
        "send",
        "SEND FROM:<sender>\n\
         \treplaces the MAIL command, and can be used to send\n\
         \tdirectly to a users terminal.  Not supported in this\n\
         \timplementation.",
    ),
    (
        "soml",
        "SOML FROM:<sender>\n\
         \tSend or mail.  If the user is logged in, send directly,\n\
         \totherwise mail.  Not supported in this implementation.",
    ),
    (
        "saml",
        "SAML FROM:<sender>\n\
         \tSend and mail.  Send directly to the user's terminal,\n\
         \tand also mail a letter.  Not supported in this\n\
         \timplementation.",
    ),
    (
        "turn",
        "TURN\n\
         \tReverses the direction of the connection.  Not currently\n\
         \timplemented.",
    ),
    (
        "etrn",
        "ETRN [ <hostname> | @<domain> | #<queuename> ]\n\
         \tRun the queue for the specified <hostname>, or\n\
         \tall hosts within a given <domain>, or a specially-named\n\
         \t<queuename> (implementation-specific).",
    ),
    (
        "dsn",
        "MAIL From:<sender> [ RET={ FULL | HDRS} ] [ ENVID=<envid> ]\n\
         RCPT To:<recipient> [ NOTIFY={NEVER,SUCCESS,FAILURE,DELAY} ]\n\
         \t\t     [ ORCPT=<recipient> ]\n\
         \tSMTP Delivery Status Notifications.\n\
         Descriptions:\n\
         \tRET\tReturn either the full message or only headers.\n\
         \tENVID\tSender's \"envelope identifier\" for tracking.\n\
         \tNOTIFY\tWhen to send a DSN. Multiple options are OK, comma-\n\
         \t\tdelimited. NEVER must appear by itself.\n\
         \tORCPT\tOriginal recipient.",
    ),
    (
        "-bt",
        "Help for test mode:\n\
         ?\t\t :this help message.\n\
         .Dmvalue\t :define macro `m' to `value'.\n\
         .Ccvalue\t :add `value' to class `c'.\n\
         =Sruleset\t :dump the contents of the indicated ruleset.\n\
         =M\t\t :display the known mailers.\n\
         -ddebug-spec\t :equivalent to the command-line -d debug flag.\n\
         $m\t\t :print the value of macro $m.\n\
         $=c\t\t :print the contents of class $=c.\n\
         /mx host\t :returns the MX records for `host'.\n\
         /gethostbyname host [family]  :calls gethostbyname() for `host'.\n\
         /dnslookup host [qtype] [flags]\t :Does a qtype DNS lookup for `host'.\n\
         /parse address\t :parse address, returning the value of crackaddr, and\n\
         \t\t  the parsed address.\n\
         /sender address\t :parse sender address, returning the value of\n\
         \t\t  setsender.\n\
         /expand string\t :expands string, returning the value of expand.\n\
         /try mailer addr :rewrite address into the form it will have when\n\
         \t\t  presented to the indicated mailer.\n\
         /tryflags flags\t :set flags used by parsing.  The flags can be `H' for\n\
         \t\t  Header or `E' for Envelope, and `S' for Sender or `R'\n\
         \t\t  for Recipient.  These can be combined, `HR' sets\n\
         \t\t  flags for header recipients.\n\
         /canon hostname\t :try to canonify hostname.\n\
         /map mapname key :look up `key' in the indicated `mapname'.\n\
         /header header\t :parses header, returning header flags\n\
         /quit\t\t :quit address test mode.\n\
         rules addr\t :run the indicated address through the named rules.\n\
         \t\t  Rules can be a comma separated list of rules.",
    ),
    (
        "control",
        "Help for smcontrol:\n\
         help\t\tThis message.\n\
         restart\t\tRestart sendmail.\n\
         shutdown\tShutdown sendmail.\n\
         status\t\tShow sendmail status.\n\
         mstat\t\tShow sendmail status (machine readable format).\n\
         memdump\t\tDump allocated memory list (for debugging only).",
    ),
];
