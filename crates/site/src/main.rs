//! `pages`: writes the reference as static HTML, and all that the page says before a program can. `pages --help` says how.
#![forbid(unsafe_code)]
#![deny(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::io::{Write, stderr, stdout};
use std::process::ExitCode;

use smtp_playground_site::{HELP, Request, generate, write_shell};

fn main() -> ExitCode {
    match run() {
        Ok(said) => {
            // Nobody may be reading any more; that is no reason to fail.
            let _ = stdout().write_all(said.as_bytes());
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<String, Box<dyn std::error::Error>> {
    let Some(request) = Request::read(std::env::args_os().skip(1), |name| std::env::var_os(name))? else {
        return Ok(HELP.to_owned());
    };
    let site = generate(&request.root, request.base.as_deref())?;
    site.write(&request.out)?;
    // Without the page beside it, the reference stands alone.
    if request.out.join("index.html").exists() {
        write_shell(&request.root, &request.out, request.base.as_deref())?;
    }
    Ok(format!("The reference: {} files in {}\n", site.files.len(), request.out.join("reference").display()))
}
