//! `smtp-playground`: what the page does, on the command line. `smtp-playground help` says how.
#![forbid(unsafe_code)]
#![deny(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod against;
mod decode;
mod lessons;
mod serve;

use std::error::Error;
use std::io::{Write, stderr, stdout};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Mail servers that are not there: they answer as real ones do, and send no mail anywhere.
#[derive(Debug, Parser)]
#[command(name = "smtp-playground", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Talk SMTP to real clients, as the chosen server would.
    Serve(serve::Arguments),
    /// Tell who refused, where and why, from a bounce or whatever else mail said. Status 3: nothing was recognised.
    Decode(decode::Arguments),
    /// Check sets of exercises, and judge hand-ins.
    Lessons(lessons::Arguments),
    /// Play dialogue files to a server that you have written, and report each expectation.
    Against(against::Arguments),
    /// List the simulated servers: name, roles, what it is.
    Servers,
}

/// A failure of what was asked for.
const FAILED: u8 = 1;

/// Nothing was recognised.
const UNRECOGNISED: u8 = 3;

/// A command line that cannot be carried out, as clap's own errors have it.
const MISUSED: u8 = 2;

fn main() -> ExitCode {
    // What clap cannot read it tells itself, with the status MISUSED.
    match Cli::parse().command {
        Command::Decode(arguments) => match decode::run(&arguments) {
            Ok(decoded) => {
                print(&decoded.text);
                if decoded.recognised { ExitCode::SUCCESS } else { ExitCode::from(UNRECOGNISED) }
            }
            Err(error) => fail(&error, MISUSED),
        },
        Command::Servers => print(&serve::list()),
        Command::Serve(arguments) if arguments.asks_for_list() => print(&serve::list()),
        Command::Lessons(arguments) => {
            lessons::run(arguments).map_or_else(|error| fail(&error, FAILED), |answer| tell(&answer.text, answer.good))
        }
        Command::Against(arguments) => {
            against::run(&arguments).map_or_else(|error| fail(&error, FAILED), |(report, good)| tell(&report, good))
        }
        Command::Serve(arguments) if arguments.watches().is_some() => match arguments.watches().map(|options| lessons::watch(&options)) {
            Some(Err(error)) => fail(&error, FAILED),
            Some(Ok(false)) => ExitCode::from(FAILED),
            Some(Ok(true)) | None => ExitCode::SUCCESS,
        },
        Command::Serve(arguments) => match arguments.options() {
            Ok(options) => serve::run(options).map_or_else(|error| fail(&error, FAILED), |()| ExitCode::SUCCESS),
            Err(error) => fail(&error, MISUSED),
        },
    }
}

/// Nobody may be reading any more; that is no reason to fail.
fn print(text: &str) -> ExitCode {
    let _ = stdout().write_all(text.as_bytes());
    ExitCode::SUCCESS
}

/// Prints an answer; one that names something wrong is a failure.
fn tell(text: &str, good: bool) -> ExitCode {
    print(text);
    if good { ExitCode::SUCCESS } else { ExitCode::from(FAILED) }
}

fn fail(error: &dyn Error, code: u8) -> ExitCode {
    let mut text = format!("smtp-playground: {error}");
    let mut cause = error.source();
    while let Some(deeper) = cause {
        text.push_str(&format!(": {deeper}"));
        cause = deeper.source();
    }
    let _ = writeln!(stderr(), "{text}");
    ExitCode::from(code)
}
