use leptos::prelude::*;

use crate::dynamic::{flag, press, when};
use crate::icons::{Icon, Shape};
use crate::settings::Theme;
use crate::store::{Side, Store};
use playground::content::{Label, Language};

/// The id of the menu in the document.
const ID: &str = "menu";

/// What a row of the menu says, its picture, and what it does.
type Row = (Label, Shape, fn(Store));

/// What the menu opens or does, in the order of its rows.
const ROWS: [Row; 6] = [
    (Label::SessionsOpenTitle, Shape::Sessions, Store::open_sessions),
    (Label::WorldEditOpen, Shape::Half, Store::open_world),
    (Label::SearchOpen, Shape::Search, Store::search),
    (Label::ActionList, Shape::Actions, Store::list_actions),
    (Label::PanelSay, Shape::PanelLeft, |store| store.toggle_panel(Side::Say)),
    (Label::PanelWhy, Shape::PanelRight, |store| store.toggle_panel(Side::Why)),
];

/// All that the header has no room for: sessions and files, the practice world, language and colours.
#[component]
pub(super) fn Menu() -> impl IntoView {
    let store = Store::get();
    let row = move |(label, shape, act): Row| {
        view! {
            <li>
                <button type="button" popovertarget=ID popovertargetaction="hide" on:click=press(move || act(store))>
                    <Icon shape/>
                    <span>{store.t(label)}</span>
                </button>
            </li>
        }
    };
    let language = move |language: Language| {
        let chosen = when(move || store.language.get() == language);
        view! { <option value=language.tag() lang=language.tag() prop:selected=chosen>{language.name()}</option> }
    };
    let choose = move |tag: String| {
        if let Some(language) = Language::ALL.iter().copied().find(|language| language.tag() == tag) {
            store.set_language(language);
        }
    };
    view! {
        <button type="button" class="button" popovertarget=ID title=store.t(Label::MenuTitle)>
            <Icon shape=Shape::Actions/>
            <span>{store.t(Label::MenuTitle)}</span>
        </button>
        <div class="menu" id=ID popover="auto" role="group" aria-label=store.t(Label::MenuTitle)>
            <ul>{ROWS.map(row).into_iter().collect::<Vec<_>>()}</ul>
            <label class="picker">
                <span>{store.t(Label::LanguageLabel)}</span>
                <select on:change:target=move |event| choose(event.target().value())>
                    {Language::ALL.iter().copied().map(language).collect::<Vec<_>>()}
                </select>
            </label>
            <div class="colours">
                <span>{store.t(Label::ThemeLabel)}</span>
                <div class="switch" role="group" aria-label=store.t(Label::ThemeLabel)>
                    {Theme::ALL.map(|theme| view! { <ThemeButton theme/> }).into_iter().collect::<Vec<_>>()}
                </div>
            </div>
        </div>
    }
}

#[component]
fn ThemeButton(theme: Theme) -> impl IntoView {
    let store = Store::get();
    let text = theme.label();
    let shape = match theme {
        Theme::System => Shape::Half,
        Theme::Light => Shape::Sun,
        Theme::Dark => Shape::Moon,
    };
    view! {
        <button
            type="button"
            aria-pressed=flag(move || store.settings().get().theme == theme)
            aria-label=store.t(text)
            title=store.t(text)
            on:click=press(move || store.set_theme(theme))
        >
            <Icon shape/>
        </button>
    }
}

impl Theme {
    /// What it is called.
    pub(crate) const fn label(self) -> Label {
        match self {
            Self::System => Label::ThemeSystem,
            Self::Light => Label::ThemeLight,
            Self::Dark => Label::ThemeDark,
        }
    }
}
