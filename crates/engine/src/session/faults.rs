//! Failures on demand: by address, or planned for a stage. They fail the same way each time, so that a
//! client's retries can be tried out.
//!
//! An address at `fail.test` says by its local part what happens to the command that names it:
//!
//! | local part | what happens |
//! | --- | --- |
//! | `451-4.7.1`, `550` | refused with that code, and that enhanced code |
//! | `tempfail-2` | refused for now two times, then taken |
//! | `greylist`, `mailbox-full`, `disk-full`, `blocked`, `shutdown`, `rate-limit` | refused in this server's own words |
//! | `drop` | the line is dropped without a word |
//! | `delay-3000` | taken, after 3000 milliseconds |
//!
//! Any other address there is taken.

mod text;

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use self::text::{FaultPlanError, NAMED};
use super::{Refusal, Source, Turn, Wording};
use crate::spec::{Enhanced, ReplyKey, Verb, command};

/// The domain whose addresses fail on demand. `.test` is reserved and never exists (RFC 6761 section 6.2).
pub const FAIL_DOMAIN: &str = "fail.test";

/// A place in a session where a failure can be planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The greeting.
    Connect,
    /// EHLO and HELO.
    Hello,
    /// AUTH.
    Auth,
    /// MAIL.
    Mail,
    /// RCPT.
    Rcpt,
    /// DATA and BDAT.
    Data,
    /// The end of the message.
    EndOfData,
}

impl Stage {
    /// All of them, in the order of a session, with their names.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Connect, "connect"),
        (Self::Hello, "hello"),
        (Self::Auth, "auth"),
        (Self::Mail, "mail"),
        (Self::Rcpt, "rcpt"),
        (Self::Data, "data"),
        (Self::EndOfData, "end-of-data"),
    ];

    const fn of(verb: Verb) -> Option<Self> {
        Some(match verb {
            Verb::Ehlo | Verb::Helo => Self::Hello,
            Verb::Auth => Self::Auth,
            Verb::Mail => Self::Mail,
            Verb::Rcpt => Self::Rcpt,
            Verb::Data | Verb::Bdat => Self::Data,
            _ => return None,
        })
    }
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Failure {
    /// A reply with this code and enhanced code.
    Code(u16, Option<(u8, u16, u16)>),
    /// Come back later, as a greylist says.
    Greylist,
    /// The recipient's mailbox is full.
    MailboxFull,
    /// The server's disk is full.
    DiskFull,
    /// The client's address is on a block list.
    Blocked,
    /// The server is shutting down; it closes (RFC 5321 section 3.8).
    Shutdown,
    /// The client sends too much.
    RateLimit,
    /// The connection is dropped without a word.
    Drop,
    /// The server waits so many milliseconds and goes on.
    Delay(u32),
}

/// A failure planned for a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedFault {
    /// Where.
    pub stage: Stage,
    /// What.
    pub failure: Failure,
    /// How many times; always, where nothing is said.
    pub times: Option<u32>,
}

/// How often failures on demand came. It outlives a session, so that "fails twice, then passes" survives a reconnect.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Memory {
    /// By the number of the planned fault.
    #[serde(rename = "p", default)]
    planned: Vec<u32>,
    /// By address at [`FAIL_DOMAIN`].
    #[serde(rename = "a", default)]
    addresses: BTreeMap<String, u32>,
}

/// No more addresses are remembered; the first in the alphabet is forgotten.
const MOST_ADDRESSES: usize = 10_000;

/// What a failure makes of a command.
pub(super) enum Verdict {
    /// The command goes its usual way.
    GoOn,
    /// It is done without any check.
    Take,
    /// It is refused.
    Refuse(Refusal),
    /// The connection is dropped.
    Drop,
}

/// What becomes of the command at hand, where its place in the session is right.
pub(super) fn of_command(turn: &mut Turn<'_>, verb: Verb) -> Verdict {
    if !command(verb).allowed_in(turn.session.state()) {
        return Verdict::GoOn;
    }
    let planned = Stage::of(verb).map_or(Verdict::GoOn, |stage| of_stage(turn, stage));
    match planned {
        Verdict::GoOn if matches!(verb, Verb::Mail | Verb::Rcpt) => of_address(turn),
        decided => decided,
    }
}

/// What was planned for `stage`.
pub(super) fn of_stage(turn: &mut Turn<'_>, stage: Stage) -> Verdict {
    let memory = &mut turn.session.persistent.failures;
    memory.planned.resize(turn.world.faults.len(), 0);
    let due = turn
        .world
        .faults
        .iter()
        .zip(&mut memory.planned)
        .find(|(fault, used)| fault.stage == stage && fault.times.is_none_or(|times| **used < times));
    match due {
        Some((fault, used)) => {
            *used = used.saturating_add(1);
            verdict(turn, fault.failure)
        }
        None => Verdict::GoOn,
    }
}

fn of_address(turn: &mut Turn<'_>) -> Verdict {
    let Some(address) = turn.mailbox() else {
        return Verdict::GoOn;
    };
    if !address.domain_name().is_some_and(|domain| domain.eq_ignore_ascii_case(FAIL_DOMAIN)) {
        return Verdict::GoOn;
    }
    let name = address.local_part.to_ascii_lowercase();
    let failure = match name.strip_prefix("tempfail-").and_then(|times| times.parse().ok()) {
        Some(times) => turn.session.persistent.failures.comes_again(&name, times).then_some(Failure::Code(451, Some((4, 3, 0)))),
        None => name.parse().ok(),
    };
    match failure.map(|failure| verdict(turn, failure)) {
        Some(Verdict::GoOn) | None => Verdict::Take,
        Some(decided) => decided,
    }
}

/// So many addresses go along when the memory is copied for one session.
const FEW_ADDRESSES: usize = 100;

impl Memory {
    /// A copy that is small: without the addresses, where they are many.
    pub(super) fn excerpt(&self) -> Self {
        let addresses = if self.addresses.len() <= FEW_ADDRESSES { self.addresses.clone() } else { BTreeMap::new() };
        Self { planned: self.planned.clone(), addresses }
    }

    pub(super) fn is_short(&self) -> bool {
        self.planned.len() <= 1000 && self.addresses.len() <= FEW_ADDRESSES
    }

    /// Whether `address` fails once more, after it failed less than `times` times.
    fn comes_again(&mut self, address: &str, times: u32) -> bool {
        if self.addresses.len() >= MOST_ADDRESSES && !self.addresses.contains_key(address) {
            self.addresses.pop_first();
        }
        let used = self.addresses.entry(address.to_owned()).or_default();
        *used = used.saturating_add(1);
        *used <= times
    }
}

fn verdict(turn: &mut Turn<'_>, failure: Failure) -> Verdict {
    let key = match failure {
        Failure::Code(code, enhanced) => {
            let enhanced = enhanced.map(|(class, subject, detail)| Enhanced::new(class, subject, detail));
            let refusal = Refusal { code: Some((code, enhanced)), ..Refusal::new(ReplyKey::PlannedFailure) };
            return Verdict::Refuse(if code == 421 { refusal.closing() } else { refusal });
        }
        Failure::Drop => return Verdict::Drop,
        Failure::Delay(milliseconds) => {
            turn.wait(Duration::from_millis(milliseconds.into()));
            return Verdict::GoOn;
        }
        Failure::Greylist => ReplyKey::Greylisted,
        Failure::MailboxFull => ReplyKey::MailboxFull,
        Failure::DiskFull => ReplyKey::DiskFull,
        Failure::Blocked => ReplyKey::ClientBlocked,
        Failure::Shutdown => return Verdict::Refuse(refusal(turn, ReplyKey::ShuttingDown).closing()),
        Failure::RateLimit => ReplyKey::RateLimited,
    };
    Verdict::Refuse(refusal(turn, key))
}

fn refusal(turn: &Turn<'_>, key: ReplyKey) -> Refusal {
    let address = turn.mailbox().filter(|address| !address.is_null());
    match address {
        Some(address) => Refusal::new(key).with(super::Slot::Address, address.to_string()),
        None => Refusal::new(key),
    }
}

/// Words for failures that a server has no words of its own for: the standard's sense, and marked so.
pub(super) fn wording(key: ReplyKey) -> Option<&'static Wording> {
    const fn say(code: u16, class: u8, subject: u16, detail: u16, text: &'static str) -> Wording {
        Wording { code, enhanced: Some(Enhanced::new(class, subject, detail)), text, source: Source::Unverified }
    }
    Some(match key {
        ReplyKey::Greylisted => &const { say(450, 4, 7, 1, "Greylisted, please try again later") },
        ReplyKey::MailboxFull => &const { say(452, 4, 2, 2, "Mailbox full") },
        ReplyKey::DiskFull => &const { say(452, 4, 3, 1, "Insufficient system storage") },
        ReplyKey::ClientBlocked => &const { say(554, 5, 7, 1, "Service unavailable; client address [{client-address}] blocked") },
        ReplyKey::ShuttingDown => &const { say(421, 4, 3, 2, "{host} Service not available, closing transmission channel") },
        ReplyKey::RateLimited => &const { say(450, 4, 7, 1, "Too much mail from {client-address}, please slow down") },
        ReplyKey::PlannedFailure => &const { say(451, 4, 3, 0, "Failure on demand") },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_of_addresses_has_an_end() {
        let mut memory = Memory::default();
        for number in 0..MOST_ADDRESSES + 500 {
            assert!(memory.comes_again(&format!("tempfail-1+{number:06}"), 1));
        }
        assert_eq!(memory.addresses.len(), MOST_ADDRESSES);
        assert!(!memory.comes_again("tempfail-1+010000", 1), "a late one is still known");
        assert!(memory.excerpt().addresses.is_empty() && memory.excerpt().is_short());
    }
}
