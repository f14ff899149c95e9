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

use crate::base::BASE;
use smtp_engine::session::{Auth, Checks, ErrorLimits, Framing, Hooks, Limits, Mechanism, Provenance, Role, Server, Words};
use smtp_engine::wire::{LineRules, Newlines};

/// Port 25: takes mail for example.com from anyone.
pub static MX: Server = Server {
    id: "sendmail",
    name: "Sendmail",
    version: "8.17.1.9",
    role: Role::Mx,
    provenance: Provenance::Recorded("2026-11-22"),
    framing: Framing {
        // sfgets(): lines end at LF, and one CR before it is dropped; MAXINPLINE.
        lines: LineRules { bare_lf: true, drop_all_cr: false, limit: 12_287 },
        newlines: Newlines::Unforgiving,
        read_line: line::read,
        takes_unfinished_line: true,
        ..Framing::STANDARD
    },
    limits: Limits {
        // Sendmail counts by command (`checksmtpattack()`).
        errors: ErrorLimits::NONE,
        ..Limits::NONE
    },
    checks: Checks { line: line::CHECKS, every_command: line::COMMAND_CHECKS, message: message::CHECKS, ..Checks::NONE },
    commands: commands::COMMANDS,
    auth: Auth { decode_base64: sasl::decode_base64, response: sasl::response, ..Auth::NONE },
    words: Words {
        extensions: greet::extensions,
        wording: wording::wording,
        queue_id: message::queue_id,
        trace: message::trace,
        log: log::log,
        ..Words::NONE
    },
    hooks: Hooks {
        // A client that said EHLO need not say it again inside TLS, and stays logged in.
        after_handshake: memo::after_handshake,
        data_ended: message::ended,
        unknown: line::unknown,
        ..Hooks::STANDARD
    },
    ..BASE
};

/// Port 587: a login is needed (`M=a`).
pub static SUBMISSION: Server = Server {
    role: Role::Submission,
    auth: Auth { mechanisms: &[Mechanism::Plain, Mechanism::Login, Mechanism::CramMd5, Mechanism::ScramSha256], ..MX.auth },
    ..MX
};
