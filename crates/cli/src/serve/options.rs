use std::net::{SocketAddr, ToSocketAddrs};
use std::path::PathBuf;

use clap::Args;

use super::help::{after_help, ids, role_ids, roles};
use smtp_engine::session::{PlannedFault, Role, Server};

/// Where it listens when nothing else is said: on this machine only.
pub(super) const LISTEN: &str = "127.0.0.1:2525";

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
    /// Put delivered mail into DIR/MAILBOX/new, one Maildir a mailbox, and what goes to other servers into
    /// DIR/relayed/new. A file is the lines that the server puts before the message, then the message's octets.
    #[arg(long, value_name = "DIR")]
    maildir: Option<PathBuf>,
    /// Leave the server's lines out: a file is the message's octets, nothing else.
    #[arg(long, requires = "maildir")]
    no_trace: bool,
    /// Write the certificate of this run to FILE, as PEM, for clients that check it
    /// (SSL_CERT_FILE=FILE in the environment of many, --cacert FILE of curl).
    #[arg(long, value_name = "FILE")]
    certificate: Option<PathBuf>,
    /// TLS from the first octet, as on port 465 (RFC 8314 section 3.3).
    #[arg(long)]
    implicit_tls: bool,
    /// Fail on purpose, and so often; may be given again. `rcpt=451-4.7.1*2` refuses the first two recipients,
    /// `connect=shutdown` every client. Stages and failures are listed below.
    #[arg(long = "fault", value_name = "STAGE=FAILURE[*TIMES]")]
    faults: Vec<PlannedFault>,
    /// Write the server's log to standard error.
    #[arg(long)]
    log: bool,
    /// Watch an exercise: its server, and its conditions as they come true. SET is a file, the name of a track or
    /// `course`. Ends with 0 once it is solved, with 1 on Ctrl-C before.
    #[arg(long, value_name = "SET#EXERCISE", conflicts_with_all = ["server", "role", "maildir", "implicit_tls", "faults", "log"])]
    lesson: Option<String>,
    /// Write the hand-in to FILE when the watching ends.
    #[arg(long, value_name = "FILE", requires = "lesson")]
    hand_in: Option<PathBuf>,
    /// Whose hand-in it is.
    #[arg(long, value_name = "NAME", requires = "hand_in", default_value = "")]
    student: String,
    /// Show the servers.
    #[arg(long)]
    list: bool,
}

/// How to serve.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// The server that is simulated.
    pub(crate) server: &'static Server,
    /// Where it listens.
    pub(crate) listen: SocketAddr,
    /// Where delivered mail goes; nowhere without it.
    pub(crate) maildir: Option<PathBuf>,
    /// Where the certificate goes that clients should trust; nowhere without it.
    pub(crate) certificate: Option<PathBuf>,
    /// The server's own lines (`Return-Path:`, `Received:` ...) are put before each message in the Maildir.
    pub(crate) trace: bool,
    /// TLS begins with the connection, as on port 465 (RFC 8314 section 3.3).
    pub(crate) implicit_tls: bool,
    /// What goes wrong on purpose.
    pub(crate) faults: Vec<PlannedFault>,
    /// The server's log is written to standard error.
    pub(crate) log: bool,
}

/// Why a command line cannot be carried out. Each says what could be.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OptionsError {
    /// No such server.
    #[error("no server is called '{given}'; there are: {known}", known = ids().join(", "))]
    Server {
        /// What was given.
        given: String,
    },
    /// No such role.
    #[error("no role is called '{given}'; there are: {known}", known = role_ids(&Role::ALL))]
    Role {
        /// What was given.
        given: String,
    },
    /// That server does not have that role.
    #[error("'{server}' has no role '{role}'; it has: {known}", role = role.id(), known = role_ids(&roles(server)))]
    NoSuchRole {
        /// The server.
        server: &'static str,
        /// The role that it does not have.
        role: Role,
    },
}

/// Not an address with a port.
#[derive(Clone, Debug, thiserror::Error)]
#[error("it must be ADDRESS:PORT, such as {LISTEN} or [::1]:0")]
struct AddressError;

impl Arguments {
    /// Whether only the list of servers is wanted.
    pub(crate) fn asks_for_list(&self) -> bool {
        self.list || self.server.as_deref() == Some("list")
    }

    /// The exercise that is to be watched.
    pub(crate) fn watches(&self) -> Option<crate::lessons::Options> {
        Some(crate::lessons::Options {
            lesson: self.lesson.clone()?,
            listen: self.listen,
            certificate: self.certificate.clone(),
            hand_in: self.hand_in.clone(),
            student: self.student.clone(),
        })
    }

    /// How to serve.
    ///
    /// # Errors
    /// Where there is no such server or role; it names those that there are.
    pub(crate) fn options(self) -> Result<Options, OptionsError> {
        Ok(Options {
            server: choose(self.server, self.role)?,
            listen: self.listen,
            maildir: self.maildir,
            certificate: self.certificate,
            trace: !self.no_trace,
            implicit_tls: self.implicit_tls,
            faults: self.faults,
            log: self.log,
        })
    }
}

/// The server `id` in `role`; without an id the first one, without a role the first that it has.
fn choose(id: Option<String>, role: Option<String>) -> Result<&'static Server, OptionsError> {
    let id = id.unwrap_or_else(|| ids().into_iter().next().unwrap_or_default().to_owned());
    let Some(first) = smtp_servers::first(&id) else {
        return Err(OptionsError::Server { given: id });
    };
    let Some(given) = role else {
        return Ok(first);
    };
    let Some(role) = Role::from_id(&given) else {
        return Err(OptionsError::Role { given });
    };
    smtp_servers::find(&id, role).ok_or(OptionsError::NoSuchRole { server: first.id, role })
}

fn address(given: &str) -> Result<SocketAddr, AddressError> {
    given.to_socket_addrs().ok().and_then(|mut found| found.next()).ok_or(AddressError)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::list;
    use clap::{CommandFactory, Parser};

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
        assert!(options.listen.ip().is_loopback());
        assert_eq!((options.trace, options.implicit_tls, options.log, options.maildir), (true, false, false, None));
    }

    #[test]
    fn a_full_line_is_understood() {
        let options = read(
            "--server=postfix --role submission --listen [::1]:0 --maildir d --certificate c.pem --no-trace --fault auth=drop*1 --log",
        )
        .expect("options");
        assert_eq!((options.server.id, options.server.role), ("postfix", Role::Submission));
        assert_eq!(options.listen.to_string(), "[::1]:0");
        assert_eq!((options.trace, options.log, options.maildir), (false, true, Some("d".into())));
        assert_eq!(options.certificate, Some("c.pem".into()));
        assert_eq!(options.faults, ["auth=drop*1".parse().expect("a fault")]);
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
    }

    #[test]
    fn help_and_list_name_every_server() {
        let help = Line::command().render_long_help().to_string();
        assert!(smtp_servers::ALL.iter().all(|server| list().contains(server.id) && help.contains(server.id)));
    }
}
