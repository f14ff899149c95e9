use std::sync::Arc;

use leptos::prelude::*;
use web_sys::{KeyboardEvent, MouseEvent};

use super::line::{Setting, line_row};
use crate::browser;
use crate::chrome::StartCard;
use crate::dynamic::{part, text};
use crate::icons::{Icon, Shape};
use crate::learn::wrong_word;
use crate::store::{INPUT_ID, Store, TRANSCRIPT_ID, Task, block_id};
use playground::content::{Label, Language, label};
use playground::queries::views::Line;
use playground::queries::window::{self, BLOCK};
use smtp_playground_lessons::Feedback;

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
    let said = Memo::new(move |_| said_by_exercise(store));
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
            <For each=move || 0..blocks.get() key=|block| *block children=move |block| block_of_lines(store, block, said)/>
            <StartCard/>
        </div>
        <p class="sr" aria-live="polite">{text(move || store.conversation.views().with(|views| views.answers()))}</p>
    }
}

/// A block of lines, or as much room as it takes. It stays in its place, so that the focus does too.
fn block_of_lines(store: Store, block: usize, said: Memo<Vec<(usize, usize)>>) -> impl IntoView {
    let begin = block * BLOCK;
    let drawn = Memo::new(move |_| store.conversation.window().with(|drawn| drawn.contains(&block)));
    let lines = move || {
        let language = store.language.get();
        let said = said.get();
        // What the exercise says to a wrong way stands under the last line that it brought about.
        let wrong = |line: &Line| said.iter().find(|(event, _)| *event == line.event).map(|(_, wrong)| *wrong);
        let line = |(place, line): (usize, &Arc<Line>)| (language, begin + place, line.clone(), wrong(line));
        store.conversation.views().with(|views| views.lines.iter().skip(begin).take(BLOCK).enumerate().map(line).collect::<Vec<_>>())
    };
    let draw = move |(language, place, line, wrong): (Language, usize, Arc<Line>, Option<usize>)| {
        let hides_greeting = place < GREETING && untrack(|| store.lessons.hides("greeting"));
        let row = store.conversation.timeline().with_untracked(|timeline| {
            line_row(&line, Setting { language, place, host: &timeline.world().host, server: timeline.server(), hides_greeting })
        });
        let word = wrong.map(|wrong| untrack(|| feedback(store, wrong)));
        view! { {row} {word} }
    };
    let content = part(move || {
        drawn.get().then(|| view! { <For each=lines key=|(language, _, line, wrong)| (*language, line.id, *wrong) children=draw/> })
    });
    view! { <ol class="block" id=block_id(block)>{content}</ol> }
}

/// The lines under which the exercise says something, by their events, and to which wrong way.
fn said_by_exercise(store: Store) -> Vec<(usize, usize)> {
    let feedback = store.lessons.feedback.get();
    if feedback.is_empty() {
        return Vec::new();
    }
    store.conversation.timeline().with(|timeline| {
        let input = |event: usize| timeline.events().get(event).map(|event| event.input);
        store.conversation.views().with(|views| {
            let under = |wrong: &Feedback| {
                let line = views.lines.iter().rev().find(|line| input(line.event).is_some_and(|input| input <= wrong.input))?;
                Some((line.event, wrong.wrong))
            };
            feedback.iter().filter_map(under).collect()
        })
    })
}

/// What the exercise says to the wrong way number `wrong`.
fn feedback(store: Store, wrong: usize) -> AnyView {
    let language = store.language.get();
    let word = store.lessons.task().with(|task| {
        task.as_ref().and_then(Task::exercise).map(|exercise| wrong_word(exercise, wrong, language.tag())).unwrap_or_default()
    });
    view! {
        <li class="feedback">
            <Icon shape=Shape::NotNow/>
            <p><strong>{label(language, Label::TaskFeedback)} ": "</strong>{word}</p>
        </li>
    }
    .into_any()
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

/// The greeting is among so many first lines.
const GREETING: usize = 2;
/// How many lines Page Up and Page Down go.
const PAGE: usize = 15;
