//! `serve`: a simulated server behind a TCP port, for real clients. `serve --help` says how.
#![forbid(unsafe_code)]

use std::error::Error;
use std::io::{Write, stderr, stdout};
use std::process::ExitCode;

use smtp_playground::serve::{self, Request};

fn main() -> ExitCode {
    match Request::read(std::env::args_os().skip(1)) {
        Ok(Request::Help) => print(&serve::help()),
        Ok(Request::List) => print(&serve::list()),
        Ok(Request::Serve(options)) => match serve::run(options) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => fail(&error, 1),
        },
        Err(error) => fail(&error, 2),
    }
}

/// Nobody may be reading any more; that is no reason to fail.
fn print(text: &str) -> ExitCode {
    let _ = stdout().write_all(text.as_bytes());
    ExitCode::SUCCESS
}

fn fail(error: &dyn Error, code: u8) -> ExitCode {
    let mut text = format!("serve: {error}");
    let mut cause = error.source();
    while let Some(deeper) = cause {
        text.push_str(&format!(": {deeper}"));
        cause = deeper.source();
    }
    let _ = writeln!(stderr(), "{text}");
    ExitCode::from(code)
}
