//! What goes to the clipboard, and what comes out of a file that somebody chose.

use leptos::prelude::window;
use web_sys::File;

/// Copies `text`, if the browser allows; `done` is told whether it did.
pub fn copy(text: &str, done: impl Fn(bool) + 'static) {
    let promise = window().navigator().clipboard().write_text(text);
    leptos::task::spawn_local(async move {
        done(wasm_bindgen_futures::JsFuture::from(promise).await.is_ok());
    });
}

/// Reads `file` as text; `done` is told nothing if the browser cannot.
pub fn text_of(file: &File, done: impl Fn(Option<String>) + 'static) {
    let promise = file.text();
    leptos::task::spawn_local(async move {
        done(wasm_bindgen_futures::JsFuture::from(promise).await.ok().and_then(|text| text.as_string()));
    });
}
