use std::sync::Arc;

use leptos::prelude::*;
use web_sys::{KeyboardEvent, MouseEvent};

use super::line::{Setting, line_row};
use crate::browser;
use crate::chrome::StartCard;
use crate::dynamic::{part, text};
use crate::store::{INPUT_ID, Store, TRANSCRIPT_ID, block_id};
use playground::content::{Label, Language};
use playground::queries::views::Line;
use playground::queries::window::{self, BLOCK};

/// All that was said. A click on a line explains it; arrow keys go from line to line. Only the blocks of
/// lines that are seen are in the document.
#[component]
pub(super) fn Transcript() -> impl IntoView {
    let store = Store::get();
    // Which line is shown is the only thing about lines that changes. One place sees to it, not each line.
    Effect::new(move || {
        store.language.track();
        store.conversation.views().track();
        store.conversation.window().track();
        let (shown, changed) = (store.conversation.shown.get(), store.conversation.changed().get());
        request_animation_frame(move || {
            browser::mark_line(TRANSCRIPT_ID, shown);
            browser::mark_changed(TRANSCRIPT_ID, &changed);
        });
    });
    Effect::new(move || browser::watch_size(TRANSCRIPT_ID, move || store.resized()));
    let blocks = Memo::new(move |_| store.conversation.views().with(|views| window::blocks(views.lines.len())));
    // What scrolls into view was not said just now: the log is no live region, the line below it is.
    view! {
        <div
            class="transcript"
            id=TRANSCRIPT_ID
            role="log"
            aria-live="off"
            aria-label=store.t(Label::TranscriptLabel)
            on:keydown=move |event| keys(store, &event)
            on:click=move |event| clicked(store, &event)
            on:scroll=move |_| store.scrolled()
        >
            <For each=move || 0..blocks.get() key=|block| *block children=move |block| block_of_lines(store, block)/>
            <StartCard/>
        </div>
        <p class="sr" aria-live="polite">{text(move || store.conversation.views().with(|views| views.answers()))}</p>
    }
}

/// A block of lines, or as much room as it takes. It stays in its place, so that the focus does too.
fn block_of_lines(store: Store, block: usize) -> impl IntoView {
    let begin = block * BLOCK;
    let drawn = Memo::new(move |_| store.conversation.window().with(|drawn| drawn.contains(&block)));
    let lines = move || {
        let language = store.language.get();
        let line = |(place, line): (usize, &Arc<Line>)| (language, begin + place, line.clone());
        store.conversation.views().with(|views| views.lines.iter().skip(begin).take(BLOCK).enumerate().map(line).collect::<Vec<_>>())
    };
    let draw = move |(language, place, line): (Language, usize, Arc<Line>)| {
        store.conversation.timeline().with_untracked(|timeline| {
            line_row(&line, Setting { language, place, host: &timeline.world().host, server: timeline.server() })
        })
    };
    let content =
        part(move || drawn.get().then(|| view! { <For each=lines key=|(language, _, line)| (*language, line.id) children=draw/> }));
    view! { <ol class="block" id=block_id(block)>{content}</ol> }
}

fn clicked(store: Store, event: &MouseEvent) {
    match browser::clicked(event) {
        Some(browser::Clicked::Mail(event)) => store.open_mail(event),
        Some(browser::Clicked::Line(event)) if !browser::has_selection() => store.select(event),
        _ => {}
    }
}

fn keys(store: Store, event: &KeyboardEvent) {
    let command = event.ctrl_key() || event.meta_key() || event.alt_key();
    let shown = browser::focused_line(event).or(store.conversation.shown.get_untracked());
    let to = store.conversation.views().with_untracked(|views| {
        let end = views.lines.len();
        let at = shown.and_then(|event| views.place(event));
        let place = match (event.key().as_str(), at) {
            ("ArrowDown", Some(at)) => views.near(at, 1),
            ("ArrowUp", Some(at)) => views.near(at, -1),
            ("PageDown", Some(at)) => views.near((at + PAGE).min(end), -1),
            ("PageUp", Some(at)) => views.near(at.saturating_sub(PAGE + 1), 1),
            ("Home", _) => views.near(0, 1),
            ("End", _) => views.near(end, -1),
            _ => return None,
        };
        // At either end the line stays where it is.
        place.or(at).and_then(|place| views.lines.get(place)).map(|line| line.event)
    });
    match (to, event.key().as_str()) {
        (Some(line), _) => store.select(line),
        (None, "Escape") => return store.focus_input(),
        // Whoever types means the command line.
        (None, key) if key.chars().count() == 1 && key != " " && !command => return browser::focus(INPUT_ID),
        (None, _) => return,
    }
    event.prevent_default();
}

/// How many lines Page Up and Page Down go.
const PAGE: usize = 15;
