use std::sync::Arc;

use leptos::prelude::*;
use web_sys::{KeyboardEvent, MouseEvent};

use super::line::{Setting, line_row};
use crate::app::browser;
use crate::app::queries::views::Line;
use crate::app::store::{INPUT_ID, Store, TRANSCRIPT_ID};
use crate::content::{Label, Language};

/// All that was said. A click on a line explains it; arrow keys go from line to line.
#[component]
pub(super) fn Transcript() -> impl IntoView {
    let store = Store::get();
    // Which line is shown is the only thing about lines that changes. One place sees to it, not each line.
    Effect::new(move || {
        store.language.track();
        store.views.track();
        let shown = store.shown.get();
        request_animation_frame(move || browser::mark_line(TRANSCRIPT_ID, shown));
    });
    let lines = move || {
        let language = store.language.get();
        store.views.with(|views| views.lines.iter().map(|line| (language, line.clone())).collect::<Vec<_>>())
    };
    let draw = move |(language, line): (Language, Arc<Line>)| {
        store
            .timeline
            .with_untracked(|timeline| line_row(&line, Setting { language, host: &timeline.world().host, server: timeline.server() }))
    };
    view! {
        <div
            class="transcript"
            id=TRANSCRIPT_ID
            role="log"
            aria-label=store.t(Label::TranscriptLabel)
            on:keydown=move |event| keys(store, &event)
            on:click=move |event| clicked(store, &event)
        >
            <ol><For each=lines key=|(language, line)| (*language, line.id) children=draw/></ol>
        </div>
    }
}

fn clicked(store: Store, event: &MouseEvent) {
    match browser::clicked(event) {
        Some(browser::Clicked::Mail(event)) => store.open_mail(event),
        Some(browser::Clicked::Line(event)) if !browser::has_selection() => store.select(event),
        _ => {}
    }
}

fn keys(store: Store, event: &KeyboardEvent) {
    let lines = store.views.with_untracked(|views| {
        let explainable = views.lines.iter().filter(|line| line.kind.explainable());
        explainable.map(|line| line.event).collect::<Vec<_>>()
    });
    let shown = store.shown.get_untracked();
    let at = lines.iter().position(|line| Some(*line) == shown);
    let last = lines.len().saturating_sub(1);
    let command = event.ctrl_key() || event.meta_key() || event.alt_key();
    let to = match (event.key().as_str(), at) {
        ("ArrowDown", Some(at)) => (at + 1).min(last),
        ("ArrowUp", Some(at)) => at.saturating_sub(1),
        ("Home", _) => 0,
        ("End", _) => last,
        ("Escape", _) => return store.focus_input(),
        // Whoever types means the command line.
        (key, _) if key.chars().count() == 1 && key != " " && !command => return browser::focus(INPUT_ID),
        _ => return,
    };
    event.prevent_default();
    if let Some(&line) = lines.get(to) {
        store.select(line);
    }
}
