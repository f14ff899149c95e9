//! Every text is there, in every language.

use crate::exercise::{Exercise, Set, Step};
use crate::problem::{Problem, ProblemKind};
use crate::text::{Text, Texts};

/// Fewer hints help nobody.
const FEWEST_HINTS: usize = 2;

/// The languages that texts must be in: those that are wanted, else all that the set uses.
pub(super) fn languages(set: &Set, wanted: &[&str]) -> Vec<String> {
    if !wanted.is_empty() {
        return wanted.iter().map(|language| (*language).to_owned()).collect();
    }
    let mut found: Vec<String> = Vec::new();
    let mut note = |text: &Text| found.extend(text.all().map(|(language, _)| language.to_owned()));
    note(&set.title);
    set.exercises.iter().flat_map(|exercise| [&exercise.title, &exercise.story, &exercise.after]).for_each(note);
    found.sort();
    found.dedup();
    // A set whose words have no language has one all the same.
    if found.len() > 1 {
        found.retain(|language| !language.is_empty());
    }
    if found.is_empty() { vec![String::new()] } else { found }
}

/// Where the words of `exercise` in `language` stand.
pub(super) fn place(name: &str, exercise: &Exercise, language: &str) -> (String, usize) {
    let found = exercise.words_at.iter().find(|place| place.language == language);
    found.map_or_else(|| (name.to_owned(), exercise.line), |place| (place.file.clone(), place.line))
}

pub(super) fn check_set(name: &str, set: &Set, languages: &[String], problems: &mut Vec<Problem>) {
    for language in languages {
        if !is_there(&set.title, language) {
            let kind = ProblemKind::NoWords {
                exercise: "the set".to_owned(),
                what: "title".to_owned(),
                language: shown(language),
                example: "title = \"Week 3: envelopes\"".to_owned(),
            };
            problems.push(Problem { file: name.to_owned(), line: 1, kind });
        }
    }
}

pub(super) fn check_exercise(name: &str, exercise: &Exercise, languages: &[String], problems: &mut Vec<Problem>) {
    for language in languages {
        let (file, line) = place(name, exercise, language);
        let mut words = Words { exercise, language, file, line, problems: &mut *problems };
        words.need(&exercise.title, "title", "title = \"Say hello\"");
        words.need(&exercise.story, "story", "story = \"The server has spoken first. ...\"");
        words.need(&exercise.after, "after", "after = \"What this teaches: ...\"");
        for step in &exercise.steps {
            words.step(step);
        }
        for wrong in &exercise.wrong {
            words.need(&wrong.say, &format!("word for the wrong way {:?}", wrong.id), "say = \"Look at the ending: ...\"");
        }
        for choice in &exercise.choices {
            words.need(&choice.text, &format!("text of the choice {:?}", choice.id), "text = \"a space after the code\"");
        }
    }
}

struct Words<'w> {
    exercise: &'w Exercise,
    language: &'w str,
    file: String,
    line: usize,
    problems: &'w mut Vec<Problem>,
}

impl Words<'_> {
    fn report(&mut self, kind: ProblemKind) {
        self.problems.push(Problem { file: self.file.clone(), line: self.line, kind });
    }

    fn need(&mut self, text: &Text, what: &str, example: &str) {
        if !is_there(text, self.language) {
            let (exercise, language) = (self.exercise.id.clone(), shown(self.language));
            self.report(ProblemKind::NoWords { exercise, what: what.to_owned(), language, example: example.to_owned() });
        }
    }

    fn step(&mut self, step: &Step) {
        let name = if step.id.is_empty() { self.exercise.id.clone() } else { format!("{}, step {}", self.exercise.id, step.id) };
        if !step.id.is_empty() {
            self.need(&step.story, &format!("story of the step {:?}", step.id), "story = \"First: ...\"");
        }
        let labels = in_language(&step.labels, self.language);
        let found = labels.iter().filter(|label| !label.trim().is_empty()).count();
        if found != step.goal.len() {
            let wanted = step.goal.len();
            let kind = ProblemKind::WordCount {
                exercise: name.clone(),
                what: "conditions of the goal (labels)",
                language: shown(self.language),
                found,
                wanted,
            };
            self.report(kind);
        }
        let hints = in_language(&step.hints, self.language);
        let found = hints.iter().filter(|hint| !hint.trim().is_empty()).count();
        if found < FEWEST_HINTS {
            self.report(ProblemKind::TooFewHints { exercise: name, language: shown(self.language), found });
        }
    }
}

fn in_language<'t>(texts: &'t Texts, language: &str) -> &'t [String] {
    texts.exact(language).or_else(|| texts.exact("")).unwrap_or_default()
}

fn is_there(text: &Text, language: &str) -> bool {
    text.exact(language).or_else(|| text.exact("")).is_some_and(|text| !text.trim().is_empty())
}

fn shown(language: &str) -> String {
    if language.is_empty() { "the set's language".to_owned() } else { language.to_owned() }
}
