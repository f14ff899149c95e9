use std::sync::Arc;

use leptos::prelude::*;

use crate::dynamic::{part, press};
use crate::icons::{Icon, Shape};
use crate::store::{Course, OpenSet, Store};
use playground::content::Label;
use smtp_playground_lessons::Exercise;

/// All that there is to do: sets that somebody opened, and the course.
#[component]
pub(super) fn Sets() -> impl IntoView {
    let store = Store::get();
    let own = part(move || {
        let sets = store.lessons.sets().get();
        let none = sets.is_empty().then(|| view! { <p class="empty">{store.text(Label::LearnSetsNone)}</p> });
        view! { {none} {sets.into_iter().map(|open| set(store, &open)).collect::<Vec<_>>()} }
    });
    let tracks = part(move || match store.lessons.course().get() {
        Course::Read(tracks, ..) => tracks.iter().map(|open| set(store, open)).collect::<Vec<_>>().into_any(),
        Course::Missing => view! {
            <p class="warning">{store.text(Label::LearnMissing)}</p>
            <button type="button" class="button" on:click=press(move || store.load_course())>{store.text(Label::LearnAgain)}</button>
        }
        .into_any(),
        Course::Unasked | Course::Loading => view! { <p class="empty">{store.text(Label::LearnLoading)}</p> }.into_any(),
    });
    view! {
        <section class="tracks" aria-labelledby="learn-tracks">
            <h3 id="learn-tracks">{store.t(Label::LearnTracks)}</h3>
            <div role="status">{tracks}</div>
        </section>
        <section class="tracks" aria-labelledby="learn-sets">
            <h3 id="learn-sets">{store.t(Label::LearnSets)}</h3>
            {own}
        </section>
    }
}

/// A set: what it is about, how much of it is done, and its exercises.
fn set(store: Store, open: &Arc<OpenSet>) -> AnyView {
    let language = store.language.get();
    let OpenSet { key, built_in, set } = open.as_ref();
    let progress = store.lessons.progress().get();
    let done = set.exercises.iter().filter(|exercise| progress.is_solved(key, &exercise.id)).count();
    let count = store.filled(Label::LearnCount, &[("done", &done.to_string()), ("all", &set.exercises.len().to_string())]);
    let remove = (!built_in).then(|| {
        let key = key.clone();
        let open = open.clone();
        view! {
            <button type="button" class="link" on:click=press(move || store.open_set_in_workshop(&open))>{store.text(Label::MakeSet)}</button>
            " "
            <button type="button" class="link" on:click=press(move || store.remove_set(&key))>{store.text(Label::LearnRemove)}</button>
        }
    });
    let id = format!("set-{key}");
    let (title_id, labelled) = (format!("{id}-title"), format!("{id}-title"));
    view! {
        <section class="track" id=id aria-labelledby=labelled>
            <h4 id=title_id>{set.title.get(language.tag()).to_owned()}</h4>
            <p class="fine">{count} " " {remove}</p>
            <p>{set.about.get(language.tag()).to_owned()}</p>
            <ol>{set.exercises.iter().map(|exercise| row(store, key, exercise)).collect::<Vec<_>>()}</ol>
        </section>
    }
    .into_any()
}

/// An exercise: its name, how long it takes, and how far one is, by a shape and a word.
fn row(store: Store, key: &str, exercise: &Exercise) -> AnyView {
    let solved = store.lessons.progress().with(|progress| progress.is_solved(key, &exercise.id));
    let begun = store.lessons.begun().with(|begun| begun.contains(&format!("{key}/{}", exercise.id)));
    let (mark, shape, word) = match (solved, begun) {
        (true, _) => ("done", Shape::Done, Label::LearnDone),
        (false, true) => ("begun", Shape::Half, Label::LearnBegun),
        (false, false) => ("open", Shape::Circle, Label::LearnNotBegun),
    };
    let minutes = store.filled(Label::LearnMinutes, &[("minutes", &exercise.minutes.to_string())]);
    view! {
        <li data-mark=mark>
            <a href=format!("#/learn/{key}/{}", exercise.id)>{exercise.title.get(store.language.get().tag()).to_owned()}</a>
            <span class="fine">{minutes}</span>
            <span class="mark"><Icon shape/> <span>{store.text(word)}</span></span>
        </li>
    }
    .into_any()
}
