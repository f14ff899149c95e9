//! Whether a condition holds.

use playground::record::{Action, Event, EventKind, Timeline, WorldText};
use smtp_engine::session::{CheckList, Decision, Reply, Server};
use smtp_engine::syntax::{Argument, Parsed, parse};

use super::moment::Scene;
use super::{Answered, Predicate, ReplyPattern, Side};
use crate::play::change_world;

impl Predicate {
    /// Whether it holds of all that happened in `scene`. When the fuel is used up nothing holds.
    pub fn holds(&self, scene: &Scene<'_>) -> bool {
        self.holds_between(scene, 0, scene.events().len())
    }

    /// Whether it holds of the events from `from` on, when the first `end` have happened.
    fn holds_between(&self, scene: &Scene<'_>, from: usize, end: usize) -> bool {
        if scene.fuel.is_empty() || !scene.spend(1) {
            return false;
        }
        let all = |list: &[Self]| list.iter().all(|inner| inner.holds_between(scene, from, end));
        match self {
            Self::State(state) => scene.state(end) == *state,
            Self::Tls(tls) => scene.tls(end) == *tls,
            Self::Login(name) => scene.standing(end).login.as_deref().unwrap_or_default().eq_ignore_ascii_case(name),
            Self::Mechanism(name) => scene.standing(end).mechanism.is_some_and(|used| used.eq_ignore_ascii_case(name)),
            Self::Extended(extended) => scene.standing(end).extended == Some(*extended),
            Self::CommandsAtMost(most) => own_commands(scene, end) <= *most,
            Self::SendsAtMost(most) => scene.own_actions().filter(|action| matches!(action, Action::Send(_))).count() <= *most,
            Self::Passed(seconds) => longest_pause(scene) >= *seconds,
            Self::Pick(choice) => scene.pick == Some(choice.as_str()),
            Self::Edited(fields) => {
                let edited = scene.edited();
                fields.iter().all(|field| edited.contains(field))
            }
            Self::EditedOnly(fields) => scene.edited().iter().all(|field| fields.contains(field)),
            Self::Never(list) => !list.iter().any(|inner| inner.holds_between(scene, from, end)) && !scene.fuel.is_empty(),
            Self::Any(list) => list.iter().any(|inner| inner.holds_between(scene, from, end)),
            Self::All(list) => all(list),
            Self::Order(list) => list.iter().try_fold(from, |from, inner| inner.first_between(scene, from, end)).is_some(),
            Self::On(server, expected) => elsewhere(scene, scene.timeline.with_server(server), expected),
            Self::InWorld(edits, expected) => {
                let mut text = WorldText::of(scene.timeline.world());
                let changed = edits.iter().try_for_each(|edit| change_world(&mut text, edit).map(|_| ()));
                match (changed, text.read()) {
                    (Ok(()), Ok(world)) => elsewhere(scene, scene.timeline.with_world(world), expected),
                    _ => false,
                }
            }
            Self::Reply(..)
            | Self::Said(..)
            | Self::Parameter(..)
            | Self::InText(_)
            | Self::Delivered(..)
            | Self::Closed(..)
            | Self::Connections(_)
            | Self::Waited(_) => self.first_between(scene, from, end).is_some(),
        }
    }

    /// After how many events, `end` at most, it holds first of those from `from` on.
    fn first_between(&self, scene: &Scene<'_>, from: usize, end: usize) -> Option<usize> {
        let nth = |times: usize, fits: &dyn Fn(usize, &Event) -> bool| nth_event(scene, from, end, times, fits);
        match self {
            Self::Reply(pattern, times) => nth(*times, &|at, event| match &event.kind {
                EventKind::Reply(reply) => pattern.fits(reply, scene.answered(at), scene.timeline.server()),
                _ => false,
            }),
            Self::Said(verb, parameter, times) => nth(*times, &|_, event| match &event.kind {
                EventKind::Command { octets, parsed } => {
                    parsed.verb == Some(*verb) && parameter.as_deref().is_none_or(|wanted| has_parameter(octets, parsed, wanted))
                }
                _ => false,
            }),
            Self::Parameter(wanted, verb) => nth(1, &|at, event| match &event.kind {
                EventKind::Command { octets, parsed } => {
                    verb.is_none_or(|verb| parsed.verb == Some(verb))
                        && has_parameter(octets, parsed, wanted)
                        && is_accepted(scene, at, end)
                }
                _ => false,
            }),
            Self::InText(verb) => nth(1, &|_, event| match &event.kind {
                EventKind::Data(octets) => {
                    let line = parse(octets.trim_ascii_end());
                    line.verb == Some(*verb) && line.faults.is_empty() && line.verb_span.end == octets.trim_ascii_end().len()
                }
                _ => false,
            }),
            Self::Delivered(pattern, times) => nth(*times, &|_, event| match &event.kind {
                EventKind::Delivered(delivery) => scene.spend(delivery.message.len() / 16) && pattern.fits(delivery, event.tls),
                _ => false,
            }),
            Self::Closed(side, times) => nth(*times, &|_, event| match side {
                Side::Server => event.kind == EventKind::ServerClosed,
                Side::Client => event.kind == EventKind::ClientClosed,
            }),
            Self::Connections(times) => nth(*times, &|_, event| event.kind == EventKind::Connected),
            Self::Waited(milliseconds) => {
                let held_back = std::cell::Cell::new(0_u64);
                nth(1, &|_, event| {
                    match &event.kind {
                        EventKind::Delay(more) => held_back.set(held_back.get() + u64::from(*more)),
                        kind if kind.is_of_client() => held_back.set(0),
                        _ => {}
                    }
                    held_back.get() >= *milliseconds
                })
            }
            // All others can come true and cease again: the first moment is looked for input by input.
            _ => moments(scene, from, end).find(|moment| self.holds_between(scene, from, *moment)),
        }
    }
}

/// After how many events the `times`-th one that fits has come.
fn nth_event(scene: &Scene<'_>, from: usize, end: usize, times: usize, fits: &dyn Fn(usize, &Event) -> bool) -> Option<usize> {
    let events = scene.events().get(from..end)?;
    if !scene.spend(events.len()) {
        return None;
    }
    let fitting = events.iter().enumerate().filter(|(at, event)| fits(from + at, event)).map(|(at, _)| from + at + 1);
    fitting.take(times).nth(times.saturating_sub(1))
}

/// The ends of the inputs after `from`, and `end` itself.
fn moments<'s>(scene: &'s Scene<'_>, from: usize, end: usize) -> impl Iterator<Item = usize> + 's {
    let events = scene.events();
    let ends_input = move |at: &usize| match (events.get(at - 1), events.get(*at)) {
        (Some(last), Some(next)) => last.input != next.input,
        _ => true,
    };
    (from + 1..=end).filter(ends_input).take_while(|_| !scene.fuel.is_empty())
}

/// Whether all of `expected` holds of the same inputs in another session.
fn elsewhere(scene: &Scene<'_>, timeline: Timeline, expected: &[Predicate]) -> bool {
    let octets: usize = timeline.actions().map(|(_, action)| if let Action::Send(octets) = action { octets.len() } else { 0 }).sum();
    if !scene.spend(octets + timeline.cursor() * 50) {
        return false;
    }
    let other = scene.elsewhere(&timeline);
    expected.iter().all(|inner| inner.holds(&other))
}

/// How many commands the learner has said.
fn own_commands(scene: &Scene<'_>, end: usize) -> usize {
    let events = scene.events().get(..end).unwrap_or_default();
    scene.spend(events.len());
    events.iter().filter(|event| event.input >= scene.own_from && matches!(event.kind, EventKind::Command { .. })).count()
}

/// The longest time that the learner let pass in one go, in seconds.
fn longest_pause(scene: &Scene<'_>) -> u64 {
    let mut last = None;
    let mut longest = 0;
    for (at, action) in scene.timeline.actions() {
        if *action == Action::Wait
            && let Some(before) = last
        {
            longest = longest.max(at.0.saturating_sub(before) / 1000);
        }
        last = Some(at.0);
    }
    longest
}

/// Whether the command at `at` got a reply that accepts it.
fn is_accepted(scene: &Scene<'_>, at: usize, end: usize) -> bool {
    let after = scene.events().get(at + 1..end).unwrap_or_default();
    let answer = after.iter().take_while(|event| !event.kind.is_of_client()).find_map(|event| match &event.kind {
        EventKind::Reply(reply) => Some(reply.code.0),
        _ => None,
    });
    answer.is_some_and(|code| (200..400).contains(&code))
}

/// Whether MAIL or RCPT has the parameter `wanted`: `SIZE`, or `BODY=8BITMIME`.
fn has_parameter(line: &[u8], parsed: &Parsed, wanted: &str) -> bool {
    let Argument::Path(path) = &parsed.argument else {
        return false;
    };
    path.parameters.iter().any(|parameter| {
        let given = if wanted.contains('=') { parameter.span } else { parameter.keyword };
        given.text(line).eq_ignore_ascii_case(wanted)
    })
}

impl ReplyPattern {
    fn fits(&self, reply: &Reply, answered: Option<Answered>, server: &'static Server) -> bool {
        let same = |wanted: Option<u16>, found: u16| wanted.is_none_or(|wanted| wanted == found);
        self.key.is_none_or(|key| key == reply.key)
            && same(self.code, reply.code.0)
            && same(self.class, reply.code.0 / 100)
            && self.enhanced.is_none_or(|enhanced| reply.enhanced == Some(enhanced))
            && self.answers.is_none_or(|wanted| answered == Some(wanted))
            && self.text.as_deref().is_none_or(|wanted| reply.text.contains(wanted))
            && self.lines_at_least.is_none_or(|least| reply.text.lines().count() >= least)
            && self.check.as_deref().is_none_or(|wanted| deciding_check(reply.decision, answered, server) == Some(wanted))
    }
}

/// The name of the check that decided a reply.
fn deciding_check(decision: Decision, answered: Option<Answered>, server: &'static Server) -> Option<&'static str> {
    let Decision::Check(list, at) = decision else {
        return None;
    };
    let checks = match list {
        CheckList::Connection => server.checks.connection,
        CheckList::Line => server.checks.line,
        CheckList::EveryCommand => server.checks.every_command,
        CheckList::Recipient => server.checks.recipient,
        CheckList::Message => return server.checks.message.get(at).map(|check| check.name()),
        CheckList::Command => match answered {
            Some(Answered::Command(verb)) => server.rule(verb)?.checks,
            _ => return None,
        },
    };
    checks.get(at).map(|check| check.name())
}
