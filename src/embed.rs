//! The page in a frame of another page: one session and nothing around it (docs/embedding.md). It keeps nothing, as a
//! browser may refuse that in frames, and takes the focus only when it is given it.

use leptos::prelude::*;
use web_sys::MouseEvent;

use super::browser::{self, Kept};
use super::by_hand::CopyByHand;
use super::chrome::Notices;
use super::route::{Embedding, Route, wanted_set};
use super::settings::Settings;
use super::store::Store;
use super::terminal::Terminal;
use super::world::WorldDialog;
use playground::content::{Label, label};

/// The id of all that is seen, whose height is told.
const ID: &str = "embedded";

/// The session as `asked`, if the page's address asks for it in a frame.
pub(super) fn embedded(asked: Embedding) -> AnyView {
    let settings = Settings { language: asked.language, theme: asked.theme, ..Settings::default() };
    let store = Store::new(Kept::Read(settings), &browser::languages());
    provide_context(store);
    store.watch_exercises();
    if let Some(name) = wanted_set(&browser::search()) {
        store.open_set_beside(name);
    }
    let open_route = move || store.open_embedded(&Route::read(&browser::fragment()));
    open_route();
    window_event_listener_untyped("hashchange", move |_| open_route());
    Effect::new(move || browser::dress(store.language.get(), label(store.language.get(), Label::AppTitle), asked.theme));
    Effect::new(|| browser::watch_size(ID, tell_height));
    // The session as it is when the link is followed, so that one goes on there.
    let follow = move |event: MouseEvent| browser::lead(&event, &store.address_of_session());
    view! {
        <CopyByHand/>
        <WorldDialog/>
        <main class="embedded" id=ID>
            <Notices/>
            <section class="place" id="talk" aria-label=store.t(Label::TabsTalk)>
                <Terminal/>
            </section>
            <p class="door">
                <a href=browser::address_alone() target="_blank" rel="noopener" on:click=follow>{store.t(Label::EmbedOpen)}</a>
            </p>
        </main>
    }
    .into_any()
}

fn tell_height() {
    if let Some(height) = browser::height_of(ID) {
        browser::tell_parent("smtp-playground:size", "height", height.ceil());
    }
}
