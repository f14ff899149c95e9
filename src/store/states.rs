//! What can be done in the pictures of a session.

use leptos::prelude::*;

use super::{Place, Store};
use crate::browser;
use playground::content::Label;
use playground::content::diagram::{SEQUENCE_STYLE, Sequence, Trigger, rows, sequence};
use playground::queries::palette::Availability;
use playground::queries::status::server_name;
use smtp_engine::spec::{State, Verb};

/// So many rows, the last ones, are in a picture that is saved.
const SAVED_ROWS: usize = 1000;
/// How wide a picture that is saved is.
const SAVED_WIDTH: u32 = 720;

impl Store {
    /// Does what an arrow of the state machine stands for: sends its command where there is nothing to add to
    /// it and it may come now, else puts a line to try into the command line.
    pub fn follow_arrow(self, by: Trigger) {
        let state = self.conversation.status.with_untracked(|status| status.state);
        match by {
            Trigger::Connect if state == State::Closed => self.connect(),
            Trigger::Then(Verb::Data) if state == State::Data => self.send("."),
            Trigger::Connect | Trigger::Secured | Trigger::Then(_) => {
                self.frame.place.set(Place::Talk);
                self.focus_input();
            }
            Trigger::Command(verb) => self.say(verb, by.whole_line()),
        }
    }

    fn say(self, verb: Verb, whole: Option<&str>) {
        let entry = self.conversation.palette.with_untracked(|entries| entries.iter().find(|entry| entry.verb == verb).cloned());
        let Some(entry) = entry else { return };
        match whole {
            Some(line) if entry.availability == Availability::Now => self.send(line),
            _ => self.insert(&entry.example),
        }
    }

    /// Marks the line of event `event` as the one that is explained, and stays where it is.
    pub fn mark(self, event: usize) {
        self.conversation.selected.set(Some(event));
    }

    /// Saves the session as a sequence diagram.
    pub fn save_sequence(self) {
        let language = self.language.get_untracked();
        let (drawing, left_out) = self.conversation.timeline.with_untracked(|timeline| {
            let rows = rows(timeline.events());
            let from = rows.len().saturating_sub(SAVED_ROWS);
            let server = server_name(timeline.server());
            let wanted = Sequence {
                window: from..rows.len(),
                width: SAVED_WIDTH,
                client: &timeline.world().client.name,
                server: &server,
                shown: None,
                interactive: false,
            };
            (sequence(&rows, &wanted, language), from)
        });
        browser::download("smtp-session.svg", "image/svg+xml", &drawing.to_svg(SEQUENCE_STYLE, language.tag()));
        if left_out > 0 {
            self.tell(Label::SequenceExported, vec![("count", SAVED_ROWS.to_string())]);
        }
    }
}
