//! The standard to the letter: a server that takes what RFC 5321 and the extensions' RFCs allow, refuses
//! what they do not, and says so in their words.

mod commands;
mod grammar;
mod line;
mod lookup;
mod message;
mod parameters;
mod policy;
mod sasl;
mod wording;

use std::time::Duration;

use crate::base::BASE;
use smtp_engine::session::{
    Auth, Checks, ErrorLimits, Framing, Hooks, Limits, Mechanism, Provenance, Refusal, Role, Server, Session, Turn, Words, World,
};
use smtp_engine::spec::{ReplyKey, command, rfc};
use smtp_engine::wire::{LineRules, Newlines};

/// Port 25: takes mail for its own domains from anyone.
pub static MX: Server = Server {
    id: "strict",
    name: "RFC 5321",
    version: "2008",
    role: Role::Mx,
    provenance: Provenance::Standard(rfc(5321, "")),
    framing: Framing {
        // Section 2.3.8: CRLF and nothing else; all that extensions allow is far below this limit.
        lines: LineRules { bare_lf: false, drop_all_cr: false, limit: 2048 },
        newlines: Newlines::CrLf,
        ..Framing::STANDARD
    },
    limits: Limits {
        // Section 4.1.1.10: the server must not close until QUIT, even if there was an error.
        errors: ErrorLimits::NONE,
        // Section 4.5.3.2.7: at least 5 minutes.
        idle_timeout: Some(Duration::from_secs(300)),
        ..Limits::NONE
    },
    checks: Checks { line: line::CHECKS, recipient: policy::MX, message: message::CHECKS, ..Checks::NONE },
    hooks: Hooks { unknown_command, ..Hooks::STANDARD },
    commands: commands::MX,
    auth: Auth { decode_base64: sasl::decode_base64, ..Auth::NONE },
    words: Words { extensions, wording: wording::wording, queue_id: message::queue_id, trace: message::trace, ..Words::NONE },
    ..BASE
};

/// Port 587 (RFC 6409), and 465 where TLS comes first (RFC 8314 section 3.3): a login is needed, and before it TLS
/// (RFC 8314 section 4.1).
pub static SUBMISSION: Server = Server {
    role: Role::Submission,
    commands: commands::SUBMISSION,
    checks: Checks { every_command: line::TLS_FIRST, recipient: policy::SUBMISSION, ..MX.checks },
    auth: Auth {
        mechanisms: &[
            Mechanism::Plain,
            Mechanism::Login,
            Mechanism::CramMd5,
            Mechanism::ScramSha256,
            Mechanism::OauthBearer,
            Mechanism::Xoauth2,
        ],
        ..MX.auth
    },
    ..MX
};

/// How many recipients one mail may have; 100 is the least (section 4.5.3.1.8).
const RECIPIENTS: usize = 1000;

/// The recipients that are taken in one transaction.
fn recipient_limit(world: &World) -> usize {
    world.recipient_limit.max(RECIPIENTS)
}

/// Section 4.2.4: 502 for a verb that is known, 500 for one that is not; also for the private ones
/// (section 4.1.5).
fn unknown_command(turn: &Turn<'_>) -> Refusal {
    if line::waits_for_tls(turn) {
        return Refusal::new(ReplyKey::TlsRequired);
    }
    let known = turn.verb().is_some_and(|verb| !command(verb).vendor);
    Refusal::new(if known { ReplyKey::NotImplemented } else { ReplyKey::UnknownCommand })
}

/// The lines of the EHLO reply after the first. What stands here is taken, and nothing else.
fn extensions(session: &Session, world: &World, server: &Server) -> Vec<String> {
    let submission = server.role == Role::Submission;
    let mut lines: Vec<String> =
        ["PIPELINING", "8BITMIME", "BINARYMIME", "CHUNKING", "SMTPUTF8", "DSN", "ENHANCEDSTATUSCODES"].map(String::from).into();
    lines.push(format!("SIZE {}", world.message_size_limit));
    lines.push(format!("LIMITS RCPTMAX={}", recipient_limit(world)));
    lines.push(format!("DELIVERBY {}", parameters::SHORTEST_DELIVERY));
    lines.push("MT-PRIORITY MIXER".into());
    if submission {
        // RFC 4865 section 4.2: on the submission port only.
        lines.push(format!("FUTURERELEASE {} {}Z", parameters::LONGEST_HOLD, parameters::moment(session, parameters::LONGEST_HOLD)));
        if session.tls() {
            lines.push(format!("AUTH {}", server.auth.mechanisms.iter().map(|mechanism| mechanism.name()).collect::<Vec<_>>().join(" ")));
        }
    }
    // RFC 3207 section 4.2 and RFC 8689 section 2.
    lines.push(if session.tls() { "REQUIRETLS" } else { "STARTTLS" }.into());
    if !submission {
        // RFC 6409 section 7: not on the submission port.
        lines.push("ETRN".into());
    }
    lines.extend(["VRFY", "EXPN", "HELP"].map(String::from));
    lines
}

/// Whether the reply to EHLO names `keyword` now, and the client has said EHLO.
fn offers(turn: &Turn<'_>, keyword: &str) -> bool {
    let named = |line: &String| line.split(' ').next().is_some_and(|first| first.eq_ignore_ascii_case(keyword));
    turn.session.hello().is_some_and(|hello| hello.extended)
        && (turn.server.words.extensions)(turn.session, turn.world, turn.server).iter().any(named)
}
