//! Decode: whoever has a bounce, a log or an error pastes it, and sees who refused, where, why, and whose move it is.
//!
//! A worker reads (`browser::Decoder`), [`Store`] holds what is read, and this room draws it: the [`field`], and below it a
//! [`card`] for each finding beside the [`text`], the [`way`] of the mail and its checks.

mod card;
mod examples;
mod field;
mod result;
mod text;
mod way;

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use self::field::{FIELD_ID, Field};
use self::result::Found;
use crate::browser;
use crate::dynamic::part;
use crate::store::{Job, Store};
use playground::content::{Label, Language};

/// The id of the view in the document.
const DECODE_ID: &str = "decode";

/// The view that explains what is pasted, while its door is open.
#[component]
pub(crate) fn Decode() -> impl IntoView {
    let store = Store::get();
    let open = Memo::new(move |_| matches!(store.frame.job().get(), Job::Decode));
    part(move || open.get().then(|| view! { <Open/> }))
}

#[component]
fn Open() -> impl IntoView {
    let store = Store::get();
    store.prepare_decoder();
    // The words come from the worker: another language is asked for there.
    Effect::new(move |before: Option<Language>| {
        let language = store.language.get();
        if before.is_some_and(|before| before != language) {
            store.decode_again();
        }
        language
    });
    // On a small screen the focus in the field would bring up the keyboard before anything was read.
    let narrow = store.frame.narrow().get_untracked();
    request_animation_frame(move || browser::focus(if narrow { DECODE_ID } else { FIELD_ID }));
    let leave = move |event: KeyboardEvent| {
        if event.key() == "Escape" && !browser::is_writing(&event) {
            store.go_back_to_session();
        }
    };
    view! {
        <main class="decode instead" id=DECODE_ID tabindex="-1" aria-labelledby="decode-title" on:keydown=leave>
            <header class="decode-head">
                <h2 id="decode-title">{store.t(Label::JobDecode)}</h2>
                <p>{store.t(Label::DecodeLead)}</p>
            </header>
            <Field/>
            <Found/>
        </main>
    }
}
