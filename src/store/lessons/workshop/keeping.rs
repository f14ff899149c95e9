//! What becomes of the exercise: links, files, and what the browser keeps.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::super::super::Store;
use super::Workshop;
use crate::browser::{self, storage};
use playground::content::Label;
use smtp_playground_lessons::{Audience, read_file, read_set, write_exercise_link, write_set};

/// Where the form is kept.
const WORKSHOP: &str = "smtp-playground-workshop";

/// The form as the browser keeps it.
#[derive(Serialize, Deserialize)]
struct KeptWorkshop {
    set: String,
    at: usize,
    draft: Option<String>,
}

impl Store {
    /// The link to the exercise in the form, or why there is none.
    pub fn workshop_link(self, audience: Audience) -> String {
        let page = browser::address_alone();
        let page = page.split('#').next().unwrap_or_default();
        self.lessons.making.workshop.with(|workshop| {
            let exercise = workshop.as_ref().and_then(Workshop::exercise);
            exercise.map(|exercise| format!("{page}#{}", write_exercise_link(exercise, audience))).unwrap_or_default()
        })
    }

    /// Saves the set in the form as a file.
    pub fn save_workshop(self, audience: Audience) {
        if let Some(workshop) = self.lessons.making.workshop.get_untracked() {
            let whom = if audience == Audience::Students { "-students" } else { "" };
            let name = format!("{}{whom}.toml", if workshop.set.id.is_empty() { "own" } else { &workshop.set.id });
            let mut set = workshop.set;
            if set.title.is_empty() {
                set.title = set.exercises.first().map(|exercise| exercise.title.clone()).unwrap_or_default();
            }
            browser::download(&name, "application/toml", &write_set(&set, audience));
        }
    }

    /// Brings back the form.
    pub(in crate::store::lessons) fn restore_workshop(self) {
        let kept = storage::read(WORKSHOP).ok().flatten();
        let Some(text) = kept else { return };
        let read = |kept: KeptWorkshop| {
            let set = read_set(&read_file("", kept.set.as_bytes()).ok()?, &[]).set;
            (kept.at < set.exercises.len()).then_some(Workshop { set, at: kept.at, draft: kept.draft })
        };
        match serde_json::from_str::<KeptWorkshop>(&text).ok().and_then(read) {
            Some(workshop) => self.lessons.making.workshop.set(Some(workshop)),
            None => {
                self.put_aside(WORKSHOP, &text);
                self.tell(Label::MakeDamaged, vec![]);
            }
        }
    }

    pub(super) fn keep_workshop(self) {
        if !self.keeps() {
            return;
        }
        let kept = self.lessons.making.workshop.with_untracked(|workshop| {
            let Workshop { set, at, draft } = workshop.as_ref()?;
            serde_json::to_string(&KeptWorkshop { set: write_set(set, Audience::Teachers), at: *at, draft: draft.clone() }).ok()
        });
        if let Some(text) = kept
            && let Err(error) = storage::write(WORKSHOP, &text)
        {
            self.tell_failed(error);
        }
    }
}
