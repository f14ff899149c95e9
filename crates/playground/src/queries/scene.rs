//! A session at some moment, as one sees it who is about to say something.

use crate::record::{EventKind, Timeline};
use smtp_engine::session::{Input, Server, Session, World};
use smtp_engine::spec::ReplyKey;

/// A session at some moment, with whom, and in which world.
#[derive(Clone, Copy)]
pub struct Scene<'s> {
    /// The session.
    pub session: &'s Session,
    /// The server.
    pub server: &'static Server,
    /// What lies outside.
    pub world: &'s World,
}

impl<'s> Scene<'s> {
    /// Where `timeline` is.
    pub fn of(timeline: &'s Timeline) -> Self {
        Self { session: timeline.session(), server: timeline.server(), world: timeline.world() }
    }

    /// The session after `line`, as far as the server alone is concerned; TLS is done at once.
    pub fn after(&self, line: &str) -> Session {
        let mut session = self.session.clone();
        let mut effects = Vec::new();
        session.handle(Input::Octets(format!("{line}\r\n").as_bytes()), self.server, self.world, &mut effects);
        if session.state() == smtp_engine::spec::State::Handshake {
            session.handle(Input::Handshake(true), self.server, self.world, &mut effects);
        }
        session
    }
}

/// What a server announced in its reply to EHLO: a keyword and what stood behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The keyword, in capitals.
    pub keyword: String,
    /// What stood behind it, word by word, in capitals.
    pub arguments: Vec<String>,
}

/// What was announced in this session and is still in force: nothing before EHLO, behind HELO, or when TLS
/// has begun since (RFC 3207 section 4.2).
pub fn offers(timeline: &Timeline) -> Vec<Offer> {
    for event in timeline.events().iter().rev() {
        match &event.kind {
            EventKind::Reply(reply) if reply.key == ReplyKey::EhloOk => {
                return reply.text.lines().skip(1).filter_map(|line| offer(line.get(4..)?)).collect();
            }
            EventKind::Reply(reply) if reply.key == ReplyKey::HeloOk => return Vec::new(),
            EventKind::TlsStarted | EventKind::Connected => return Vec::new(),
            _ => {}
        }
    }
    Vec::new()
}

/// `AUTH=PLAIN` is how old servers wrote `AUTH PLAIN`.
fn offer(text: &str) -> Option<Offer> {
    let mut words = text.split([' ', '=']).filter(|word| !word.is_empty()).map(str::to_ascii_uppercase);
    Some(Offer { keyword: words.next()?, arguments: words.collect() })
}

/// Whether `keyword` is among `offers`.
pub fn is_offered(offers: &[Offer], keyword: &str) -> bool {
    offers.iter().any(|offer| offer.keyword.eq_ignore_ascii_case(keyword))
}

/// The mechanisms among `offers`.
pub fn mechanisms(offers: &[Offer]) -> impl Iterator<Item = &str> {
    offers.iter().filter(|offer| offer.keyword == "AUTH").flat_map(|offer| offer.arguments.iter().map(String::as_str))
}
