use leptos::prelude::*;

use super::condition::describe;
use super::field::{Field, Form, into_exercise, of_exercise};
use crate::dynamic::{part, press, text};
use crate::store::{Candidates, Store};
use playground::content::Label;
use smtp_playground_lessons::{Exercise, Predicate, Wrong};

/// The wrong ways with the word for each, and what may be one: what just happened, and does not happen on the best way.
#[component]
pub(super) fn WrongWays() -> impl IntoView {
    let store = Store::get();
    let wrong = Memo::new(move |_| {
        let ways = |exercise: &Exercise| {
            let way = |wrong: &Wrong| (wrong.id.clone(), Candidates(wrong.when.clone()));
            exercise.wrong.iter().map(way).collect::<Vec<_>>()
        };
        store.lessons.making.read(ways).unwrap_or_default()
    });
    let listed = part(move || {
        let wrong = wrong.get();
        let none = wrong.is_empty().then(|| view! { <p class="fine">{store.text(Label::MakeNoWrong)}</p> });
        let ways = wrong.into_iter().enumerate().map(|(at, (_, Candidates(when)))| known(store, at, &when));
        view! { {none} <ol class="make-list">{ways.collect::<Vec<_>>()}</ol> }
    });
    let beside = Memo::new(move |_| {
        let Candidates(mut found) = store.lessons.making.candidates.get()?;
        store.lessons.making.read(|exercise| {
            let known: Vec<String> = exercise.wrong.iter().flat_map(|wrong| wrong.when.iter().map(Predicate::written)).collect();
            found.retain(|condition| !known.contains(&condition.written()));
            Candidates(exercise.beside_the_way(found))
        })
    });
    let offered = part(move || {
        let Some(Candidates(found)) = beside.get().filter(|found| !found.0.is_empty()) else {
            return view! { <p class="fine">{store.text(Label::MakeNoMistake)}</p> }.into_any();
        };
        let offer = |condition: Predicate| {
            let name = describe(store, &condition);
            let label = store.filled(Label::MakeAddWrongThis, &[("what", &name)]);
            let add = press(move || store.go_wrong_so(condition.clone()));
            view! {
                <li>
                    <span>{name}</span>
                    <button type="button" class="link" aria-label=label on:click=add>{store.text(Label::MakeAddWrong)}</button>
                </li>
            }
        };
        view! { <ul class="make-list">{found.into_iter().map(offer).collect::<Vec<_>>()}</ul> }.into_any()
    });
    view! {
        <section aria-labelledby="make-wrong">
            <h5 id="make-wrong">{store.t(Label::MakeWrong)}</h5>
            <p>{store.t(Label::MakeWrongText)}</p>
            {listed}
            <h6>{store.t(Label::MakeOffered)}</h6>
            {offered}
        </section>
    }
}

fn known(store: Store, at: usize, when: &[Predicate]) -> AnyView {
    let name = when.iter().map(|condition| describe(store, condition)).collect::<Vec<_>>().join("; ");
    let label = store.filled(Label::MakeRemoveThis, &[("what", &name)]);
    let remove = press(move || {
        store.change_exercise("", |exercise| {
            if at < exercise.wrong.len() {
                exercise.wrong.remove(at);
            }
        });
    });
    let read =
        of_exercise(move |exercise, language| exercise.wrong.get(at).map(|wrong| wrong.say.get(language).to_owned()).unwrap_or_default());
    let write = into_exercise(format!("wrong-{at}"), move |exercise, language, say| {
        if let Some(wrong) = exercise.wrong.get_mut(at) {
            wrong.say.put(language, say);
        }
    });
    view! {
        <li>
            <span>{name}</span>
            <button type="button" class="link" aria-label=label on:click=remove>{store.text(Label::MakeRemoveCondition)}</button>
            <Field name=text(move || store.text(Label::MakeSay).to_owned()) form=Form::Lines rows="2" read write/>
        </li>
    }
    .into_any()
}
