//! OpenSMTPD 7.6.0p1, as Debian 13 ships it, configured as `tests/recordings/README.md` says. Where a
//! name in backticks is followed by `()`, it is a function of its source.

mod address;
mod base64;
mod commands;
mod headers;
mod line;
mod log;
mod login;
mod message;
mod policy;
mod transaction;
mod vis;
mod wording;

use std::time::Duration;

use crate::base::BASE;
use smtp_engine::session::{Auth, Checks, Framing, Hooks, Limits, Mechanism, Provenance, Role, Server, Session, Words, World};
use smtp_engine::wire::{LineRules, Newlines};

/// Port 25: takes mail for example.com from anyone.
pub static MX: Server = Server {
    id: "opensmtpd",
    name: "OpenSMTPD",
    version: "7.6.0p1",
    role: Role::Mx,
    provenance: Provenance::Recorded("2026-11-22"),
    framing: Framing {
        // smtp_io(): lines end at LF, one CR before it is dropped.
        lines: LineRules { bare_lf: true, drop_all_cr: false, limit: line::CAP },
        newlines: Newlines::Lf,
        read_line: line::read,
        ..Framing::STANDARD
    },
    checks: Checks { line: line::CHECKS, recipient: policy::CHECKS, ..Checks::NONE },
    hooks: Hooks {
        unknown_command: line::unknown_command,
        hello_name: |name| name.trim_start().to_owned(),
        read_mailbox: |line, path| path.map(|path| address::read_path(path.span.of(line))),
        end_of_data: message::end_of_data,
        ..Hooks::STANDARD
    },
    commands: commands::COMMANDS,
    auth: Auth { decode_base64: base64::decode, response: login::answer, ..Auth::NONE },
    words: Words {
        extensions,
        wording: wording::wording,
        queue_id: message::queue_id,
        trace: message::trace,
        log: log::log,
        ..Words::NONE
    },
    limits: Limits {
        sasl_line: line::CAP,
        // SMTPD_SESSION_TIMEOUT; it goes without a word.
        idle_timeout: Some(Duration::from_secs(300)),
        line_cap: Some(line::CAP),
        ..Limits::NONE
    },
    ..BASE
};

/// Port 587: `tls-require`, `auth <creds>`, `senders <sendermap>`.
pub static SUBMISSION: Server =
    Server { role: Role::Submission, auth: Auth { mechanisms: &[Mechanism::Plain, Mechanism::Login], ..MX.auth }, ..MX };

/// The lines of the EHLO reply after the first (`smtp_proceed_ehlo()`). Pipelining is not offered, and
/// not suffered.
fn extensions(session: &Session, world: &World, server: &Server) -> Vec<String> {
    let mut lines = vec!["8BITMIME".into(), "ENHANCEDSTATUSCODES".into(), format!("SIZE {}", world.message_size_limit), "DSN".into()];
    if !session.tls() {
        lines.push("STARTTLS".into());
    }
    if server.offers_auth() && session.tls() && session.login().is_none() {
        lines.push("AUTH PLAIN LOGIN".into());
    }
    lines.push("HELP".into());
    lines
}
