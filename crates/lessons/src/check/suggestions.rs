//! Typing what the page suggests, line by line, should not solve an exercise by accident.

use playground::queries::palette::{Availability, palette};
use playground::record::Player;
use smtp_engine::spec::State;
use smtp_engine::spec::Verb;

use super::Check;
use crate::problem::ProblemKind;

/// So many suggestions are typed at most.
const MOST: usize = 40;
/// What is typed where a message is wanted.
const MESSAGE: [&str; 4] = ["Subject: Hello", "", "Hello from the playground.", "."];

impl Check<'_> {
    /// Types the palette's samples in its order, each verb once.
    pub(super) fn suggestions(&mut self) {
        let (mut player, _) = self.exercise.play_start();
        let mut said: Vec<Verb> = Vec::new();
        for _ in 0..MOST {
            let lines = next_lines(&player, &mut said);
            if lines.is_empty() {
                return;
            }
            for line in lines {
                self.fuel.spend(200);
                let _ = player.step(1, &playground::record::Step::Send(format!("{line}\r\n").into_bytes()));
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
}

/// What would be typed next; nothing where nothing is suggested any more.
fn next_lines(player: &Player, said: &mut Vec<Verb>) -> Vec<String> {
    let timeline = player.timeline();
    match timeline.state() {
        State::Data => return MESSAGE.map(str::to_owned).into(),
        State::Authenticating => return vec!["*".to_owned()],
        State::Closed | State::Handshake => return Vec::new(),
        _ => {}
    }
    let next = palette(timeline).into_iter().find(|entry| entry.availability == Availability::Now && !said.contains(&entry.verb));
    next.map(|entry| {
        said.push(entry.verb);
        entry.example
    })
    .into_iter()
    .collect()
}
