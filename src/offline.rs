//! Whether the page is kept for use without a network, and whether a newer one is. `assets/offline.js` sees to
//! both and notes it at the root of the document.

use leptos::prelude::*;

use super::browser;
use super::chrome::CloseNotice;
use super::dynamic::{part, press};
use super::store::Store;
use playground::content::Label;

/// What is sent when something of it has changed.
const CHANGED: &str = "smtp-playground:offline";
/// What asks for the newer version; the page is then loaded anew.
const TAKE_OVER: &str = "smtp-playground:take-over";

/// Says how far the page is kept; nothing where the browser cannot.
#[component]
pub(super) fn OfflineState() -> impl IntoView {
    let store = Store::get();
    let state = watch(|| browser::root_attribute("data-offline").and_then(|state| told(&state)));
    part(move || state.get().map(|label| view! { <p class="aside">{store.t(label)}</p> }))
}

/// Says that there is a newer version, and brings it when it is wanted. Stands among the notices.
#[component]
pub(super) fn NewVersion() -> impl IntoView {
    let store = Store::get();
    let is_there = watch(|| browser::root_attribute("data-update").is_some());
    part(move || {
        is_there.get().then(|| {
            view! {
                <div class="notice">
                    <p>{store.t(Label::OfflineNewer)}</p>
                    <button type="button" class="button" on:click=press(|| browser::send(TAKE_OVER))>{store.t(Label::OfflineTakeOver)}</button>
                    <CloseNotice close=Callback::new(move |()| is_there.set(false))/>
                </div>
            }
        })
    })
}

/// What `read` finds, now and after each change.
fn watch<T: PartialEq + Send + Sync + 'static>(read: fn() -> T) -> RwSignal<T> {
    let found = RwSignal::new(read());
    let listener = window_event_listener_untyped(CHANGED, move |_| found.set(read()));
    on_cleanup(move || listener.remove());
    found
}

/// How a state of `assets/offline.js` is told.
fn told(state: &str) -> Option<Label> {
    match state {
        "saving" => Some(Label::OfflineSaving),
        "ready" => Some(Label::OfflineReady),
        "failed" => Some(Label::OfflineFailed),
        _ => None,
    }
}
