//! `smtp-playground completions` and `man`: what a package of this program installs besides.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_complete::Shell;

/// For which shell.
#[derive(Debug, Args)]
#[command(after_help = "\
For example:
  smtp-playground completions bash > ~/.local/share/bash-completion/completions/smtp-playground
  smtp-playground completions zsh  > ~/.zfunc/_smtp-playground
  smtp-playground completions fish > ~/.config/fish/completions/smtp-playground.fish")]
pub(crate) struct Completions {
    /// The shell.
    shell: Shell,
}

/// Where to.
#[derive(Debug, Args)]
#[command(after_help = "\
For example:
  smtp-playground man | man -l -                        read it
  smtp-playground man --dir ~/.local/share/man/man1     install it, with a page for each subcommand")]
pub(crate) struct Manual {
    /// Write a page for the program and one for each subcommand into DIR, instead of the first to standard output.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// The manual cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write the manual to {0}")]
pub(crate) struct ManualError(PathBuf, #[source] io::Error);

/// The completions of `command`.
pub(crate) fn completions(arguments: &Completions, mut command: Command) -> String {
    let mut script = Vec::new();
    let name = command.get_name().to_owned();
    clap_complete::generate(arguments.shell, &mut command, name, &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// The manual page of `command`, or what was written where.
pub(crate) fn manual(arguments: &Manual, command: Command) -> Result<String, ManualError> {
    let Some(folder) = &arguments.dir else {
        let mut page = Vec::new();
        let rendered = clap_mangen::Man::new(command).render(&mut page);
        return rendered.map(|()| String::from_utf8_lossy(&page).into_owned()).map_err(|error| failed(Path::new("-"), error));
    };
    fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command, folder)).map_err(|error| failed(folder, error))?;
    Ok(format!("the manual is in {}\n", folder.display()))
}

fn failed(path: &Path, error: io::Error) -> ManualError {
    ManualError(path.to_owned(), error)
}
