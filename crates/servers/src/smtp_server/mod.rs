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

use std::borrow::Cow;

use smtp_engine::session::{ErrorLimits, Mechanism, Provenance, Refusal, Role, SaslError, Server, Session, World, act, checks};
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
    // smtp-stream: lines end at /\r?\n/; maxCommandLength is 16 KB, and the octet behind it is too much.
    lines: LineRules { bare_lf: true, drop_all_cr: false, limit: line::LIMIT + 1 },
    newlines: Newlines::CrLfDotPairs,
    // It counts in its own way (line.rs).
    errors: ErrorLimits { soft: u32::MAX, delay: 0, hard: u32::MAX, idle_commands: u32::MAX, forgiven_by_message: false },
    after_command: |_| {},
    read_line: |line| Cow::Borrowed(line),
    connect_checks: checks![line::waits_for_the_greeting],
    line_checks: line::CHECKS,
    unknown_command: line::jest,
    command_checks: &[],
    commands: commands::COMMANDS,
    recipient_policy: &[],
    message_checks: message::CHECKS,
    hello_name: |name| text::trim(name).to_lowercase(),
    decode_base64: |text| Ok::<_, SaslError>(sasl::decode_base64(text)),
    mechanisms: &[],
    extensions,
    wording: wording::wording,
    queue_id: |number| number.to_string(),
    trace: |_, _, _, _| String::new(),
    log: log::log,
    sasl_response: sasl::response,
    end_of_data: |turn, message, reader| {
        message::end_of_data(turn, reader);
        act::end_of_data(turn, message, reader);
    },
    cuts_endless_lines: true,
    ..Server::BASE
};

/// Port 587: a login is needed, and AUTH needs TLS.
pub static SUBMISSION: Server =
    Server { role: Role::Submission, mechanisms: &[Mechanism::Plain, Mechanism::Login, Mechanism::CramMd5], ..MX };

/// `handler_EHLO()`; DSN, ENHANCEDSTATUSCODES and REQUIRETLS are hidden unless asked for.
fn extensions(session: &Session, world: &World, server: &Server) -> Vec<String> {
    let mut lines: Vec<String> = ["PIPELINING", "8BITMIME", "SMTPUTF8"].map(String::from).into();
    if server.offers_auth() && session.login().is_none() {
        let names: Vec<_> = server.mechanisms.iter().map(|mechanism| mechanism.name()).collect();
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
