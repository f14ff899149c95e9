//! What conditions are asked of: a session up to its cursor, and how much work may go into the answer.

use std::cell::{Cell, OnceCell};

use playground::record::{Action, Event, EventKind, Timeline, WorldField};
use smtp_engine::session::World;
use smtp_engine::spec::{State, Verb};

use super::Answered;

/// How much work may still be done. One unit is about one event that is looked at.
#[derive(Debug)]
pub struct Fuel(Cell<u64>);

impl Fuel {
    /// So much work and no more.
    pub const fn new(units: u64) -> Self {
        Self(Cell::new(units))
    }

    /// Uses up some; whether there was so much left.
    pub fn spend(&self, units: u64) -> bool {
        let left = self.0.get();
        self.0.set(left.saturating_sub(units));
        left > units
    }

    /// Whether all is used up. What was judged with it counts for nothing then.
    pub fn is_empty(&self) -> bool {
        self.0.get() == 0
    }

    /// How much is left.
    pub fn left(&self) -> u64 {
        self.0.get()
    }
}

/// Where a session stands, apart from its state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) login: Option<String>,
    pub(super) mechanism: Option<&'static str>,
    pub(super) extended: Option<bool>,
}

/// A session that is judged, up to its cursor.
pub struct Scene<'t> {
    pub(super) timeline: &'t Timeline,
    /// The world that the exercise begins in.
    pub(super) world: &'t World,
    /// How many of the inputs are the start's.
    pub(super) own_from: usize,
    pub(super) pick: Option<&'t str>,
    pub(super) fuel: &'t Fuel,
    /// What each event that is a reply answers.
    answered: Vec<Option<Answered>>,
    /// Where the session stood after each input; made when it is asked for.
    standings: OnceCell<Vec<Standing>>,
}

impl<'t> Scene<'t> {
    /// The scene of `timeline`, whose first `own_from` inputs are the start's. `pick` is the answer that
    /// was chosen, `world` the world that the exercise begins in.
    pub fn new(timeline: &'t Timeline, world: &'t World, own_from: usize, pick: Option<&'t str>, fuel: &'t Fuel) -> Self {
        fuel.spend(timeline.events().len() as u64);
        Self { timeline, world, own_from, pick, fuel, answered: answered(timeline.events()), standings: OnceCell::new() }
    }

    /// The same learner at another session.
    pub(super) fn elsewhere<'o>(&'o self, timeline: &'o Timeline) -> Scene<'o> {
        Scene::new(timeline, self.world, self.own_from, self.pick, self.fuel)
    }

    pub(super) fn events(&self) -> &'t [Event] {
        self.timeline.events()
    }

    pub(super) fn answered(&self, event: usize) -> Option<Answered> {
        self.answered.get(event).copied().flatten()
    }

    /// The state after the first `end` events.
    pub(super) fn state(&self, end: usize) -> State {
        let events = self.events().get(..end).unwrap_or_default();
        self.fuel.spend(8);
        events
            .iter()
            .rev()
            .find_map(|event| if let EventKind::Moved(_, to) = event.kind { Some(to) } else { None })
            .unwrap_or(State::Closed)
    }

    /// Whether the session is inside TLS after the first `end` events.
    pub(super) fn tls(&self, end: usize) -> bool {
        end.checked_sub(1).and_then(|last| self.events().get(last)).is_some_and(|event| event.tls)
    }

    /// Where the session stands after the first `end` events.
    pub(super) fn standing(&self, end: usize) -> Standing {
        if end >= self.events().len() {
            return standing(self.timeline);
        }
        let standings = self.standings.get_or_init(|| {
            let mut timeline = self.timeline.clone();
            (1..=self.timeline.cursor())
                .map(|inputs| {
                    self.fuel.spend(50);
                    timeline.go_to(inputs);
                    standing(&timeline)
                })
                .collect()
        });
        let input = end.checked_sub(1).and_then(|last| self.events().get(last)).map(|event| event.input);
        input.and_then(|input| standings.get(input)).cloned().unwrap_or_default()
    }

    /// The inputs that are the learner's own.
    pub(super) fn own_actions(&self) -> impl Iterator<Item = &'t Action> {
        self.timeline.actions().skip(self.own_from).map(|(_, action)| action)
    }

    /// The fields of the world that are not as the exercise has them.
    pub(super) fn edited(&self) -> Vec<WorldField> {
        let now = self.timeline.world();
        WorldField::ALL.into_iter().filter(|field| field.entries(now) != field.entries(self.world)).collect()
    }

    /// Whether there is still work to be spent on `events` more.
    pub(super) fn spend(&self, events: usize) -> bool {
        self.fuel.spend(events as u64 + 1)
    }
}

fn standing(timeline: &Timeline) -> Standing {
    let session = timeline.session();
    Standing {
        login: session.login().map(str::to_owned),
        mechanism: session.mechanism(),
        extended: session.hello().map(|hello| hello.extended),
    }
}

/// What each reply answers: what the client did last before it.
pub(super) fn answered(events: &[Event]) -> Vec<Option<Answered>> {
    let mut last = None;
    let mut command = None;
    events
        .iter()
        .map(|event| {
            match &event.kind {
                EventKind::Connected => last = Some(Answered::Connection),
                EventKind::Command { parsed, .. } => {
                    command = parsed.verb;
                    last = Some(parsed.verb.map_or(Answered::Unknown, Answered::Command));
                }
                EventKind::Answer(_) => last = Some(Answered::Command(Verb::Auth)),
                EventKind::Data(_) if command == Some(Verb::Bdat) => last = Some(Answered::Command(Verb::Bdat)),
                EventKind::Data(_) => last = Some(Answered::Message),
                _ => {}
            }
            matches!(event.kind, EventKind::Reply(_)).then_some(last).flatten()
        })
        .collect()
}
