//! No hint but the last gives a line of the solution away.

use super::Check;
use super::plays::sent_lines;
use crate::problem::ProblemKind;

/// Shorter lines, such as `DATA` or `AUTH LOGIN`, are words that a hint cannot do without.
const SHORTEST_LINE: usize = 12;

impl Check<'_> {
    pub(super) fn hints(&mut self, languages: &[String]) {
        let exercise = self.exercise;
        let lines: Vec<String> = exercise.solutions.iter().flat_map(sent_lines).filter(|line| line.len() >= SHORTEST_LINE).collect();
        for (step, language) in exercise.steps.iter().flat_map(|step| languages.iter().map(move |language| (step, language))) {
            let hints = step.hints.get(language);
            let but_last = hints.split_last().map(|(_, first)| first).unwrap_or_default();
            for (number, hint) in but_last.iter().enumerate() {
                let hint = hint.to_lowercase();
                if let Some(line) = lines.iter().find(|line| hint.contains(&line.to_lowercase())) {
                    let kind = ProblemKind::HintGivesAway { exercise: exercise.id.clone(), number: number + 1, line: line.clone() };
                    let (file, line) = super::words::place(self.name, exercise, language);
                    self.problems.push(crate::problem::Problem { file, line, kind });
                }
            }
        }
    }
}
