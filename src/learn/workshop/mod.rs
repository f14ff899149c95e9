//! The form "Make an exercise": beside the session, whose lines become its start, its solution and its wrong ways.

mod condition;
mod field;
mod findings;
mod goal;
mod problem;
mod share;
mod text;
mod words;
mod wrong;

use leptos::prelude::*;

use self::findings::Findings;
use self::goal::{Goal, Way};
use self::share::Sharing;
use self::text::AsText;
use self::words::{Afterwards, Hints, Story};
use self::wrong::WrongWays;
use crate::dynamic::{part, press, text, when};
use crate::icons::{Icon, Shape};
use crate::store::Store;
use playground::content::Label;

/// The form, while an exercise is being made.
#[component]
pub(crate) fn WorkshopPart() -> impl IntoView {
    let store = Store::get();
    view! {
        <div class="workshop">
            <Head/>
            <Start/>
            <Way/>
            <Goal/>
            <Story/>
            <Hints/>
            <WrongWays/>
            <Afterwards/>
            <Findings/>
            <Sharing/>
            <AsText/>
            <p class="fine"><a href="#/reference/teachers">{store.t(Label::LearnTeachers)}</a></p>
        </div>
    }
}

/// Which exercise of the set it is, and what can be done with the whole of it.
#[component]
fn Head() -> impl IntoView {
    let store = Store::get();
    let making = store.lessons.making;
    // The choice is drawn anew only when there are other exercises.
    let ids = Memo::new(move |_| {
        making.workshop().with(|workshop| {
            let exercises = workshop.iter().flat_map(|workshop| workshop.set.exercises.iter());
            exercises.map(|exercise| exercise.id.clone()).collect::<Vec<_>>()
        })
    });
    let at = Memo::new(move |_| making.workshop().with(|workshop| workshop.as_ref().map_or(0, |workshop| workshop.at)));
    let choice = part(move || {
        let ids = ids.get();
        (ids.len() > 1).then(|| {
            let option = |(number, id): (usize, String)| {
                view! { <option value=number.to_string() prop:selected=when(move || at.get() == number)>{id}</option> }
            };
            view! {
                <label class="field">
                    <span>{store.text(Label::MakeWhich)}</span>
                    <select on:change:target=move |event| {
                        if let Ok(at) = event.target().value().parse() {
                            store.change_workshop("", |workshop| workshop.at = at);
                        }
                    }>
                        {ids.into_iter().enumerate().map(option).collect::<Vec<_>>()}
                    </select>
                </label>
                <button type="button" class="button" on:click=press(move || store.remove_exercise())>{store.text(Label::MakeRemove)}</button>
            }
        })
    });
    view! {
        <h4>{store.t(Label::MakeTitle)}</h4>
        <p>{store.t(Label::MakeLead)}</p>
        <div class="row">
            {choice}
            <button type="button" class="button" on:click=press(move || store.add_exercise())>{store.t(Label::MakeAnother)}</button>
            <button
                type="button"
                class="button"
                aria-disabled=crate::dynamic::flag(move || !making.can_undo())
                on:click=press(move || store.undo_workshop())
            >
                <Icon shape=Shape::Undo/>
                <span>{store.t(Label::MakeUndo)}</span>
            </button>
            <button type="button" class="button" on:click=press(move || store.begin_workshop_anew())>{store.t(Label::MakeAnew)}</button>
        </div>
    }
}

/// Where it begins.
#[component]
fn Start() -> impl IntoView {
    let store = Store::get();
    let start = field::of_exercise(|exercise, _| {
        let name = format!("{} ({})", exercise.server.name, exercise.server.role.id());
        format!("{name}\n{}", exercise.start_text.trim_end())
    });
    let server = text(move || {
        let start = start.get();
        store.filled(Label::MakeBegins, &[("server", start.lines().next().unwrap_or_default())])
    });
    let lines = part(move || {
        let start = start.get();
        let lines = start.split_once('\n').map(|(_, lines)| lines.to_owned()).filter(|lines| !lines.is_empty());
        match lines {
            Some(lines) => view! { <pre tabindex="0"><code dir="ltr">{lines}</code></pre> }.into_any(),
            None => view! { <p class="fine">{store.text(Label::MakeBeginsConnected)}</p> }.into_any(),
        }
    });
    view! {
        <section aria-labelledby="make-start">
            <h5 id="make-start">{store.t(Label::MakeStart)}</h5>
            <p>{server}</p>
            {lines}
            <div class="row">
                <button type="button" class="button" on:click=press(move || store.begin_exercise_here())>{store.t(Label::MakeBeginHere)}</button>
                <button type="button" class="button" on:click=press(move || store.go_to_workshop_start())>{store.t(Label::MakeGoToStart)}</button>
            </div>
        </section>
    }
}
