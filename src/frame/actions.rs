use std::sync::Arc;

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::actions::ACTIONS;
use crate::browser;
use crate::dynamic::{flag, part, text};
use crate::settings::Theme;
use crate::store::{Sheet, Store};
use playground::content::{Label, Language, label};
use playground::queries::doors::DOORS;
use playground::queries::find::is_meant;
use playground::queries::palette::Availability;
use playground::queries::status::server_name;
use smtp_engine::session::Role;

#[derive(Clone)]
struct Row {
    name: String,
    /// Other words that it is found by.
    aka: String,
    keys: &'static str,
    possible: bool,
    /// No callback of Leptos: it must outlive the list, which is gone when the action is done.
    act: Arc<dyn Fn() + Send + Sync>,
}

/// Everything that can be done, to be found by its name and done by Enter.
#[component]
pub(crate) fn ActionList() -> impl IntoView {
    let store = Store::get();
    let wanted = RwSignal::new(String::new());
    let chosen = RwSignal::new(0usize);
    let rows = Memo::new_with_compare(
        move |_| if store.dialogs.is_open(Sheet::Actions) { meant(store, &wanted.get()) } else { Vec::new() },
        |_, _| true,
    );
    let run = move |row: Option<Row>| {
        if let Some(row) = row.filter(|row| row.possible) {
            store.close_sheet(Sheet::Actions);
            // The dialog gives the focus back before the action may move it.
            request_animation_frame(move || (row.act)());
        }
    };
    let keys = move |event: KeyboardEvent| {
        let last = rows.with_untracked(Vec::len).saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => chosen.update(|at| *at = (*at + 1).min(last)),
            "ArrowUp" => chosen.update(|at| *at = at.saturating_sub(1)),
            "Enter" if !event.is_composing() => run(rows.with_untracked(|rows| rows.get(chosen.get_untracked()).cloned())),
            _ => return,
        }
        event.prevent_default();
        request_animation_frame(move || browser::scroll_into_view(&option_id(chosen.get_untracked())));
    };
    let option = move |(place, row): (usize, Row)| {
        let run_this = row.clone();
        view! {
            <li
                id=option_id(place)
                role="option"
                aria-selected=flag(move || chosen.get() == place)
                aria-disabled=if row.possible { "false" } else { "true" }
                on:click=move |_| run(Some(run_this.clone()))
            >
                <span>{row.name.clone()}</span>
                {(!row.possible).then(|| view! { <span class="fine">{store.text(Label::ActionNotNow)}</span> })}
                {(!row.keys.is_empty()).then(|| view! { <kbd>{row.keys.replace("Control", "Ctrl")}</kbd> })}
            </li>
        }
    };
    let list = part(move || rows.get().into_iter().enumerate().map(option).collect::<Vec<_>>());
    view! {
        <dialog
            id=Sheet::Actions.id()
            class="actions"
            aria-label=store.t(Label::ActionList)
            on:close=move |_| {
                store.sheet_closed(Sheet::Actions);
                wanted.set(String::new());
                chosen.set(0);
            }
        >
            <input
                type="text"
                role="combobox"
                aria-expanded="true"
                aria-autocomplete="list"
                aria-controls="actions-rows"
                aria-activedescendant=text(move || option_id(chosen.get()))
                aria-label=store.t(Label::ActionSearch)
                placeholder=store.t(Label::ActionSearch)
                autocomplete="off"
                spellcheck="false"
                prop:value=text(move || wanted.get())
                on:input:target=move |event| {
                    wanted.set(event.target().value());
                    chosen.set(0);
                }
                on:keydown=keys
            />
            <ul id="actions-rows" role="listbox" aria-label=store.t(Label::ActionList)>{list}</ul>
            <p class="fine">{store.t(Label::ActionKeys)}</p>
        </dialog>
    }
}

fn option_id(place: usize) -> String {
    format!("action-{place}")
}

/// What is meant by the words `wanted`: what can be done now stands first.
fn meant(store: Store, wanted: &str) -> Vec<Row> {
    let language = store.language.get();
    // Who writes Chinese may know the English word only.
    let both = |words: Label| format!("{} {}", label(language, words), label(Language::default(), words));
    let table = ACTIONS.iter().map(|action| Row {
        name: store.filled(action.label, &[]),
        aka: format!("{} {}", action.aka.map(both).unwrap_or_default(), label(Language::default(), action.label)),
        keys: action.keys,
        possible: (action.possible)(store),
        act: Arc::new(move || (action.act)(store)),
    });
    let doors = DOORS.into_iter().zip([Label::AkaPractise, Label::AkaLearn, Label::AkaDecode, Label::AkaReference]);
    let doors = doors.map(|(door, aka)| {
        let row = named(format!("{}: {}", store.filled(door.name, &[]), store.filled(door.about, &[])), || browser::go(door.address));
        Row { aka: both(aka), ..row }
    });
    let commands = store.conversation.palette.get().into_iter().map(|entry| Row {
        possible: entry.availability == Availability::Now,
        ..named(store.filled(Label::ActionSay, &[("line", &entry.example)]), move || store.insert(&entry.example))
    });
    let talk = smtp_servers::ALL.iter().map(|server| {
        let role = match server.role {
            Role::Mx => Label::ServerRoleMxShort,
            Role::Submission => Label::ServerRoleSubmissionShort,
        };
        let (name, role) = (server_name(server), label(language, role));
        named(store.filled(Label::ActionServer, &[("server", &name), ("role", role)]), move || store.choose(server.id, server.role))
    });
    let languages = Language::ALL.iter().map(|&language| {
        named(store.filled(Label::ActionLanguage, &[("language", language.name())]), move || store.set_language(language))
    });
    let themes = Theme::ALL.into_iter().map(|theme| {
        let row = named(store.filled(Label::ActionTheme, &[("theme", store.text(theme.label()))]), move || store.set_theme(theme));
        Row { aka: both(Label::AkaTheme), ..row }
    });
    let all = table.chain(doors).chain(commands).chain(talk).chain(languages).chain(themes);
    let mut rows: Vec<Row> = all.filter(|row| is_meant(&format!("{} {}", row.name, row.aka), wanted)).collect();
    // What has the word in its own name is meant before what has it among its other words.
    rows.sort_by_key(|row| (!row.possible, !is_meant(&row.name, wanted)));
    if !wanted.trim().is_empty() {
        let sought = wanted.to_owned();
        rows.push(named(store.filled(Label::ActionLookUp, &[("words", wanted)]), move || store.search_for(&sought)));
    }
    rows
}

fn named(name: String, act: impl Fn() + Send + Sync + 'static) -> Row {
    Row { name, aka: String::new(), keys: "", possible: true, act: Arc::new(act) }
}
