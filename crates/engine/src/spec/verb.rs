/// A command verb (RFC 5321 section 4.1.1 and its extensions). Verbs are not case-sensitive
/// (section 2.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each verb's meaning is its row in COMMANDS")]
pub enum Verb {
    Ehlo,
    Helo,
    Quit,
    Starttls,
    Noop,
    Rset,
    Help,
    Auth,
    Mail,
    Rcpt,
    Data,
    Bdat,
    Vrfy,
    Expn,
    Etrn,
    Xclient,
    Xforward,
}

impl Verb {
    /// All of them, in the order of the reference.
    pub const ALL: [Self; 17] = [
        Self::Ehlo,
        Self::Helo,
        Self::Quit,
        Self::Starttls,
        Self::Noop,
        Self::Rset,
        Self::Help,
        Self::Auth,
        Self::Mail,
        Self::Rcpt,
        Self::Data,
        Self::Bdat,
        Self::Vrfy,
        Self::Expn,
        Self::Etrn,
        Self::Xclient,
        Self::Xforward,
    ];

    /// The verb as it is written on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ehlo => "EHLO",
            Self::Helo => "HELO",
            Self::Quit => "QUIT",
            Self::Starttls => "STARTTLS",
            Self::Noop => "NOOP",
            Self::Rset => "RSET",
            Self::Help => "HELP",
            Self::Auth => "AUTH",
            Self::Mail => "MAIL",
            Self::Rcpt => "RCPT",
            Self::Data => "DATA",
            Self::Bdat => "BDAT",
            Self::Vrfy => "VRFY",
            Self::Expn => "EXPN",
            Self::Etrn => "ETRN",
            Self::Xclient => "XCLIENT",
            Self::Xforward => "XFORWARD",
        }
    }

    /// The verb that `octets` spell, in any case.
    pub fn parse(octets: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|verb| verb.name().as_bytes().eq_ignore_ascii_case(octets))
    }
}
