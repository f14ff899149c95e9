//! The server's side: its log.

use leptos::prelude::*;

use super::{Place, Store};
use playground::queries::log;

impl Store {
    /// Selects what caused a line of the log, and shows it in the transcript.
    pub fn select_cause(self, event: usize) {
        let line = self.conversation.views.with_untracked(|views| {
            let place = views.place(event)?;
            let explained = views.lines.get(place).filter(|line| line.kind.explainable()).map(|_| place);
            let near = explained.or_else(|| views.near(place, 1)).or_else(|| views.near(place, -1))?;
            views.lines.get(near).map(|line| line.event)
        });
        if let Some(line) = line {
            self.frame.place.set(Place::Talk);
            self.select(line);
        }
    }

    /// Shows the lines of the log before those that are shown.
    pub fn earlier_log(self) {
        let total = self.conversation.views.with_untracked(|views| views.log.len());
        let shown = log::window(total, self.why.log_from.get_untracked());
        self.why.log_from.set(Some(shown.start.saturating_sub(log::PAGE)));
    }

    pub fn copy_log(self) {
        let text: String =
            self.conversation.views.with_untracked(|views| views.log.iter().map(|line| format!("{}\n", line.text)).collect());
        self.copy(&text);
    }
}
