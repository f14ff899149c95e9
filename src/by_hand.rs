//! What the browser did not copy, to be copied by hand.

use leptos::prelude::*;

use super::dialog::Dialog;
use super::dynamic::text;
use super::store::{BY_HAND_TEXT_ID, Sheet, Store};
use playground::content::Label;

/// The text, selected, in a dialog over the page.
#[component]
pub(super) fn CopyByHand() -> impl IntoView {
    let store = Store::get();
    view! {
        <Dialog sheet=Sheet::ByHand title=Label::ByHandTitle>
            <p>{store.t(Label::ByHandText)}</p>
            <label class="field">
                <span>{store.t(Label::ByHandLabel)}</span>
                <textarea
                    id=BY_HAND_TEXT_ID
                    rows="8"
                    readonly
                    dir="ltr"
                    spellcheck="false"
                    prop:value=text(move || store.dialogs.to_copy().get().unwrap_or_default())
                ></textarea>
            </label>
        </Dialog>
    }
}
