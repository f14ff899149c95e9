//! `smtp-playground play`: a dialogue file or a share link, and what the server says to it.

use std::io::{self, Read, stdin};
use std::path::PathBuf;
use std::{fs, str};

use clap::{Args, ValueEnum};
use playground::record::{Dialogue, DialogueError, KeepError, Kept, LINK_START, LinkError, Outcome, Timeline, export, read_link};
use smtp_engine::session::Server;

use crate::servers::{ChoiceError, parse};

/// What `play` is asked for.
#[derive(Debug, Args)]
#[command(after_help = "\
The page and the command line play the same sessions: what you see here is what the page shows.

Examples:
  smtp-playground play tests/transcripts/postfix/a_bare_lf_ends_data.smtp
  smtp-playground play 'https://example.org/#s=1.xY...'        a share link, or only what follows the #
  smtp-playground play session.smtp --server exim/mx           the same words to another server
  smtp-playground play session.smtp --as python > test.py      the session as a program")]
pub(crate) struct Arguments {
    /// A dialogue file (one that expects nothing is only played), a session that was saved as a file (JSON), a share link, or - for any of them on standard input.
    #[arg(value_name = "FILE|LINK")]
    what: String,
    /// Say it to another server than the one that it names: NAME or NAME/ROLE. Expectations are left out then.
    #[arg(long, value_name = "NAME[/ROLE]", value_parser = parse)]
    server: Option<&'static Server>,
    /// What to print.
    #[arg(long = "as", value_name = "FORM", value_enum, default_value_t = Form::Transcript)]
    form: Form,
}

/// In which form a session is printed.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Form {
    /// `C:` and `S:` before what was said.
    Transcript,
    /// A dialogue file, with every reply as expectation.
    Dialogue,
    /// The transcript in Markdown.
    Markdown,
    /// A program in Python that says the same to a real server.
    Python,
    /// Only what the server wrote to its log.
    Log,
}

/// Why nothing can be played.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PlayError {
    /// A file that is not there, or may not be read.
    #[error("cannot read {0}")]
    Read(PathBuf, #[source] io::Error),
    /// Octets that are no text.
    #[error("{0} is no text in UTF-8")]
    Text(String),
    /// The file is no dialogue.
    #[error("{0} is no dialogue")]
    Dialogue(String, #[source] DialogueError),
    /// The file is no session of the page.
    #[error("{0} is no session of the page")]
    Session(String, #[source] KeepError),
    /// The link cannot be opened.
    #[error("the link cannot be opened")]
    Link(#[from] LinkError),
    /// There is no such server.
    #[error(transparent)]
    Server(#[from] ChoiceError),
}

/// Plays it; what to print, and what was not as expected.
pub(crate) fn run(arguments: &Arguments) -> Result<(String, Option<String>), PlayError> {
    let (mut timeline, mut broken) = read(&arguments.what)?;
    if let Some(server) = arguments.server {
        timeline = timeline.with_server(server);
        broken = None;
    }
    Ok((print(&timeline, arguments.form), broken))
}

/// The session, and what in it was not as the file expects.
fn read(what: &str) -> Result<(Timeline, Option<String>), PlayError> {
    if let Some(link) = link_in(what) {
        return Ok((read_link(link)?, None));
    }
    let mut octets = Vec::new();
    let name = if what == "-" { "standard input" } else { what };
    let read = if what == "-" { stdin().read_to_end(&mut octets).map(drop) } else { fs::read(what).map(|found| octets = found) };
    read.map_err(|error| PlayError::Read(name.into(), error))?;
    let text = str::from_utf8(&octets).map_err(|_| PlayError::Text(name.to_owned()))?;
    if let Some(link) = link_in(text.trim()).filter(|_| text.trim().lines().count() == 1) {
        return Ok((read_link(link)?, None));
    }
    if text.trim_start().starts_with('{') {
        let kept = Kept::read(text).map_err(|error| PlayError::Session(name.to_owned(), error))?;
        return Ok((kept.timeline, None));
    }
    let dialogue = Dialogue::read(text).map_err(|error| PlayError::Dialogue(name.to_owned(), error))?;
    let broken = match dialogue.play() {
        Outcome::Held => None,
        Outcome::Broken { .. } if !dialogue.script().expects() => None,
        Outcome::Broken { line, expected, found } => Some(format!("{name}:{line}: expected {expected:?}, found {found:?}")),
    };
    Ok((dialogue.timeline(), broken))
}

/// The fragment of a share link: of an address, or by itself.
fn link_in(text: &str) -> Option<&str> {
    let fragment = text.split_once('#').map_or(text, |(_, fragment)| fragment);
    fragment.starts_with(LINK_START).then_some(fragment)
}

fn print(timeline: &Timeline, form: Form) -> String {
    match form {
        Form::Transcript => export::text(timeline),
        Form::Dialogue => export::dialogue(timeline),
        Form::Markdown => export::markdown(timeline),
        Form::Python => export::python(timeline),
        Form::Log => timeline
            .events()
            .iter()
            .filter_map(|event| match &event.kind {
                playground::record::EventKind::Log(line) => Some(format!("{line}\n")),
                _ => None,
            })
            .collect(),
    }
}
