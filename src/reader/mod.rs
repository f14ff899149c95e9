//! The reference inside the app: the text of its static pages, beside the session, which stays as it is.

mod text;

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use self::text::Text;
use crate::browser;
use crate::dynamic::{part, press, text};
use crate::store::{READER_ID, Store};
use playground::content::Label;
use playground::queries::reader::Spot;

/// The reference, while it is open; it takes the place of the session's three places.
#[component]
pub(crate) fn Reader() -> impl IntoView {
    let store = Store::get();
    let open = Memo::new(move |_| store.frame.reading().is_some());
    part(move || open.get().then(|| view! { <Open/> }))
}

#[component]
fn Open() -> impl IntoView {
    let store = Store::get();
    let page = text(move || {
        let spot = Spot::read(&store.frame.reading().unwrap_or_default());
        spot.map(|spot| spot.file(store.language.get())).unwrap_or_default()
    });
    let leave = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" => store.go_back_to_session(),
        "/" if !browser::is_writing(&event) => {
            event.prevent_default();
            store.search();
        }
        _ => {}
    };
    view! {
        <main class="reader instead" id=READER_ID tabindex="-1" aria-label=store.t(Label::ReaderTitle) on:keydown=leave>
            <nav class="reader-bar" aria-label=store.t(Label::ReaderTitle)>
                <button type="button" class="button" on:click=press(move || store.go_back_to_session())>{store.t(Label::ReaderBack)}</button>
                <a href="#/reference">{store.t(Label::ReaderContents)}</a>
                <a href=page target="_blank">{store.t(Label::ReaderPage)}</a>
                <button type="button" class="button" aria-keyshortcuts="/" on:click=press(move || store.search())>
                    {store.t(Label::SearchOpen)}
                </button>
            </nav>
            <Text/>
        </main>
    }
}
