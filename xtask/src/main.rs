//! The project's commands. `cargo xtask help` lists them.
//!
//! - `tools`, `install`: which tools are needed, at which version, and how they get here
//! - `build`: the static files in `dist/`
//! - `style`: few requests for the page's style sheets
//! - `seal`: the policy of each page, and what its files must hold
//! - `offline`: what the page needs without a network (service worker, packs)
//! - `single_file`: the page as one file
//! - `markup`, `files`, `digest`: what those steps have in common: elements of pages, files, hashes
//! - `serve`, `http`: those files on a local port, or Trunk's watch mode
//! - `parts`, `rules`, `test`: what `cargo xtask test` runs, and its summary
//! - `deny`: whether packages are what `deny.toml` allows
//! - `measure`: figures, as JSON and as tables
//! - `browser`: Chromium, chromedriver and the Playwright harness
//! - `process`, `paths`, `error`: running programs, places in the tree, what can go wrong
#![forbid(unsafe_code)]
#![deny(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod browser;
mod build;
mod deny;
mod digest;
mod error;
mod files;
mod http;
mod install;
mod markup;
mod measure;
mod names;
mod offline;
mod parts;
mod paths;
mod process;
mod rules;
mod seal;
mod serve;
mod single_file;
mod style;
mod test;
mod tools;
mod worker;

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

use error::{Error, Result};
use lexopt::prelude::*;

const HELP: &str = "\
SMTP Playground, the project's commands

  cargo xtask serve [--port N] [--open] [--dev]
      Set up, build in release and serve on http://127.0.0.1:8080.
      --port N   another port (0: any free one)
      --open     open the page in the browser
      --dev      build in debug, watch the files, reload the page on a change

  cargo xtask test [PART...] [--list] [--diffs N] [--server NAME] [-- ARGS...]
      Set up and run every part of the tests, or the parts named.
      --list         name the parts
      --diffs N      part `recordings`: print the first N steps that differ
      --server NAME  part `recordings`: one server only
      -- ARGS        handed to cargo test (or Playwright) by the one part named,
                     such as `test engine -- dot_stuffing`

  cargo xtask build
      Make dist/: static files with relative URLs, for any host and sub-path.

  cargo xtask single-file [--out FILE] [--from DIR]
      Build, and make one file of the page that opens from a disk: target/smtp-playground.html.
      --out FILE  another file
      --from DIR  no building: the page is in DIR

  cargo xtask offline DIR
      Make the service worker's list anew, after files of a built page in DIR were changed.

  cargo xtask finish
      What `trunk build` calls at its end, so that it makes a complete page by itself.

  cargo xtask measure [SUBJECT...] [--built] [--table]
      Print figures as JSON: how large and how fast the page is, and more.
      --built  of what was built last, as it is
      --table  measure nothing; write the last figures as tables into BENCHMARKS.md

  cargo xtask measure decode FOLDER
      How much of a folder of bounces (mails and expected.json) is read right, and how fast.

  cargo xtask setup
      Install the tools that are missing into target/tools, and do nothing else.
";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut own = env::args_os().skip(1).take_while(|arg| arg != "--");
    if own.any(|arg| arg == "--help" || arg == "-h") {
        print!("{HELP}");
        return Ok(());
    }
    let mut args = lexopt::Parser::from_env();
    let command = match args.next()? {
        Some(Value(name)) => name.string()?,
        None => "help".to_owned(),
        Some(other) => return Err(other.unexpected().into()),
    };
    match command.as_str() {
        "serve" => serve::run(&serve_options(&mut args)?),
        "test" => test::run(&test_options(&mut args)?),
        "build" => {
            no_more(&mut args)?;
            build::run().map(drop)
        }
        "single-file" => {
            let (from, out) = single_file_options(&mut args)?;
            if from.is_none() {
                build::run()?;
            }
            single_file::run(&from.unwrap_or_else(paths::dist), &out)
        }
        "offline" => {
            let dist = match args.next()? {
                Some(Value(dist)) => PathBuf::from(dist),
                _ => return Err(Error::Usage("`cargo xtask offline` wants the directory of a built page".to_owned())),
            };
            no_more(&mut args)?;
            offline::run(&dist)
        }
        "finish" => {
            no_more(&mut args)?;
            build::finish()
        }
        "measure" => measure::run(&measure_options(&mut args)?),
        "setup" => {
            no_more(&mut args)?;
            tools::Tools::ready(tools::ALL)?;
            browser::harness_ready()?;
            println!("Everything is in place.");
            Ok(())
        }
        "help" => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(Error::Usage(format!(
            "there is no command `{other}`; the commands are serve, test, build, single-file, offline, finish, measure, setup and help"
        ))),
    }
}

fn serve_options(args: &mut lexopt::Parser) -> Result<serve::Options> {
    let mut options = serve::Options::default();
    while let Some(arg) = args.next()? {
        match arg {
            Short('p') | Long("port") => options.port = args.value()?.parse()?,
            Short('o') | Long("open") => options.open = true,
            Long("dev") => options.dev = true,
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(options)
}

fn test_options(args: &mut lexopt::Parser) -> Result<test::Options> {
    let mut options = test::Options::default();
    loop {
        // Everything after `--` belongs to the test program, dashes or not.
        if let Some(mut raw) = args.try_raw_args()
            && raw.peek().is_some_and(|next| next == "--")
        {
            raw.next();
            options.extra = raw.collect();
            return Ok(options);
        }
        match args.next()? {
            Some(Long("list")) => options.list = true,
            Some(Long("diffs")) => options.diffs = Some(args.value()?.parse()?),
            Some(Long("server")) => options.server = Some(args.value()?.string()?),
            Some(Value(part)) => options.parts.push(part.string()?),
            Some(other) => return Err(other.unexpected().into()),
            None => return Ok(options),
        }
    }
}

fn measure_options(args: &mut lexopt::Parser) -> Result<measure::Options> {
    let mut options = measure::Options::default();
    while let Some(arg) = args.next()? {
        match arg {
            Long("table") => options.table = true,
            Long("built") => options.built = true,
            Value(subject) => options.subjects.push(subject.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(options)
}

fn single_file_options(args: &mut lexopt::Parser) -> Result<(Option<PathBuf>, PathBuf)> {
    let (mut from, mut out) = (None, single_file::place());
    while let Some(arg) = args.next()? {
        match arg {
            Long("out") => out = args.value()?.into(),
            Long("from") => from = Some(args.value()?.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok((from, out))
}

fn no_more(args: &mut lexopt::Parser) -> Result<()> {
    match args.next()? {
        Some(other) => Err(other.unexpected().into()),
        None => Ok(()),
    }
}
