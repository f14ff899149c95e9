use leptos::prelude::*;

use crate::app::store::Store;
use crate::content::Label;

/// What the server's administrator sees.
#[component]
pub(super) fn Log() -> impl IntoView {
    let store = Store::get();
    let empty = move || store.views.with(|views| views.log.is_empty());
    view! {
        <p class="fine">{store.t(Label::LogText)}</p>
        <Show when=empty><p class="empty">{store.t(Label::LogEmpty)}</p></Show>
        <ol class="log">
            <For each=move || store.views.with(|views| views.log.clone()) key=|(event, text)| (*event, text.clone()) let:line>
                <li><code dir="ltr">{line.1}</code></li>
            </For>
        </ol>
    }
}
