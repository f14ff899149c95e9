use leptos::prelude::*;

use super::menu::Menu;
use crate::dynamic::{part, press, words};
use crate::icons::{Icon, Shape};
use crate::store::{Job, Store};
use playground::content::Label;
use playground::queries::doors::{DECODE, DOORS, Door, LEARN, PRACTISE, REFERENCE};

/// The page's title, a door for each of the four jobs, and what can be done with the session as a whole.
#[component]
pub(crate) fn Masthead() -> impl IntoView {
    let store = Store::get();
    view! {
        <header class="masthead">
            <Icon shape=Shape::Envelope/>
            <h1>{store.t(Label::AppTitle)}</h1>
            <nav class="doors" aria-label=store.t(Label::JobLabel)>
                {DOORS.map(|door| view! { <DoorLink door/> }).into_iter().collect::<Vec<_>>()}
            </nav>
            <div class="tools">
                <Tool label=Label::PresentStart shape=Shape::Present act=Store::present/>
                <Tool label=Label::ShareOpen shape=Shape::Share act=Store::share/>
                <Menu/>
            </div>
        </header>
    }
}

#[component]
fn DoorLink(door: Door) -> impl IntoView {
    let store = Store::get();
    let current = words(move || if store.frame.job().with(Job::door) == door { "page" } else { "false" });
    view! { <a href=door.address aria-current=current title=store.t(door.about)>{store.t(door.name)}</a> }
}

/// A button of the header. Where there is no room for its words, its picture is seen alone.
#[component]
fn Tool(label: Label, shape: Shape, act: fn(Store)) -> impl IntoView {
    let store = Store::get();
    view! {
        <button type="button" class="button" title=store.t(label) on:click=press(move || act(store))>
            <Icon shape/>
            <span>{store.t(label)}</span>
        </button>
    }
}

/// What the page is, and the doors with what they are for, where nothing has been said yet.
#[component]
pub(crate) fn StartCard() -> impl IntoView {
    let store = Store::get();
    let is_start =
        Memo::new(move |_| !store.lessons.is_locked() && store.conversation.timeline().with(|timeline| timeline.all_actions().len() <= 1));
    let door = move |door: Door| {
        view! {
            <li>
                <a href=door.address>{store.t(door.name)}</a>
                <span>{store.t(door.about)}</span>
            </li>
        }
    };
    part(move || {
        is_start.get().then(|| {
            view! {
                <section class="start-card" aria-label=store.t(Label::JobLabel)>
                    <p class="tagline">{store.t(Label::AppTagline)}</p>
                    <ul>{DOORS.into_iter().skip(1).map(door).collect::<Vec<_>>()}</ul>
                </section>
            }
        })
    })
}

impl Job {
    /// The door that leads to it.
    fn door(&self) -> Door {
        match self {
            Self::Practise => PRACTISE,
            Self::Learn(_) => LEARN,
            Self::Decode => DECODE,
            Self::Reference(_) => REFERENCE,
        }
    }
}
