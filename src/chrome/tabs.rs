use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::browser;
use crate::dynamic::{flag, part, press, words};
use crate::store::{Place, Store};
use playground::content::Label;

/// One tab: the id of what it shows, its text, and what to count.
pub(crate) struct Tab {
    /// The id of what it shows.
    pub(crate) shows: &'static str,
    pub(crate) text: Label,
    /// Whether it counts the messages that arrived.
    pub(crate) counts_mail: bool,
}

/// Tabs as WAI-ARIA describes them: one is in the tab order, arrow keys go to the others. The tab of the
/// element `name` has the id `tab-name`.
#[component]
pub(crate) fn TabList(
    /// The accessible name of the list.
    label: Label,
    tabs: Vec<Tab>,
    /// What the open one shows.
    open: Signal<&'static str>,
    /// Opens another one.
    choose: Callback<&'static str>,
) -> impl IntoView {
    let store = Store::get();
    let order: Vec<&'static str> = tabs.iter().map(|tab| tab.shows).collect();
    let keys = move |event: KeyboardEvent| {
        let count = order.len();
        let Some(at) = order.iter().position(|shows| *shows == open.get_untracked()) else { return };
        let to = match event.key().as_str() {
            "ArrowRight" => (at + 1) % count,
            "ArrowLeft" => (at + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        if let Some(&shows) = order.get(to) {
            choose.run(shows);
            browser::focus(&format!("tab-{shows}"));
        }
    };
    let tab = move |Tab { shows, text, counts_mail }: Tab| {
        view! {
            <button
                type="button"
                role="tab"
                id=format!("tab-{shows}")
                aria-controls=shows
                aria-selected=flag(move || open.get() == shows)
                tabindex=words(move || if open.get() == shows { "0" } else { "-1" })
                on:click=press(move || choose.run(shows))
            >
                {store.t(text)}
                {counts_mail.then_some(MailCount)}
            </button>
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=store.t(label) on:keydown=keys>
            {tabs.into_iter().map(tab).collect::<Vec<_>>()}
        </div>
    }
}

/// How many messages have arrived.
#[component]
fn MailCount() -> impl IntoView {
    let store = Store::get();
    part(move || {
        let count = store.conversation.views().with(|views| views.mails.len());
        (count > 0).then(|| view! { <span class="badge">{count.to_string()}</span> })
    })
}

/// The tabs of the three places on a narrow page.
#[component]
pub(crate) fn PlaceTabs() -> impl IntoView {
    let store = Store::get();
    let tab = |place: Place| Tab { shows: place.id(), text: place.tab(), counts_mail: place == Place::Why };
    let choose = Callback::new(move |id| {
        if let Some(place) = Place::ALL.into_iter().find(|place| place.id() == id) {
            store.frame.show(place);
        }
    });
    let open = Signal::derive(move || store.frame.place().get().id());
    part(move || {
        store.frame.narrow().get().then(|| {
            view! { <div class="place-tabs"><TabList label=Label::TabsLabel tabs=Place::ALL.map(tab).into() open choose/></div> }
        })
    })
}
