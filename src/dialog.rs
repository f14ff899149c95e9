//! A sheet over the page.

use leptos::prelude::*;

use super::dynamic::press;
use super::icons::{Icon, Shape};
use super::store::{Sheet, Store};
use playground::content::Label;

/// A dialog over the page with a heading and a button that closes it.
#[component]
pub(super) fn Dialog(
    /// Which one it is.
    sheet: Sheet,
    title: Label,
    /// What stands in it.
    children: Children,
) -> impl IntoView {
    let store = Store::get();
    let id = sheet.id();
    let heading = format!("{id}-title");
    let labelled_by = heading.clone();
    view! {
        <dialog id=id class="dialog" aria-labelledby=labelled_by on:close=move |_| store.sheet_closed(sheet)>
            <header>
                <h2 id=heading>{store.t(title)}</h2>
                <button
                    type="button"
                    class="quiet"
                    aria-label=store.t(Label::DialogClose)
                    title=store.t(Label::DialogClose)
                    on:click=press(move || store.close_sheet(sheet))
                >
                    <Icon shape=Shape::Close/>
                </button>
            </header>
            {children()}
        </dialog>
    }
}
