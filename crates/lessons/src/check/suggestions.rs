//! Typing what the page suggests, line by line, should not solve an exercise by accident.

use playground::queries::hint::hint;
use playground::queries::incoming::Incoming;
use playground::record::{Player, Step};

use super::Check;
use crate::problem::ProblemKind;

/// So many suggestions are typed at most.
const MOST: usize = 40;

impl Check<'_> {
    /// Types the line that the page suggests, again and again, until it suggests nothing or the server has closed.
    pub(super) fn suggestions(&mut self) {
        let (mut player, _) = self.exercise.play_start();
        for _ in 0..MOST {
            let Some(line) = suggested(&player) else { return };
            self.fuel.spend(200);
            // Nothing is expected, so nothing can break.
            let _ = player.step(1, &Step::Send(format!("{line}\r\n").into_bytes()));
            let judgement = self.judge(&player);
            if judgement.cut {
                return;
            }
            if judgement.solved {
                self.report(self.exercise.line, ProblemKind::SuggestionsSolve(self.exercise.id.clone()));
                return;
            }
        }
    }
}

fn suggested(player: &Player) -> Option<String> {
    let timeline = player.timeline();
    hint(timeline, &Incoming::at_end(timeline.events())).line
}
