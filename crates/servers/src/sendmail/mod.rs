//! Sendmail 8.17.1.9, as Debian 12 ships it with the fix of December 2023 against SMTP smuggling,
//! configured as `tests/recordings/README.md` says.

mod address;
mod arguments;
mod commands;
mod deliveries;
mod greet;
mod help;
mod line;
mod log;
mod memo;
mod message;
mod recipient;
mod sasl;
mod sender;
mod text;
mod verify;
mod wording;

use smtp_engine::session::{ErrorLimits, Mechanism, Provenance, Refusal, Role, Server};
use smtp_engine::spec::ReplyKey;
use smtp_engine::wire::{LineRules, Newlines};

/// Port 25: takes mail for example.com from anyone.
pub static MX: Server = Server {
    id: "sendmail",
    name: "Sendmail",
    version: "8.17.1.9",
    role: Role::Mx,
    provenance: Provenance::Recorded("2026-11-22"),
    // sfgets(): lines end at LF, and one CR before it is dropped; MAXINPLINE.
    lines: LineRules { bare_lf: true, drop_all_cr: false, limit: 12_287 },
    newlines: Newlines::Unforgiving,
    // Sendmail counts by command (`checksmtpattack()`).
    errors: ErrorLimits { soft: u32::MAX, delay: 0, hard: u32::MAX, idle_commands: u32::MAX, forgiven_by_message: false },
    after_command: |_| {},
    read_line: line::read,
    connect_checks: &[],
    line_checks: line::CHECKS,
    unknown_command: |_| Refusal::new(ReplyKey::UnknownCommand),
    command_checks: line::COMMAND_CHECKS,
    commands: commands::COMMANDS,
    recipient_policy: &[],
    message_checks: message::CHECKS,
    hello_name: str::to_owned,
    decode_base64: sasl::decode_base64,
    mechanisms: &[],
    extensions: greet::extensions,
    wording: wording::wording,
    queue_id: message::queue_id,
    trace: message::trace,
    log: log::log,
    // A client that said EHLO need not say it again inside TLS, and stays logged in.
    after_handshake: memo::after_handshake,
    takes_unfinished_line: true,
    data_ended: message::ended,
    sasl_response: sasl::response,
    unknown: line::unknown,
    ..Server::BASE
};

/// Port 587: a login is needed (`M=a`).
pub static SUBMISSION: Server =
    Server { role: Role::Submission, mechanisms: &[Mechanism::Plain, Mechanism::Login, Mechanism::CramMd5, Mechanism::ScramSha256], ..MX };
