//! How the page is laid out, the presenter, finding, and the list of all actions.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;

use super::{FIND_ID, Notice, Place, Sheet, Store, Task};
use crate::browser;
use crate::settings::{Layout, Panel};
use playground::queries::pace::{Pace, reading_time};
use smtp_playground_lessons::Exercise;

/// The panels on either side of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Say,
    Why,
}

impl Layout {
    pub fn panel(self, side: Side) -> Panel {
        match side {
            Side::Say => self.say,
            Side::Why => self.why,
        }
    }

    fn panel_mut(&mut self, side: Side) -> &mut Panel {
        match side {
            Side::Say => &mut self.say,
            Side::Why => &mut self.why,
        }
    }
}

/// The session is played to people who watch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Presenter {
    /// It is on.
    pub on: bool,
    /// It goes on by itself.
    pub playing: bool,
    /// How fast.
    pub pace: Pace,
}

/// Which of the four jobs the page is used for: each has a door in the header and an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Job {
    /// Talking to a server.
    #[default]
    Practise,
    /// The exercises: what follows `#/learn/`.
    Learn(String),
    /// Explaining what was pasted.
    Decode,
    /// The reference: what follows `#/reference/`.
    Reference(String),
}

/// The room of the page around the session. Copies are the same.
#[derive(Clone, Copy)]
pub struct Frame {
    pub(super) place: RwSignal<Place>,
    pub(super) narrow: RwSignal<bool>,
    pub(super) presenter: RwSignal<Presenter>,
    pub(super) next_step: StoredValue<Option<Timeout>, LocalStorage>,
    pub(super) sought: RwSignal<Option<String>>,
    /// What is looked for in the reference.
    pub query: RwSignal<String>,
    pub(super) job: RwSignal<Job>,
    pub(super) notices: RwSignal<Vec<Notice>>,
    pub(super) next_notice: StoredValue<u32>,
}

impl Frame {
    pub(super) fn new() -> Self {
        Self {
            place: RwSignal::new(Place::Talk),
            narrow: RwSignal::new(false),
            presenter: RwSignal::new(Presenter::default()),
            next_step: StoredValue::new_local(None),
            sought: RwSignal::new(None),
            query: RwSignal::new(String::new()),
            job: RwSignal::new(Job::default()),
            notices: RwSignal::new(Vec::new()),
            next_notice: StoredValue::new(0),
        }
    }

    /// Which place a narrow page shows.
    pub fn place(self) -> ReadSignal<Place> {
        self.place.read_only()
    }

    /// Whether the page is narrow, so that its places are tabs.
    pub fn narrow(self) -> ReadSignal<bool> {
        self.narrow.read_only()
    }

    pub fn presenter(self) -> ReadSignal<Presenter> {
        self.presenter.read_only()
    }

    /// What is looked for in the transcript; nothing while nothing is.
    pub fn sought(self) -> ReadSignal<Option<String>> {
        self.sought.read_only()
    }

    /// What the page is used for now.
    pub fn job(self) -> ReadSignal<Job> {
        self.job.read_only()
    }

    /// Which page of the reference is open: what follows `#/reference/`.
    pub fn reading(self) -> Option<String> {
        match self.job.get() {
            Job::Reference(place) => Some(place),
            _ => None,
        }
    }

    /// What follows `#/learn/`, while the exercises are what the page is used for.
    pub fn learning(self) -> Option<String> {
        match self.job.get() {
            Job::Learn(place) => Some(place),
            _ => None,
        }
    }

    /// What there is to tell.
    pub fn notices(self) -> ReadSignal<Vec<Notice>> {
        self.notices.read_only()
    }

    /// Shows the place `place` on a narrow page.
    pub fn show(self, place: Place) {
        self.place.set(place);
    }

    /// The page has become narrow, or wide.
    pub fn set_narrow(self, narrow: bool) {
        self.narrow.set(narrow);
    }

    /// Looks for `words` in the transcript.
    pub fn look_for(self, words: String) {
        self.sought.set(Some(words));
    }
}

impl Store {
    /// Changes a panel, and keeps that.
    pub fn set_panel(self, side: Side, change: impl FnOnce(&mut Panel)) {
        self.settings.update(|settings| change(settings.layout.panel_mut(side)));
        self.keep_settings();
    }

    /// Shows the panel that is hidden, or hides it.
    pub fn toggle_panel(self, side: Side) {
        self.set_panel(side, |panel| panel.hidden = !panel.hidden);
    }

    /// Opens the panel "why", if it is hidden.
    pub(super) fn show_why(self) {
        self.set_panel(Side::Why, |panel| panel.hidden = false);
    }

    /// Gives all panels their first widths.
    pub fn reset_panels(self) {
        self.settings.update(|settings| settings.layout = Layout::default());
        self.keep_settings();
    }

    /// Opens the list of all actions.
    pub fn list_actions(self) {
        self.open_sheet(Sheet::Actions);
    }

    /// Opens the search over the reference.
    pub fn search(self) {
        self.open_sheet(Sheet::Search);
    }

    /// Opens the search over the reference with `words` in its field.
    pub fn search_for(self, words: &str) {
        self.frame.query.set(words.to_owned());
        self.search();
    }

    /// Opens the field to find with.
    pub fn find(self) {
        if self.frame.sought.with_untracked(Option::is_none) {
            self.frame.sought.set(Some(String::new()));
        }
        request_animation_frame(|| browser::focus(FIND_ID));
    }

    /// Closes the field to find with.
    pub fn end_find(self) {
        self.frame.sought.set(None);
        self.focus_input();
    }

    /// Begins to present, at the start of the session; in an exercise, where the learner begins.
    pub fn present(self) {
        let start = self.lessons.task().with_untracked(|task| task.as_ref().and_then(Task::exercise).map(Exercise::start_len));
        self.frame.presenter.update(|presenter| presenter.on = true);
        self.present_at(start.unwrap_or_default());
    }

    /// Leaves the presenter. The session is whole again.
    pub fn end_presenting(self) {
        self.frame.presenter.update(|presenter| *presenter = Presenter { pace: presenter.pace, ..Presenter::default() });
        self.frame.next_step.set_value(None);
        self.go_to(self.steps());
        self.focus_input();
    }

    /// Plays on by itself, or waits.
    pub fn play(self, playing: bool) {
        if playing && !self.conversation.timeline.with_untracked(|timeline| timeline.can_redo()) {
            self.go_to(0);
        }
        self.frame.presenter.update(|presenter| presenter.playing = playing);
        self.wait_for_next();
    }

    /// Plays faster or slower.
    pub fn set_pace(self, pace: Pace) {
        self.frame.presenter.update(|presenter| presenter.pace = pace);
        self.wait_for_next();
    }

    /// Shows the session after `step` steps, and waits there.
    pub fn present_at(self, step: usize) {
        self.frame.presenter.update(|presenter| presenter.playing = false);
        self.go_to(step);
        self.wait_for_next();
    }

    /// How many steps the session has.
    pub fn steps(self) -> usize {
        self.conversation.timeline.with(|timeline| timeline.all_actions().len())
    }

    /// How many of them are shown.
    pub fn step(self) -> usize {
        self.conversation.timeline.with(|timeline| timeline.cursor())
    }

    /// Sets the timer for the next step, in the place of the one that was set before.
    fn wait_for_next(self) {
        let Presenter { playing: true, pace, .. } = self.frame.presenter.get_untracked() else {
            return self.frame.next_step.set_value(None);
        };
        let shown = self.conversation.timeline.with_untracked(|timeline| {
            let last = timeline.cursor().saturating_sub(1);
            let begin = timeline.events().partition_point(|event| event.input < last);
            reading_time(timeline.events().get(begin..).unwrap_or_default(), pace)
        });
        self.frame.next_step.set_value(Some(Timeout::new(shown, move || self.play_next())));
    }

    fn play_next(self) {
        self.redo();
        if !self.conversation.timeline.with_untracked(|timeline| timeline.can_redo()) {
            self.frame.presenter.update(|presenter| presenter.playing = false);
        }
        self.wait_for_next();
    }
}
