//! Postfix 3.7, as Debian 12 ships it, configured as `tests/recordings/README.md` says.

mod address;
mod commands;
mod line;
mod log;
mod memory;
mod message;
mod name;
mod policy;
mod sasl;
mod token;
mod wording;

use std::time::Duration;

use crate::base::BASE;
use smtp_engine::session::{Auth, Checks, ErrorLimits, Framing, Hooks, Limits, Mechanism, Provenance, Role, Server, Session, Words, World};
use smtp_engine::wire::{LineRules, Newlines};

/// Port 25: takes mail for example.com from anyone.
pub static MX: Server = Server {
    id: "postfix",
    name: "Postfix",
    version: "3.7.11",
    role: Role::Mx,
    provenance: Provenance::Recorded("2026-11-22"),
    framing: Framing {
        // smtpd_chat_query(): lines end at LF, all CR before it are dropped; line_length_limit = 2048.
        lines: LineRules { bare_lf: true, drop_all_cr: true, limit: 2048 },
        newlines: Newlines::AnyCrLf,
        read_line: line::read,
        holds_replies: true,
        ..Framing::STANDARD
    },
    limits: Limits {
        // smtpd_soft_error_limit, smtpd_error_sleep_time, smtpd_hard_error_limit, smtpd_junk_command_limit
        errors: ErrorLimits { soft: 10, delay: Duration::from_secs(1), hard: 20, idle_commands: 101, forgiven_by_message: true },
        // smtpd_sasl_response_limit
        sasl_line: 12_288,
        // smtpd_timeout = 300s
        idle_timeout: Some(Duration::from_secs(300)),
        ..Limits::NONE
    },
    checks: Checks { line: line::CHECKS, recipient: policy::MX, message: message::CHECKS, ..Checks::NONE },
    hooks: Hooks {
        unknown_command: line::unknown_command,
        hello_name: name::neuter,
        read_mailbox: |line, _| address::of_path(line),
        end_of_data: memory::end_of_data,
        chunked_message: message::with_whole_lines,
        end_of_chunk: memory::end_of_chunk,
        ..Hooks::STANDARD
    },
    commands: commands::COMMANDS,
    auth: Auth { decode_base64: sasl::decode_base64, ..Auth::NONE },
    words: Words {
        extensions,
        wording: wording::wording,
        queue_id: message::queue_id,
        trace: message::trace,
        log: log::log,
        ..Words::NONE
    },
    ..BASE
};

/// Port 587: TLS and a login are needed.
pub static SUBMISSION: Server = Server {
    role: Role::Submission,
    checks: Checks { every_command: line::TLS_FIRST, recipient: policy::SUBMISSION, ..MX.checks },
    auth: Auth { mechanisms: &[Mechanism::Plain, Mechanism::Login, Mechanism::CramMd5, Mechanism::ScramSha256], ..MX.auth },
    ..MX
};

/// The lines of the EHLO reply after the first, in Postfix's order.
fn extensions(session: &Session, world: &World, server: &Server) -> Vec<String> {
    let mut lines = vec!["PIPELINING".into(), format!("SIZE {}", world.message_size_limit), "VRFY".into(), "ETRN".into()];
    if !session.tls() {
        lines.push("STARTTLS".into());
    }
    // smtpd_tls_auth_only = yes
    if server.offers_auth() && session.tls() {
        let names: Vec<_> = server.auth.mechanisms.iter().map(|mechanism| mechanism.name()).collect();
        lines.push(format!("AUTH {}", names.join(" ")));
    }
    lines.extend(["ENHANCEDSTATUSCODES", "8BITMIME", "DSN", "SMTPUTF8", "CHUNKING"].map(String::from));
    lines
}
