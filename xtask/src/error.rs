//! What can go wrong, each with what to do about it.

use std::io;
use std::process::ExitStatus;

/// The result of everything here.
pub(crate) type Result<T> = std::result::Result<T, Error>;

/// Why a command stopped.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The command line makes no sense.
    #[error("{0}")]
    Usage(String),
    /// An option is unknown or its value malformed.
    #[error("{0} (`cargo xtask help` says what there is)")]
    Arguments(#[from] lexopt::Error),
    /// A program is not there and cannot be installed from here.
    #[error("{what} is missing.\n  {how}")]
    Missing {
        /// The program.
        what: String,
        /// What the person at the keyboard can do.
        how: String,
    },
    /// A program did not start.
    #[error("`{program}` could not be started: {source}")]
    Start {
        /// The program.
        program: String,
        /// Why.
        source: io::Error,
    },
    /// A program ran and reported failure.
    #[error("`{line}` failed ({status})")]
    Failed {
        /// The command line.
        line: String,
        /// How it ended.
        status: ExitStatus,
    },
    /// A file could not be read or written.
    #[error("{what}: {source}")]
    File {
        /// What was being done.
        what: String,
        /// Why it failed.
        source: io::Error,
    },
    /// The tree is not as this program expects it.
    #[error("{0}")]
    Tree(String),
    /// The port cannot be had.
    #[error("port {port} cannot be used: {reason}\n  Choose another one with --port N.")]
    Port {
        /// The port asked for.
        port: u16,
        /// Why not.
        reason: String,
    },
    /// Some parts of the tests failed; the summary has named them.
    #[error("parts that failed: {}", .0.join(", "))]
    Parts(Vec<&'static str>),
}

impl Error {
    /// Wraps an I/O error with what was being done.
    pub(crate) fn file(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let what = what.into();
        move |source| Self::File { what, source }
    }
}
