//! The start, the solutions and the wrong ways are played.

use playground::record::{EventKind, Player, Step, Timeline};

use super::Check;
use crate::exercise::{Exercise, Kind, Solution};
use crate::judge::Judgement;
use crate::play::run;
use crate::problem::ProblemKind;

/// So many steps a solution may go on after the goal is reached: a polite QUIT.
const MOST_AFTER_THE_GOAL: usize = 2;

impl Check<'_> {
    /// Plays the start; whether it is worth going on.
    pub(super) fn start(&mut self) -> bool {
        let exercise = self.exercise;
        self.fuel.spend(exercise.start.octets() as u64 + 50 * exercise.start.steps().len() as u64);
        let (player, broken) = exercise.play_start();
        if let Some(broken) = broken {
            self.report(exercise.line, ProblemKind::StartBroken { expected: broken.expected, found: broken.found });
            return false;
        }
        let judgement = self.judge(&player);
        let holds = judgement.steps.first().is_some_and(|first| first.iter().all(|holds| *holds));
        if holds && !judgement.cut {
            self.report(exercise.line, ProblemKind::StartSolves(exercise.id.clone()));
            return false;
        }
        if let Some(wrong) = judgement.wrong.and_then(|wrong| exercise.wrong.get(wrong)) {
            self.report(wrong.line, ProblemKind::WrongAtStart { exercise: exercise.id.clone(), wrong: wrong.id.clone() });
        }
        !self.fuel.is_empty()
    }

    pub(super) fn solutions(&mut self) {
        let exercise = self.exercise;
        if exercise.solutions.is_empty() && !self.for_students {
            self.report(exercise.line, ProblemKind::NoSolution(exercise.id.clone()));
        }
        for solution in &exercise.solutions {
            self.solution(solution);
        }
    }

    fn solution(&mut self, solution: &Solution) {
        let exercise = self.exercise;
        let mut on_the_way: Vec<(usize, usize)> = Vec::new();
        let mut solved_at = None;
        let mut player = self.player(solution);
        let broken = run(&mut player, &solution.script, |player, number| {
            let judgement = self.judge(player);
            if judgement.solved {
                solved_at.get_or_insert(number);
            }
            if let Some(wrong) = judgement.wrong.filter(|_| solved_at.is_none()) {
                on_the_way.push((wrong, number));
            }
        });
        if let Some(broken) = broken {
            let line = solution.line + broken.line.saturating_sub(1);
            self.report(line, ProblemKind::SolutionBroken { expected: broken.expected, found: broken.found });
            return;
        }
        let judgement = self.judge(&player);
        if !judgement.solved && !judgement.cut {
            let missing = exercise.missing(&judgement).map(|condition| condition.to_toml()).unwrap_or_default();
            self.report(
                solution.line,
                ProblemKind::SolutionFails { exercise: exercise.id.clone(), missing, last: last_line(player.timeline()) },
            );
            return;
        }
        let after = solved_at.map_or(0, |at| solution.script.steps().len().saturating_sub(at + 1));
        if after > MOST_AFTER_THE_GOAL {
            self.report(solution.line, ProblemKind::SolutionTooLong { exercise: exercise.id.clone(), lines: after });
        }
        on_the_way.dedup_by_key(|(wrong, _)| *wrong);
        for (wrong, number) in on_the_way {
            if let Some(wrong) = exercise.wrong.get(wrong) {
                let line = said(solution, number);
                self.report(wrong.line, ProblemKind::WrongOnTheWay { exercise: exercise.id.clone(), wrong: wrong.id.clone(), line });
            }
        }
    }

    pub(super) fn wrong_ways(&mut self) {
        let exercise = self.exercise;
        for (number, wrong) in exercise.wrong.iter().enumerate() {
            let Some(attempt) = &wrong.attempt else {
                if !self.for_students && exercise.kind != Kind::Client {
                    let example = "try = '''C: RCPT TO:<alice@example.com>''', a session that goes this way".to_owned();
                    self.report(
                        wrong.line,
                        ProblemKind::Missing { key: "try".to_owned(), place: format!("{} of {}", wrong.id, exercise.id), example },
                    );
                }
                continue;
            };
            let mut player = self.player(attempt);
            if let Some(broken) = run(&mut player, &attempt.script, |_, _| {}) {
                let line = attempt.line + broken.line.saturating_sub(1);
                self.report(line, ProblemKind::SolutionBroken { expected: broken.expected, found: broken.found });
                continue;
            }
            let judgement = self.judge(&player);
            if judgement.cut {
                return;
            }
            let (id, name) = (exercise.id.clone(), wrong.id.clone());
            match judgement.wrong {
                _ if judgement.solved => self.report(wrong.line, ProblemKind::WrongSolves { exercise: id, wrong: name }),
                Some(found) if found == number => {}
                Some(found) if found < number => {
                    let by = exercise.wrong.get(found).map(|other| other.id.clone()).unwrap_or_default();
                    self.report(wrong.line, ProblemKind::WrongHidden { exercise: id, wrong: name, by });
                }
                _ => {
                    let missing = self.first_missing(exercise, number, &player);
                    self.report(
                        wrong.line,
                        ProblemKind::WrongNotRecognised { exercise: id, wrong: name, missing, last: last_line(player.timeline()) },
                    );
                }
            }
        }
    }

    /// The first condition of a wrong way that does not hold.
    fn first_missing(&self, exercise: &Exercise, number: usize, player: &Player) -> String {
        let scene = crate::predicate::Scene::new(player.timeline(), &exercise.world, exercise.start_len(), player.pick(), &self.fuel);
        let when = exercise.wrong.get(number).map(|wrong| wrong.when.as_slice()).unwrap_or_default();
        when.iter().find(|condition| !condition.holds(&scene)).map(|condition| condition.to_toml()).unwrap_or_default()
    }

    /// A player after the start, for a script whose work is paid for.
    fn player(&self, solution: &Solution) -> Player {
        for script in [&self.exercise.start, &solution.script] {
            self.fuel.spend(script.octets() as u64 + 50 * script.steps().len() as u64);
        }
        self.exercise.play_start().0
    }

    pub(super) fn judge(&self, player: &Player) -> Judgement {
        self.exercise.judge_with(player.timeline(), player.pick(), &self.fuel)
    }
}

/// The step `number` of a solution, as it is written.
fn said(solution: &Solution, number: usize) -> String {
    let line = solution.script.steps().get(number).map_or(1, |(line, _)| *line);
    solution.text.lines().nth(line - 1).unwrap_or_default().chars().take(80).collect()
}

/// The last line that the server said.
fn last_line(timeline: &Timeline) -> String {
    let reply = timeline.events().iter().rev().find_map(|event| match &event.kind {
        EventKind::Reply(reply) => reply.text.lines().last().map(str::to_owned),
        _ => None,
    });
    reply.unwrap_or_else(|| "nothing".to_owned())
}

/// The lines that a solution sends.
pub(super) fn sent_lines(solution: &Solution) -> impl Iterator<Item = String> {
    solution.script.steps().iter().filter_map(|(_, step)| match step {
        Step::Send(octets) => Some(String::from_utf8_lossy(octets).trim_end().to_owned()),
        _ => None,
    })
}
