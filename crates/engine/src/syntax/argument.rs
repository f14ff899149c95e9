use super::{Parameter, Path};
use crate::wire::Span;

/// What stands after the verb, as far as it can be made out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// Nothing, or text that the verb leaves free.
    Text(Span),
    /// The name of EHLO or HELO, or the domain of ETRN.
    Name(Span),
    /// The path and parameters of MAIL or RCPT.
    Path(PathArgument),
    /// The argument of AUTH.
    Auth(AuthArgument),
    /// The argument of BDAT.
    Chunk(ChunkArgument),
}

/// `FROM:` or `TO:`, a path and parameters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PathArgument {
    /// The keyword with its colon.
    pub keyword: Option<Span>,
    /// The path.
    pub path: Option<Path>,
    /// The parameters after it.
    pub parameters: Vec<Parameter>,
}

/// A mechanism and perhaps an initial response (RFC 4954 section 4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AuthArgument {
    /// The mechanism's name.
    pub mechanism: Option<Span>,
    /// The initial response.
    pub initial_response: Option<Span>,
    /// What stands after them and should not.
    pub rest: Option<Span>,
}

/// A count of octets and perhaps LAST (RFC 3030 section 2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChunkArgument {
    /// The count, where it is a number.
    pub size: Option<u64>,
    /// LAST stands after it.
    pub last: bool,
    /// Something else stands after it.
    pub malformed: bool,
}
