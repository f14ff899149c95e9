//! Which part of the transcript is drawn. Only what is seen is in the document, however long a session is.

use leptos::prelude::*;

use super::{Store, TRANSCRIPT_ID};
use crate::browser;
use playground::queries::window::{self, BLOCK};

/// The id of the block `block` in the document.
pub fn block_id(block: usize) -> String {
    format!("block-{block}")
}

impl Store {
    /// Draws what is seen now.
    pub fn scrolled(self) {
        let Some(scroll) = browser::scroll_of(TRANSCRIPT_ID) else { return };
        let lines = self.line_count();
        let seen = self.conversation.heights.with_value(|heights| heights.seen(lines, scroll.top, scroll.height));
        if seen != self.conversation.window.get_untracked() {
            self.conversation.window.set(seen);
            request_animation_frame(move || self.settle());
        }
    }

    /// The transcript has another width: all its lines may have other heights.
    pub fn resized(self) {
        self.conversation.heights.update_value(window::Heights::forget);
        self.settle();
        self.scrolled();
    }

    /// Draws the end, where what was said last stands.
    pub(super) fn show_end(self) {
        let lines = self.line_count();
        self.conversation.heights.update_value(|heights| heights.truncate(lines / BLOCK));
        let height = browser::scroll_of(TRANSCRIPT_ID).map_or(0.0, |scroll| scroll.height);
        self.conversation.window.set(window::at_end(lines, height));
        request_animation_frame(move || {
            self.settle();
            browser::scroll_to_end(TRANSCRIPT_ID);
        });
    }

    /// Draws the line of event `event`, and brings it into view; with `focus` it gets the focus.
    pub(super) fn reveal(self, event: usize, focus: bool) {
        let Some(place) = self.conversation.views.with_untracked(|views| views.place(event)) else { return };
        if !self.conversation.window.with_untracked(|drawn| drawn.contains(&(place / BLOCK))) {
            self.conversation.window.set(window::around(place, self.line_count()));
        }
        request_animation_frame(move || {
            self.settle();
            let line = format!("line-{event}");
            if focus { browser::focus(&line) } else { browser::scroll_into_view(&line) }
        });
    }

    /// Measures what is drawn, and keeps the room of what is not.
    fn settle(self) {
        let lines = self.line_count();
        let drawn = self.conversation.window.get_untracked();
        self.conversation.heights.update_value(|heights| {
            for block in heights.unsettled(&drawn, window::blocks(lines)) {
                browser::set_height(&block_id(block), heights.kept(block));
            }
            // The last block still grows.
            for block in drawn.clone().filter(|block| (block + 1) * BLOCK <= lines) {
                if let Some(height) = browser::height_of(&block_id(block)) {
                    heights.measure(block, height);
                }
            }
        });
    }

    fn line_count(self) -> usize {
        self.conversation.views.with_untracked(|views| views.lines.len())
    }
}
