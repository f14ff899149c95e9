use crate::wire::Span;

/// What a stretch of a command line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The command verb.
    Verb,
    /// `FROM:` or `TO:`.
    Keyword,
    /// `<` or `>`.
    Bracket,
    /// `@relay.example:` before the mailbox.
    SourceRoute,
    /// What stands before the `@`.
    LocalPart,
    /// The `@`.
    At,
    /// A domain name.
    Domain,
    /// An address in square brackets.
    AddressLiteral,
    /// The keyword of a parameter.
    ParameterName,
    /// The `=` of a parameter.
    Equals,
    /// The value of a parameter.
    ParameterValue,
    /// A SASL mechanism's name.
    Mechanism,
    /// The base64 of an initial response.
    InitialResponse,
    /// The number of octets in BDAT.
    ChunkSize,
    /// `LAST`.
    Last,
    /// Free text: the argument of NOOP, VRFY, HELP.
    Text,
    /// What fits nowhere.
    Unexpected,
}

/// One stretch of a command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it is.
    pub span: Span,
    /// What it is.
    pub role: Role,
}

impl Token {
    /// The token `role` at `span`.
    pub const fn new(span: Span, role: Role) -> Self {
        Self { span, role }
    }
}
