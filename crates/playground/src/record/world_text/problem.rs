use thiserror::Error;

use super::WorldField;

/// What is wrong with a world, and where.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}, line {line}: {problem}", .field.id())]
pub struct WorldError {
    /// The field.
    pub field: WorldField,
    /// The line, from 1; 0 for the field as a whole.
    pub line: usize,
    /// What.
    pub problem: WorldProblem,
}

/// What is wrong with a field of the world.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WorldProblem {
    /// Nothing stands there.
    #[error("something must stand here")]
    Empty,
    /// One value is wanted.
    #[error("one line only")]
    Several,
    /// Too many lines.
    #[error("too many lines")]
    TooMany,
    /// The line is too long.
    #[error("the line is too long")]
    TooLong,
    /// It stands there twice.
    #[error("{0:?} stands here twice")]
    Twice(String),
    /// Not the name of a mailbox.
    #[error("{0:?} is no name of a mailbox")]
    NotAUser(String),
    /// Not a domain.
    #[error("{0:?} is no domain")]
    NotADomain(String),
    /// Not an IP address.
    #[error("{0:?} is no IP address")]
    NotAnAddress(String),
    /// A login without a password.
    #[error("the login {0:?} has no password")]
    NoPassword(String),
    /// Not `name: members`.
    #[error("{0:?} has no colon")]
    NoColon(String),
    /// An alias for nobody.
    #[error("the alias {0:?} stands for nobody")]
    NoMembers(String),
    /// Nobody has that name.
    #[error("there is no mailbox or alias {0:?}")]
    UnknownMember(String),
    /// Not a record of the DNS that is known here.
    #[error("{0:?} is neither MX nor A")]
    UnknownRecord(String),
    /// An address that belongs to no login.
    #[error("behind {0:?} stands no login")]
    NoLogin(String),
    /// Not a number of those allowed.
    #[error("{value:?} is no number from {least} to {most}")]
    NotANumber {
        /// What stands there.
        value: String,
        /// The least.
        least: u64,
        /// The most.
        most: u64,
    },
    /// Not `STAGE=FAILURE`.
    #[error("{0:?} is not STAGE=FAILURE")]
    FaultForm(String),
    /// No stage.
    #[error("{0:?} is no stage")]
    FaultStage(String),
    /// No failure.
    #[error("{0:?} is no failure")]
    FaultFailure(String),
    /// Not a number of times.
    #[error("{0:?} is no number of times")]
    FaultTimes(String),
}

impl WorldProblem {
    /// What stands there and is wrong.
    pub fn value(&self) -> &str {
        match self {
            Self::Empty | Self::Several | Self::TooMany | Self::TooLong => "",
            Self::Twice(value)
            | Self::NotAUser(value)
            | Self::NotADomain(value)
            | Self::NotAnAddress(value)
            | Self::NoPassword(value)
            | Self::NoColon(value)
            | Self::NoMembers(value)
            | Self::UnknownMember(value)
            | Self::UnknownRecord(value)
            | Self::NoLogin(value)
            | Self::NotANumber { value, .. }
            | Self::FaultForm(value)
            | Self::FaultStage(value)
            | Self::FaultFailure(value)
            | Self::FaultTimes(value) => value,
        }
    }
}
