//! The exercises.

use leptos::prelude::*;

use crate::dynamic::part;
use crate::store::{Job, Store};
use playground::content::Label;

/// The exercises, while their door is open.
#[component]
pub(crate) fn Learn() -> impl IntoView {
    let store = Store::get();
    let open = Memo::new(move |_| matches!(store.frame.job().get(), Job::Learn(_)));
    part(move || {
        open.get().then(|| {
            view! {
                <main class="learn instead" id="learn" tabindex="-1" aria-label=store.t(Label::JobLearn)>
                    <h2>{store.t(Label::JobLearn)}</h2>
                </main>
            }
        })
    })
}
