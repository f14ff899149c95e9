//! Changing the world. The session is played again in the new one, so that the difference is seen.

use leptos::prelude::*;

use super::{Against, Sheet, Store};
use crate::browser;
use playground::content::Label;
use playground::queries::comparison::{Agreement, compare_world};
use playground::record::{WorldError, WorldField, WorldText};
use smtp_engine::session::World;

/// The world as it is being edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorldForm {
    pub text: WorldText,
    /// What is wrong with it.
    pub errors: Vec<WorldError>,
}

impl WorldForm {
    fn of(text: WorldText) -> Self {
        let errors = text.read().err().unwrap_or_default();
        Self { text, errors }
    }
}

/// The id of the field `field` in the document.
pub fn world_field_id(field: WorldField) -> String {
    format!("world-{}", field.id())
}

impl Store {
    /// Shows the world, to be edited. That of an exercise stays as it is, unless to change it is the exercise.
    pub fn open_world(self) {
        if self.lessons.locks_world() {
            return self.tell(Label::TaskWorldLocked, vec![]);
        }
        let text = self.conversation.timeline.with_untracked(|timeline| WorldText::of(timeline.world()));
        self.dialogs.world_form.set(Some(WorldForm::of(text)));
        self.open_sheet(Sheet::World);
    }

    /// Puts `text` into a field of the world that is being edited.
    pub fn edit_world(self, field: WorldField, text: &str) {
        self.dialogs.world_form.update(|form| {
            if let Some(form) = form {
                form.text.set(field, text);
                *form = WorldForm::of(form.text.clone());
            }
        });
    }

    /// Adds a line to a field of the world that is being edited.
    pub fn add_to_world(self, field: WorldField, line: &str) {
        let text = self.dialogs.world_form.with_untracked(|form| form.as_ref().map(|form| form.text.get(field).trim_end().to_owned()));
        let text = text.filter(|text| !text.is_empty()).map_or_else(|| line.to_owned(), |text| format!("{text}\n{line}"));
        self.edit_world(field, &text);
    }

    /// Plays the session in the world that was edited; or goes to the first field that is wrong.
    pub fn apply_world(self) {
        let Some(form) = self.dialogs.world_form.get_untracked() else { return };
        match form.text.read() {
            Ok(world) => self.change_world(world),
            Err(errors) => {
                if let Some(error) = errors.first() {
                    browser::focus(&world_field_id(error.field));
                }
            }
        }
    }

    /// Plays the session in the standard world, or that of the exercise.
    pub fn reset_world(self) {
        self.change_world(self.first_world());
    }

    /// Plays the session in the world that was there before the last change.
    pub fn take_world_back(self) {
        if let Some(before) = self.dialogs.world_before.get_untracked() {
            self.change_world(before);
        }
    }

    /// Shows the session beside what it was before the world changed.
    pub fn compare_worlds(self) {
        self.dialogs.compared.set(self.dialogs.world_before.get_untracked().map(|world| Against::World(Box::new(world))));
        self.open_sheet(Sheet::Comparison);
    }

    /// Whether the world is not the standard one.
    pub fn world_is_changed(self) -> bool {
        let first = self.first_world();
        self.conversation.timeline.with(|timeline| *timeline.world() != first)
    }

    fn first_world(self) -> World {
        let of_task = self.lessons.task().with(|task| Some(task.as_ref()?.exercise()?.world.clone()));
        of_task.unwrap_or_else(World::standard)
    }

    fn change_world(self, world: World) {
        if self.lessons.locks_world() {
            return self.tell(Label::TaskWorldLocked, vec![]);
        }
        self.close_sheet(Sheet::World);
        self.dialogs.world_form.set(None);
        let before = self.conversation.timeline.with_untracked(|timeline| timeline.world().clone());
        if before != world {
            self.show_timeline(self.conversation.timeline.with_untracked(|timeline| timeline.with_world(world)));
            let turns = self.conversation.timeline.with_untracked(|timeline| compare_world(timeline, &before));
            let other = turns.iter().filter(|turn| turn.agreement != Agreement::Same).count();
            self.dialogs.world_before.set(Some(before));
            self.tell(Label::WorldEditDone, vec![("count", other.to_string())]);
            self.follow();
        }
        self.focus_input();
    }
}
