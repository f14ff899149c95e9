//! Says of a session how far it is with an exercise, and what to say to a wrong way.

use playground::record::Timeline;

use crate::exercise::Exercise;
use crate::predicate::{Fuel, Predicate, Scene};

/// How much work one judgement may take.
pub(crate) const FUEL: u64 = 5_000_000;

/// How far a session is with an exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// For each part, whether each of its conditions holds.
    pub steps: Vec<Vec<bool>>,
    /// All conditions of all parts hold.
    pub solved: bool,
    /// The part that is at work: the first with a condition that does not hold, else the last.
    pub current: usize,
    /// The wrong way that the session has gone: its place in [`Exercise::wrong`]. Nothing once it is solved.
    pub wrong: Option<usize>,
    /// The judgement took too much work and was cut; it says nothing then.
    pub cut: bool,
}

/// A word for a wrong way, and where it belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Feedback {
    /// The input after which it came true, from 0.
    pub input: usize,
    /// The wrong way: its place in [`Exercise::wrong`].
    pub wrong: usize,
}

impl Exercise {
    /// Judges `timeline` up to its cursor. `pick` is the answer that was chosen last.
    pub fn judge(&self, timeline: &Timeline, pick: Option<&str>) -> Judgement {
        self.judge_with(timeline, pick, &Fuel::new(FUEL))
    }

    /// The same with what is left of `fuel`.
    pub(crate) fn judge_with(&self, timeline: &Timeline, pick: Option<&str>, fuel: &Fuel) -> Judgement {
        let scene = Scene::new(timeline, &self.world, self.start_len(), pick, fuel);
        let steps: Vec<Vec<bool>> =
            self.steps.iter().map(|step| step.goal.iter().map(|condition| condition.holds(&scene)).collect()).collect();
        let is_done = |step: &Vec<bool>| step.iter().all(|holds| *holds);
        let current = steps.iter().position(|step| !is_done(step)).unwrap_or(steps.len().saturating_sub(1));
        let solved = steps.iter().all(is_done) && self.goal().next().is_some();
        let wrong = if solved { None } else { self.wrong.iter().position(|wrong| all_hold(&wrong.when, &scene)) };
        let cut = fuel.is_empty();
        Judgement { steps, solved: solved && !cut, current, wrong: wrong.filter(|_| !cut), cut }
    }

    /// The words for the wrong ways that the session has gone up to its cursor, each once, in their order.
    /// Those of the start are not the learner's.
    pub fn feedback(&self, timeline: &Timeline, pick: Option<&str>) -> Vec<Feedback> {
        let fuel = Fuel::new(FUEL);
        let mut said: Vec<Feedback> = Vec::new();
        let mut moment = timeline.clone();
        // A changed world and a chosen answer are no inputs: they may come right after the start.
        let first = self.start_len() + usize::from(pick.is_none() && *timeline.world() == self.world);
        for inputs in first..=timeline.cursor() {
            moment.go_to(inputs);
            let judgement = self.judge_with(&moment, pick, &fuel);
            if judgement.cut || judgement.solved {
                break;
            }
            if let Some(wrong) = judgement.wrong.filter(|wrong| said.iter().all(|feedback| feedback.wrong != *wrong)) {
                said.push(Feedback { input: inputs.saturating_sub(1), wrong });
            }
        }
        said
    }

    /// The first condition that does not hold, of those that are not settled yet.
    pub(crate) fn missing<'e>(&'e self, judgement: &Judgement) -> Option<&'e Predicate> {
        let holds = judgement.steps.iter().flatten();
        self.goal().zip(holds).find(|(_, holds)| !**holds).map(|(condition, _)| condition)
    }
}

/// Whether all of `list` hold, and there is something in it.
pub(crate) fn all_hold(list: &[Predicate], scene: &Scene<'_>) -> bool {
    !list.is_empty() && list.iter().all(|condition| condition.holds(scene))
}
