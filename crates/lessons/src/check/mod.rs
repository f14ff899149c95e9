//! The compiler of exercises: it plays everything that a set claims, and says what does not hold.
//!
//! The same function serves the build, the command line and the page's editor. Its work is bounded: what
//! takes too much of it is cut, and that is a problem of its own.

mod hints;
mod plays;
mod suggestions;
mod words;

use std::collections::BTreeSet;
use std::fmt;

use crate::exercise::{Exercise, Kind};
use crate::link::{MAX_EXERCISE_LINK, write_exercise_link};
use crate::predicate::{Fuel, Predicate};
use crate::problem::{Problem, ProblemKind};
use crate::read::Read;
use crate::write::Audience;

/// How much work the check of one exercise may take; see [`Fuel`].
const EXERCISE_WORK: u64 = 8_000_000;
/// How much work the check of a set may take: seconds, not minutes. See [`Fuel`].
pub const SET_WORK: u64 = 80_000_000;

/// What a set is held against.
#[derive(Clone, Copy)]
pub struct Rules<'r> {
    /// The languages that every text must be in; empty for those that the set uses.
    pub languages: &'r [&'r str],
    /// Whether a page of the reference or a section of an RFC exists: `reference/commands/mail`,
    /// `RFC 5321 section 3.3`.
    pub reference_exists: &'r dyn Fn(&str) -> bool,
    /// How much work the check may take, such as [`SET_WORK`]; what takes more is cut.
    pub work: u64,
}

/// How much of everything a set has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Exercises.
    pub exercises: usize,
    /// Solutions.
    pub solutions: usize,
    /// Wrong ways.
    pub wrong: usize,
    /// References.
    pub references: usize,
    /// Languages.
    pub languages: BTreeSet<String>,
    /// Problems.
    pub problems: usize,
}

impl Figures {
    /// Adds those of another set.
    pub fn add(&mut self, other: &Self) {
        self.exercises += other.exercises;
        self.solutions += other.solutions;
        self.wrong += other.wrong;
        self.references += other.references;
        self.problems += other.problems;
        self.languages.extend(other.languages.iter().cloned());
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            counted(self.exercises, "exercise"),
            counted(self.solutions, "solution"),
            counted(self.wrong, "wrong way"),
            counted(self.references, "reference"),
            counted(self.languages.len(), "language"),
            counted(self.problems, "problem"),
        ];
        formatter.write_str(&parts.join(", "))
    }
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// What the check of a set found.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// All problems, those of the reading too, by file and line.
    pub problems: Vec<Problem>,
    /// How much of everything there is.
    pub figures: Figures,
}

/// Checks a set that was read from the file `name`.
pub fn check_set(name: &str, read: &Read, rules: Rules<'_>) -> Checked {
    let mut problems = read.problems.clone();
    let languages = words::languages(&read.set, rules.languages);
    let set_fuel = Fuel::new(rules.work);
    if problems.is_empty() || !read.set.exercises.is_empty() {
        words::check_set(name, &read.set, &languages, &mut problems);
    }
    for (number, exercise) in read.set.exercises.iter().enumerate() {
        // What could not be read brings about more that is wrong; that would only hide it.
        let end = read.set.exercises.get(number + 1).map_or(usize::MAX, |next| next.line);
        if read.problems.iter().any(|problem| problem.file == name && (exercise.line..end).contains(&problem.line)) {
            continue;
        }
        let mut check = Check {
            name,
            exercise,
            for_students: read.set.for_students,
            problems: Vec::new(),
            fuel: Fuel::new(EXERCISE_WORK.min(set_fuel.left())),
        };
        let budget = check.fuel.left();
        check.all(&languages, rules);
        let cut = !set_fuel.spend(budget - check.fuel.left());
        problems.append(&mut check.problems);
        if cut {
            problems.push(Problem { file: name.to_owned(), line: exercise.line, kind: ProblemKind::SetEndless });
            break;
        }
    }
    problems.sort_by(|one, other| (&one.file, one.line).cmp(&(&other.file, other.line)));
    problems.dedup();
    let count = |of: fn(&Exercise) -> usize| read.set.exercises.iter().map(of).sum();
    let figures = Figures {
        exercises: read.set.exercises.len(),
        solutions: count(|exercise| exercise.solutions.len()),
        wrong: count(|exercise| exercise.wrong.len()),
        references: count(|exercise| exercise.refs.len()),
        languages: languages.into_iter().collect(),
        problems: problems.len(),
    };
    Checked { problems, figures }
}

/// The check of one exercise.
struct Check<'c> {
    name: &'c str,
    exercise: &'c Exercise,
    for_students: bool,
    problems: Vec<Problem>,
    fuel: Fuel,
}

impl Check<'_> {
    fn report(&mut self, line: usize, kind: ProblemKind) {
        self.problems.push(Problem { file: self.name.to_owned(), line, kind });
    }

    fn all(&mut self, languages: &[String], rules: Rules<'_>) {
        let exercise = self.exercise;
        words::check_exercise(self.name, exercise, languages, &mut self.problems);
        self.references(rules);
        self.picks();
        self.size();
        self.hints(languages);
        if self.start() {
            self.solutions();
            self.wrong_ways();
            if !exercise.easy && exercise.kind == Kind::Talk {
                self.suggestions();
            }
        }
        if self.fuel.is_empty() {
            self.report(exercise.line, ProblemKind::Endless(exercise.id.clone()));
        }
    }

    fn references(&mut self, rules: Rules<'_>) {
        if self.exercise.refs.is_empty() {
            self.report(self.exercise.line, ProblemKind::NoReferences(self.exercise.id.clone()));
        }
        for (reference, line) in &self.exercise.refs {
            if !(rules.reference_exists)(reference) {
                self.report(*line, ProblemKind::UnknownReference(reference.chars().take(80).collect()));
            }
        }
    }

    /// Answers that are asked for have to be there to choose.
    fn picks(&mut self) {
        let exercise = self.exercise;
        let mut unknown = Vec::new();
        let mut look = |line: usize, predicate: &Predicate| {
            predicate.visit(&mut |inner| {
                if let Predicate::Pick(choice) = inner
                    && exercise.choices.iter().all(|known| known.id != *choice)
                {
                    unknown.push((line, choice.clone()));
                }
            });
        };
        exercise.steps.iter().for_each(|step| step.goal.iter().for_each(|predicate| look(step.line, predicate)));
        exercise.wrong.iter().for_each(|wrong| wrong.when.iter().for_each(|predicate| look(wrong.line, predicate)));
        for (line, name) in unknown {
            self.report(line, ProblemKind::Unknown { what: "choice", name, hint: "an id of a [[exercise.choice]]".to_owned() });
        }
    }

    fn size(&mut self) {
        let size = write_exercise_link(self.exercise, Audience::Teachers).len();
        if size > MAX_EXERCISE_LINK {
            self.report(self.exercise.line, ProblemKind::LinkTooLong { exercise: self.exercise.id.clone(), size, most: MAX_EXERCISE_LINK });
        }
    }
}
