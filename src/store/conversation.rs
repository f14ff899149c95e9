//! What happened, and what is shown of it.

use std::ops::Range;

use leptos::prelude::*;

use playground::queries::hint::{Hint, hint};
use playground::queries::palette::{Entry, palette};
use playground::queries::status::{Status, status};
use playground::queries::views::{LineKind, Views};
use playground::queries::window::Heights;
use playground::record::Timeline;
use smtp_engine::session::World;
use smtp_servers::postfix;

/// The room of the session. Copies are the same.
#[derive(Clone, Copy)]
pub struct Conversation {
    pub(super) timeline: RwSignal<Timeline>,
    pub(super) views: RwSignal<Views>,
    /// Where the session is.
    pub status: Memo<Status>,
    /// What can be said now.
    pub palette: Memo<Vec<Entry>>,
    /// What may be done next.
    pub hint: Memo<Hint>,
    /// The line of the transcript that is explained: the one selected, else the latest reply.
    pub shown: Memo<Option<usize>>,
    pub(super) window: RwSignal<Range<usize>>,
    pub(super) heights: StoredValue<Heights>,
    pub(super) selected: RwSignal<Option<usize>>,
    pub(super) changed: RwSignal<Vec<usize>>,
}

impl Conversation {
    /// With the server that a first visit meets, not connected yet.
    pub(super) fn new() -> Self {
        let timeline = RwSignal::new(Timeline::new(&postfix::MX, World::standard()));
        let views = RwSignal::new(Views::default());
        let selected = RwSignal::new(None);
        let latest = move || {
            views.with(|views| views.lines.iter().rev().find(|line| matches!(line.kind, LineKind::Reply(_))).map(|line| line.event))
        };
        Self {
            timeline,
            views,
            status: Memo::new(move |_| timeline.with(status)),
            palette: Memo::new(move |_| timeline.with(palette)),
            hint: Memo::new(move |_| timeline.with(|timeline| views.with(|views| hint(timeline, &views.incoming)))),
            shown: Memo::new(move |_| selected.get().or_else(latest)),
            window: RwSignal::new(0..0),
            heights: StoredValue::new(Heights::default()),
            selected,
            changed: RwSignal::new(Vec::new()),
        }
    }

    /// What happened.
    pub fn timeline(self) -> ReadSignal<Timeline> {
        self.timeline.read_only()
    }

    /// What grows with it.
    pub fn views(self) -> ReadSignal<Views> {
        self.views.read_only()
    }

    /// The events of the replies that another server, or another world, gave otherwise.
    pub fn changed(self) -> ReadSignal<Vec<usize>> {
        self.changed.read_only()
    }

    /// Which blocks of the transcript are in the document.
    pub fn window(self) -> ReadSignal<Range<usize>> {
        self.window.read_only()
    }
}
