//! The place "say": the commands, those that are possible now first-class, the others with the reason.

mod about;
mod entry;
mod failures;
mod world;

use leptos::prelude::*;

use self::entry::EntryCard;
pub(super) use self::entry::Try;
use self::failures::FailuresCard;
use self::world::WorldCard;
use crate::dynamic::{when, words};
use crate::offline::OfflineState;
use crate::store::Store;
use playground::content::{Label, reference};
use playground::queries::palette::{GROUPS, commands};
use playground::queries::status::Mode;
use smtp_engine::spec::{Category, State};

/// The command reference as a palette that follows the state.
#[component]
pub(super) fn Palette() -> impl IntoView {
    let store = Store::get();
    let status = move || store.conversation.status.with(|status| (status.state, status.mode));
    let sentence = move || match status() {
        (State::Closed, _) => store.text(Label::SayNone),
        (State::Handshake, _) => store.text(Label::SayHandshake),
        (_, Mode::Answer) => store.text(Label::SayAuth),
        (_, Mode::Data | Mode::Chunk) => store.text(Label::SayData),
        (state, _) => reference::state(store.language.get(), state).waits,
    };
    let group = move |category: Category| {
        let id = group_id(category);
        view! {
            <section class="group" aria-labelledby=id>
                <h3 id=id>{store.t(group_label(category))}</h3>
                <ul>{commands(category).map(|row| view! { <EntryCard row/> }).collect::<Vec<_>>()}</ul>
            </section>
        }
    };
    let bare = move || store.lessons.is_bare();
    view! {
        <p class="lede" hidden=when(move || !bare())>{store.t(Label::TaskBare)}</p>
        <div class="palette" hidden=when(bare)>
            <p class="lede">{words(sentence)}</p>
            {GROUPS.map(group).into_iter().collect::<Vec<_>>()}
            <WorldCard/>
            <FailuresCard/>
            <p class="aside">{store.t(Label::AppRealServers)}</p>
            <OfflineState/>
        </div>
    }
}

const fn group_id(category: Category) -> &'static str {
    match category {
        Category::Session => "group-session",
        Category::Auth => "group-auth",
        Category::Message => "group-message",
    }
}

const fn group_label(category: Category) -> Label {
    match category {
        Category::Session => Label::CategorySession,
        Category::Auth => Label::CategoryAuth,
        Category::Message => Label::CategoryMessage,
    }
}
