//! The providers that people fight with, as public sessions and bounces show them: banner, EHLO, AUTH,
//! and the refusals that they are known for. Nobody recorded them for us, so each wording names where
//! it was made public and when, and what no transcript shows is worded as the standard words it.
//!
//! **The order of their checks is not known.** It is the standard's (RFC 5321 section 4.1.4), except
//! where a transcript shows another. Nor are their mailboxes: behind each of them lies the practice
//! world, with alice@example.com, whose password `wonderland` stands for her app password or
//! authorisation code. What refuses a mail there is asked for by name; see [`triggers`].

pub mod aliyun;
mod checks;
pub mod gmail;
pub mod icloud;
mod message;
pub mod microsoft365;
pub mod netease163;
pub mod qq;
pub mod triggers;
mod words;
pub mod yahoo;

use smtp_engine::session::sasl::LOGIN_PROMPTS;
use smtp_engine::session::{ErrorLimits, Mechanism, Provenance, Refusal, Role, Server, Session, Stage, checks};
use smtp_engine::spec::ReplyKey;
use smtp_engine::wire::{LineRules, Newlines};

/// What is refused where: the keys that a provider has words for, and the stage at which it says them.
pub(crate) type Policy = &'static [(ReplyKey, Stage)];

/// What `server` refuses where; nothing for a server of another room.
pub(crate) fn policy(server: &Server) -> Policy {
    match (server.id, server.role) {
        ("gmail", Role::Submission) => gmail::SUBMISSION_POLICY,
        ("gmail", Role::Mx) => gmail::MX_POLICY,
        ("microsoft365", Role::Submission) => microsoft365::SUBMISSION_POLICY,
        ("microsoft365", Role::Mx) => microsoft365::MX_POLICY,
        ("yahoo", Role::Submission) => yahoo::SUBMISSION_POLICY,
        ("yahoo", Role::Mx) => yahoo::MX_POLICY,
        ("icloud", Role::Mx) => icloud::MX_POLICY,
        ("qq", Role::Submission) => qq::POLICY,
        ("netease163", Role::Submission) => netease163::POLICY,
        ("aliyun", Role::Submission) => aliyun::POLICY,
        _ => &[],
    }
}

/// What all of them share; each names the rest itself.
const BASE: Server = Server {
    id: "",
    name: "",
    version: "",
    role: Role::Mx,
    provenance: Provenance::PublicTranscripts(""),
    // RFC 5321 sections 2.3.8 and 4.5.3.1.4 allow less. Lines that end with LF alone are taken, since
    // people who try these servers by telnet send them, and are answered.
    lines: LineRules { bare_lf: true, drop_all_cr: false, limit: 2048 },
    // Against smuggling all of them hold to the standard.
    newlines: Newlines::CrLf,
    // How many errors they bear is not known.
    errors: ErrorLimits { soft: u32::MAX, delay: 0, hard: u32::MAX, idle_commands: u32::MAX, forgiven_by_message: false },
    after_command: |_| {},
    read_line: |line| line.into(),
    connect_checks: &[],
    line_checks: &[],
    unknown_command: |_| Refusal::new(ReplyKey::UnknownCommand),
    command_checks: &[],
    commands: checks::MX,
    recipient_policy: checks![checks::domain_is_local, checks::recipient_exists, checks::recipient_trigger],
    message_checks: message::CHECKS,
    hello_name: |argument| argument.to_owned(),
    decode_base64: message::decode_base64,
    mechanisms: &[],
    extensions: |_, _, _| Vec::new(),
    wording: words::of_the_standard,
    queue_id: |number| format!("{:016x}", number.wrapping_mul(0x9e37_79b9_7f4a_7c15)),
    trace: message::trace,
    // Nobody outside sees it.
    log: |_, _, _, _, _| {},
    read_mailbox: Server::BASE.read_mailbox,
    sasl_line_limit: 12_288,
    chunked_message: Server::BASE.chunked_message,
    // RFC 5321 section 4.5.3.2.7
    idle_timeout: Some(300_000),
    session_id: "",
    login_prompts: LOGIN_PROMPTS,
    login_refusal: |error, _| Refusal::new(error.reply()),
    ..Server::BASE
};

/// The same for their own users.
const BASE_SUBMISSION: Server = Server {
    role: Role::Submission,
    commands: checks::SUBMISSION,
    recipient_policy: checks![checks::recipient_trigger],
    mechanisms: &[Mechanism::Plain, Mechanism::Login],
    ..BASE
};

/// The lines of an EHLO reply behind the first, before TLS and inside it.
fn lines(session: &Session, clear: &[&str], inside_tls: &[&str]) -> Vec<String> {
    let lines = if session.tls() { inside_tls } else { clear };
    lines.iter().map(|&line| line.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use smtp_engine::session::Source;

    fn profiles() -> impl Iterator<Item = &'static Server> {
        crate::ALL.iter().copied().filter(|server| matches!(server.provenance, Provenance::PublicTranscripts(_)))
    }

    #[test]
    fn every_refusal_that_can_be_asked_for_has_words() {
        for server in profiles() {
            for (key, _) in policy(server) {
                assert!((server.wording)(*key).is_some(), "{server:?} has no words for {key:?}");
            }
        }
    }

    #[test]
    fn the_years_of_a_profile_hold_all_its_transcripts() {
        for server in profiles() {
            let Provenance::PublicTranscripts(years) = server.provenance else { panic!("{server:?}") };
            let (first, last) = years.split_once('–').expect("YEAR–YEAR");
            for &key in ReplyKey::ALL {
                let Some(Source::Transcript { place, date }) = (server.wording)(key).map(|wording| wording.source) else { continue };
                assert!(!place.is_empty() && !date.is_empty(), "{server:?} {key:?}");
                let year = date.split('-').next().expect("a year");
                assert!(date == Source::UNDATED || (first <= year && year <= last), "{server:?} {key:?}: {date} is not in {years}");
            }
        }
    }

    #[test]
    fn most_words_of_a_profile_were_seen_somewhere() {
        for server in profiles() {
            let seen = ReplyKey::ALL
                .iter()
                .filter(|key| matches!((server.wording)(**key).map(|wording| wording.source), Some(Source::Transcript { .. })))
                .count();
            assert!(seen >= 4, "{server:?}: only {seen}");
        }
    }
}
