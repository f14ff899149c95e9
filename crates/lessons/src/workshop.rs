//! Making an exercise from a session: where it begins, a way to its goal, and wrong ways.
//!
//! The form for teachers changes an [`Exercise`] by these steps; [`check_text`] holds what it is by now against the
//! rules.

use playground::record::{Script, Timeline, export};
use smtp_engine::session::World;

use crate::check::{Checked, Rules, check_set};
use crate::exercise::{Exercise, Kind, Set, Solution, Step, Wrong};
use crate::predicate::{Fuel, Predicate, Scene, write_predicates};
use crate::problem::Problem;
use crate::read::{Read, read_file, read_set};
use crate::text::{Text, Texts};
use crate::write::{Audience, write_set};

/// How much work may go into the comparison of two sessions.
const FUEL: u64 = 1_000_000;

impl Exercise {
    /// An exercise without words or goal that begins where `timeline` stands.
    pub fn beginning_at(id: &str, timeline: &Timeline) -> Self {
        let mut exercise = Self {
            id: id.to_owned(),
            server: timeline.server(),
            world: World::standard(),
            inside_tls: false,
            handshake: timeline.handshake(),
            kind: Kind::Talk,
            minutes: 3,
            easy: false,
            hide: Vec::new(),
            source: None,
            start: Script::default(),
            start_text: String::new(),
            steps: vec![Step::default()],
            solutions: Vec::new(),
            wrong: Vec::new(),
            choices: Vec::new(),
            refs: Vec::new(),
            title: Text::default(),
            story: Text::default(),
            after: Text::default(),
            line: 0,
            words_at: Vec::new(),
        };
        exercise.begin_where(timeline);
        exercise
    }

    /// Lets it begin where `timeline` stands. Its ways were from another start, and are written as they were.
    pub fn begin_where(&mut self, timeline: &Timeline) {
        self.server = timeline.server();
        self.world = timeline.world().clone();
        self.inside_tls = timeline.is_inside_tls();
        self.handshake = timeline.handshake();
        // The connection is made before the start.
        self.start_text = export::script(timeline, 1);
        self.start = Script::read(&self.start_text).unwrap_or_default();
    }

    /// What was done in `timeline` after the start becomes the best solution; what was that is the next one.
    pub fn solve_as(&mut self, timeline: &Timeline) {
        if let Some(solution) = self.way_of(timeline).filter(|way| self.solutions.iter().all(|known| known.text != way.text)) {
            self.solutions.insert(0, solution);
        }
    }

    /// What was done in `timeline` after the start becomes a wrong way, which is recognised by `when`; its number.
    pub fn go_wrong_as(&mut self, timeline: &Timeline, when: Predicate) -> usize {
        let known = |id: &str| self.wrong.iter().any(|wrong| wrong.id == id);
        let id = (1..).map(|number| format!("wrong-{number}")).find(|id| !known(id)).unwrap_or_default();
        self.wrong.push(Wrong { id, when: vec![when], say: Text::default(), attempt: self.way_of(timeline), line: 0 });
        self.wrong.len() - 1
    }

    fn way_of(&self, timeline: &Timeline) -> Option<Solution> {
        let text = export::script(timeline, self.start_len());
        let script = Script::read(&text).ok().filter(|script| !script.steps().is_empty())?;
        Some(Solution { script, text, line: 0 })
    }

    /// Puts a condition into the part number `step`, with the words `label` for it in `language`; or takes it out.
    pub fn toggle_condition(&mut self, step: usize, condition: &Predicate, language: &str, label: &str) {
        let written = condition.written();
        let Some(step) = self.steps.get_mut(step) else { return };
        match step.goal.iter().position(|known| known.written() == written) {
            Some(at) => step.remove_condition(at),
            None => {
                step.goal.push(condition.clone());
                let at = step.goal.len() - 1;
                step.label(at, language, label);
            }
        }
    }

    /// Those of `conditions` that do not hold where the best solution ends: only they can be a mistake.
    pub fn beside_the_way(&self, conditions: Vec<Predicate>) -> Vec<Predicate> {
        let Some(best) = self.solutions.first() else { return conditions };
        let (mut player, _) = self.play_start();
        crate::play::run(&mut player, &best.script, |_, _| {});
        let fuel = Fuel::new(FUEL);
        let end = Scene::new(player.timeline(), &self.world, self.start_len(), None, &fuel);
        conditions.into_iter().filter(|condition| !condition.holds(&end)).collect()
    }
}

impl Step {
    /// Writes the words for the condition number `at`.
    pub fn label(&mut self, at: usize, language: &str, label: &str) {
        let mut labels = self.labels.exact(language).unwrap_or_default().to_vec();
        labels.resize(self.goal.len().max(at + 1), String::new());
        if let Some(known) = labels.get_mut(at) {
            label.clone_into(known);
        }
        self.labels.put(language, labels);
    }

    /// Takes the condition number `at` out, with its words in each language.
    pub fn remove_condition(&mut self, at: usize) {
        if at < self.goal.len() {
            self.goal.remove(at);
        }
        let mut labels = Texts::default();
        for (language, texts) in self.labels.all() {
            let left = texts.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, text)| text.clone());
            labels.put(language, left.collect());
        }
        self.labels = labels;
    }
}

impl Predicate {
    /// The condition as it is written in a file.
    pub fn written(&self) -> String {
        let list = write_predicates(std::slice::from_ref(self));
        list.trim_start_matches('[').trim_end_matches(']').trim().trim_end_matches(',').to_owned()
    }
}

/// The language in which the words of `exercise` are written for a reader of `language`: none, as long as they were written
/// without one.
pub fn language_of_words<'l>(exercise: &Exercise, language: &'l str) -> &'l str {
    let texts = [&exercise.title, &exercise.story, &exercise.after];
    let is_tagged = texts.iter().any(|text| text.all().any(|(known, _)| !known.is_empty()));
    if is_tagged { language } else { "" }
}

/// One exercise of `set` as a file of its own.
pub fn write_alone(set: &Set, exercise: &Exercise) -> String {
    let id = if set.id.is_empty() { "own".to_owned() } else { set.id.clone() };
    let title = if set.title.is_empty() { exercise.title.clone() } else { set.title.clone() };
    write_set(&Set { id, title, exercises: vec![exercise.clone()], ..Set::default() }, Audience::Teachers)
}

/// What stands in `text`, and what the compiler finds in it.
pub fn check_text(text: &str, rules: Rules<'_>) -> (Option<Set>, Checked) {
    let failed = |problem: Problem| Checked { problems: vec![problem], ..Checked::default() };
    match read_file("", text.as_bytes()) {
        Err(problem) => (None, failed(*problem)),
        Ok(file) => {
            let read: Read = read_set(&file, &[]);
            let checked = check_set("", &read, rules);
            (Some(read.set), checked)
        }
    }
}
