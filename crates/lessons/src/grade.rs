//! Judges hand-ins anew, as a table and as CSV (RFC 4180).

use playground::record::Timeline;
use smtp_engine::session::Timestamp;

use crate::exercise::{Exercise, Set};
use crate::hand_in::{Attempt, HandIn};
use crate::play::ForeignSession;
use crate::predicate::Fuel;

/// Fewer inputs of one's own prove nothing where their stamps are those of another.
const FEWEST_STAMPS: usize = 3;

/// What became of one exercise of one hand-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// Who handed it in.
    pub student: String,
    /// The exercise.
    pub exercise: String,
    /// How it ended.
    pub verdict: Verdict,
    /// How many commands were said.
    pub commands: usize,
    /// How many seconds lie between the first own input and the last.
    pub seconds: u64,
    /// How many hints were taken.
    pub hints: u32,
    /// How many replies of the server were refusals.
    pub refusals: usize,
    /// Who handed in the same stamps; two people do not type at the same milliseconds.
    pub same_stamps_as: Vec<String>,
}

/// How an exercise of a hand-in ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is solved.
    Solved,
    /// It is not.
    NotSolved,
    /// The set has no such exercise.
    UnknownExercise,
    /// The session is not one of this exercise.
    OtherSession(ForeignSession),
    /// It takes too much work to judge.
    TooLong,
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Solved => formatter.write_str("yes"),
            Self::NotSolved => formatter.write_str("no"),
            Self::UnknownExercise => formatter.write_str("no: the set has no such exercise"),
            Self::OtherSession(why) => write!(formatter, "no: {why}"),
            Self::TooLong => formatter.write_str("no: the session is too long to judge"),
        }
    }
}

/// Judges `hand_ins` by the exercises of `sets`: one row for each exercise of each.
pub fn grade(sets: &[Set], hand_ins: &[HandIn]) -> Vec<Grade> {
    let attempts: Vec<(&HandIn, &Attempt)> =
        hand_ins.iter().flat_map(|hand_in| hand_in.attempts.iter().map(move |attempt| (hand_in, attempt))).collect();
    let find = |hand_in: &HandIn, attempt: &Attempt| {
        let own = sets.iter().find(|set| set.id == hand_in.set).and_then(|set| set.exercise(&attempt.exercise));
        own.or_else(|| sets.iter().find_map(|set| set.exercise(&attempt.exercise)))
    };
    let stamps: Vec<Option<Vec<u64>>> =
        attempts.iter().map(|(hand_in, attempt)| find(hand_in, attempt).map(|exercise| stamps(exercise, &attempt.timeline))).collect();
    attempts
        .iter()
        .enumerate()
        .map(|(number, (hand_in, attempt))| {
            let others = attempts.iter().enumerate().filter(|(other, (_, theirs))| *other != number && theirs.exercise == attempt.exercise);
            let mine = stamps.get(number).and_then(Option::as_ref).filter(|mine| mine.len() >= FEWEST_STAMPS);
            let same = others.filter(|(other, _)| mine.is_some_and(|mine| stamps.get(*other).and_then(Option::as_ref) == Some(mine)));
            let same_stamps_as = same.map(|(_, (theirs, _))| theirs.student.clone()).collect();
            grade_one(&hand_in.student, find(hand_in, attempt), attempt, same_stamps_as)
        })
        .collect()
}

fn grade_one(student: &str, exercise: Option<&Exercise>, attempt: &Attempt, same_stamps_as: Vec<String>) -> Grade {
    let timeline = &attempt.timeline;
    Grade {
        student: student.to_owned(),
        exercise: attempt.exercise.clone(),
        verdict: exercise.map_or(Verdict::UnknownExercise, |exercise| judge(exercise, attempt)),
        commands: exercise.map_or(0, |exercise| exercise.commands(timeline)),
        seconds: exercise.map_or(0, |exercise| exercise.seconds(timeline)),
        hints: attempt.hints,
        refusals: exercise.map_or(0, |exercise| exercise.refusals(timeline)),
        same_stamps_as,
    }
}

fn judge(exercise: &Exercise, attempt: &Attempt) -> Verdict {
    if let Some(why) = exercise.is_other_session(&attempt.timeline) {
        return Verdict::OtherSession(why);
    }
    let judgement = exercise.judge_with(&attempt.timeline, attempt.pick.as_deref(), &Fuel::new(crate::judge::FUEL));
    match (judgement.cut, judgement.solved) {
        (true, _) => Verdict::TooLong,
        (false, true) => Verdict::Solved,
        (false, false) => Verdict::NotSolved,
    }
}

/// The learner's own inputs' moments, as milliseconds after the first.
fn stamps(exercise: &Exercise, timeline: &Timeline) -> Vec<u64> {
    let own: Vec<Timestamp> = timeline.actions().skip(exercise.start_len()).map(|(at, _)| at).collect();
    let first = own.first().copied().unwrap_or_default();
    own.iter().map(|at| at.0.saturating_sub(first.0)).collect()
}

const COLUMNS: [&str; 8] = ["name", "exercise", "solved", "commands", "minutes", "hints", "refusals", "same stamps as"];

fn row(grade: &Grade) -> [String; 8] {
    [
        grade.student.clone(),
        grade.exercise.clone(),
        grade.verdict.to_string(),
        grade.commands.to_string(),
        format!("{}.{}", grade.seconds / 60, grade.seconds % 60 / 6),
        grade.hints.to_string(),
        grade.refusals.to_string(),
        grade.same_stamps_as.join(" and "),
    ]
}

/// The grades as CSV, with a line of column names.
pub fn csv(grades: &[Grade]) -> String {
    let lines = std::iter::once(COLUMNS.map(str::to_owned)).chain(grades.iter().map(row));
    lines.map(|cells| format!("{}\r\n", cells.map(|cell| csv_cell(&cell)).join(","))).collect()
}

/// A cell. One that a spreadsheet would take for a formula is kept from it by an apostrophe: names come from
/// strangers.
fn csv_cell(cell: &str) -> String {
    let plain: String = cell.chars().filter(|letter| !letter.is_control()).collect();
    let safe = if plain.starts_with(['=', '+', '-', '@']) { format!("'{plain}") } else { plain };
    if safe.contains([',', '"']) { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
}

/// The grades as a table for the eye.
pub fn table(grades: &[Grade]) -> String {
    let rows: Vec<[String; 8]> = std::iter::once(COLUMNS.map(str::to_owned))
        .chain(grades.iter().map(|grade| row(grade).map(|cell| cell.chars().filter(|letter| !letter.is_control()).collect())))
        .collect();
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..COLUMNS.len()).map(width).collect();
    let mut table = String::new();
    for row in &rows {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        table.push_str(cells.join("  ").trim_end());
        table.push('\n');
    }
    table
}
