//! The field that takes anything: a paste, what is typed, a file that is dropped or chosen.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DragEvent, HtmlInputElement, HtmlTextAreaElement};

use super::examples::EXAMPLES;
use crate::browser;
use crate::dynamic::{flag, part, press, text};
use crate::store::{LONG_TEXT, Reading, Store};
use playground::content::Label;

/// The field in the document.
pub(super) const FIELD_ID: &str = "decode-field";

#[component]
pub(super) fn Field() -> impl IntoView {
    let store = Store::get();
    let dragged = RwSignal::new(false);
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        dragged.set(false);
        let data = event.data_transfer();
        if let Some(file) = data.as_ref().and_then(|data| data.files()).and_then(|files| files.get(0)) {
            store.decode_file(&file);
        } else if let Some(text) = data.and_then(|data| data.get_data("text/plain").ok()).filter(|text| !text.is_empty()) {
            take(store, text);
        }
    };
    view! {
        <section
            class="decode-field"
            aria-label=store.t(Label::DecodeField)
            data-dragged=flag(move || dragged.get())
            on:dragover=move |event: DragEvent| {
                event.prevent_default();
                dragged.set(true);
            }
            on:dragleave=move |_| dragged.set(false)
            on:drop=dropped
        >
            <Source/>
            <Tools/>
            <p class="fine">{store.t(Label::DecodePrivate)}</p>
            <div role="status" class="decode-news">{part(move || news(store))}</div>
            <Examples/>
        </section>
    }
}

/// What is read: the field, or the name of a file.
#[component]
fn Source() -> impl IntoView {
    let store = Store::get();
    let typed = move |event: web_sys::Event| {
        let area = event_target::<HtmlTextAreaElement>(&event);
        store.decode_text(browser::value_of(&area).text);
    };
    let pasted = move |event: ClipboardEvent| {
        let text = browser::pasted(&event);
        if text.len() > LONG_TEXT {
            event.prevent_default();
            store.decode_long(&text);
        }
    };
    let is_file = Memo::new(move |_| store.decoding.document().with(Option::is_some));
    part(move || {
        if is_file.get() {
            return view! { <p class="decode-file">{text(move || document_name(store))}</p> }.into_any();
        }
        view! {
            <label class="decode-label" for=FIELD_ID>{store.t(Label::DecodeField)}</label>
            <textarea
                id=FIELD_ID
                dir="ltr"
                rows="7"
                spellcheck="false"
                autocomplete="off"
                autocapitalize="off"
                placeholder=store.t(Label::DecodePlaceholder)
                prop:value=text(move || store.decoding.text().get())
                on:input=typed
                on:paste=pasted
            ></textarea>
        }
        .into_any()
    })
}

fn document_name(store: Store) -> String {
    let document = store.decoding.document().get();
    document.map_or_else(String::new, |document| {
        let name = document.name.unwrap_or_else(|| store.text(Label::DecodeLongPaste).to_owned());
        format!("{name} · {}", store.octets(document.octets as usize))
    })
}

#[component]
fn Tools() -> impl IntoView {
    let store = Store::get();
    let chosen = move |event: web_sys::Event| {
        let input = event_target::<HtmlInputElement>(&event);
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            store.decode_file(&file);
        }
        // The same file can be chosen again.
        input.set_value("");
    };
    let clear = move || {
        store.clear_decoded();
        request_animation_frame(|| browser::focus(FIELD_ID));
    };
    let any = Memo::new(move |_| store.decoding.reading().get() != Reading::Nothing);
    view! {
        <div class="row">
            <label class="button decode-open">
                <span>{store.t(Label::DecodeOpen)}</span>
                <input type="file" class="sr" on:change=chosen/>
            </label>
            {part(move || {
                any.get()
                    .then(|| {
                        view! { <button type="button" class="button" on:click=press(clear)>{store.t(Label::DecodeClear)}</button> }
                    })
            })}
        </div>
    }
}

/// How far the reading is, where there is something to say.
fn news(store: Store) -> AnyView {
    let label = match store.decoding.reading().get() {
        Reading::Nothing | Reading::Done => return ().into_any(),
        Reading::Loading => Label::DecodeLoading,
        Reading::Busy => Label::DecodeBusy,
        Reading::TooLarge => Label::DecodeTooLarge,
        Reading::NoFile => Label::DecodeNoFile,
        Reading::Failed => {
            return view! {
                <p class="warning">{store.text(Label::DecodeFailed)}</p>
                <button type="button" class="button" on:click=press(move || store.decode_again())>{store.t(Label::DecodeAgain)}</button>
            }
            .into_any();
        }
    };
    view! { <p>{store.text(label)}</p> }.into_any()
}

/// What can be tried, while nothing is read.
#[component]
fn Examples() -> impl IntoView {
    let store = Store::get();
    let empty = Memo::new(move |_| store.decoding.reading().get() == Reading::Nothing);
    let example = move |(label, text): (Label, &'static str)| {
        view! { <button type="button" class="chip" on:click=press(move || take(store, text.to_owned()))>{store.t(label)}</button> }
    };
    part(move || {
        empty.get().then(|| {
            view! {
                <div class="decode-examples">
                    <p>{store.t(Label::DecodeExamples)}</p>
                    <div class="row">{EXAMPLES.map(example).into_iter().collect::<Vec<_>>()}</div>
                </div>
            }
        })
    })
}

fn take(store: Store, text: String) {
    if text.len() > LONG_TEXT {
        store.decode_long(&text)
    } else {
        store.decode_text(text)
    }
    if let Some(field) = document().get_element_by_id(FIELD_ID).and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok()) {
        field.set_scroll_top(0);
    }
}
