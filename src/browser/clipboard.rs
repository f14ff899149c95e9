//! What goes to the clipboard, and what is selected so that a person can copy it.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use web_sys::{Clipboard, DataTransfer, Event, HtmlTextAreaElement};

use super::element;
use super::refusal::{Refusal, member};

/// Copies `text`; `done` is told whether the browser did. Over plain http there is no clipboard.
pub fn copy(text: &str, done: impl FnOnce(Result<(), Refusal>) + 'static) {
    let writing = member::<Clipboard>(&window().navigator(), "clipboard").map(|clipboard| clipboard.write_text(text));
    leptos::task::spawn_local(async move {
        done(match writing {
            Ok(promise) => wasm_bindgen_futures::JsFuture::from(promise).await.map(drop).map_err(|_| Refusal::Denied),
            Err(refusal) => Err(refusal),
        });
    });
}

/// The text that the event `paste` brings.
pub fn pasted(event: &Event) -> String {
    let data = member::<DataTransfer>(event, "clipboardData");
    data.ok().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default()
}

/// Selects the text of the element `id`, so that the keys of the system copy it.
pub fn select_text(id: &str) {
    let Some(element) = element(id) else { return };
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        let _ = area.focus();
        area.select();
    } else if let Ok(Some(selection)) = window().get_selection() {
        let _ = selection.select_all_children(&element);
    }
}
