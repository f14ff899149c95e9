use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::app::browser::{self, reading};
use crate::app::dynamic::{part, words};
use crate::app::store::Store;
use crate::content::search::Index;
use crate::content::{Label, Language};

/// The search's input in the document.
pub(super) const SEARCH_ID: &str = "reader-search";
/// So many entries are shown.
const MOST: usize = 12;

/// What the search shows of an entry.
#[derive(Clone, PartialEq)]
struct Found {
    fragment: String,
    title: String,
    description: String,
}

/// The search over the reference. Its index is fetched when somebody wants to search.
#[component]
pub(super) fn Search() -> impl IntoView {
    let store = Store::get();
    let query = RwSignal::new(String::new());
    let index = RwSignal::new(None::<(Language, Index)>);
    let wanted = RwSignal::new(false);
    Effect::new(move || {
        let language = store.language.get();
        if wanted.get() && index.with_untracked(|index| index.as_ref().is_none_or(|(known, _)| *known != language)) {
            reading::load_text(&format!("reference/search-{}.json", language.tag()), move |text| {
                index.set(text.and_then(|text| Index::read(&text).ok()).map(|index| (language, index)));
            });
        }
    });
    // Whoever has found a page has found what was looked for.
    Effect::new(move || {
        store.reading.track();
        query.set(String::new());
    });
    let found =
        Memo::new(move |_| index.with(|index| query.with(|query| index.as_ref().map(|(_, index)| find(index, query)).unwrap_or_default())));
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" => {
            if let Some(first) = found.with(|found| found.first().cloned()) {
                browser::go(&first.fragment);
            }
        }
        "Escape" if query.with(|query| !query.is_empty()) => {
            event.stop_propagation();
            query.set(String::new());
        }
        _ => {}
    };
    let asked = move || query.with(|query| !query.trim().is_empty()) && index.with(Option::is_some);
    view! {
        <div class="reader-search" role="search">
            <input
                type="search"
                id=SEARCH_ID
                autocomplete="off"
                aria-label=store.t(Label::ReaderSearch)
                placeholder=store.t(Label::ReaderSearch)
                prop:value=query
                on:focus=move |_| wanted.set(true)
                on:input:target=move |event| query.set(event.target().value())
                on:keydown=keys
            />
            <p class="sr" role="status">{words(move || if asked() && found.with(Vec::is_empty) { store.text(Label::ReaderNothing) } else { "" })}</p>
            {part(move || asked().then(|| view! { <Results found=found.get()/> }))}
        </div>
    }
}

#[component]
fn Results(found: Vec<Found>) -> impl IntoView {
    let store = Store::get();
    if found.is_empty() {
        return view! { <p class="reader-results">{store.t(Label::ReaderNothing)}</p> }.into_any();
    }
    let one = |found: Found| view! { <li><a href=found.fragment>{found.title}</a><span>{found.description}</span></li> };
    view! { <ul class="reader-results">{found.into_iter().map(one).collect::<Vec<_>>()}</ul> }.into_any()
}

fn find(index: &Index, query: &str) -> Vec<Found> {
    let found = index.find(query, MOST).into_iter();
    let shown = found.map(|entry| Found {
        fragment: format!("#/reference/{}", entry.path),
        title: entry.title.clone(),
        description: format!("{} · {}", index.kind(entry), entry.summary),
    });
    shown.collect()
}
