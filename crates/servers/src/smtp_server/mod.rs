//! nodemailer's smtp-server 3.21, the library that tests and small services answer with, configured as
//! `tests/recordings/README.md` says: it takes every recipient and keeps no mail.

mod address;
mod commands;
mod line;
mod log;
mod message;
mod punycode;
mod sasl;
mod text;
mod wording;

use std::time::Duration;

use crate::base::BASE;
use smtp_engine::session::{
    Auth, Checks, ErrorLimits, Framing, Hooks, Limits, Mechanism, Provenance, Refusal, Role, Server, Session, Words, World, act, checks,
};
use smtp_engine::spec::ReplyKey;
use smtp_engine::wire::{LineRules, Newlines};

/// What this server counts in [`Counts::own`](smtp_engine::session::Counts).
mod own {
    /// `_unrecognizedCommands`
    pub(super) const UNRECOGNIZED: usize = 0;
    /// `_unauthenticatedCommands`
    pub(super) const WITHOUT_LOGIN: usize = 1;
    /// What has happened, as flags.
    pub(super) const FLAGS: usize = 2;

    /// The greeting was sent.
    pub(super) const GREETED: u32 = 1;
    /// The handshake has begun.
    pub(super) const HANDSHAKE: u32 = 2;
    /// WIZ was said.
    pub(super) const WIZARD: u32 = 4;
}

/// Port 25: takes mail for anyone from anyone; `authOptional`, AUTH disabled.
pub static MX: Server = Server {
    id: "smtp-server",
    name: "smtp-server",
    version: "3.21.6",
    role: Role::Mx,
    provenance: Provenance::Recorded("2026-11-22"),
    framing: Framing {
        // smtp-stream: lines end at /\r?\n/; maxCommandLength is 16 KB, and the octet after it is too much.
        lines: LineRules { bare_lf: true, drop_all_cr: false, limit: line::LIMIT + 1 },
        newlines: Newlines::CrLfDotPairs,
        cuts_endless_lines: true,
        ..Framing::STANDARD
    },
    limits: Limits {
        // It counts in its own way (line.rs).
        errors: ErrorLimits::NONE,
        // `connectionReady()` after a timer of 100 ms; recorded: 103 to 109 ms.
        greeting_wait: Some(Duration::from_millis(100)),
        ..Limits::NONE
    },
    checks: Checks { connection: checks![line::waits_for_the_greeting], line: line::CHECKS, message: message::CHECKS, ..Checks::NONE },
    hooks: Hooks {
        unknown_command: line::jest,
        hello_name: |name| text::trim(name).to_lowercase(),
        end_of_data: |turn, message, reader| {
            message::end_of_data(turn, reader);
            act::end_of_data(turn, message, reader);
        },
        ..Hooks::STANDARD
    },
    commands: commands::COMMANDS,
    auth: Auth { decode_base64: |text| Ok(sasl::decode_base64(text)), response: sasl::response, ..Auth::NONE },
    words: Words { extensions, wording: wording::wording, queue_id: |number| number.to_string(), log: log::log, ..Words::NONE },
    ..BASE
};

/// Port 587: a login is needed, and AUTH needs TLS.
pub static SUBMISSION: Server = Server {
    role: Role::Submission,
    auth: Auth { mechanisms: &[Mechanism::Plain, Mechanism::Login, Mechanism::CramMd5], ..MX.auth },
    ..MX
};

/// `handler_EHLO()`; DSN, ENHANCEDSTATUSCODES and REQUIRETLS are hidden unless asked for.
fn extensions(session: &Session, world: &World, server: &Server) -> Vec<String> {
    let mut lines: Vec<String> = ["PIPELINING", "8BITMIME", "SMTPUTF8"].map(String::from).into();
    if server.offers_auth() && session.login().is_none() {
        let names: Vec<_> = server.auth.mechanisms.iter().map(|mechanism| mechanism.name()).collect();
        lines.push(format!("AUTH {}", names.join(" ")));
    }
    if !session.tls() {
        lines.push("STARTTLS".into());
    }
    lines.push(format!("SIZE {}", world.message_size_limit));
    lines
}

/// A refusal; nothing but what `line.rs` counts is held against the client.
const fn refuse(key: ReplyKey) -> Refusal {
    Refusal::new(key).uncounted()
}
