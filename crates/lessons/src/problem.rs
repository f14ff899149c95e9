//! What can be wrong with a set of exercises: where, what, and what to write instead.

use std::fmt;

use thiserror::Error;

/// A problem with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what to write.
    pub kind: ProblemKind,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.file, self.line, self.kind)
    }
}

/// What is wrong. Each says what to write instead.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ProblemKind {
    /// The file is larger than a set may be.
    #[error("the file has more than {0} octets; split the set into several files")]
    TooLarge(usize),
    /// The file is not UTF-8.
    #[error("the file is not UTF-8; save it as UTF-8")]
    NotUtf8,
    /// The file is not TOML.
    #[error("this is not TOML ({0}); see https://toml.io for the form")]
    NotToml(String),
    /// A format that this version does not know.
    #[error("format {0} is not known here; write format = 1")]
    Format(String),
    /// A key that has to be there.
    #[error("{key} is missing in {place}; write {example}")]
    Missing {
        /// The key.
        key: String,
        /// What it belongs to.
        place: String,
        /// How it is written.
        example: String,
    },
    /// A key that is not known.
    #[error("{key} is not a key of {place}; there are: {known}")]
    UnknownKey {
        /// The key.
        key: String,
        /// What it stands in.
        place: String,
        /// The keys that there are.
        known: String,
    },
    /// A value of another kind.
    #[error("{key} must be {wanted}, not {found}")]
    WrongType {
        /// The key.
        key: String,
        /// What it must be, with an example.
        wanted: String,
        /// What it is.
        found: String,
    },
    /// A name that does not exist.
    #[error("there is no {what} {name:?}; write {hint}")]
    Unknown {
        /// What it should name.
        what: &'static str,
        /// The name.
        name: String,
        /// What could be written.
        hint: String,
    },
    /// The same name twice.
    #[error("the {what} {name:?} is there twice; give one of them another name")]
    Twice {
        /// What it names.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// A name with other characters than links can hold.
    #[error("the id {0:?} must be of small letters, digits and hyphens, at most 40; write for example \"two-recipients\"")]
    BadId(String),
    /// More than there may be.
    #[error("there are more than {most} {what}; leave some out")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many there may be.
        most: usize,
    },
    /// A line of a script cannot be read.
    #[error("{0}")]
    Script(String),
    /// A field of the world cannot be read.
    #[error("the world: {0}")]
    World(String),
    /// `on` and `in_world` inside `order`.
    #[error("{0} cannot stand inside order; write it beside it, as a condition of its own")]
    NotInOrder(&'static str),
    /// Conditions inside conditions inside conditions.
    #[error("the conditions are nested deeper than {0}; write several conditions instead")]
    TooDeep(usize),

    /// The start does not go as its `S:` lines say.
    #[error("the start does not play: expected {expected:?}, found {found:?}; write what the server says, or leave the S: line out")]
    StartBroken {
        /// What was expected.
        expected: String,
        /// What the server said.
        found: String,
    },
    /// The start holds the goal.
    #[error("the goal of {0} is reached before the learner has done anything; end the start earlier, or ask for more")]
    StartSolves(String),
    /// A solution does not go as its `S:` lines say.
    #[error("the solution does not play: expected {expected:?}, found {found:?}; write what the server says, or leave the S: line out")]
    SolutionBroken {
        /// What was expected.
        expected: String,
        /// What the server said.
        found: String,
    },
    /// A solution does not reach the goal.
    #[error("this solution of {exercise} does not reach the goal: {missing}; the server said last: {last}")]
    SolutionFails {
        /// The exercise.
        exercise: String,
        /// The first condition that does not hold.
        missing: String,
        /// The last line of the server.
        last: String,
    },
    /// A solution reaches the goal earlier than its last line.
    #[error("this solution of {exercise} has reached the goal {lines} lines before its end; leave them out, or ask for more")]
    SolutionTooLong {
        /// The exercise.
        exercise: String,
        /// So many steps too many.
        lines: usize,
    },
    /// There is no solution.
    #[error("{0} has no solution; write solution = '''...''' with C: lines that reach the goal")]
    NoSolution(String),
    /// A wrong way's word comes on the way of a solution.
    #[error("the word for {wrong} would come on the way of a solution of {exercise} (after {line:?}); narrow its when")]
    WrongOnTheWay {
        /// The exercise.
        exercise: String,
        /// The wrong way.
        wrong: String,
        /// The line of the solution.
        line: String,
    },
    /// A wrong way's word comes at the start.
    #[error("the word for {wrong} of {exercise} would come before the learner has done anything; narrow its when")]
    WrongAtStart {
        /// The exercise.
        exercise: String,
        /// The wrong way.
        wrong: String,
    },
    /// A wrong way is not recognised.
    #[error("{wrong} of {exercise} is not recognised: after its try this does not hold: {missing}; the server said last: {last}")]
    WrongNotRecognised {
        /// The exercise.
        exercise: String,
        /// The wrong way.
        wrong: String,
        /// The first condition that does not hold.
        missing: String,
        /// The last line of the server.
        last: String,
    },
    /// A wrong way is hidden by an earlier one.
    #[error("{wrong} of {exercise} is hidden: after its try {by} speaks first; move it up, or narrow the when of {by}")]
    WrongHidden {
        /// The exercise.
        exercise: String,
        /// The wrong way.
        wrong: String,
        /// The earlier one.
        by: String,
    },
    /// A wrong way reaches the goal.
    #[error("{wrong} of {exercise} reaches the goal; it is a solution: move its try to also, or ask for more in the goal")]
    WrongSolves {
        /// The exercise.
        exercise: String,
        /// The wrong way.
        wrong: String,
    },
    /// A hint that is not the last gives a whole line of the solution.
    #[error("hint {number} of {exercise} holds the whole line {line:?} of the solution; only the last hint may")]
    HintGivesAway {
        /// The exercise.
        exercise: String,
        /// The number of the hint, from 1.
        number: usize,
        /// The line.
        line: String,
    },
    /// Too few hints.
    #[error("{exercise} has {found} hints in {language}; write two or more, and only in the last one a whole line")]
    TooFewHints {
        /// The exercise.
        exercise: String,
        /// The language.
        language: String,
        /// How many there are.
        found: usize,
    },
    /// A text that is not there in a language.
    #[error("{exercise} has no {what} in {language}; write {example}")]
    NoWords {
        /// The exercise.
        exercise: String,
        /// What text.
        what: String,
        /// The language.
        language: String,
        /// How it is written.
        example: String,
    },
    /// Lists of another length.
    #[error("{exercise} has {found} texts for its {wanted} {what} in {language}; write one for each")]
    WordCount {
        /// The exercise.
        exercise: String,
        /// Of what.
        what: &'static str,
        /// The language.
        language: String,
        /// How many there are.
        found: usize,
        /// How many there should be.
        wanted: usize,
    },
    /// Words for something that is not there.
    #[error("these words are for {0}, which the exercises do not have; take them out, or correct the name")]
    WordsForNothing(String),
    /// A reference that leads nowhere.
    #[error("the reference {0:?} leads nowhere; write \"RFC 5321 section 4.1.1.2\" or \"reference/commands/mail\"")]
    UnknownReference(String),
    /// There are no references.
    #[error("{0} has no references; write refs = [\"RFC 5321 section 3.3\"]")]
    NoReferences(String),
    /// Typing the suggestions solves it.
    #[error("typing what the page suggests, line by line, solves {0}; ask for something that has to be thought of, or write easy = true")]
    SuggestionsSolve(String),
    /// Judging takes too much work.
    #[error("{0} takes too much work to judge and was cut; write shorter scripts and fewer nested conditions")]
    Endless(String),
    /// The set as a whole takes too much work.
    #[error("the set takes too much work to check and was cut here; split it into several files")]
    SetEndless,
    /// An exercise that cannot be in a link.
    #[error("{exercise} is {size} characters as a link, more than {most}; shorten its texts and scripts")]
    LinkTooLong {
        /// The exercise.
        exercise: String,
        /// How many.
        size: usize,
        /// How many there may be.
        most: usize,
    },
}
