//! What can be done to the session.

use std::time::Duration;

use leptos::prelude::*;

use super::{Place, Store};
use crate::browser;
use playground::content::Label;
use playground::queries::helpers::message::stuff;
use playground::queries::paste;
use playground::queries::views::Views;
use playground::record::{Action, Timeline};
use smtp_engine::session::{Role, Timestamp};
use smtp_engine::spec::State;

impl Store {
    pub fn connect(self) {
        self.act([Action::Connect]);
        self.focus_input();
    }

    /// Closes the connection without QUIT.
    pub fn disconnect(self) {
        self.act([Action::Disconnect]);
    }

    /// Lets `time` pass, in which nobody says anything: servers close, and greylisting ends.
    pub fn wait(self, time: Duration) {
        let Timestamp(now) = self.moment();
        let later = Timestamp(now.saturating_add(u64::try_from(time.as_millis()).unwrap_or(u64::MAX)));
        self.conversation.timeline.update(|timeline| timeline.act(Action::Wait, later));
        self.follow();
        self.tell(Label::WaitPassed, vec![("minutes", (time.as_secs() / 60).to_string())]);
        self.focus_input();
    }

    /// Begins anew with the same server in the same world; in an exercise, at its start.
    pub fn reset(self) {
        if self.lessons.task().with_untracked(Option::is_some) {
            return self.back_to_start();
        }
        self.begin(self.conversation.timeline.with_untracked(Timeline::server));
    }

    /// Says the same words to the server `id` in `role`, or in the first role that it has. An exercise has its own
    /// server.
    pub fn choose(self, id: &str, role: Role) {
        let found = smtp_servers::find(id, role).or_else(|| smtp_servers::first(id));
        if let Some(server) = found {
            self.say_again_to(server);
        }
    }

    /// Sends `text`, line by line. What comes after the server has closed is not sent, and that is told.
    pub fn send(self, text: &str) {
        let lines = paste::lines(text);
        let mut unsent = 0;
        let moment = self.moment();
        let stuffs = self.typing.stuffs.get_untracked();
        let mut answers = Vec::new();
        self.conversation.timeline.update(|timeline| {
            for (number, line) in lines.iter().enumerate() {
                let state = timeline.state();
                if state == State::Closed {
                    unsent = lines.len() - number;
                    return;
                }
                if state == State::Authenticating {
                    answers.push(number);
                }
                let line = stuff(line, stuffs && state == State::Data && *line != ".");
                timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), moment);
            }
        });
        // An answer in an AUTH exchange may be a password: no arrow key brings it back.
        let said = lines.iter().enumerate().filter(|(number, _)| !answers.contains(number));
        self.typing.history.update(|history| said.for_each(|(_, line)| history.push(line)));
        if unsent > 0 {
            self.tell(Label::NoticeSentAfterClose, vec![("count", unsent.to_string())]);
        }
        self.follow();
    }

    /// Begins anew with a server of the role `role` and sends `lines`.
    pub fn run(self, role: &str, lines: &[&str]) {
        if self.lessons.task().with_untracked(Option::is_some) {
            return self.tell(Label::TaskLocked, vec![]);
        }
        let id = self.conversation.status.get_untracked().server;
        let role = Role::from_id(role).unwrap_or(Role::Mx);
        if let Some(server) = smtp_servers::find(id, role).or_else(|| smtp_servers::first(id)) {
            self.begin(server);
        }
        self.send(&lines.join("\n"));
        self.frame.place.set(Place::Talk);
    }

    /// Takes the last action back; or what took the session's place, if nothing was done since.
    pub fn undo(self) {
        if untrack(move || self.is_just_replaced()) {
            return self.bring_back();
        }
        self.conversation.timeline.update(Timeline::undo);
        self.follow();
    }

    /// Does again what was taken back.
    pub fn redo(self) {
        self.conversation.timeline.update(Timeline::redo);
        self.follow();
    }

    /// Puts `timeline` in the place of the present one, with views of its own.
    pub(super) fn show_timeline(self, timeline: Timeline) {
        self.conversation.timeline.set(timeline);
        self.conversation.views.update(Views::restart);
        self.why.log_from.set(None);
        self.why.mail.set(None);
    }

    pub(super) fn act<const N: usize>(self, actions: [Action; N]) {
        let moment = self.moment();
        self.conversation.timeline.update(|timeline| actions.into_iter().for_each(|action| timeline.act(action, moment)));
        self.follow();
    }

    /// The moment of the next action.
    pub(super) fn moment(self) -> Timestamp {
        self.conversation.timeline.with_untracked(|timeline| timeline.moment(browser::now()))
    }

    pub(super) fn follow(self) {
        self.conversation.selected.set(None);
        self.conversation.changed.set(Vec::new());
        self.conversation.timeline.with_untracked(|timeline| self.conversation.views.update(|views| views.follow(timeline.events())));
        let gone = self
            .why
            .mail
            .get_untracked()
            .filter(|open| self.conversation.views.with_untracked(|views| views.mails.iter().all(|mail| mail.event != *open)));
        if gone.is_some() {
            self.why.mail.set(None);
        }
        self.show_end();
        self.leave_link();
    }
}
