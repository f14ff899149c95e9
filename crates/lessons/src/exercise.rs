//! What an exercise is.

use playground::record::{Handshake, Script};
use smtp_engine::session::{Server, World};

use crate::predicate::Predicate;
use crate::text::{Text, Texts};

/// A set of exercises: a teacher's file, or a track of the course.
#[derive(Clone, Debug, Default)]
pub struct Set {
    /// Its name in progress and hand-ins.
    pub id: String,
    /// Its place among others.
    pub order: u64,
    /// What it is called.
    pub title: Text,
    /// What it is about, in a sentence or two.
    pub about: Text,
    /// It was written for students: the solutions are left out.
    pub for_students: bool,
    /// The exercises, in order.
    pub exercises: Vec<Exercise>,
}

impl Set {
    /// The exercise of that name.
    pub fn exercise(&self, id: &str) -> Option<&Exercise> {
        self.exercises.iter().find(|exercise| exercise.id == id)
    }

    /// A name that no other set has, as two teachers may call theirs alike: the id, and a checksum (FNV-1a, 64 bits)
    /// of what students see of it.
    pub fn fingerprint(&self) -> String {
        let text = crate::write::write_set(self, crate::write::Audience::Students);
        let sum = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, octet| (sum ^ u64::from(octet)).wrapping_mul(0x0100_0000_01b3));
        format!("{}-{sum:016x}", self.id)
    }
}

/// An exercise.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// Its name in links, progress and hand-ins.
    pub id: String,
    /// The server that it is done with.
    pub server: &'static Server,
    /// The world that it begins in, faults included.
    pub world: World,
    /// The session is inside TLS from the start.
    pub inside_tls: bool,
    /// What becomes of the TLS handshake.
    pub handshake: Handshake,
    /// What the learner does.
    pub kind: Kind,
    /// How many minutes it takes somebody who is new to it.
    pub minutes: u64,
    /// Typing what the page suggests may solve it: it is there for that.
    pub easy: bool,
    /// What the page must not show: `server`, `greeting`.
    pub hide: Vec<String>,
    /// Where it comes from: a bug report, a lab.
    pub source: Option<String>,
    /// What is played before the learner comes. The connection is made before it.
    pub start: Script,
    /// Its text, as it was written.
    pub start_text: String,
    /// The parts, one after the other; most exercises have one.
    pub steps: Vec<Step>,
    /// Ways to the goal, the best one first.
    pub solutions: Vec<Solution>,
    /// Wrong ways; the first whose conditions hold speaks.
    pub wrong: Vec<Wrong>,
    /// What can be chosen as an answer.
    pub choices: Vec<Choice>,
    /// `RFC N section X` or `reference/KIND/ID`.
    pub refs: Vec<(String, usize)>,
    /// What it is called.
    pub title: Text,
    /// What it is about, and what is to be done.
    pub story: Text,
    /// The explanation after it is solved.
    pub after: Text,
    /// Its line in its file.
    pub line: usize,
    /// Where its words stand, of those that have files of their own.
    pub words_at: Vec<WordsAt>,
}

/// Where the words of an exercise in one language stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordsAt {
    /// The language.
    pub language: String,
    /// The file.
    pub file: String,
    /// The line; the first, where the words are missing.
    pub line: usize,
}

/// What the learner does in an exercise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Talks to the server.
    #[default]
    Talk,
    /// Changes the world; the session stays as it is, and is played again.
    World,
    /// Writes a program that talks to the server.
    Client,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Talk, Self::World, Self::Client];

    /// Its name in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Talk => "talk",
            Self::World => "world",
            Self::Client => "client",
        }
    }
}

/// A part of an exercise, with a goal of its own.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// Its name in the words; empty where the exercise has one part only.
    pub id: String,
    /// What is to be done in this part; empty where the exercise has one part only.
    pub story: Text,
    /// All of them have to hold.
    pub goal: Vec<Predicate>,
    /// What the learner reads for each of them.
    pub labels: Texts,
    /// Hints, from the gentle one to the whole line.
    pub hints: Texts,
    /// The line of its goal.
    pub line: usize,
}

/// A way to the goal.
#[derive(Clone, Debug)]
pub struct Solution {
    /// What is said and done.
    pub script: Script,
    /// Its text, as it was written.
    pub text: String,
    /// The line where it begins.
    pub line: usize,
}

/// A wrong way that is recognised.
#[derive(Clone, Debug)]
pub struct Wrong {
    /// Its name in the words.
    pub id: String,
    /// It is recognised when all of them hold.
    pub when: Vec<Predicate>,
    /// What is said then.
    pub say: Text,
    /// A session that proves that it is recognised.
    pub attempt: Option<Solution>,
    /// Its line.
    pub line: usize,
}

/// An answer that can be chosen.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its name in the conditions.
    pub id: String,
    /// What the learner reads.
    pub text: Text,
}

impl Exercise {
    /// Everything that has to hold, of all parts.
    pub fn goal(&self) -> impl Iterator<Item = &Predicate> {
        self.steps.iter().flat_map(|step| &step.goal)
    }
}
