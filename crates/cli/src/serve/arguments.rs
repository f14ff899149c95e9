//! What stands after `serve` on the command line.

use std::net::{SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use smtp_engine::session::Server;

use super::expect::Expectation;
use super::help::after_help;
use super::options::{Options, OptionsError, Port};
use super::sessions::{Form, Settings};
use super::world::WorldArguments;
use crate::servers::{ChoiceError, choose, parse};

/// Where it listens when nothing else is said: on this machine only.
pub(super) const LISTEN: &str = "127.0.0.1:2525";
/// Where HTTP is answered when only a page is asked for.
const HTTP: &str = "127.0.0.1:8025";
/// Where `cargo xtask serve` puts the page.
const PAGE: &str = "http://127.0.0.1:8080/";

/// What stands after `serve` on the command line.
#[derive(Clone, Debug, Args)]
#[command(after_help = after_help())]
pub(crate) struct Arguments {
    /// One of the servers below; the first, if not given. `list` shows them.
    #[arg(long, value_name = "NAME")]
    server: Option<String>,
    /// mx or submission; if not given, the first role that the server has.
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,
    /// Where to listen; from this machine only, if not given. Port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = LISTEN, value_parser = address)]
    listen: SocketAddr,
    /// TLS from the first octet, as on port 465 (RFC 8314 section 3.3).
    #[arg(long)]
    implicit_tls: bool,
    /// Serve on a port; may be given again, for several servers at once: `--on postfix/mx=2525 --on
    /// exim/submission=2587 --on exim/submission/tls=2465`.
    #[arg(long, value_name = "SERVER[/ROLE][/tls]=[ADDRESS:]PORT", value_parser = port, conflicts_with_all = ["server", "role", "listen", "implicit_tls"])]
    on: Vec<Port>,
    /// Put delivered mail into DIR/MAILBOX/new, one Maildir a mailbox, and what goes to other servers into
    /// DIR/relayed/new. A file is the lines that the server puts before the message, then the message's octets.
    #[arg(long, value_name = "DIR")]
    maildir: Option<PathBuf>,
    /// Leave the server's lines out: a file is the message's octets, nothing else.
    #[arg(long, requires = "maildir")]
    no_trace: bool,
    /// Do not force each message to the disk before it is taken: faster, and a power failure may lose some.
    #[arg(long, requires = "maildir")]
    no_sync: bool,
    /// Write the certificate of this run to FILE, as PEM, for clients that check it
    /// (SSL_CERT_FILE=FILE in the environment of many, --cacert FILE of curl).
    #[arg(long, value_name = "FILE")]
    certificate: Option<PathBuf>,
    #[command(flatten)]
    world: WorldArguments,
    #[command(flatten)]
    sessions: SessionArguments,
    #[command(flatten)]
    lesson: LessonArguments,
    /// Write the server's log to standard error.
    #[arg(long)]
    log: bool,
    /// Show the servers.
    #[arg(long)]
    list: bool,
}

/// What is told of sessions, and when it ends.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Sessions")]
struct SessionArguments {
    /// Print nothing when a session ends.
    #[arg(long, conflicts_with = "json")]
    quiet: bool,
    /// Print a line of JSON for each session, instead of one for people.
    #[arg(long)]
    json: bool,
    /// Write each session into DIR, as a file that the page and `smtp-playground play` open.
    #[arg(long, value_name = "DIR")]
    sessions: Option<PathBuf>,
    /// The page that the printed links lead to: its address, or the folder of a built page (dist, if nothing is given),
    /// which is served on the port of --http then, with the sessions of clients as they happen.
    #[arg(long, value_name = "URL|DIR", num_args = 0..=1, default_missing_value = "dist")]
    page: Option<String>,
    /// Answer tests over HTTP on this port of this machine: messages, sessions, reset; see docs/serve.md.
    #[arg(long, value_name = "[ADDRESS:]PORT", value_parser = http)]
    http: Option<SocketAddr>,
    /// Keep the latest so many messages in memory for --http, 256 MiB at most.
    #[arg(long, value_name = "COUNT", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    keep: u32,
    /// What a client has to do: a dialogue file, or SET#EXERCISE. Ends with 0 as soon as sessions have done all of it, and
    /// with 1 when it ends before. May be given again. Without --server, the server is the one that the first names.
    #[arg(long, value_name = "FILE")]
    expect: Vec<String>,
    /// End when nobody has been connected for so long, once somebody has been.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    exit_when_idle: Option<u64>,
}

/// The watching of an exercise.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Exercises")]
struct LessonArguments {
    /// Watch an exercise: its server, and its conditions as they come true. SET is a file, the name of a track or
    /// `course`. Ends with 0 once it is solved, with 1 on Ctrl-C before.
    #[arg(long, value_name = "SET#EXERCISE", conflicts_with_all = ["server", "role", "on", "maildir", "implicit_tls", "faults", "log", "expect"])]
    lesson: Option<String>,
    /// Write the hand-in to FILE when the watching ends.
    #[arg(long, value_name = "FILE", requires = "lesson")]
    hand_in: Option<PathBuf>,
    /// Whose hand-in it is.
    #[arg(long, value_name = "NAME", requires = "hand_in", default_value = "")]
    student: String,
}

/// Not an address with a port.
#[derive(Clone, Debug, thiserror::Error)]
#[error("it must be ADDRESS:PORT, such as {LISTEN} or [::1]:0")]
struct AddressError;

/// Not a server on a port.
#[derive(Clone, Debug, thiserror::Error)]
enum PortError {
    /// The form is wrong.
    #[error("it must be SERVER[/ROLE][/tls]=[ADDRESS:]PORT, such as postfix/submission=2587")]
    Form,
    /// There is no such server.
    #[error(transparent)]
    Server(#[from] ChoiceError),
}

impl Arguments {
    /// Whether only the list of servers is wanted.
    pub(crate) fn asks_for_list(&self) -> bool {
        self.list || self.server.as_deref() == Some("list")
    }

    /// The exercise that is to be watched.
    pub(crate) fn watches(&self) -> Option<crate::lessons::Options> {
        Some(crate::lessons::Options {
            lesson: self.lesson.lesson.clone()?,
            listen: self.listen,
            certificate: self.certificate.clone(),
            hand_in: self.lesson.hand_in.clone(),
            student: self.lesson.student.clone(),
        })
    }

    /// How to serve.
    ///
    /// # Errors
    /// Where there is no such server or role, or a file cannot be used; it says what could be.
    pub(crate) fn options(self) -> Result<Options, OptionsError> {
        let expectations = self.sessions.expect.iter().map(|given| Expectation::read(given)).collect::<Result<Vec<_>, _>>()?;
        let ports = if self.on.is_empty() {
            let named = expectations.first().map(Expectation::server).filter(|_| self.server.is_none() && self.role.is_none());
            let server = named.map_or_else(|| choose(self.server.as_deref(), self.role.as_deref()), Ok)?;
            vec![Port { server, address: self.listen, implicit_tls: self.implicit_tls }]
        } else {
            self.on
        };
        let (address_of_page, page) = match self.sessions.page {
            Some(given) if ["http://", "https://", "file://"].iter().any(|scheme| given.starts_with(scheme)) => {
                (given.split('#').next().unwrap_or_default().to_owned(), None)
            }
            Some(folder) if Path::new(&folder).join("index.html").is_file() => (String::new(), Some(PathBuf::from(folder))),
            Some(folder) => return Err(OptionsError::Page(folder.into())),
            None => (PAGE.to_owned(), None),
        };
        let http = self.sessions.http.or_else(|| page.as_ref().and_then(|_| address(HTTP).ok()));
        if let Some(address) = http.filter(|address| !address.ip().is_loopback()) {
            return Err(OptionsError::Http(address));
        }
        Ok(Options {
            ports,
            http,
            kept_messages: self.sessions.keep.try_into().unwrap_or(usize::MAX),
            page,
            world: self.world.world()?,
            maildir: self.maildir,
            certificate: self.certificate,
            trace: !self.no_trace,
            sync: !self.no_sync,
            log: self.log,
            sessions: Settings {
                form: match (self.sessions.quiet, self.sessions.json) {
                    (true, _) => Form::Silent,
                    (false, true) => Form::Json,
                    (false, false) => Form::Line,
                },
                folder: self.sessions.sessions,
                page: address_of_page,
                kept: http.is_some(),
            },
            expectations,
            idle: self.sessions.exit_when_idle.map(Duration::from_secs),
        })
    }
}

fn address(given: &str) -> Result<SocketAddr, AddressError> {
    given.to_socket_addrs().ok().and_then(|mut found| found.next()).ok_or(AddressError)
}

/// `SERVER[/ROLE][/tls]=[ADDRESS:]PORT`; on this machine only, where no address is given.
fn port(given: &str) -> Result<Port, PortError> {
    let (what, place) = given.rsplit_once('=').ok_or(PortError::Form)?;
    let (what, implicit_tls) = what.strip_suffix("/tls").map_or((what, false), |rest| (rest, true));
    let server: &'static Server = parse(what)?;
    let place = if place.contains(':') { place.to_owned() } else { format!("127.0.0.1:{place}") };
    Ok(Port { server, address: address(&place).map_err(|_| PortError::Form)?, implicit_tls })
}

/// `[ADDRESS:]PORT`.
fn http(given: &str) -> Result<SocketAddr, AddressError> {
    address(&if given.contains(':') { given.to_owned() } else { format!("127.0.0.1:{given}") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servers::list;
    use clap::{CommandFactory, Parser};
    use smtp_engine::session::Role;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        arguments: Arguments,
    }

    fn read(line: &str) -> Result<Options, String> {
        let words = std::iter::once("serve").chain(line.split_whitespace());
        let line = Line::try_parse_from(words).map_err(|error| error.to_string())?;
        line.arguments.options().map_err(|error| error.to_string())
    }

    fn error(line: &str) -> String {
        read(line).expect_err(line)
    }

    #[test]
    fn without_arguments_it_listens_on_this_machine_only() {
        let options = read("").expect("options");
        assert!(options.ports.len() == 1 && options.ports[0].address.ip().is_loopback() && !options.ports[0].implicit_tls);
        assert_eq!((options.trace, options.sync, options.log, options.maildir), (true, true, false, None));
        assert_eq!(options.sessions.form, Form::Line);
    }

    #[test]
    fn a_full_line_is_understood() {
        let options = read(
            "--server=postfix --role submission --listen [::1]:0 --maildir d --certificate c.pem --no-trace --no-sync --fault auth=drop*1 --log \
             --json --page https://example.org/p/ --sessions s --exit-when-idle 3",
        )
        .expect("options");
        let [port] = options.ports[..] else { panic!("one port") };
        assert_eq!((port.server.id, port.server.role, port.address.to_string().as_str()), ("postfix", Role::Submission, "[::1]:0"));
        assert_eq!((options.trace, options.sync, options.log, options.maildir), (false, false, true, Some("d".into())));
        assert_eq!(options.certificate, Some("c.pem".into()));
        assert_eq!(options.world.faults, ["auth=drop*1".parse().expect("a fault")]);
        assert_eq!((options.sessions.form, options.sessions.page.as_str()), (Form::Json, "https://example.org/p/"));
        assert_eq!((options.sessions.folder, options.idle), (Some("s".into()), Some(Duration::from_secs(3))));
    }

    #[test]
    fn several_servers_have_their_ports() {
        let options = read("--on postfix/mx=0 --on exim/submission/tls=127.0.0.2:2465 --on strict=[::1]:25").expect("options");
        let told: Vec<String> = options
            .ports
            .iter()
            .map(|port| format!("{} {} {} {}", port.server.id, port.server.role.id(), port.address, port.implicit_tls))
            .collect();
        assert_eq!(told, ["postfix mx 127.0.0.1:0 false", "exim submission 127.0.0.2:2465 true", "strict mx [::1]:25 false"]);
    }

    #[test]
    fn errors_name_what_is_allowed() {
        assert!(error("--server postfx").contains("postfix"));
        assert!(error("--role relay").contains("mx, submission"));
        assert!(error("--listen 2525").contains("127.0.0.1:2525"));
        assert!(error("--listen nonsense:port").contains("ADDRESS:PORT"));
        assert!(error("--nonsense").contains("--help"));
        assert!(error("stray").contains("--help"));
        assert!(error("--role").contains("--role"));
        assert!(error("--fault rcpt").contains("rcpt=451-4.7.1*2"));
        assert!(error("--no-trace").contains("--maildir"));
        assert!(error("--maildir=").contains("--maildir"));
        assert!(error("--on postfix").contains("postfix/submission=2587"));
        assert!(error("--on postfx=25").contains("no server is called 'postfx'"));
        assert!(error("--on postfix=25 --role mx").contains("--role"));
        assert!(error("--page example.org").contains("no page is in example.org"));
        assert!(error("--http 192.0.2.1:80").contains("for this machine only"));
        assert!(error("--expect nothing.smtp").contains("nothing.smtp"));
    }

    #[test]
    fn help_and_list_name_every_server() {
        let help = Line::command().render_long_help().to_string();
        assert!(smtp_servers::ALL.iter().all(|server| list().contains(server.id) && help.contains(server.id)));
    }
}
