use leptos::prelude::*;

use crate::dynamic::{flag, part, press, text};
use crate::store::{Store, Task};
use playground::content::Label;

/// The hints of the part at work that were taken.
#[component]
pub(super) fn Hints() -> impl IntoView {
    let store = Store::get();
    let shown = Memo::new(move |_| taken(store));
    let list = part(move || {
        let (hints, _) = shown.get();
        (!hints.is_empty() && !store.lessons.is_bare()).then(|| {
            let row = |hint: String| view! { <li>{hint}</li> };
            view! { <ol class="hints" aria-label=store.text(Label::TaskHints)>{hints.into_iter().map(row).collect::<Vec<_>>()}</ol> }
        })
    });
    view! { <div role="status">{list}</div> }
}

/// Shows one more hint. It stays where it is when there is none left, so that the focus does too.
#[component]
pub(super) fn HintButton() -> impl IntoView {
    let store = Store::get();
    let counts = Memo::new(move |_| {
        let (hints, all) = taken(store);
        (hints.len(), all)
    });
    let left = move || counts.get().0 < counts.get().1 && !store.lessons.is_bare();
    let name = text(move || match counts.get() {
        (taken, all) if taken < all => store.filled(Label::TaskHint, &[("at", &(taken + 1).to_string()), ("all", &all.to_string())]),
        _ => store.filled(Label::TaskNoHints, &[]),
    });
    let take = press(move || {
        if untrack(left) {
            store.take_hint(untrack(|| current(store)));
        }
    });
    view! { <button type="button" class="button" aria-disabled=flag(move || !left()) on:click=take>{name}</button> }
}

/// The part of the exercise that is at work.
fn current(store: Store) -> usize {
    store.lessons.judgement.with(|judgement| judgement.as_ref().map_or(0, |judgement| judgement.current))
}

/// The hints of that part that were taken, and how many there are.
fn taken(store: Store) -> (Vec<String>, usize) {
    let (at, language) = (current(store), store.language.get());
    store.lessons.task().with(|task| {
        let step = task.as_ref().and_then(Task::exercise).and_then(|exercise| exercise.steps.get(at));
        let hints = step.map(|step| step.hints.get(language.tag())).unwrap_or_default();
        let taken = task.as_ref().and_then(|task| task.hints.get(at).copied()).unwrap_or_default();
        (hints.iter().take(taken).cloned().collect(), hints.len())
    })
}
