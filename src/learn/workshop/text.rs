use leptos::prelude::*;

use super::field::{Field, Form};
use crate::dynamic::text;
use crate::store::{Store, Workshop};
use playground::content::Label;

/// All of it as text, for what the form has no fields for. Both are always the same.
#[component]
pub(super) fn AsText() -> impl IntoView {
    let store = Store::get();
    let read =
        Memo::new(move |_| store.lessons.making.workshop().with(|workshop| workshop.as_ref().map(Workshop::text).unwrap_or_default()));
    let write = Callback::new(move |text: String| store.write_exercise(text));
    view! {
        <details class="make-text">
            <summary>{store.t(Label::MakeText)}</summary>
            <p>{store.t(Label::MakeTextNote)}</p>
            <Field name=text(move || store.text(Label::MakeTextName).to_owned()) form=Form::Code rows="20" read=read.into() write/>
        </details>
    }
}
