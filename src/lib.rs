//! Floor 7: the page. The only room that knows Leptos and the browser.
//!
//! [`store`] holds what the page knows and what can be done; [`playground::queries`] turn what happened into what
//! is shown, without a browser; the other rooms draw it. Three places, always the same: `palette` (what can
//! be said), `terminal` (the session), `why` (what it means).

#![deny(clippy::expect_used, clippy::panic, clippy::unwrap_used)]
#![allow(unreachable_pub, reason = "`#[component]` writes `pub` for what is as visible as its function")]

pub mod actions;
pub mod browser;
mod by_hand;
mod chrome;
mod code;
mod comparison;
mod decode;
mod dialog;
pub mod dynamic;
mod embed;
pub mod field;
mod frame;
mod icons;
mod learn;
mod names;
mod offline;
mod palette;
mod pictures;
mod reader;
pub mod route;
mod search;
mod server_list;
mod sessions;
pub mod settings;
pub mod store;
mod terminal;
mod why;
mod world;

use leptos::prelude::*;

use self::by_hand::CopyByHand;
use self::chrome::{Masthead, Notices, PlaceTabs};
use self::code::CodeDialog;
use self::comparison::Comparison;
use self::decode::Decode;
use self::dynamic::{Changing, flag, words};
use self::embed::embedded;
use self::frame::{ActionList, PresenterBar, Splitter};
use self::learn::Learn;
use self::palette::Palette;
use self::reader::Reader;
use self::route::{Embedding, Route, wanted_set};
use self::search::Search;
use self::sessions::SessionDialogs;
use self::store::{Place, Side, Store};
use self::terminal::Terminal;
use self::why::Why;
use self::world::WorldDialog;
use playground::content::{Label, label};

/// Where the three places have no room beside each other; `style/main.css` knows it too.
const NARROW: &str = "(max-width: 60rem)";

/// The page, or the part of it that is shown in a frame of another page.
#[component]
pub fn App() -> impl IntoView {
    let left = browser::take_place();
    match Embedding::read(&browser::search()) {
        Some(asked) => embedded(asked),
        None => whole(left),
    }
}

/// The whole page, which goes on where the first screen was.
fn whole(left: Option<browser::Left>) -> AnyView {
    let kept = browser::load();
    let store = Store::new(kept, &browser::languages());
    provide_context(store);
    store.restore();
    if let Some(left) = left {
        store.go_on(left);
    }
    store.watch_exercises();
    if let Some(name) = wanted_set(&browser::search()) {
        store.open_set_beside(name);
    }
    let open_route = move || store.open_route(&Route::read(&browser::fragment()));
    open_route();
    window_event_listener_untyped("hashchange", move |_| open_route());
    browser::watch_media(NARROW, move |narrow| store.frame.set_narrow(narrow));
    Effect::new(move || {
        let language = store.language.get();
        browser::dress(language, label(language, Label::AppTitle), store.settings().get().theme);
    });
    Effect::new(move || browser::lay_out(store.settings().get().layout));
    frame::listen(store);
    // On a small screen the focus would bring up the keyboard before anything was read.
    if !store.frame.narrow().get_untracked() {
        store.focus_input();
    }
    view! {
        <a class="skip" href="#command">{store.t(Label::AppSkipToInput)}</a>
        <Masthead/>
        <Notices/>
        <Reader/>
        <Learn/>
        <Decode/>
        <PlaceTabs/>
        <main class="places" data-say=shown(store, Side::Say) data-why=shown(store, Side::Why)>
            <PlacePanel place=Place::Say title=Label::SayTitle><Palette/></PlacePanel>
            <Splitter side=Side::Say/>
            <PlacePanel place=Place::Talk title=Label::TabsTalk><Terminal/></PlacePanel>
            <Splitter side=Side::Why/>
            <PlacePanel place=Place::Why title=Label::WhyTitle><Why/></PlacePanel>
        </main>
        <PresenterBar/>
        <Comparison/>
        <SessionDialogs/>
        <CodeDialog/>
        <ActionList/>
        <Search/>
        <WorldDialog/>
        <CopyByHand/>
    }
    .into_any()
}

/// Whether the panel on `side` is seen.
fn shown(store: Store, side: Side) -> Changing<&'static str> {
    words(move || if store.settings().get().layout.panel(side).hidden { "hidden" } else { "shown" })
}

/// One of the three places: a region, or on a narrow page what a tab shows.
#[component]
fn PlacePanel(place: Place, title: Label, children: Children) -> impl IntoView {
    let store = Store::get();
    view! {
        <section
            class="place"
            id=place.id()
            role=words(move || if store.frame.narrow().get() { "tabpanel" } else { "region" })
            aria-label=store.t(title)
            data-open=flag(move || store.frame.place().get() == place)
        >
            <h2 class=if place == Place::Say { "title" } else { "sr" }>{store.t(title)}</h2>
            {children()}
        </section>
    }
}

impl Place {
    /// All of them, from left to right.
    const ALL: [Self; 3] = [Self::Say, Self::Talk, Self::Why];

    /// Its name in the document.
    const fn id(self) -> &'static str {
        match self {
            Self::Say => "say",
            Self::Talk => "talk",
            Self::Why => "why",
        }
    }

    /// What its tab says.
    const fn tab(self) -> Label {
        match self {
            Self::Say => Label::TabsSay,
            Self::Talk => Label::TabsTalk,
            Self::Why => Label::TabsWhy,
        }
    }
}
