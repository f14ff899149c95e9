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

impl ReplyClass {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Completed, Self::Intermediate, Self::Transient, Self::Permanent];

    /// The digit itself.
    pub const fn digit(self) -> u16 {
        match self {
            Self::Completed => 2,
            Self::Intermediate => 3,
            Self::Transient => 4,
            Self::Permanent => 5,
        }
    }
}
