//! `smtp-playground against`: plays dialogue files to a server that somebody has written, and reports each
//! expectation.

mod line;
mod report;

use std::fmt::Write as _;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use playground::record::{Dialogue, DialogueError, Step};
use thiserror::Error;

use self::line::Line;
use self::report::Report;

/// The longest pause that a dialogue is waited for, in seconds.
const LONGEST_WAIT: u64 = 10;
/// For how long nothing must come where a dialogue expects nothing.
const SILENCE: Duration = Duration::from_millis(300);

/// What stands after `against` on the command line.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The server: PORT on this machine, or HOST:PORT. Nothing is sent to another host unless you name it.
    #[arg(value_name = "[HOST:]PORT", value_parser = target)]
    target: SocketAddr,
    /// Dialogue files.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Send every line in pieces of so many octets, as a network may cut it.
    #[arg(long, value_name = "OCTETS", value_parser = clap::value_parser!(u16).range(1..))]
    pieces: Option<u16>,
    /// Expect the whole text of each reply; otherwise its code only, for every server has its own words.
    #[arg(long)]
    texts: bool,
    /// How many seconds a reply may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=600))]
    timeout: u64,
}

/// Why nothing can be played.
#[derive(Debug, Error)]
pub(crate) enum AgainstError {
    /// A file cannot be read.
    #[error("{0}")]
    Read(PathBuf, #[source] io::Error),
    /// A file is no dialogue.
    #[error("{0}: {1}")]
    Dialogue(PathBuf, DialogueError),
}

/// Not a port, or a host and a port.
#[derive(Clone, Debug, Error)]
#[error("it must be PORT or HOST:PORT, such as 2525 or 127.0.0.1:2525")]
struct TargetError;

fn target(given: &str) -> Result<SocketAddr, TargetError> {
    let named = if given.contains(':') { given.to_owned() } else { format!("127.0.0.1:{given}") };
    named.to_socket_addrs().ok().and_then(|mut found| found.next()).ok_or(TargetError)
}

/// Plays all files; the report, and whether everything was as expected.
pub(crate) fn run(arguments: &Arguments) -> Result<(String, bool), AgainstError> {
    let mut report = Report::default();
    for path in &arguments.files {
        let text = std::fs::read_to_string(path).map_err(|error| AgainstError::Read(path.clone(), error))?;
        let dialogue = Dialogue::read(&text).map_err(|error| AgainstError::Dialogue(path.clone(), error))?;
        play(&dialogue, path, arguments, &mut report);
    }
    let good = report.broken == 0;
    let mut text = report.text;
    let _ = writeln!(text, "{} files, {} expectations, {} broken", arguments.files.len(), report.expectations, report.broken);
    Ok((text, good))
}

fn play(dialogue: &Dialogue, path: &Path, arguments: &Arguments, report: &mut Report) {
    let timeout = Duration::from_secs(arguments.timeout);
    let connect = |report: &mut Report, number| {
        let connected = Line::connect(arguments.target, timeout).and_then(|mut line| {
            if dialogue.is_inside_tls() {
                line.begin_tls()?;
            }
            Ok(line)
        });
        connected.map_err(|error| report.broken(path, number, "a connection", &error.to_string())).ok()
    };
    let Some(mut line) = connect(report, 1) else { return };
    let steps = dialogue.script().steps();
    // STARTTLS was said; TLS begins after its 220 (RFC 3207 section 4).
    let mut asked_for_tls = false;
    for (index, (number, step)) in steps.iter().enumerate() {
        let number = *number;
        match step {
            Step::Send(octets) => {
                asked_for_tls = octets.trim_ascii().eq_ignore_ascii_case(b"STARTTLS");
                let pieces = arguments.pieces.map_or(octets.len().max(1), usize::from);
                // A server that has closed shows when its reply is read.
                let _ = line.send(octets, pieces);
            }
            Step::Expect(_) if !arguments.texts && !ends_reply(steps, index) => {}
            Step::Expect(text) | Step::ExpectStart(text) => {
                let whole = arguments.texts && matches!(step, Step::Expect(_));
                let wanted = if arguments.texts { text.as_str() } else { text.get(..3).unwrap_or(text) };
                let found = if whole { line.read_line() } else { line.read_reply() };
                match &found {
                    Ok(found) => {
                        report.compare(path, number, wanted, found, if whole { found == wanted } else { found.starts_with(wanted) })
                    }
                    Err(error) => report.broken(path, number, wanted, &error.to_string()),
                }
                if std::mem::take(&mut asked_for_tls)
                    && found.is_ok_and(|reply| reply.starts_with("220"))
                    && let Err(error) = line.begin_tls()
                {
                    return report.broken(path, number, "TLS", &error.to_string());
                }
            }
            Step::ExpectClosed => match line.read_end() {
                Ok(()) => report.compare(path, number, "closed", "closed", true),
                Err(found) => report.broken(path, number, "closed", &found),
            },
            Step::ExpectNothing => match line.read_within(SILENCE) {
                None => report.compare(path, number, "nothing", "nothing", true),
                Some(found) => report.broken(path, number, "nothing", &found),
            },
            Step::Wait(milliseconds) if *milliseconds <= LONGEST_WAIT * 1000 => std::thread::sleep(Duration::from_millis(*milliseconds)),
            Step::Wait(_) => report.note(path, number, "this wait is longer than ten seconds; it is left out"),
            Step::Connect => match connect(report, number) {
                Some(again) => line = again,
                None => return,
            },
            Step::Disconnect => line.close(),
            Step::World(_) => report.note(path, number, "the world of another server cannot be changed from here"),
            Step::Pick(_) => {}
        }
    }
}

/// Whether the expected line at `index` is the last one of its reply: no hyphen after its code.
fn ends_reply(steps: &[(usize, Step)], index: usize) -> bool {
    match steps.get(index) {
        Some((_, Step::Expect(text))) => text.as_bytes().get(3) != Some(&b'-'),
        _ => true,
    }
}
