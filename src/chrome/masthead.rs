use leptos::prelude::*;

use crate::dynamic::{flag, press, when};
use crate::frame::PanelButtons;
use crate::icons::{Icon, Shape};
use crate::settings::Theme;
use crate::store::Store;
use playground::content::{Label, Language};

/// The page's title, and how it is shown: language and colours.
#[component]
pub(crate) fn Masthead() -> impl IntoView {
    let store = Store::get();
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
        <header class="masthead">
            <Icon shape=Shape::Envelope/>
            <h1>{store.t(Label::AppTitle)}</h1>
            <p class="tagline">{store.t(Label::AppTagline)}</p>
            <div class="doors">
                <Door label=Label::ShareOpen shape=Shape::Share open=Store::share/>
                <Door label=Label::SessionsOpenTitle shape=Shape::Sessions open=Store::open_sessions/>
                <Door label=Label::SearchDoor shape=Shape::Search open=Store::search/>
                <Door label=Label::ActionList shape=Shape::Actions open=Store::list_actions/>
            </div>
            <PanelButtons/>
            <a class="to-reference" href="#/reference">{store.t(Label::ReaderTitle)}</a>
            <select class="languages" aria-label=store.t(Label::LanguageLabel) on:change:target=move |event| choose(event.target().value())>
                {Language::ALL.iter().copied().map(language).collect::<Vec<_>>()}
            </select>
            <div class="switch" role="group" aria-label=store.t(Label::ThemeLabel)>
                {Theme::ALL.map(|theme| view! { <ThemeButton theme/> }).into_iter().collect::<Vec<_>>()}
            </div>
        </header>
    }
}

/// A button that opens a sheet over the page. Where there is no room for its words, its picture is seen alone.
#[component]
fn Door(label: Label, shape: Shape, open: fn(Store)) -> impl IntoView {
    let store = Store::get();
    view! {
        <button type="button" class="button" title=store.t(label) on:click=press(move || open(store))>
            <Icon shape/>
            <span>{store.t(label)}</span>
        </button>
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
