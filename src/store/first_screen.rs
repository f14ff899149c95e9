//! The page goes on where the first screen was.

use leptos::prelude::*;

use super::{INPUT_ID, Store};
use crate::browser::Left;
use crate::field;
use playground::content::Label;
use playground::record::{EventKind, Timeline, take_over};
use smtp_engine::session::World;
use smtp_engine::wire::without_end;

impl Store {
    /// Goes on with the session of the first screen: what was said, what was being typed, and where the caret was.
    pub fn go_on(self, left: Left) {
        let server = self.conversation.timeline.with_untracked(Timeline::server);
        match take_over(&left.record, server, World::standard()) {
            Ok(timeline) => self.show(timeline),
            Err(error) => self.tell(Label::SessionsDamaged, vec![("what", error.to_string())]),
        }
        self.conversation.timeline.with_untracked(|timeline| {
            self.typing.history.update(|history| {
                for event in timeline.events() {
                    // An answer in an AUTH exchange may be a password: no arrow key brings it back.
                    if let EventKind::Command { octets, .. } | EventKind::Data(octets) = &event.kind {
                        history.push(&String::from_utf8_lossy(without_end(octets)));
                    }
                }
            });
        });
        self.typing.draft.set(left.draft.clone());
        if let Some(selection) = left.selection {
            // When the page is drawn, and before the next key.
            Effect::new(move |done: Option<()>| {
                if done.is_none() {
                    field::take_up(INPUT_ID, &left.draft, selection);
                }
            });
        }
    }
}
