use leptos::prelude::*;

use crate::dynamic::{press, text};
use crate::icons::{Icon, Shape};
use crate::offline::NewVersion;
use crate::store::{Notice, NoticeAction, Store};
use playground::content::Label;

/// What there is to tell: each notice stays until it is closed.
#[component]
pub(crate) fn Notices() -> impl IntoView {
    let store = Store::get();
    let notice = move |notice: Notice| {
        let Notice { id, label, values, action } = notice;
        let text = text(move || {
            let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            store.filled(label, &values)
        });
        let button = action.map(|NoticeAction { label, act }| {
            let done = press(move || {
                store.dismiss(id);
                act(store);
            });
            view! { <button type="button" class="button" on:click=done>{store.t(label)}</button> }
        });
        view! {
            <div class="notice">
                <p>{text}</p>
                {button}
                <CloseNotice close=Callback::new(move |()| store.dismiss(id))/>
            </div>
        }
    };
    view! {
        <div class="notices" role="status">
            <NewVersion/>
            <For each=move || store.frame.notices().get() key=|notice| notice.id children=notice/>
        </div>
    }
}

/// The button that closes a notice; the focus goes back to where one types.
#[component]
pub(crate) fn CloseNotice(close: Callback<()>) -> impl IntoView {
    let store = Store::get();
    view! {
        <button
            type="button"
            class="quiet"
            aria-label=store.t(Label::NoticeClose)
            title=store.t(Label::NoticeClose)
            on:click=press(move || {
                close.run(());
                store.focus_input();
            })
        >
            <Icon shape=Shape::Close/>
        </button>
    }
}
