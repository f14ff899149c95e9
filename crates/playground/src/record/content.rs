//! A session as JSON, for links and for keeping. What is read comes from strangers: every part is checked.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::link::shorten;
use super::secrets::REMOVED_PASSWORD;
use super::{Action, Handshake, Timeline, world_text};
use smtp_engine::session::{Persistent, PlannedFault, Role, Timestamp, World};

/// No session is read that has more actions, all branches together.
const MAX_ACTIONS: usize = 50_000;
/// No moment is read that is later: the end of the year 9999.
pub const MAX_TIME: Timestamp = Timestamp(253_402_300_799_999);

/// Why a session cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ContentError {
    /// It has too many actions.
    #[error("it holds more than {MAX_ACTIONS} actions")]
    TooLarge,
    /// It is not what was written; where.
    #[error("it is damaged: {0}")]
    Damaged(String),
    /// It names a server that this version has not.
    #[error("it is for the server {0}, which this version of the playground does not have")]
    UnknownServer(String),
}

/// A session.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Content {
    #[serde(rename = "s")]
    server: String,
    #[serde(rename = "r")]
    role: String,
    /// Only where it is not the standard one.
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    world: Option<World>,
    /// The number that challenges are made from, where that alone is not the standard one.
    #[serde(rename = "k", default, skip_serializing_if = "Option::is_none")]
    seed: Option<u64>,
    #[serde(rename = "f", default, skip_serializing_if = "Vec::is_empty")]
    faults: Vec<PlannedFault>,
    /// The session is inside TLS from the start.
    #[serde(rename = "i", default, skip_serializing_if = "std::ops::Not::not")]
    inside_tls: bool,
    /// Only where the TLS handshake is not done.
    #[serde(rename = "h", default, skip_serializing_if = "Option::is_none")]
    handshake: Option<Handshake>,
    /// What the server remembered before, where that is something.
    #[serde(rename = "m", default, skip_serializing_if = "Option::is_none")]
    remembered: Option<Persistent>,
    /// The moment of the first action, in milliseconds.
    #[serde(rename = "t")]
    start: u64,
    #[serde(rename = "a")]
    actions: Actions,
    /// How many of them lie before the cursor, where it is not all.
    #[serde(rename = "c", default, skip_serializing_if = "Option::is_none")]
    cursor: Option<usize>,
    /// The branches that were left: the number of another one, how many actions they have in common, the
    /// moment of the first that follows, and all that follow.
    #[serde(rename = "b", default, skip_serializing_if = "Vec::is_empty")]
    branches: Vec<(usize, usize, u64, Actions)>,
}

/// Milliseconds since the action before, and what was done.
type Actions = Vec<(u64, Written)>;

/// An action as it is written.
#[derive(Debug, Serialize, Deserialize)]
enum Written {
    /// Connects.
    #[serde(rename = "c")]
    Connect,
    /// Disconnects.
    #[serde(rename = "d")]
    Disconnect,
    /// Sends text.
    #[serde(rename = "t")]
    Text(String),
    /// Sends octets that are no text, in base64.
    #[serde(rename = "b")]
    Octets(String),
    /// Lets time pass.
    #[serde(rename = "w")]
    Wait,
}

impl Content {
    /// The session of `timeline` with `actions` in the place of its own.
    pub(super) fn new<'a>(timeline: &Timeline, actions: impl IntoIterator<Item = (Timestamp, &'a Action)>) -> Self {
        let mut world = timeline.world().clone();
        let faults = std::mem::take(&mut world.faults);
        // A server for real clients makes other challenges at each start; its links need not hold the whole world for that.
        let standard = World::standard();
        let only_seed = world.seed != standard.seed && world == World { seed: world.seed, ..World::standard() };
        let seed = only_seed.then_some(world.seed);
        let (start, actions) = write(actions);
        Self {
            server: timeline.server().id.to_owned(),
            role: timeline.server().role.id().to_owned(),
            world: (world != standard && !only_seed).then_some(world),
            seed,
            faults,
            inside_tls: timeline.is_inside_tls(),
            handshake: Some(timeline.handshake()).filter(|handshake| *handshake != Handshake::default()),
            remembered: Some(timeline.remembered().clone()).filter(|remembered| *remembered != Persistent::default()),
            start,
            cursor: timeline.can_redo().then(|| timeline.cursor()),
            actions,
            branches: Vec::new(),
        }
    }

    /// Takes out the passwords of its world that are not those of the standard one or of `known`; how many there were.
    pub(super) fn remove_passwords(&mut self, known: &World) -> usize {
        let standard = World::standard().logins;
        let logins = self.world.iter_mut().flat_map(|world| &mut world.logins);
        let secret = logins.filter(|login| !standard.contains(login) && !known.logins.contains(login));
        secret.map(|login| REMOVED_PASSWORD.clone_into(&mut login.password)).count()
    }

    /// The session of `timeline` with all its branches.
    pub(super) fn whole(timeline: &Timeline) -> Self {
        let branches = timeline.branches_by_difference().into_iter().map(|difference| {
            let (start, own) = write(difference.own);
            (difference.parent, difference.fork, start, own)
        });
        Self { branches: branches.collect(), ..Self::new(timeline, timeline.all_actions()) }
    }

    /// Plays it.
    pub(super) fn play(self) -> Result<Timeline, ContentError> {
        let count = self.branches.iter().map(|(_, _, _, own)| own.len()).sum::<usize>() + self.actions.len();
        if count > MAX_ACTIONS {
            return Err(ContentError::TooLarge);
        }
        let server = Role::from_id(&self.role)
            .and_then(|role| smtp_servers::find(&self.server, role))
            .ok_or_else(|| ContentError::UnknownServer(format!("{} ({})", self.server, self.role).chars().take(60).collect()))?;
        let mut world = World { faults: self.faults, ..self.world.unwrap_or_default() };
        world.seed = self.seed.unwrap_or(world.seed);
        world_text::check(&world).map_err(|error| ContentError::Damaged(shorten(&format!("its world: {error}"))))?;
        let remembered = self.remembered.unwrap_or_default();
        if !remembered.is_plausible() {
            return Err(ContentError::Damaged("its server remembers more than any server does".to_owned()));
        }
        let mut timeline = Timeline::new(server, world).remembering(remembered).with_handshake(self.handshake.unwrap_or_default());
        if self.inside_tls {
            timeline = timeline.inside_tls();
        }
        for (at, action) in read(self.start, self.actions)? {
            timeline.act(action, at);
        }
        for (parent, fork, start, own) in self.branches {
            if !timeline.add_branch(parent, fork, read(start, own)?) {
                return Err(ContentError::Damaged("a branch has no parent".to_owned()));
            }
        }
        if let Some(cursor) = self.cursor {
            timeline.go_to(cursor);
        }
        Ok(timeline)
    }
}

/// The moment of the first action, and all of them.
fn write<'a>(actions: impl IntoIterator<Item = (Timestamp, &'a Action)>) -> (u64, Actions) {
    let mut start = None;
    let mut last = 0;
    let mut written = Vec::new();
    for (at, action) in actions {
        let since = at.0.saturating_sub(if start.is_none() { at.0 } else { last });
        start.get_or_insert(at.0);
        last = at.0;
        written.push((since, Written::from(action)));
    }
    (start.unwrap_or(0), written)
}

fn read(start: u64, actions: Actions) -> Result<Vec<(Timestamp, Action)>, ContentError> {
    let mut at = Timestamp(start);
    let mut read = Vec::with_capacity(actions.len());
    for (number, (since, written)) in actions.into_iter().enumerate() {
        at = at.plus(since);
        if at > MAX_TIME {
            return Err(ContentError::Damaged(format!("action {} lies behind the year 9999", number + 1)));
        }
        let action = match written {
            Written::Connect => Action::Connect,
            Written::Disconnect => Action::Disconnect,
            Written::Wait => Action::Wait,
            Written::Text(text) => Action::Send(text.into_bytes()),
            Written::Octets(octets) => {
                Action::Send(STANDARD.decode(octets).map_err(|_| ContentError::Damaged(format!("action {} is not base64", number + 1)))?)
            }
        };
        read.push((at, action));
    }
    Ok(read)
}

impl From<&Action> for Written {
    fn from(action: &Action) -> Self {
        match action {
            Action::Connect => Self::Connect,
            Action::Disconnect => Self::Disconnect,
            Action::Wait => Self::Wait,
            Action::Send(octets) => match std::str::from_utf8(octets) {
                Ok(text) => Self::Text(text.to_owned()),
                Err(_) => Self::Octets(STANDARD.encode(octets)),
            },
        }
    }
}
