use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::line::LineRow;
use crate::app::browser;
use crate::app::store::{INPUT_ID, Store, TRANSCRIPT_ID};
use crate::content::Label;

/// All that was said. Arrow keys go from line to line.
#[component]
pub(super) fn Transcript() -> impl IntoView {
    let store = Store::get();
    let keys = move |event: KeyboardEvent| {
        let lines = store.views.with_untracked(|views| {
            let explainable = views.lines.iter().filter(|line| line.kind.explainable());
            explainable.map(|line| line.event).collect::<Vec<_>>()
        });
        let shown = store.shown.get_untracked();
        let at = lines.iter().position(|line| Some(*line) == shown);
        let last = lines.len().saturating_sub(1);
        let to = match (event.key().as_str(), at) {
            ("ArrowDown", Some(at)) => (at + 1).min(last),
            ("ArrowUp", Some(at)) => at.saturating_sub(1),
            ("Home", _) => 0,
            ("End", _) => last,
            ("Escape", _) => {
                store.focus_input();
                return;
            }
            // Whoever types means the command line.
            (key, _) if key.chars().count() == 1 && key != " " && !event.ctrl_key() && !event.meta_key() && !event.alt_key() => {
                browser::focus(INPUT_ID);
                return;
            }
            _ => return,
        };
        event.prevent_default();
        if let Some(&line) = lines.get(to) {
            store.select(line);
        }
    };
    view! {
        <div class="transcript" id=TRANSCRIPT_ID role="log" aria-label=store.t(Label::TranscriptLabel) on:keydown=keys>
            <ol>
                <For each=move || store.views.with(|views| views.lines.clone()) key=|line| line.id let:line>
                    <LineRow line/>
                </For>
            </ol>
        </div>
    }
}
