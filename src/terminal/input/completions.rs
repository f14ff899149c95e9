use leptos::prelude::*;
use web_sys::MouseEvent;

use crate::dynamic::{part, text, when};
use crate::field;
use crate::names::reason;
use crate::store::{LIST_ID, List, Store};
use playground::content::{Label, reference};
use playground::queries::completion::{About, Bar, Choice};

/// The id of the choice number `at` in the document.
pub(super) fn id(at: usize) -> String {
    format!("completion-{at}")
}

/// What the word at the caret may become. The focus stays in the text field.
#[component]
pub(super) fn Completions() -> impl IntoView {
    let store = Store::get();
    let open = Memo::new(move |_| store.typing.list().with(Option::is_some));
    Effect::new(move || {
        if let Some(at) = store.typing.list().with(|list| list.as_ref().map(|list| list.at)) {
            request_animation_frame(move || field::reveal(LIST_ID, &id(at)));
        }
    });
    let rows = part(move || {
        let Some(List { completion, at }) = store.typing.list().get() else { return Vec::new() };
        completion.choices.into_iter().enumerate().map(|(number, choice)| row(store, number, choice, number == at)).collect()
    });
    let count = text(move || match store.typing.list().with(|list| list.as_ref().map(|list| list.completion.possible().count())) {
        Some(count) => store.filled(Label::CompleteCount, &[("count", &count.to_string())]),
        None => String::new(),
    });
    view! {
        <ul id=LIST_ID class="completions" role="listbox" aria-label=store.t(Label::CompleteTitle) hidden=when(move || !open.get())
            on:mousedown=|event: MouseEvent| event.prevent_default()>
            {rows}
        </ul>
        <p class="sr" aria-live="polite">{count}</p>
    }
}

fn row(store: Store, number: usize, choice: Choice, chosen: bool) -> AnyView {
    let why = choice.bar.map(|bar| view! { <span class="reason">{because(store, bar)}</span> });
    // The focus stays where it is: the list sees to that.
    let take = move |_: MouseEvent| {
        store.accept(Some(number));
    };
    view! {
        <li
            id=id(number)
            role="option"
            aria-selected=if chosen { "true" } else { "false" }
            aria-disabled=if choice.bar.is_some() { "true" } else { "false" }
            on:mousedown=take
        >
            <code dir="ltr">{choice.text}</code>
            <span class="what">{about(store, choice.about)}</span>
            {why}
        </li>
    }
    .into_any()
}

fn about(store: Store, about: About) -> &'static str {
    let language = store.language.get();
    match about {
        About::Command(verb) => reference::command(language, verb).summary,
        About::Parameter(row) => reference::parameter(language, row.verb, row.keyword).map_or("", |entry| entry.name),
        About::Keyword | About::Value => "",
        About::Mailbox => store.text(Label::CompleteMailbox),
        About::Alias => store.text(Label::CompleteAlias),
        About::Own => store.text(Label::CompleteOwn),
        About::Stranger => store.text(Label::CompleteStranger),
        About::Nobody => store.text(Label::CompleteNobody),
        About::Mechanism => store.text(Label::CompleteMechanism),
        About::Client => store.text(Label::CompleteClient),
        About::Next => store.text(Label::CompleteNext),
        About::End => store.text(Label::CompleteEnd),
    }
}

fn because(store: Store, bar: Bar) -> String {
    match bar {
        Bar::Command(availability) => reason(store, availability).to_owned(),
        Bar::NotAnnounced(extension) => store.filled(Label::TypingNotAnnounced, &[("extension", extension)]),
        Bar::NotOffered => store.text(Label::TypingNotOffered).to_owned(),
    }
}
