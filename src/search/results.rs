use leptos::prelude::*;

use crate::dynamic::{flag, part};
use crate::store::Store;
use playground::content::Label;

/// An entry that was found.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it opens in the app.
    pub(super) fragment: String,
    /// What kind of entry it is.
    pub(super) kind: String,
    /// What it is called.
    pub(super) title: String,
    /// What it is about.
    pub(super) summary: String,
}

/// The id in the document of the entry at `place`.
pub(super) fn option_id(place: usize) -> String {
    format!("found-{place}")
}

/// What was found, the best first; `open` opens one.
#[component]
pub(super) fn Results(
    found: Memo<Vec<Found>>,
    chosen: RwSignal<usize>,
    open: impl Fn(Option<Found>) + Copy + Send + 'static,
) -> impl IntoView {
    let store = Store::get();
    let option = move |(place, found): (usize, Found)| {
        let this = found.clone();
        view! {
            <li
                id=option_id(place)
                role="option"
                aria-selected=flag(move || chosen.get() == place)
                on:click=move |_| open(Some(this.clone()))
            >
                <span>{found.title}</span>
                <small>{found.kind}</small>
                <p>{found.summary}</p>
            </li>
        }
    };
    let list = part(move || found.get().into_iter().enumerate().map(option).collect::<Vec<_>>());
    view! { <ul id="search-results" role="listbox" aria-label=store.t(Label::SearchResults)>{list}</ul> }
}
