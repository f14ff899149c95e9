//! The providers that people fight with, as public sessions and bounces show them: banner, EHLO, AUTH,
//! and the refusals that they are known for. Nobody recorded them for us, so each wording names where
//! it was made public and when, and what no transcript shows is worded as the standard words it.
//!
//! **The order of their checks is not known.** It is the standard's (RFC 5321 section 4.1.4), except
//! where a transcript shows another. Nor are their mailboxes: each of them has the practice
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

use std::time::Duration;

use smtp_engine::session::{Auth, Checks, ErrorLimits, Framing, Limits, Mechanism, Role, Server, Session, Stage, Words, checks};
use smtp_engine::spec::ReplyKey;
use smtp_engine::wire::{LineRules, Newlines};

/// What is refused where: the keys that a provider has words for, and the stage at which it says them.
type Policy = &'static [(ReplyKey, Stage)];

/// A provider that takes mail for its users. Each names the rest itself, and what it refuses when it is asked to.
const fn mx(refusals: Policy) -> Server {
    Server { refusals, ..BASE }
}

/// A provider that takes mail from its users.
const fn submission(refusals: Policy) -> Server {
    Server { refusals, ..BASE_SUBMISSION }
}

/// What all of them share.
const BASE: Server = Server {
    framing: Framing {
        // RFC 5321 sections 2.3.8 and 4.5.3.1.4 allow less. Lines that end with LF alone are taken, since
        // people who try these servers by telnet send them, and are answered.
        lines: LineRules { bare_lf: true, drop_all_cr: false, limit: 2048 },
        // Against smuggling all of them hold to the standard.
        newlines: Newlines::CrLf,
        ..Framing::STANDARD
    },
    limits: Limits {
        // How many errors they bear is not known.
        errors: ErrorLimits::NONE,
        // RFC 5321 section 4.5.3.2.7
        idle_timeout: Some(Duration::from_secs(300)),
        ..Limits::NONE
    },
    commands: checks::MX,
    checks: Checks {
        recipient: checks![checks::domain_is_local, checks::recipient_exists, checks::recipient_trigger],
        message: message::CHECKS,
        ..Checks::NONE
    },
    auth: Auth { decode_base64: message::decode_base64, ..Auth::NONE },
    words: Words {
        wording: words::of_the_standard,
        queue_id: |number| format!("{:016x}", number.wrapping_mul(0x9e37_79b9_7f4a_7c15)),
        trace: message::trace,
        // Its log nobody outside sees.
        ..Words::NONE
    },
    ..crate::base::BASE
};

/// What all share that take mail from their own users.
const BASE_SUBMISSION: Server = Server {
    role: Role::Submission,
    commands: checks::SUBMISSION,
    checks: Checks { recipient: checks![checks::recipient_trigger], ..BASE.checks },
    auth: Auth { mechanisms: &[Mechanism::Plain, Mechanism::Login], ..BASE.auth },
    ..BASE
};

/// The lines of an EHLO reply after the first, before TLS and inside it.
fn lines(session: &Session, clear: &[&str], inside_tls: &[&str]) -> Vec<String> {
    let lines = if session.tls() { inside_tls } else { clear };
    lines.iter().map(|&line| line.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use smtp_engine::session::{Provenance, Source};

    fn profiles() -> impl Iterator<Item = &'static Server> {
        crate::ALL.iter().copied().filter(|server| matches!(server.provenance, Provenance::PublicTranscripts(_)))
    }

    #[test]
    fn every_refusal_that_can_be_asked_for_has_words() {
        for server in profiles() {
            for (key, _) in server.refusals {
                assert!((server.words.wording)(*key).is_some(), "{server:?} has no words for {key:?}");
            }
        }
    }

    #[test]
    fn the_years_of_a_profile_hold_all_its_transcripts() {
        for server in profiles() {
            let Provenance::PublicTranscripts(years) = server.provenance else { panic!("{server:?}") };
            let (first, last) = years.split_once('–').expect("YEAR–YEAR");
            for &key in ReplyKey::ALL {
                let Some(Source::Transcript { place, date }) = (server.words.wording)(key).map(|wording| wording.source) else { continue };
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
                .filter(|key| matches!((server.words.wording)(**key).map(|wording| wording.source), Some(Source::Transcript { .. })))
                .count();
            assert!(seen >= 4, "{server:?}: only {seen}");
        }
    }
}
