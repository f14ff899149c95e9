use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::dynamic::{part, press, text};
use crate::icons::{Icon, Shape};
use crate::store::{FIND_ID, Store};
use playground::content::Label;
use playground::queries::find::lines_with;

/// Finds words in the whole transcript; the browser's own search sees only the part that is drawn.
#[component]
pub(super) fn FindBar() -> impl IntoView {
    let store = Store::get();
    let open = Memo::new(move |_| store.frame.sought().with(Option::is_some));
    part(move || open.get().then(|| view! { <Bar/> }))
}

#[component]
fn Bar() -> impl IntoView {
    let store = Store::get();
    let found = Memo::new(move |_| {
        let words = store.frame.sought().get().unwrap_or_default();
        store.conversation.views().with(|views| lines_with(&views.lines, &words))
    });
    let at = move || store.conversation.shown.get().and_then(|shown| found.with(|found| found.binary_search(&shown).ok()));
    let go = move |step: isize| {
        let (count, at) = (found.with_untracked(Vec::len), untrack(at));
        // From a line that was not found, the nearest one of those that were.
        let next = match at {
            Some(at) => (at + count).checked_add_signed(step).map(|next| next % count.max(1)),
            None => (count > 0).then(|| if step > 0 { 0 } else { count - 1 }),
        };
        if let Some(line) = next.and_then(|next| found.with_untracked(|found| found.get(next).copied())) {
            store.point_at(line);
        }
    };
    let keys = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "Enter" if !event.is_composing() => go(if event.shift_key() { -1 } else { 1 }),
            "Escape" => store.end_find(),
            _ => return,
        }
        event.prevent_default();
    };
    let count = move || {
        let count = found.with(Vec::len);
        let searched = store.frame.sought().with(|words| words.as_ref().is_some_and(|words| !words.trim().is_empty()));
        match count {
            0 if searched => store.filled(Label::FindNone, &[]),
            0 => String::new(),
            count => {
                let at = at().map_or_else(|| "–".to_owned(), |at| (at + 1).to_string());
                store.filled(Label::FindCount, &[("at", &at), ("count", &count.to_string())])
            }
        }
    };
    let step = move |label: Label, step: isize| {
        view! { <button type="button" class="button" on:click=press(move || go(step))>{store.t(label)}</button> }
    };
    view! {
        <div class="find" role="search" aria-label=store.t(Label::FindLabel)>
            <input
                type="search"
                id=FIND_ID
                aria-label=store.t(Label::FindLabel)
                placeholder=store.t(Label::FindLabel)
                autocomplete="off"
                spellcheck="false"
                prop:value=text(move || store.frame.sought().get().unwrap_or_default())
                on:input:target=move |event| store.frame.look_for(event.target().value())
                on:keydown=keys
            />
            <span class="fine" role="status">{text(count)}</span>
            {step(Label::FindPrevious, -1)}
            {step(Label::FindNext, 1)}
            <button
                type="button"
                class="quiet"
                aria-label=store.t(Label::FindClose)
                title=store.t(Label::FindClose)
                on:click=press(move || store.end_find())
            >
                <Icon shape=Shape::Close/>
            </button>
        </div>
    }
}
