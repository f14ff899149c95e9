//! Conditions that are made from what happened, for whoever writes an exercise.

use std::collections::BTreeMap;

use playground::record::{Event, EventKind, Timeline};
use smtp_engine::session::{Delivery, World};
use smtp_engine::spec::State;

use super::moment::answered;
use super::{DeliveredPattern, Fuel, Predicate, ReplyPattern, Scene, Side};
use crate::judge::FUEL;

/// So many conditions are offered; who wants another one writes it.
const MOST: usize = 60;

/// A condition for each reply among `events`, with the reply's place: its code and what it answers, and how often it
/// came.
pub fn conditions_of_replies(events: &[Event]) -> Vec<(usize, Predicate)> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let replies = events.iter().zip(answered(events)).enumerate();
    let conditions = replies.filter_map(|(at, (event, answers))| {
        let EventKind::Reply(reply) = &event.kind else { return None };
        let pattern = ReplyPattern { code: Some(reply.code.0), enhanced: reply.enhanced, answers, ..ReplyPattern::default() };
        let times = seen.entry(format!("{pattern:?}")).or_default();
        *times += 1;
        Some((at, Predicate::Reply(pattern, *times)))
    });
    conditions.collect()
}

/// What became true in `timeline` after its first `start` inputs, in the order in which it happened: conditions that
/// hold at its cursor, and did not hold at the start.
pub fn conditions_that_became_true(timeline: &Timeline, world: &World, start: usize) -> Vec<Predicate> {
    let events = timeline.events();
    let mut found: Vec<Predicate> = Vec::new();
    let mut replies = conditions_of_replies(events).into_iter();
    let (mut closed, mut connections) = (BTreeMap::new(), 0);
    for event in events {
        found.extend(match &event.kind {
            EventKind::Reply(_) => replies.next().map(|(_, condition)| condition),
            EventKind::Delivered(delivery) => Some(Predicate::Delivered(Box::new(delivered(delivery)), 1)),
            EventKind::ServerClosed | EventKind::ClientClosed => {
                let side = if event.kind == EventKind::ServerClosed { Side::Server } else { Side::Client };
                let times = closed.entry(side == Side::Server).or_insert(0);
                *times += 1;
                Some(Predicate::Closed(side, *times))
            }
            EventKind::Connected => {
                connections += 1;
                Some(Predicate::Connections(connections))
            }
            EventKind::TlsStarted => Some(Predicate::Tls(true)),
            _ => None,
        });
    }
    let session = timeline.session();
    found.extend(session.login().map(|login| Predicate::Login(login.to_owned())));
    found.extend(session.mechanism().map(|mechanism| Predicate::Mechanism(mechanism.to_owned())));
    found.extend(session.hello().map(|hello| Predicate::Extended(hello.extended)));
    found.push(Predicate::State(timeline.state()));
    found.retain(|condition| !matches!(condition, Predicate::State(State::Closed | State::Handshake)));
    let fuel = Fuel::new(FUEL);
    let mut before = timeline.clone();
    before.go_to(start);
    let (then, now) = (Scene::new(&before, world, start, None, &fuel), Scene::new(timeline, world, start, None, &fuel));
    found.retain(|condition| condition.holds(&now) && !condition.holds(&then));
    found.truncate(MOST);
    found
}

/// The mailboxes, the sender and the subject of a message.
fn delivered(delivery: &Delivery) -> DeliveredPattern {
    let relayed = delivery.relayed.iter().map(ToString::to_string).collect();
    let header = String::from_utf8_lossy(&delivery.message);
    let header = header.lines().take_while(|line| !line.is_empty());
    let mut subjects = header.filter_map(|line| line.split_once(':')).filter(|(name, _)| name.eq_ignore_ascii_case("Subject"));
    DeliveredPattern {
        only_to: (!delivery.mailboxes.is_empty()).then(|| delivery.mailboxes.clone()),
        relayed,
        from: (!delivery.reverse_path.is_null()).then(|| delivery.reverse_path.to_string()),
        from_null: delivery.reverse_path.is_null().then_some(true),
        header: subjects.next().map(|(name, subject)| (name.to_owned(), subject.trim().to_owned())).into_iter().collect(),
        ..DeliveredPattern::default()
    }
}
