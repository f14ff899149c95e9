//! `smtp-playground`: what the page does, on the command line. `smtp-playground help` says how.
#![forbid(unsafe_code)]
#![deny(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod against;
mod decode;
mod generate;
mod lessons;
mod play;
mod record;
mod serve;
mod servers;
mod tls_client;

use std::error::Error;
use std::io::{Write, stderr, stdout};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// Mail servers that are not there: they answer as real ones do, and send no mail anywhere.
#[derive(Debug, Parser)]
#[command(
    name = "smtp-playground",
    version,
    after_help = "\
Start here:
  smtp-playground serve                                a mail server for your program, on 127.0.0.1:2525
  smtp-playground serve --server postfix --role submission --http 127.0.0.1:8025
                                                       one with logins and TLS, and an HTTP API for tests
  smtp-playground decode bounce.eml                    who refused a message, and why
  smtp-playground play session.smtp                    a session as a transcript

`smtp-playground help COMMAND` tells all of a command.

Exit status: 0 done, 1 it failed, 2 the command line cannot be carried out, 3 (decode) nothing was recognised."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Talk SMTP to real clients, as the chosen server would.
    Serve(Box<serve::Arguments>),
    /// Play a dialogue file or a share link, and print the session. Status 1: it did not go as the file expects.
    Play(play::Arguments),
    /// Tell who refused, where and why, from a bounce or whatever else mail said. Status 3: nothing was recognised.
    Decode(decode::Arguments),
    /// Check sets of exercises, and judge hand-ins.
    Lessons(lessons::Arguments),
    /// Play dialogue files to a server that you have written, and report each expectation.
    Against(against::Arguments),
    /// Record what a real server replies, for a new simulated one.
    Record(record::Arguments),
    /// List the simulated servers: name, roles, what it is.
    Servers,
    /// Print a script that completes this program's commands in your shell.
    Completions(generate::Completions),
    /// Print the manual page.
    Man(generate::Manual),
}

/// A failure of what was asked for.
const FAILED: u8 = 1;

/// A command line that cannot be carried out, as clap's own errors have it.
const MISUSED: u8 = 2;

/// Nothing was recognised.
const UNRECOGNISED: u8 = 3;

fn main() -> ExitCode {
    // What clap cannot read it tells itself, with the status MISUSED.
    match Cli::parse().command {
        Command::Serve(arguments) => serve(*arguments),
        Command::Play(arguments) => play::run(&arguments).map_or_else(
            |error| fail(&error, FAILED),
            |(text, broken)| {
                print(&text);
                broken.map_or(ExitCode::SUCCESS, |broken| {
                    let _ = writeln!(stderr(), "{broken}");
                    ExitCode::from(FAILED)
                })
            },
        ),
        Command::Decode(arguments) => match decode::run(&arguments) {
            Ok(decoded) => {
                print(&decoded.text);
                if decoded.recognised { ExitCode::SUCCESS } else { ExitCode::from(UNRECOGNISED) }
            }
            Err(error) => fail(&error, MISUSED),
        },
        Command::Lessons(arguments) => {
            lessons::run(arguments).map_or_else(|error| fail(&error, FAILED), |answer| tell(&answer.text, answer.good))
        }
        Command::Against(arguments) => {
            against::run(&arguments).map_or_else(|error| fail(&error, FAILED), |(report, good)| tell(&report, good))
        }
        Command::Record(arguments) => record::run(&arguments).map_or_else(|error| fail(&error, FAILED), |said| print(&said)),
        Command::Servers => print(&servers::list()),
        Command::Completions(arguments) => print(&generate::completions(&arguments, Cli::command())),
        Command::Man(arguments) => {
            generate::manual(&arguments, Cli::command()).map_or_else(|error| fail(&error, FAILED), |page| print(&page))
        }
    }
}

fn serve(arguments: serve::Arguments) -> ExitCode {
    if arguments.asks_for_list() {
        return print(&servers::list());
    }
    if let Some(options) = arguments.watches() {
        return lessons::watch(&options)
            .map_or_else(|error| fail(&error, FAILED), |solved| if solved { ExitCode::SUCCESS } else { ExitCode::from(FAILED) });
    }
    match arguments.options() {
        Ok(options) => serve::run(options).map_or_else(
            |error| fail(&error, FAILED),
            |unmet| {
                unmet.iter().for_each(|line| drop(writeln!(stderr(), "serve: {line}")));
                if unmet.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(FAILED) }
            },
        ),
        Err(error) => fail(&error, MISUSED),
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

/// Says what went wrong and why, once.
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
