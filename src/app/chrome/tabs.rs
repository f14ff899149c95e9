use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::app::browser;
use crate::app::store::{Place, Store};
use crate::content::Label;

/// Tabs as WAI-ARIA describes them: one is in the tab order, arrow keys go to the others. The tab `name`
/// has the id `tab-name` and shows the element `name`.
#[component]
pub(in crate::app) fn TabList<T>(
    /// The accessible name of the list.
    label: Label,
    /// Value, name, text and an optional count of each tab.
    tabs: Vec<(T, &'static str, Label, Option<Signal<usize>>)>,
    /// Which one is open.
    open: Signal<T>,
    /// Opens another one.
    choose: Callback<T>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let store = Store::get();
    let order: Vec<(T, &'static str)> = tabs.iter().map(|&(value, name, ..)| (value, name)).collect();
    let keys = move |event: KeyboardEvent| {
        let count = order.len();
        let Some(at) = order.iter().position(|(value, _)| *value == open.get_untracked()) else { return };
        let to = match event.key().as_str() {
            "ArrowRight" => (at + 1) % count,
            "ArrowLeft" => (at + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        if let Some(&(value, name)) = order.get(to) {
            choose.run(value);
            browser::focus(&format!("tab-{name}"));
        }
    };
    let tab = move |(value, name, text, count): (T, &'static str, Label, Option<Signal<usize>>)| {
        let selected = move || open.get() == value;
        view! {
            <button
                type="button"
                role="tab"
                id=format!("tab-{name}")
                aria-controls=name
                aria-selected=move || selected().to_string()
                tabindex=move || if selected() { "0" } else { "-1" }
                on:click=move |_| choose.run(value)
            >
                {store.t(text)}
                {count.map(|count| view! {
                    <Show when=move || { count.get() > 0 }>
                        <span class="badge">{move || count.get()}</span>
                    </Show>
                })}
            </button>
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=store.t(label) on:keydown=keys>
            {tabs.into_iter().map(tab).collect_view()}
        </div>
    }
}

/// The tabs of the three places on a narrow page.
#[component]
pub(in crate::app) fn PlaceTabs() -> impl IntoView {
    let store = Store::get();
    let mails = Signal::derive(move || store.views.with(|views| views.mails.len()));
    let tab = move |place: Place| (place, place.id(), place.tab(), (place == Place::Why).then_some(mails));
    view! {
        <Show when=move || store.narrow.get()>
            <div class="place-tabs">
                <TabList
                    label=Label::TabsLabel
                    tabs=Place::ALL.map(tab).to_vec()
                    open=store.place.into()
                    choose=Callback::new(move |place| store.place.set(place))
                />
            </div>
        </Show>
    }
}
