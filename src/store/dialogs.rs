//! The dialogs over the page: which one is open, and what it is about.

use leptos::prelude::*;

use super::{Against, Programs, Share, Store, WorldForm};
use crate::browser;
use playground::content::Label;
use smtp_engine::session::World;

/// A dialog over the page. One is open at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// The list of all actions.
    Actions,
    /// The branches of the session.
    Branches,
    /// What could not be copied.
    ByHand,
    /// Programs that do what the session does.
    Code,
    /// The session beside another one.
    Comparison,
    /// The search over the reference.
    Search,
    /// The sessions that are kept.
    Sessions,
    /// The link to the session.
    Share,
    World,
}

impl Sheet {
    /// Its id in the document.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Actions => "actions",
            Self::Branches => "branches",
            Self::ByHand => "by-hand",
            Self::Code => "code",
            Self::Comparison => "comparison",
            Self::Search => "search",
            Self::Sessions => "sessions",
            Self::Share => "share",
            Self::World => "world",
        }
    }
}

/// The room of the dialogs. Copies are the same.
#[derive(Clone, Copy)]
pub struct Dialogs {
    pub(super) open: RwSignal<Option<Sheet>>,
    pub(super) compared: RwSignal<Option<Against>>,
    /// The session as a program.
    pub code: Programs,
    pub(super) shared: RwSignal<Option<Share>>,
    pub(super) copied: RwSignal<Option<Label>>,
    pub(super) to_copy: RwSignal<Option<String>>,
    pub(super) world_form: RwSignal<Option<WorldForm>>,
    pub(super) world_before: RwSignal<Option<World>>,
}

impl Dialogs {
    pub(super) fn new() -> Self {
        Self {
            open: RwSignal::new(None),
            compared: RwSignal::new(None),
            code: Programs::new(),
            shared: RwSignal::new(None),
            copied: RwSignal::new(None),
            to_copy: RwSignal::new(None),
            world_form: RwSignal::new(None),
            world_before: RwSignal::new(None),
        }
    }

    /// Whether `sheet` is open.
    pub fn is_open(self, sheet: Sheet) -> bool {
        self.open.get() == Some(sheet)
    }

    /// What the session is compared with, while that is looked at.
    pub fn compared(self) -> ReadSignal<Option<Against>> {
        self.compared.read_only()
    }

    /// The link to the session, while it is shown.
    pub fn shared(self) -> ReadSignal<Option<Share>> {
        self.shared.read_only()
    }

    /// What became of copying the link.
    pub fn copied(self) -> ReadSignal<Option<Label>> {
        self.copied.read_only()
    }

    /// What could not be copied, while it is shown.
    pub fn to_copy(self) -> ReadSignal<Option<String>> {
        self.to_copy.read_only()
    }

    /// The world as it is being edited.
    pub fn world_form(self) -> ReadSignal<Option<WorldForm>> {
        self.world_form.read_only()
    }

    /// The world before it was changed last.
    pub fn world_before(self) -> ReadSignal<Option<World>> {
        self.world_before.read_only()
    }

    /// Compares with another one.
    pub fn compare_with(self, other: Against) {
        self.compared.set(Some(other));
    }
}

impl Store {
    /// Opens `sheet` in the place of the one that is open.
    pub(super) fn open_sheet(self, sheet: Sheet) {
        if let Some(open) = self.dialogs.open.get_untracked().filter(|open| *open != sheet) {
            browser::close_dialog(open.id());
        }
        self.dialogs.open.set(Some(sheet));
        browser::show_dialog(sheet.id());
    }

    /// Closes `sheet`; the browser then tells of it ([`Store::sheet_closed`]).
    pub fn close_sheet(self, sheet: Sheet) {
        browser::close_dialog(sheet.id());
    }

    /// The dialog `sheet` was closed, by the page or by the person. The browser tells it late: it may be open again.
    pub fn sheet_closed(self, sheet: Sheet) {
        if browser::shows_dialog(sheet.id()) {
            return;
        }
        if self.dialogs.open.get_untracked() == Some(sheet) {
            self.dialogs.open.set(None);
        }
        if sheet == Sheet::Comparison {
            self.dialogs.compared.set(None);
        }
    }
}
