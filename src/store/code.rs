//! Programs that do what the session does.

use leptos::prelude::*;

use super::{PROGRAM_ID, Sheet, Store};
use crate::browser;
use playground::content::Label;
use playground::queries::snippet::{Program, read};

/// Where the programs are, seen from the page.
const PROGRAMS: &str = "reference/snippets.json";

/// What is known of the programs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Code {
    /// They are being fetched.
    #[default]
    Loading,
    /// They cannot be had.
    Missing,
    /// Here they are.
    Read(Vec<Program>),
}

/// The dialog with the programs.
#[derive(Clone, Copy, Debug)]
pub struct Programs {
    pub(super) programs: RwSignal<Code>,
    pub(super) chosen: RwSignal<usize>,
    pub(super) task: RwSignal<usize>,
    pub(super) copied: RwSignal<Option<Label>>,
}

impl Programs {
    pub(super) fn new() -> Self {
        Self { programs: RwSignal::new(Code::Loading), chosen: RwSignal::new(0), task: RwSignal::new(0), copied: RwSignal::new(None) }
    }

    /// What is known of them.
    pub fn programs(self) -> ReadSignal<Code> {
        self.programs.read_only()
    }

    /// Which of them is shown, by its number.
    pub fn chosen(self) -> ReadSignal<usize> {
        self.chosen.read_only()
    }

    /// Which of its tasks is shown, by its number.
    pub fn task(self) -> ReadSignal<usize> {
        self.task.read_only()
    }

    /// What became of copying it.
    pub fn copied(self) -> ReadSignal<Option<Label>> {
        self.copied.read_only()
    }

    /// Shows the program number `number`.
    pub fn choose(self, number: usize) {
        self.chosen.set(number);
    }

    /// Shows the task number `number`.
    pub fn choose_task(self, number: usize) {
        self.task.set(number);
    }
}

impl Store {
    /// Shows the session as a program. The programs are fetched when they are wanted first.
    pub fn open_code(self) {
        self.dialogs.code.copied.set(None);
        self.open_sheet(Sheet::Code);
        if matches!(self.dialogs.code.programs.get_untracked(), Code::Read(_)) {
            return;
        }
        self.dialogs.code.programs.set(Code::Loading);
        browser::reading::load_text(PROGRAMS, move |text| {
            self.dialogs.code.programs.set(text.and_then(|text| read(&text)).map_or(Code::Missing, Code::Read));
        });
    }

    /// The programs in the language that is chosen.
    pub fn program(self) -> Option<Program> {
        let chosen = self.dialogs.code.chosen.get();
        self.dialogs.code.programs.with(|programs| match programs {
            Code::Read(programs) => programs.get(chosen).cloned(),
            _ => None,
        })
    }

    /// Copies the program that is shown.
    pub fn copy_code(self, text: &str) {
        Self::copy_shown(text, PROGRAM_ID, self.dialogs.code.copied);
    }
}
