use leptos::prelude::*;

use crate::app::dynamic::part;
use crate::app::store::{Part, Store};
use crate::content::Label;

/// What the server's administrator sees.
#[component]
pub(super) fn Log() -> impl IntoView {
    let store = Store::get();
    let lines = part(move || {
        // Nobody sees it otherwise.
        if store.part.get() != Part::Log {
            return ().into_any();
        }
        let line = |(_, text): &(usize, String)| view! { <li><code dir="ltr">{text.clone()}</code></li> };
        let lines = store.views.with(|views| views.log.iter().map(line).collect::<Vec<_>>());
        if lines.is_empty() {
            return view! { <p class="empty">{store.text(Label::LogEmpty)}</p> }.into_any();
        }
        view! { <ol class="log">{lines}</ol> }.into_any()
    });
    view! {
        <p class="fine">{store.t(Label::LogText)}</p>
        {lines}
    }
}
