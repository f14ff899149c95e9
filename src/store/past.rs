//! Nothing is lost: whatever takes the session's place keeps it first, and one step back brings it back.

use leptos::prelude::*;

use super::{NoticeAction, Store};
use playground::content::Label;
use playground::queries::comparison::changed_replies;
use playground::queries::status::server_name;
use playground::record::{Action, Timeline};
use smtp_engine::session::Server;

/// So many sessions can be brought back, the latest first. Older ones are among the kept sessions.
const MOST: usize = 10;

/// A session that another one took the place of.
#[derive(Clone)]
pub(super) struct Replaced {
    before: Timeline,
    /// How many actions the other one had when it came, and how many of them were done.
    after: (usize, usize),
}

impl Store {
    /// Goes on with `timeline`. The session before is kept, and that is told with `label`.
    pub(super) fn replace(self, timeline: Timeline, label: Label, values: Vec<(&'static str, String)>) {
        let before = self.conversation.timeline.get_untracked();
        let is_worth_keeping = before.all_actions().len() > 1;
        self.keep_aside();
        let after = size(&timeline);
        self.show(timeline);
        if is_worth_keeping {
            self.library.replaced.update(|all| {
                all.push(Replaced { before, after });
                let surplus = all.len().saturating_sub(MOST);
                all.drain(..surplus);
            });
            self.tell_with(label, values, Some(NoticeAction { label: Label::PastUndo, act: Store::bring_back }));
        }
    }

    /// Says the same words to `server`, and marks what it answers otherwise. Where nothing was said yet, a new session
    /// begins.
    pub(super) fn say_again_to(self, server: &'static Server) {
        if self.lessons.task().with_untracked(Option::is_some) {
            return self.tell(Label::TaskLocked, vec![]);
        }
        let before = self.conversation.timeline.get_untracked();
        if before.all_actions().len() <= 1 {
            return self.begin(server);
        }
        let after = before.with_server(server);
        let changed = changed_replies(&before, &after);
        let values = vec![("server", server_name(server)), ("count", changed.len().to_string())];
        self.replace(after, Label::PastSaidAgain, values);
        self.conversation.changed.set(changed);
    }

    /// Begins anew with `server` in the world of the session.
    pub(super) fn begin(self, server: &'static Server) {
        let (world, moment) = (self.conversation.timeline.with_untracked(|timeline| timeline.world().clone()), self.moment());
        let mut timeline = Timeline::new(server, world);
        timeline.act(Action::Connect, moment);
        self.replace(timeline, Label::PastStartedOver, vec![]);
    }

    /// Begins the session of the link again, as it came.
    pub fn go_back_to_start(self) {
        if let Some(start) = self.library.start.get_untracked() {
            self.replace(start, Label::PastStart, vec![]);
            self.focus_input();
        }
    }

    /// Whether the session came with a link, and something was done since. An exercise has a start of its own.
    pub fn can_go_back_to_start(self) -> bool {
        let now = self.conversation.timeline.with(size);
        !self.lessons.is_locked() && self.library.start.with(|start| start.as_ref().is_some_and(|start| size(start) != now))
    }

    /// Brings back the session that was replaced last; the present one is among the kept sessions, if anything was said
    /// in it.
    pub fn bring_back(self) {
        let Some(Replaced { before, .. }) = self.library.replaced.try_update(Vec::pop).flatten() else { return };
        if !self.is_just_replaced() {
            self.keep_aside();
        }
        self.dismiss_told(&[Label::PastSaidAgain, Label::PastStartedOver, Label::PastStart, Label::ShareOpenedKept, Label::PastOpened]);
        self.show(before);
        self.focus_input();
    }

    /// Whether there is anything to take back.
    pub fn can_undo(self) -> bool {
        self.is_just_replaced() || self.conversation.status.with(|status| status.can_undo)
    }

    /// Whether the session took another one's place, and nothing was done since.
    pub fn is_just_replaced(self) -> bool {
        if self.lessons.task().with(Option::is_some) {
            return false;
        }
        let now = self.conversation.timeline.with(size);
        self.library.replaced.with(|all| all.last().is_some_and(|replaced| replaced.after == now))
    }
}

fn size(timeline: &Timeline) -> (usize, usize) {
    (timeline.all_actions().len(), timeline.cursor())
}
