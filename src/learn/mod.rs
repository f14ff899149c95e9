//! Learning: the list of exercises, which takes the place of the session; and the task, which stands beside it.

mod check;
mod files;
mod list;
mod task;
mod workshop;

use leptos::prelude::*;
use web_sys::{DragEvent, KeyboardEvent};

use self::check::Check;
use self::files::Files;
use self::list::Sets;
pub(super) use self::task::{TaskPanel, wrong_word};
pub(super) use self::workshop::WorkshopPart;
use super::browser;
use super::dynamic::{part, press, text, when};
use super::store::{Course, LEARN_ID, OpenSet, Store};
use playground::content::Label;

/// The list of exercises, while it is open; it takes the place of the session's three places.
#[component]
pub(crate) fn Learn() -> impl IntoView {
    let store = Store::get();
    let open = Memo::new(move |_| store.is_listing());
    part(move || open.get().then(|| view! { <Open/> }))
}

#[component]
fn Open() -> impl IntoView {
    let store = Store::get();
    // When the list is drawn: at the set that was asked for, else at the top.
    Effect::new(move || {
        let place = store.frame.learning().unwrap_or_default();
        store.lessons.course().track();
        request_animation_frame(move || {
            browser::focus(LEARN_ID);
            browser::reading::scroll_to(LEARN_ID, &if place.is_empty() { String::new() } else { format!("set-{place}") });
        });
    });
    let leave = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            store.go_back_to_session();
        }
    };
    let dropped = move |event: DragEvent| {
        let files = browser::dropped_files(&event);
        if !files.is_empty() {
            event.prevent_default();
            store.take_files(files);
        }
    };
    view! {
        <main
            class="learn instead"
            id=LEARN_ID
            tabindex="-1"
            aria-labelledby="learn-title"
            on:keydown=leave
            on:dragover=|event: DragEvent| event.prevent_default()
            on:drop=dropped
        >
            <div class="learn-page">
                <Head/>
                <News/>
                <Sets/>
                <Files/>
                <Check/>
            </div>
        </main>
    }
}

/// What this is, and one click to where one may begin or go on.
#[component]
fn Head() -> impl IntoView {
    let store = Store::get();
    let first = part(move || {
        let Course::Read(tracks, ..) = store.lessons.course().get() else { return None };
        let language = store.language.get();
        let progress = store.lessons.progress().get();
        let is_open = |open: &OpenSet, id: &str| !progress.is_solved(&open.key, id);
        let all = || tracks.iter().flat_map(|open| open.set.exercises.iter().map(move |exercise| (open, exercise)));
        let done = all().filter(|(open, exercise)| !is_open(open, &exercise.id)).count();
        let label = if done == 0 { Label::LearnStart } else { Label::LearnGoOn };
        let next = match all().find(|(open, exercise)| is_open(open, &exercise.id)) {
            Some((open, exercise)) => {
                let minutes = exercise.minutes.to_string();
                let values = [("title", exercise.title.get(language.tag())), ("minutes", minutes.as_str())];
                let address = format!("#/learn/{}/{}", open.key, exercise.id);
                view! { <a class="button primary" href=address>{store.filled(label, &values)}</a> }.into_any()
            }
            None => view! { <strong>{store.text(Label::LearnAllDone)}</strong> }.into_any(),
        };
        let count = store.filled(Label::LearnCount, &[("done", &done.to_string()), ("all", &all().count().to_string())]);
        Some(view! { {next} <span class="fine">{count}</span> })
    });
    view! {
        <header class="learn-head">
            <h2 id="learn-title">{store.t(Label::LearnTitle)}</h2>
            <p>{store.t(Label::LearnLead)}</p>
            <p class="row">
                {first}
                <button type="button" class="button" on:click=press(move || store.go_back_to_session())>{store.t(Label::LearnBack)}</button>
                <button
                    type="button"
                    class="button"
                    title=store.t(Label::MakeOpenText)
                    on:click=press(move || store.make_exercise())
                >
                    {store.t(Label::MakeOpen)}
                </button>
            </p>
            <label class="hard">
                <input
                    type="checkbox"
                    prop:checked=when(move || store.lessons.hard().get())
                    on:change:target=move |event| store.set_hard(event.target().checked())
                />
                <span>{store.t(Label::LearnHard)}</span>
            </label>
            <p><a href="#/reference/teachers">{store.t(Label::LearnTeachers)}</a></p>
        </header>
    }
}

/// What became of the files that were given.
#[component]
fn News() -> impl IntoView {
    let store = Store::get();
    let line = move |(label, values): (Label, Vec<(&'static str, String)>)| {
        let text = text(move || {
            let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            store.filled(label, &values)
        });
        view! { <li>{text}</li> }
    };
    let lines = part(move || store.lessons.news().get().into_iter().map(line).collect::<Vec<_>>());
    view! { <div class="learn-news" role="status"><ul>{lines}</ul></div> }
}
