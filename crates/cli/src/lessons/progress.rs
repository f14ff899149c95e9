use playground::record::Timeline;
use smtp_playground_lessons::Exercise;

/// Says of an exercise which conditions have come true, and what went wrong, each once.
pub(super) struct Watch<'e> {
    exercise: &'e Exercise,
    true_so_far: Vec<bool>,
    said: Vec<usize>,
    solved: bool,
}

impl<'e> Watch<'e> {
    pub(super) fn new(exercise: &'e Exercise) -> Self {
        Self { exercise, true_so_far: vec![false; exercise.goal().count()], said: Vec::new(), solved: false }
    }

    pub(super) fn is_solved(&self) -> bool {
        self.solved
    }

    /// Looks at the session, and prints what is new.
    pub(super) fn look(&mut self, timeline: &Timeline) {
        let judgement = self.exercise.judge(timeline, None);
        if judgement.cut {
            println!("too much was sent to judge this session");
            return;
        }
        let labels: Vec<&String> = self.exercise.steps.iter().flat_map(|step| step.labels.get("en")).collect();
        for (number, holds) in judgement.steps.iter().flatten().enumerate() {
            let before = self.true_so_far.get(number).copied().unwrap_or(false);
            if *holds != before {
                let label = labels.get(number).map_or("", |label| label.as_str());
                println!("{} {label}", if *holds { "[x]" } else { "[ ] no longer:" });
            }
            if let Some(known) = self.true_so_far.get_mut(number) {
                *known = *holds;
            }
        }
        if let Some(wrong) = judgement.wrong.filter(|wrong| !self.said.contains(wrong)) {
            self.said.push(wrong);
            if let Some(wrong) = self.exercise.wrong.get(wrong) {
                println!("  {}", wrong.say.get("en"));
            }
        }
        self.solved = judgement.solved;
    }
}
