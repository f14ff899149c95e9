use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, HtmlInputElement, HtmlTextAreaElement};

use crate::browser;
use crate::dynamic::{part, press};
use crate::store::{FileKind, Store};
use playground::content::Label;

/// Where a log is pasted.
const PASTE_ID: &str = "import-text";

/// The session as a file, and logs of other programs as a session.
#[component]
pub(super) fn Files() -> impl IntoView {
    let store = Store::get();
    let save = |(kind, label): (FileKind, Label)| {
        view! { <button type="button" class="button" on:click=press(move || store.export(kind))>{store.t(label)}</button> }
    };
    view! {
        <section aria-labelledby="export-title">
            <h3 id="export-title">{store.t(Label::ExportTitle)}</h3>
            <p class="fine">{store.t(Label::ExportNote)}</p>
            <div class="row">{FileKind::ALL.map(save).into_iter().collect::<Vec<_>>()}</div>
        </section>
        <Import/>
    }
}

#[component]
fn Import() -> impl IntoView {
    let store = Store::get();
    let read = move || {
        if let Some(area) = document().get_element_by_id(PASTE_ID).and_then(|area| area.dyn_into::<HtmlTextAreaElement>().ok()) {
            store.import(&browser::value_of(&area).text);
        }
    };
    let chosen = move |event: web_sys::Event| {
        let input = event_target::<HtmlInputElement>(&event);
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            store.import_file(file);
        }
        // The same file can be chosen again.
        input.set_value("");
    };
    let dropped = move |event: DragEvent| {
        if let Some(file) = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0)) {
            event.prevent_default();
            store.import_file(file);
        }
    };
    let failed = part(move || {
        store.library.import_failed().get().map(|(label, values)| {
            let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            view! { <p class="warning">{store.filled(label, &values)}</p> }
        })
    });
    view! {
        <section
            aria-labelledby="import-title"
            on:dragover=|event: DragEvent| event.prevent_default()
            on:drop=dropped
        >
            <h3 id="import-title">{store.t(Label::ImportTitle)}</h3>
            <p class="fine">{store.t(Label::ImportText)}</p>
            <label class="field">
                <span>{store.t(Label::ImportPaste)}</span>
                <textarea id=PASTE_ID rows="4" dir="ltr" spellcheck="false" autocomplete="off"></textarea>
            </label>
            <div class="row">
                <button type="button" class="button primary" on:click=press(read)>{store.t(Label::ImportRead)}</button>
                <label class="field">
                    <span>{store.t(Label::ImportFile)}</span>
                    <input type="file" on:change=chosen/>
                </label>
            </div>
            <div role="status">{failed}</div>
        </section>
    }
}
