use leptos::prelude::*;

use crate::dynamic::{part, press, text};
use crate::store::Store;
use playground::content::Label;
use playground::queries::status::Mode;

/// Says that the server takes a message now, how much of it has come, and how it ends.
#[component]
pub(super) fn MessageMode() -> impl IntoView {
    let store = Store::get();
    let open = Memo::new(move |_| store.conversation.status.with(|status| status.mode == Mode::Data));
    let count = move || {
        let (lines, octets) = store.conversation.views().with(|views| (views.incoming.lines, views.incoming.octets));
        store.filled(Label::DataCount, &[("lines", &store.lines(lines)), ("octets", &store.octets(octets))])
    };
    let end = move || {
        store.send(".");
        store.focus_input();
    };
    part(move || {
        open.get().then(|| {
            view! {
                <strong>{store.t(Label::DataTitle)}</strong>
                <span>{text(count)}</span>
                <button type="button" class="button" on:click=press(end)>{store.t(Label::DataEnd)}</button>
            }
        })
    })
}
