//! Running other programs, with their output on the screen.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::{Error, Result};
use crate::paths;

/// A command line that is printed before it runs.
pub(crate) struct Run {
    command: Command,
    line: String,
}

impl Run {
    /// A program, to be run in the workspace's directory.
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let mut command = Command::new(program.as_ref());
        command.current_dir(paths::root());
        // `cargo run` describes xtask to its child. Passed on, that makes Cargo rebuild
        // dependencies whose build scripts watch those variables.
        for (name, _) in env::vars_os() {
            let name = name.to_string_lossy();
            if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&*name);
            }
        }
        let line = Path::new(program.as_ref()).file_name().unwrap_or(program.as_ref()).to_string_lossy().into_owned();
        Self { command, line }
    }

    /// The Cargo that runs xtask.
    pub(crate) fn cargo() -> Self {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        Self::new(cargo)
    }

    /// npm, whose name differs on Windows.
    pub(crate) fn npm() -> Self {
        Self::new(if cfg!(windows) { "npm.cmd" } else { "npm" })
    }

    /// Adds arguments separated by blanks.
    pub(crate) fn words(self, words: &str) -> Self {
        self.args(words.split_ascii_whitespace())
    }

    /// Adds arguments as they are.
    pub(crate) fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        for arg in args {
            self.line.push(' ');
            self.line.push_str(&arg.as_ref().to_string_lossy());
            self.command.arg(arg);
        }
        self
    }

    /// Sets a variable for the program.
    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Takes a variable away from the program.
    pub(crate) fn without_env(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Runs it elsewhere than in the workspace's directory.
    pub(crate) fn dir(mut self, dir: impl AsRef<Path>) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// Puts directories before PATH, the first one foremost.
    pub(crate) fn path(self, first: &[PathBuf]) -> Self {
        let dirs = first.iter().cloned().chain(paths::on_path());
        match env::join_paths(dirs) {
            Ok(path) => self.env("PATH", path),
            Err(_) => self,
        }
    }

    /// Prints the command line and runs it to its end.
    pub(crate) fn run(mut self) -> Result<()> {
        println!("$ {}", self.line);
        let status = self.command.status().map_err(|source| Error::Start { program: self.line.clone(), source })?;
        if status.success() { Ok(()) } else { Err(Error::Failed { line: self.line, status }) }
    }

    /// Prints the command line and runs it to its end; what it wrote to standard output.
    pub(crate) fn written(mut self) -> Result<String> {
        println!("$ {}", self.line);
        let start = |source| Error::Start { program: self.line.clone(), source };
        let output = self.command.stderr(Stdio::inherit()).output().map_err(start)?;
        match output.status {
            status if status.success() => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
            status => Err(Error::Failed { line: self.line, status }),
        }
    }

    /// Runs it silently; what it wrote, if it succeeded.
    pub(crate) fn output(mut self) -> Option<String> {
        let output = self.command.output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }
}
