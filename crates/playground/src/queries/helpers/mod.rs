//! What no person types by hand, worked out step by step.

pub mod login;
pub mod message;
mod scram;

use super::draft::{Draft, ReadAs};
use smtp_engine::session::{Mechanism, Session};
use smtp_engine::spec::{State, Verb};

/// A panel that works something out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Helper {
    /// The lines of a login.
    Login,
    /// Text as base64, and back.
    Base64,
    /// A message: its size, its dots.
    Message,
}

/// The panel that fits what is being typed, if one does; `next` is what one would say now.
pub fn fitting(session: &Session, draft: &Draft, next: Option<Verb>) -> Option<Helper> {
    let typed = draft.lines.first().and_then(|line| match &line.read_as {
        ReadAs::Command(parsed) => parsed.verb,
        _ => None,
    });
    match (session.state(), typed.or(next)) {
        (State::Authenticating, _) | (State::Ready, Some(Verb::Auth)) => Some(Helper::Login),
        (State::Data, _) | (State::Ready, Some(Verb::Mail)) => Some(Helper::Message),
        _ => None,
    }
}

/// The mechanism to begin with: the one under way, else the one that is being typed, else the first offered.
pub fn mechanism(session: &Session, draft: &str, offered: &[Mechanism]) -> Option<Mechanism> {
    let typed = draft.split_ascii_whitespace().nth(1).and_then(Mechanism::find);
    session.exchange().map(smtp_engine::session::sasl::Exchange::mechanism).or(typed).or(offered.first().copied())
}
