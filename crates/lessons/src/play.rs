//! Plays an exercise: its start, and scripts that go on from there.

use playground::record::{Action, Broken, Player, Script, Timeline, WorldEditError, WorldField, WorldText};
use smtp_engine::session::Timestamp;

use crate::exercise::Exercise;

/// Changes one field of the world, as `@world` does.
pub(crate) fn change_world(text: &mut WorldText, edit: &str) -> Result<WorldField, WorldEditError> {
    text.edit(edit)
}

impl Exercise {
    /// The session that the learner finds: the start is played, all at the moment `at`.
    pub fn begin(&self, at: Timestamp) -> Timeline {
        let begun = self.play_start();
        if at == Timestamp::default() {
            return begun.0.into_timeline();
        }
        begun.0.timeline().at_moment(at)
    }

    /// How many inputs of the session are the start's: the connection and what [`Self::start`] does.
    pub fn start_len(&self) -> usize {
        1 + self.start.steps().iter().filter(|(_, step)| is_input(step)).count()
    }

    /// The player after the start, and the first step that did not go as it says.
    pub(crate) fn play_start(&self) -> (Player, Option<Broken>) {
        let mut timeline = Timeline::new(self.server, self.world.clone()).with_handshake(self.handshake);
        if self.inside_tls {
            timeline = timeline.inside_tls();
        }
        let mut player = Player::new(timeline).lenient();
        player.connect();
        let broken = run(&mut player, &self.start, |_, _| {});
        (player, broken)
    }

    /// Why `timeline` is not a session of this exercise; nothing where it is one.
    pub fn is_other_session(&self, timeline: &Timeline) -> Option<ForeignSession> {
        if timeline.server().id != self.server.id || timeline.server().role != self.server.role {
            return Some(ForeignSession::Server);
        }
        if timeline.is_inside_tls() != self.inside_tls || timeline.handshake() != self.handshake {
            return Some(ForeignSession::Tls);
        }
        if self.kind != crate::exercise::Kind::World && *timeline.world() != self.world {
            return Some(ForeignSession::World);
        }
        let begun = self.play_start().0.into_timeline();
        let actions =
            |timeline: &Timeline| timeline.actions().take(self.start_len()).map(|(_, action)| action.clone()).collect::<Vec<Action>>();
        (actions(&begun) != actions(timeline)).then_some(ForeignSession::Start)
    }
}

/// Why a session is not one of an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ForeignSession {
    /// Another server or role.
    #[error("it was done with another server")]
    Server,
    /// Other settings of TLS.
    #[error("it was done with another setting of TLS")]
    Tls,
    /// The world was changed, and must not be.
    #[error("it was done in another world")]
    World,
    /// It does not begin as the exercise does.
    #[error("it does not begin as the exercise does")]
    Start,
}

/// Plays `script` on `player`, and shows it after each step that does something, with the step's number;
/// the first step that did not go as it says.
pub(crate) fn run(player: &mut Player, script: &Script, mut look: impl FnMut(&Player, usize)) -> Option<Broken> {
    for (number, (line, step)) in script.steps().iter().enumerate() {
        if let Err(broken) = player.step(*line, step) {
            return Some(broken);
        }
        if is_input(step) || matches!(step, playground::record::Step::World(_) | playground::record::Step::Pick(_)) {
            look(player, number);
        }
    }
    None
}

/// Whether a step is an input of the session.
fn is_input(step: &playground::record::Step) -> bool {
    use playground::record::Step;
    matches!(step, Step::Send(_) | Step::Wait(_) | Step::Connect | Step::Disconnect)
}
