//! What is looked at in the place "why".

use leptos::prelude::*;

use super::Part;

/// The room of the place "why". Copies are the same.
#[derive(Clone, Copy)]
pub struct Looking {
    pub(super) part: RwSignal<Part>,
    pub(super) mail: RwSignal<Option<usize>>,
    pub(super) log_from: RwSignal<Option<usize>>,
}

impl Looking {
    pub(super) fn new() -> Self {
        Self { part: RwSignal::new(Part::Line), mail: RwSignal::new(None), log_from: RwSignal::new(None) }
    }

    /// Which part is open.
    pub fn part(self) -> ReadSignal<Part> {
        self.part.read_only()
    }

    /// Which message of the mailbox is open, by its event.
    pub fn mail(self) -> ReadSignal<Option<usize>> {
        self.mail.read_only()
    }

    /// From which line on the log is shown; nothing for its end.
    pub fn log_from(self) -> ReadSignal<Option<usize>> {
        self.log_from.read_only()
    }

    pub fn open(self, part: Part) {
        self.part.set(part);
    }

    /// Goes back from a message to the list of them.
    pub fn close_mail(self) {
        self.mail.set(None);
    }

    /// Shows the log from its line `line` on; nothing for its end.
    pub fn show_log_from(self, line: Option<usize>) {
        self.log_from.set(line);
    }
}
