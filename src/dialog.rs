//! A sheet over the page.

use leptos::prelude::*;

use super::browser;
use super::dynamic::press;
use super::icons::{Icon, Shape};
use super::store::Store;
use playground::content::Label;

/// A dialog over the page with a heading and a button that closes it. `browser::show_dialog` opens it.
#[component]
pub(super) fn Dialog(
    /// Its name in the document.
    id: &'static str,
    /// Its heading.
    title: Label,
    /// What stands in it.
    children: Children,
) -> impl IntoView {
    let store = Store::get();
    let heading = format!("{id}-title");
    let labelled_by = heading.clone();
    view! {
        <dialog id=id class="dialog" aria-labelledby=labelled_by>
            <header>
                <h2 id=heading>{store.t(title)}</h2>
                <button
                    type="button"
                    class="quiet"
                    aria-label=store.t(Label::DialogClose)
                    title=store.t(Label::DialogClose)
                    on:click=press(move || browser::close_dialog(id))
                >
                    <Icon shape=Shape::Close/>
                </button>
            </header>
            {children()}
        </dialog>
    }
}
