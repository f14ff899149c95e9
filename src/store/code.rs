//! Programs that do what the session does.

use leptos::prelude::*;

use super::{CODE_ID, PROGRAM_ID, Store};
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
    /// What is known of them.
    pub programs: RwSignal<Code>,
    /// Which of them is shown.
    pub chosen: RwSignal<usize>,
    /// Which of its tasks.
    pub task: RwSignal<usize>,
    /// What became of copying it.
    pub copied: RwSignal<Option<Label>>,
}

impl Programs {
    pub(super) fn new() -> Self {
        Self { programs: RwSignal::new(Code::Loading), chosen: RwSignal::new(0), task: RwSignal::new(0), copied: RwSignal::new(None) }
    }
}

impl Store {
    /// Shows the session as a program. The programs are fetched when they are wanted first.
    pub fn open_code(self) {
        self.code.copied.set(None);
        browser::show_dialog(CODE_ID);
        if matches!(self.code.programs.get_untracked(), Code::Read(_)) {
            return;
        }
        self.code.programs.set(Code::Loading);
        browser::reading::load_text(PROGRAMS, move |text| {
            self.code.programs.set(text.and_then(|text| read(&text)).map_or(Code::Missing, Code::Read));
        });
    }

    /// The programs in the language that is chosen.
    pub fn program(self) -> Option<Program> {
        let chosen = self.code.chosen.get();
        self.code.programs.with(|programs| match programs {
            Code::Read(programs) => programs.get(chosen).cloned(),
            _ => None,
        })
    }

    /// Copies the program that is shown.
    pub fn copy_code(self, text: &str) {
        Self::copy_shown(text, PROGRAM_ID, self.code.copied);
    }
}
