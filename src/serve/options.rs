use std::ffi::OsString;
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::PathBuf;

use lexopt::{Arg, ValueExt};

use super::help::{ids, role_ids, roles};
use crate::servers;
use crate::session::faults::FaultPlanError;
use crate::session::{PlannedFault, Role, Server};

/// Where it listens when nothing else is said: on this machine only.
pub(super) const LISTEN: &str = "127.0.0.1:2525";

/// What the command line asks for.
#[derive(Debug)]
pub enum Request {
    /// How it is used.
    Help,
    /// Which servers there are.
    List,
    /// Serve.
    Serve(Options),
}

/// How to serve.
#[derive(Clone, Debug)]
pub struct Options {
    /// The server that is simulated.
    pub server: &'static Server,
    /// Where it listens.
    pub listen: SocketAddr,
    /// Where delivered mail goes; nowhere without it.
    pub maildir: Option<PathBuf>,
    /// Where the certificate goes that clients should trust; nowhere without it.
    pub certificate: Option<PathBuf>,
    /// The server's own lines (`Return-Path:`, `Received:` ...) are put before each message in the Maildir.
    pub trace: bool,
    /// TLS begins with the connection, as on port 465 (RFC 8314 section 3.3).
    pub implicit_tls: bool,
    /// What goes wrong on purpose.
    pub faults: Vec<PlannedFault>,
    /// The server's log is written to standard error.
    pub log: bool,
}

/// Why a command line is not understood. Each says what would be.
#[derive(Debug, thiserror::Error)]
pub enum OptionsError {
    /// Not an option, or an option without its value.
    #[error("{0}; `serve --help` lists what there is")]
    Unknown(#[from] lexopt::Error),
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
    /// Not an address with a port.
    #[error("--listen takes ADDRESS:PORT, such as {LISTEN} or [::1]:0, not '{given}'")]
    Listen {
        /// What was given.
        given: String,
    },
    /// Not a failure that can be planned.
    #[error("--fault {0}")]
    Fault(FaultPlanError),
    /// There is nothing to leave out or put in.
    #[error("--no-trace says how mail is written to the Maildir; it needs --maildir DIR")]
    TraceWithoutMaildir,
}

impl Request {
    /// Reads the arguments behind the program's name.
    pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, OptionsError> {
        let mut server = ids()[0].to_owned();
        let mut role = None;
        let mut listen = LISTEN.to_owned();
        let (mut maildir, mut certificate, mut trace, mut implicit_tls, mut log) = (None, None, true, false, false);
        let mut faults = Vec::new();
        let mut parser = lexopt::Parser::from_args(arguments);
        while let Some(argument) = parser.next()? {
            match argument {
                Arg::Short('h') | Arg::Long("help") => return Ok(Self::Help),
                Arg::Long("list") => return Ok(Self::List),
                Arg::Long("server") => server = parser.value()?.string()?,
                Arg::Long("role") => role = Some(parser.value()?.string()?),
                Arg::Long("listen") => listen = parser.value()?.string()?,
                Arg::Long("maildir") => maildir = Some(PathBuf::from(parser.value()?)),
                Arg::Long("certificate") => certificate = Some(PathBuf::from(parser.value()?)),
                Arg::Long("no-trace") => trace = false,
                Arg::Long("implicit-tls") => implicit_tls = true,
                Arg::Long("fault") => faults.push(parser.value()?.string()?.parse().map_err(OptionsError::Fault)?),
                Arg::Long("log") => log = true,
                other => return Err(other.unexpected().into()),
            }
        }
        if server == "list" {
            return Ok(Self::List);
        }
        if !trace && maildir.is_none() {
            return Err(OptionsError::TraceWithoutMaildir);
        }
        let server = choose(server, role)?;
        Ok(Self::Serve(Options { server, listen: address(listen)?, maildir, certificate, trace, implicit_tls, faults, log }))
    }
}

/// The server `id` in `role`; without a role, in the first that it has.
fn choose(id: String, role: Option<String>) -> Result<&'static Server, OptionsError> {
    let Some(first) = servers::first(&id) else {
        return Err(OptionsError::Server { given: id });
    };
    let Some(given) = role else {
        return Ok(first);
    };
    let Some(role) = Role::from_id(&given) else {
        return Err(OptionsError::Role { given });
    };
    servers::find(&id, role).ok_or(OptionsError::NoSuchRole { server: first.id, role })
}

fn address(given: String) -> Result<SocketAddr, OptionsError> {
    given.to_socket_addrs().ok().and_then(|mut found| found.next()).ok_or(OptionsError::Listen { given })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::{help, list};

    fn read(line: &str) -> Result<Request, OptionsError> {
        Request::read(line.split_whitespace().map(OsString::from))
    }

    fn error(line: &str) -> String {
        read(line).expect_err(line).to_string()
    }

    #[test]
    fn without_arguments_it_listens_on_this_machine_only() {
        let Ok(Request::Serve(options)) = read("") else { panic!("it should serve") };
        assert!(options.listen.ip().is_loopback());
        assert_eq!((options.trace, options.implicit_tls, options.log, options.maildir), (true, false, false, None));
    }

    #[test]
    fn a_full_line_is_understood() {
        let Ok(Request::Serve(options)) = read(
            "--server=postfix --role submission --listen [::1]:0 --maildir d --certificate c.pem --no-trace --fault auth=drop*1 --log",
        ) else {
            panic!("it should serve")
        };
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
    }

    #[test]
    fn help_and_list_come_before_everything_else() {
        assert!(matches!(read("--help --server x"), Ok(Request::Help)));
        assert!(matches!(read("--server list"), Ok(Request::List)));
        assert!(servers::ALL.iter().all(|server| list().contains(server.id) && help().contains(server.id)));
    }
}
