//! Exim 4.96, as Debian 12 ships it (with its fix of CVE-2023-51766), configured as
//! `tests/recordings/README.md` says.

mod address;
mod auth;
mod commands;
mod data;
mod delivery;
mod error;
mod greeting;
mod line;
mod log;
mod mail;
mod memory;
mod options;
mod policy;
mod rcpt;
mod stored;
mod wording;

use crate::base::BASE;
use smtp_engine::session::{Auth, Checks, ErrorLimits, Framing, Hooks, Limits, Provenance, Role, Server, Turn, Words};
use smtp_engine::spec::{ReplyKey, State};
use smtp_engine::wire::{LineRules, Newlines};

/// Port 25: takes mail for example.com from anyone.
pub static MX: Server = Server {
    id: "exim",
    name: "Exim",
    version: "4.96",
    role: Role::Mx,
    provenance: Provenance::Recorded("2026-11-22"),
    framing: Framing {
        // smtp_read_command(): lines end at LF; SMTP_CMD_BUFFER_SIZE.
        lines: LineRules { bare_lf: true, drop_all_cr: false, limit: 16384 },
        newlines: Newlines::AsFirstLine,
        read_line: line::read,
        ..Framing::STANDARD
    },
    limits: Limits {
        // Exim counts mistakes, unknown commands and idle ones apart; line.rs and error.rs do.
        errors: ErrorLimits::NONE,
        ..Limits::NONE
    },
    checks: Checks { line: line::CHECKS, ..Checks::NONE },
    commands: commands::COMMANDS,
    auth: Auth { decode_base64: auth::decode_base64, response: auth::response, ..Auth::NONE },
    words: Words {
        extensions: greeting::extensions,
        wording: wording::wording,
        queue_id: stored::queue_id,
        trace: stored::trace,
        log: log::log,
        ..Words::NONE
    },
    hooks: Hooks { end_of_data: data::end_of_data, end_of_chunk: data::end_of_chunk, on_end: last_word, ..Hooks::STANDARD },
    ..BASE
};

/// Port 587: TLS and a login are needed, and the sender must be the login.
pub static SUBMISSION: Server = Server { role: Role::Submission, auth: Auth { mechanisms: auth::MECHANISMS, ..MX.auth }, ..MX };

/// What Exim says into a connection whose other side is closed; inside TLS it does not come through.
fn last_word(turn: &mut Turn<'_>) {
    if turn.session.tls() {
        return;
    }
    let in_message = turn.session.reads_data() || memory::recall(turn.session, |known| known.reading == memory::Loop::Chunks);
    match turn.session.state() {
        State::Data | State::Chunking if in_message => turn.say(ReplyKey::LostInMessage),
        State::Handshake => {}
        _ => turn.say(ReplyKey::LostConnection),
    }
}
