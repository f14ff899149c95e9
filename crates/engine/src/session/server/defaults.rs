//! What each group of a server holds where nothing else is said. A server names what is its own and takes
//! the rest from here.

use std::borrow::Cow;
use std::time::Duration;

use super::super::{Mailbox, Refusal, Session, act, sasl};
use super::{Auth, Checks, ErrorLimits, Framing, Hooks, Limits, Words, refuse_unknown};
use crate::spec::ReplyKey;
use crate::wire::{LineRules, Newlines};

impl Framing {
    /// CRLF and nothing else, and lines of 512 octets (RFC 5321 sections 2.3.8 and 4.5.3.1.4).
    pub const STANDARD: Self = Self {
        lines: LineRules { bare_lf: false, drop_all_cr: false, limit: 510 },
        newlines: Newlines::CrLf,
        read_line: |line| Cow::Borrowed(line),
        takes_unfinished_line: false,
        cuts_endless_lines: false,
        holds_replies: false,
    };
}

impl ErrorLimits {
    /// Errors are never held against a client.
    pub const NONE: Self =
        Self { soft: u32::MAX, delay: Duration::ZERO, hard: u32::MAX, idle_commands: u32::MAX, forgiven_by_message: false };
}

impl Limits {
    /// No limit but that of answers in AUTH (RFC 4954 section 4).
    pub const NONE: Self = Self { errors: ErrorLimits::NONE, sasl_line: 12_288, line_cap: None, idle_timeout: None, greeting_wait: None };
}

impl Checks {
    /// No check.
    pub const NONE: Self = Self { connection: &[], line: &[], every_command: &[], recipient: &[], message: &[] };
}

impl Auth {
    /// No mechanism is offered; with [`Auth::mechanisms`] set, logins go by the RFCs.
    pub const NONE: Self = Self {
        mechanisms: &[],
        decode_base64: sasl::decode,
        login_prompts: sasl::LOGIN_PROMPTS,
        login_refusal: |error, _| Refusal::new(error.reply()),
        response: act::sasl_response,
    };
}

impl Words {
    /// No words and no log. A reply without a wording is said by its key's name and marked as not verified.
    pub const NONE: Self = Self {
        wording: |_| None,
        extensions: |_, _, _| Vec::new(),
        queue_id: |number| format!("{number:010X}"),
        trace: |_, _, _, _| String::new(),
        log: |_, _, _, _, _| {},
        session_id: "",
    };
}

impl Hooks {
    /// What RFC 5321 and its extensions say.
    pub const STANDARD: Self = Self {
        hello_name: str::to_owned,
        read_mailbox: |line, path| path.map(|path| Mailbox::of_text(path.span.of(line))),
        unknown_command: |_| Refusal::new(ReplyKey::UnknownCommand),
        unknown: refuse_unknown,
        after_command: |_| {},
        after_handshake: Session::forget_client,
        data_ended: |_, _, _, _| {},
        end_of_data: act::end_of_data,
        chunked_message: |message| message,
        end_of_chunk: act::end_of_chunk,
        on_end: |_| {},
    };
}
