//! Going to other moments of the session, and to other ways that it took.

use leptos::prelude::*;

use super::{Against, Sheet, Store};
use playground::record::{BranchId, EventKind, Timeline};

impl Store {
    /// Goes to the moment when the input of event `event` was done, and all that it brought about.
    pub fn go_back_to(self, event: usize) {
        if let Some(input) = self.input_of(event) {
            self.go_to(input + 1);
        }
        self.focus_input();
    }

    /// Goes to the moment before the client's line of event `event`, and puts that line into the command
    /// line: to say something else there.
    pub fn say_otherwise(self, event: usize) {
        let said = self.conversation.timeline.with_untracked(|timeline| match &timeline.events().get(event)?.kind {
            EventKind::Command { octets, .. } | EventKind::Answer(octets) | EventKind::Data(octets) => {
                Some(String::from_utf8_lossy(octets).trim_end_matches(['\r', '\n']).to_owned())
            }
            _ => None,
        });
        if let Some(input) = self.input_of(event) {
            self.go_to(input);
        }
        self.insert(&said.unwrap_or_default());
    }

    /// Goes to the moment after `inputs` actions.
    pub fn go_to(self, inputs: usize) {
        self.conversation.timeline.update(|timeline| timeline.go_to(inputs));
        self.follow();
    }

    /// Shows the branches that were left.
    pub fn open_branches(self) {
        self.open_sheet(Sheet::Branches);
    }

    /// Goes on with the branch `id`.
    pub fn switch_to(self, id: BranchId) {
        let fork = self.conversation.timeline.with_untracked(|timeline| timeline.branches().into_iter().find(|branch| branch.id == id));
        let Some(fork) = fork.map(|branch| branch.fork) else {
            return;
        };
        // Back to what both share, so that the views drop the rest.
        self.conversation.timeline.update(|timeline| timeline.go_to(timeline.cursor().min(fork)));
        self.follow();
        self.conversation.timeline.update(|timeline| {
            timeline.switch_to(id);
        });
        self.follow();
        self.close_sheet(Sheet::Branches);
        self.focus_input();
    }

    /// Shows the branch `id` beside the session.
    pub fn compare_branch(self, id: BranchId) {
        self.close_sheet(Sheet::Branches);
        self.dialogs.compared.set(Some(Against::Branch(id)));
        self.open_sheet(Sheet::Comparison);
    }

    /// Deletes the branch `id`.
    pub fn forget_branch(self, id: BranchId) {
        self.conversation.timeline.update(|timeline| timeline.forget_branch(id));
    }

    fn input_of(self, event: usize) -> Option<usize> {
        self.conversation.timeline.with_untracked(|timeline| timeline.events().get(event).map(|event| event.input))
    }

    /// Goes on with `timeline`.
    pub(super) fn show(self, timeline: Timeline) {
        self.show_timeline(timeline);
        self.dialogs.world_before.set(None);
        self.follow();
    }
}
