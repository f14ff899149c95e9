//! The view that explains what is pasted.

use leptos::prelude::*;

use crate::dynamic::part;
use crate::store::{Job, Store};
use playground::content::Label;

/// The view that explains what is pasted, while their door is open.
#[component]
pub(crate) fn Decode() -> impl IntoView {
    let store = Store::get();
    let open = Memo::new(move |_| matches!(store.frame.job().get(), Job::Decode));
    part(move || {
        open.get().then(|| {
            view! {
                <main class="decode instead" id="decode" tabindex="-1" aria-label=store.t(Label::JobDecode)>
                    <h2>{store.t(Label::JobDecode)}</h2>
                </main>
            }
        })
    })
}
