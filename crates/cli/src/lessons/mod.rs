//! `smtp-playground lessons`: the compiler of exercises, and the judge of hand-ins; and the watching of a program.

mod check;
mod files;
mod grade;
mod progress;
mod watch;

use std::path::PathBuf;

use clap::{Args, Subcommand};

pub(crate) use files::FileError;
pub(crate) use watch::{Options, WatchError, find as find_exercise, run as watch};

/// What is asked for.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Play all that sets of exercises claim, and say what does not hold.
    Check {
        /// Sets of exercises (TOML); without any, the built-in course.
        files: Vec<PathBuf>,
    },
    /// Judge hand-ins anew.
    Grade {
        /// The set that they were done with (TOML), the name of a track, or `course` for all of them.
        set: PathBuf,
        /// The hand-ins.
        #[arg(required = true)]
        hand_ins: Vec<PathBuf>,
        /// Write CSV instead of a table.
        #[arg(long)]
        csv: bool,
    },
}

/// What is to be printed, and whether all went well.
pub(crate) struct Answer {
    /// The text.
    pub(crate) text: String,
    /// Nothing was wrong.
    pub(crate) good: bool,
}

/// Does what is asked for.
pub(crate) fn run(arguments: Arguments) -> Result<Answer, FileError> {
    match arguments.command {
        Command::Check { files } => check::run(&files),
        Command::Grade { set, hand_ins, csv } => grade::run(&set, &hand_ins, csv),
    }
}
