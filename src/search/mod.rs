//! Finding anything in the reference: words, codes, half phrases, pasted replies.

mod results;

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use self::results::{Found, Results, option_id};
use super::browser::{self, reading};
use super::dynamic::{text, words};
use super::store::{Sheet, Store};
use playground::content::search::Index;
use playground::content::{Label, Language, fill, label};

/// So many entries are shown.
const MOST: usize = 12;

/// The entries of one language, or that they could not be fetched.
type Loaded = (Language, Option<Index>);

/// The search, in a dialog over the page. What it searches is fetched when it is first opened.
#[component]
pub(super) fn Search() -> impl IntoView {
    let store = Store::get();
    let query = store.frame.query;
    let chosen = RwSignal::new(0usize);
    let loaded = RwSignal::new(None::<Loaded>);
    Effect::new(move || {
        let language = store.language.get();
        let known = |loaded: &Option<Loaded>| matches!(loaded, Some((of, Some(_))) if *of == language);
        if store.dialogs.is_open(Sheet::Search) && !loaded.with_untracked(known) {
            loaded.set(None);
            fetch(language, loaded);
        }
    });
    let found = Memo::new(move |_| loaded.with(|loaded| query.with(|query| find(loaded.as_ref(), query))));
    let open = move |found: Option<Found>| {
        if let Some(found) = found {
            store.close_sheet(Sheet::Search);
            // The dialog gives the focus back before the page that opens takes it.
            request_animation_frame(move || browser::go(&found.fragment));
        }
    };
    let keys = move |event: KeyboardEvent| {
        let last = found.with_untracked(Vec::len).saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => chosen.update(|at| *at = (*at + 1).min(last)),
            "ArrowUp" => chosen.update(|at| *at = at.saturating_sub(1)),
            "Enter" if !event.is_composing() => open(found.with_untracked(|found| found.get(chosen.get_untracked()).cloned())),
            _ => return,
        }
        event.prevent_default();
        request_animation_frame(move || browser::scroll_into_view(&option_id(chosen.get_untracked())));
    };
    let news = text(move || {
        let language = store.language.get();
        let empty = query.with(|query| query.trim().is_empty());
        let count = found.with(Vec::len);
        let wanted = loaded.with(|loaded| match loaded {
            _ if !store.dialogs.is_open(Sheet::Search) => None,
            None => Some(Label::SearchLoading),
            Some((_, None)) => Some(Label::SearchFailed),
            Some(_) if empty => Some(Label::SearchHint),
            Some(_) => Some([Label::SearchNone, Label::SearchOne].get(count).copied().unwrap_or(Label::SearchFound)),
        });
        wanted.map(|wanted| fill(label(language, wanted), &[("count", &count.to_string())])).unwrap_or_default()
    });
    let active = text(move || if found.with(Vec::is_empty) { String::new() } else { option_id(chosen.get()) });
    view! {
        <dialog id=Sheet::Search.id() class="actions search" aria-label=store.t(Label::SearchOpen) on:close=move |_| store.sheet_closed(Sheet::Search)>
            <input
                type="text"
                role="combobox"
                aria-expanded=words(move || if found.with(Vec::is_empty) { "false" } else { "true" })
                aria-autocomplete="list"
                aria-controls="search-results"
                aria-activedescendant=active
                aria-label=store.t(Label::SearchLabel)
                placeholder=store.t(Label::SearchLabel)
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                prop:value=text(move || query.get())
                on:focus:target=move |event| event.target().select()
                on:input:target=move |event| {
                    query.set(event.target().value());
                    chosen.set(0);
                }
                on:keydown=keys
            />
            <p class="fine" role="status">{news}</p>
            <Results found chosen open/>
            <p class="fine">{store.t(Label::SearchKeys)}</p>
        </dialog>
    }
}

/// Fetches the index of `language`.
fn fetch(language: Language, loaded: RwSignal<Option<Loaded>>) {
    reading::load_text(&format!("reference/search-{}.json", language.tag()), move |json| {
        // Another version, or what a server sends in place of a file that it has not, is no index either.
        let index = json.and_then(|json| Index::read(&json).ok());
        loaded.set(Some((language, index)));
    });
}

fn find(loaded: Option<&Loaded>, query: &str) -> Vec<Found> {
    let Some((_, Some(index))) = loaded else {
        return Vec::new();
    };
    let entries = index.find(query, MOST).into_iter();
    let shown = entries.map(|entry| Found {
        fragment: format!("#/reference/{}", entry.path),
        kind: index.kind(entry).to_owned(),
        title: entry.title.clone(),
        summary: entry.summary.clone(),
    });
    shown.collect()
}
