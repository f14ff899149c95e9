use crate::wire::Span;

macro_rules! fault_kinds {
    ($($(#[$meta:meta])* $name:ident = $id:literal,)+) => {
        /// What can be wrong with a command line.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum FaultKind {
            $($(#[$meta])* $name,)+
        }

        impl FaultKind {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// Its name in content files.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)+
                }
            }
        }
    };
}

fault_kinds! {
    // Of the line
    /// Nothing on the line.
    EmptyLine = "empty-line",
    /// White space before the verb.
    LeadingSpace = "leading-space",
    /// The line is not UTF-8.
    NotUtf8 = "not-utf8",
    /// A control character (RFC 5321 section 4.1.2 allows none).
    ControlCharacter = "control-character",
    /// A character outside ASCII without SMTPUTF8 (RFC 6531 section 3.3).
    NonAscii = "non-ascii",
    /// More than 512 octets with CRLF (RFC 5321 section 4.5.3.1.4).
    LineTooLong = "line-too-long",
    /// The verb is not known.
    UnknownVerb = "unknown-verb",
    /// An argument where none may stand.
    UnexpectedArgument = "unexpected-argument",
    /// The argument is missing.
    MissingArgument = "missing-argument",
    /// A tab, or more than one space, where one space must stand (RFC 5321 section 2.4).
    Blanks = "blanks",

    // Of the path (RFC 5321 section 4.1.2)
    /// `FROM:` or `TO:` is missing.
    MissingKeyword = "missing-keyword",
    /// White space before the colon.
    SpaceBeforeColon = "space-before-colon",
    /// White space after the colon (RFC 5321 section 3.3: no spaces are permitted on either side).
    SpaceAfterColon = "space-after-colon",
    /// No path after the colon.
    MissingPath = "missing-path",
    /// The path is not in `<` and `>`.
    MissingBrackets = "missing-brackets",
    /// `<` without `>`.
    UnclosedBracket = "unclosed-bracket",
    /// A `>` too many.
    StrayBracket = "stray-bracket",
    /// `<>` where a mailbox must stand.
    NullPath = "null-path",
    /// A name before the address, as in a header.
    DisplayName = "display-name",
    /// More than one address in one path.
    SeveralAddresses = "several-addresses",
    /// Text after `>` without a space.
    TextAfterPath = "text-after-path",
    /// A source route (RFC 5321 section 4.1.1.3 and appendix C: to be ignored).
    SourceRoute = "source-route",
    /// White space inside the path.
    SpaceInPath = "space-in-path",
    /// `"` without its partner.
    UnclosedQuote = "unclosed-quote",
    /// More than one `@` that is not quoted.
    SeveralAt = "several-at",
    /// No `@domain`.
    MissingDomain = "missing-domain",
    /// Nothing before the `@`.
    EmptyLocalPart = "empty-local-part",
    /// A dot at the start or end of the local part, or two in a row.
    LocalPartDots = "local-part-dots",
    /// A character that must be quoted in a local part.
    LocalPartCharacter = "local-part-character",
    /// More than 64 octets (RFC 5321 section 4.5.3.1.1).
    LocalPartTooLong = "local-part-too-long",

    // Of a domain (RFC 5321 section 4.1.2, RFC 1035 section 2.3)
    /// Nothing after the `@`.
    EmptyDomain = "empty-domain",
    /// Two dots in a row, or one at the start.
    DomainEmptyLabel = "domain-empty-label",
    /// A dot at the end.
    DomainTrailingDot = "domain-trailing-dot",
    /// A label that starts or ends with a hyphen.
    DomainHyphen = "domain-hyphen",
    /// An underscore.
    DomainUnderscore = "domain-underscore",
    /// Another character that no host name has.
    DomainCharacter = "domain-character",
    /// Digits and dots only: an address without its square brackets.
    DomainNumeric = "domain-numeric",
    /// A label of more than 63 octets.
    DomainLabelTooLong = "domain-label-too-long",
    /// More than 255 octets (RFC 5321 section 4.5.3.1.2).
    DomainTooLong = "domain-too-long",
    /// What stands in the square brackets is no address.
    AddressLiteral = "address-literal",

    // Of parameters (RFC 5321 section 4.1.2, esmtp-param)
    /// Not `keyword` or `keyword=value`.
    ParameterSyntax = "parameter-syntax",
    /// A keyword that this command has not.
    ParameterUnknown = "parameter-unknown",
    /// The same keyword twice.
    ParameterTwice = "parameter-twice",
    /// A value is missing.
    ParameterValueMissing = "parameter-value-missing",
    /// A value where none may stand.
    ParameterValueUnexpected = "parameter-value-unexpected",
    /// The value is not what the keyword wants.
    ParameterValue = "parameter-value",

    // Of AUTH and BDAT
    /// The initial response is no base64 (RFC 4954 section 4).
    NotBase64 = "not-base64",
    /// The count of octets is no number (RFC 3030 section 2).
    ChunkSize = "chunk-size",
}

/// How to mend a fault: put `replacement` in the place of `span`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub replacement: String,
}

impl Fix {
    /// `line`, mended.
    pub fn apply(&self, line: &[u8]) -> Vec<u8> {
        let end = self.span.end.min(line.len());
        let (before, after) = (&line[..self.span.start.min(end)], &line[end..]);
        [before, self.replacement.as_bytes(), after].concat()
    }
}

/// One fault in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// Where.
    pub span: Span,
    /// How to mend it, where there is one obvious way.
    pub fix: Option<Fix>,
}

impl Fault {
    /// `line` without this fault, where its fix really takes it away: in a line that is wrong in several
    /// ways, one fault can hide in another.
    pub fn mended(&self, line: &[u8]) -> Option<Vec<u8>> {
        let mended = self.fix.as_ref()?.apply(line);
        let count = |line: &[u8]| super::parse(line).faults.iter().filter(|fault| fault.kind == self.kind).count();
        (count(&mended) < count(line)).then_some(mended)
    }

    /// A fault without a fix.
    pub(super) fn new(kind: FaultKind, span: Span) -> Self {
        Self { kind, span, fix: None }
    }

    /// A fault that is mended by putting `replacement` in its place.
    pub(super) fn replace(kind: FaultKind, span: Span, replacement: impl Into<String>) -> Self {
        Self::mend(kind, span, span, replacement)
    }

    /// A fault that is mended by putting `replacement` in the place of `place`.
    pub(super) fn mend(kind: FaultKind, span: Span, place: Span, replacement: impl Into<String>) -> Self {
        Self { kind, span, fix: Some(Fix { span: place, replacement: replacement.into() }) }
    }

    /// The same, with the fix left out where there is none.
    pub(super) fn maybe(kind: FaultKind, span: Span, replacement: Option<String>) -> Self {
        Self { kind, span, fix: replacement.map(|replacement| Fix { span, replacement }) }
    }
}
