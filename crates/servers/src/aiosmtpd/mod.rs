//! aiosmtpd 1.4, the Python library that tests and small services answer with, configured as
//! `tests/recordings/README.md` says: it takes every recipient and keeps no mail.

mod address;
mod commands;
mod crash;
mod envelope;
mod help;
mod line;
mod log;
mod message;
mod sasl;
mod text;
mod token;
mod traceback;
mod wording;

use crate::base::BASE;
use smtp_engine::session::{
    Auth, Checks, ErrorLimits, Framing, Hooks, Limits, Mechanism, Provenance, Refusal, Role, Server, Session, Words, World, act,
};
use smtp_engine::spec::ReplyKey;
use smtp_engine::wire::{LineRules, Newlines};

/// What this server counts in [`Counts::own`](smtp_engine::session::Counts).
mod own {
    /// `bogus_budget`: unknown commands.
    pub(super) const UNKNOWN: usize = 0;
    /// EHLOs: each lets MAIL be longer.
    pub(super) const EHLOS: usize = 1;
    /// What became of the message: `_DataState`.
    pub(super) const DATA_STATE: usize = 2;
    /// The handshake has begun.
    pub(super) const HANDSHAKE: usize = 3;
}

/// Port 25: takes mail for anyone from anyone.
pub static MX: Server = Server {
    id: "aiosmtpd",
    name: "aiosmtpd",
    version: "1.4.6",
    role: Role::Mx,
    provenance: Provenance::Recorded("2026-11-22"),
    framing: Framing {
        // readuntil() and rstrip(b'\r\n'); the stream's limit, line_length_limit, counts the CR.
        lines: LineRules { bare_lf: true, drop_all_cr: true, limit: line::STREAM_LIMIT },
        newlines: Newlines::CrLf,
        ..Framing::STANDARD
    },
    limits: Limits {
        // It counts in its own way (line.rs).
        errors: ErrorLimits::NONE,
        ..Limits::NONE
    },
    checks: Checks { line: line::CHECKS, message: message::CHECKS, ..Checks::NONE },
    hooks: Hooks {
        unknown_command: |_| refuse(ReplyKey::UnknownCommand),
        hello_name: |name| text::strip(name).to_owned(),
        end_of_data: |turn, message, reader| {
            message::end_of_data(turn, reader);
            act::end_of_data(turn, message, reader);
        },
        ..Hooks::STANDARD
    },
    commands: commands::COMMANDS,
    auth: Auth {
        decode_base64: sasl::decode_base64,
        mechanisms: &[Mechanism::Login, Mechanism::Plain],
        response: sasl::response,
        ..Auth::NONE
    },
    words: Words { extensions, wording: wording::wording, queue_id: |number| number.to_string(), log: log::log, ..Words::NONE },
    ..BASE
};

/// Port 587: `require_starttls`, `auth_required`.
pub static SUBMISSION: Server = Server { role: Role::Submission, ..MX };

/// `smtp_EHLO()`; AUTH is offered inside TLS even where every login fails.
fn extensions(session: &Session, world: &World, _: &Server) -> Vec<String> {
    let last = if session.tls() { "AUTH LOGIN PLAIN" } else { "STARTTLS" };
    vec![format!("SIZE {}", world.message_size_limit), "8BITMIME".into(), "SMTPUTF8".into(), last.into(), "HELP".into()]
}

/// A refusal; nothing but what `line.rs` counts is held against the client.
const fn refuse(key: ReplyKey) -> Refusal {
    Refusal::new(key).uncounted()
}
