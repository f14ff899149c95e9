use leptos::prelude::*;

use super::condition::describe;
use super::field::{Field, Form, into_exercise, of_exercise};
use crate::dynamic::{part, press, text};
use crate::store::{Candidates, Store};
use playground::content::Label;
use smtp_playground_lessons::{Exercise, Predicate, language_of_words};

/// The ways to the goal: what was done in the session.
#[component]
pub(super) fn Way() -> impl IntoView {
    let store = Store::get();
    let ways = Memo::new(move |_| {
        let ways = |exercise: &Exercise| exercise.solutions.iter().map(|way| way.text.trim_end().to_owned()).collect::<Vec<_>>();
        store.lessons.making.read(ways).unwrap_or_default()
    });
    let listed = part(move || {
        let ways = ways.get();
        let none = ways.is_empty().then(|| view! { <p class="fine">{store.text(Label::MakeNoWay)}</p> });
        let way = |(at, way): (usize, String)| {
            let remove = press(move || {
                store.change_exercise("", |exercise| {
                    if at < exercise.solutions.len() {
                        exercise.solutions.remove(at);
                    }
                });
            });
            view! {
                <pre tabindex="0"><code dir="ltr">{way}</code></pre>
                <button type="button" class="link" on:click=remove>{store.text(Label::MakeRemoveWay)}</button>
            }
        };
        view! { {none} {ways.into_iter().enumerate().map(way).collect::<Vec<_>>()} }
    });
    view! {
        <section aria-labelledby="make-way">
            <h5 id="make-way">{store.t(Label::MakeWay)}</h5>
            <p>{store.t(Label::MakeWayText)}</p>
            <button type="button" class="button" on:click=press(move || store.solve_exercise_so())>{store.t(Label::MakeIsWay)}</button>
            {listed}
        </section>
    }
}

/// The conditions of the goal with the words for them, and those that can be added.
#[component]
pub(super) fn Goal() -> impl IntoView {
    let store = Store::get();
    // The fields are drawn anew only when there are other conditions.
    let goal = Memo::new(move |_| {
        let goals = |exercise: &Exercise| exercise.steps.iter().map(|step| Candidates(step.goal.clone())).collect::<Vec<_>>();
        store.lessons.making.read(goals).unwrap_or_default()
    });
    let chosen = part(move || {
        let steps = goal.get();
        let many = steps.len() > 1;
        let none = steps.iter().all(|step| step.0.is_empty()).then(|| view! { <p class="fine">{store.text(Label::MakeNoGoal)}</p> });
        let conditions = steps.into_iter().enumerate().flat_map(|(step, Candidates(goal))| {
            goal.into_iter().enumerate().map(move |(at, condition)| chosen(store, step, at, &condition, many))
        });
        view! { {none} <ol class="make-list">{conditions.collect::<Vec<_>>()}</ol> }
    });
    let offered = part(move || {
        let Some(Candidates(found)) = store.lessons.making.candidates.get() else {
            return view! { <p class="warning">{store.text(Label::MakeElsewhere)}</p> }.into_any();
        };
        let known: Vec<String> = goal.with(|goal| goal.iter().flat_map(|step| step.0.iter().map(Predicate::written)).collect());
        let left: Vec<Predicate> = found.into_iter().filter(|condition| !known.contains(&condition.written())).collect();
        if left.is_empty() {
            return view! { <p class="fine">{store.text(Label::MakeNothingNew)}</p> }.into_any();
        }
        let offer = |condition: Predicate| {
            let name = describe(store, &condition);
            let add = press({
                let name = name.clone();
                move || add(store, &condition, &name)
            });
            view! {
                <li>
                    <span>{name.clone()}</span>
                    <button type="button" class="link" aria-label=store.filled(Label::MakeAddThis, &[("what", &name)]) on:click=add>
                        {store.text(Label::MakeAdd)}
                    </button>
                </li>
            }
        };
        view! { <ul class="make-list">{left.into_iter().map(offer).collect::<Vec<_>>()}</ul> }.into_any()
    });
    view! {
        <section aria-labelledby="make-goal">
            <h5 id="make-goal">{store.t(Label::MakeGoal)}</h5>
            <p>{store.t(Label::MakeGoalText)}</p>
            {chosen}
            <h6>{store.t(Label::MakeOffered)}</h6>
            {offered}
        </section>
    }
}

/// Puts a condition into the last part of the goal.
fn add(store: Store, condition: &Predicate, name: &str) {
    let language = store.language.get_untracked().tag();
    store.change_exercise("", |exercise| {
        let language = language_of_words(exercise, language).to_owned();
        let last = exercise.steps.len().saturating_sub(1);
        exercise.toggle_condition(last, condition, &language, name);
    });
}

fn chosen(store: Store, step: usize, at: usize, condition: &Predicate, many: bool) -> AnyView {
    let described = describe(store, condition);
    let name = if many {
        let (at, what) = ((step + 1).to_string(), described.as_str());
        store.filled(Label::MakeInPart, &[("at", &at), ("what", what)])
    } else {
        described
    };
    let remove = press(move || {
        store.change_exercise("", |exercise| {
            if let Some(step) = exercise.steps.get_mut(step) {
                step.remove_condition(at);
            }
        });
    });
    let read = of_exercise(move |exercise, language| {
        let labels = exercise.steps.get(step).map(|step| step.labels.get(language)).unwrap_or_default();
        labels.get(at).cloned().unwrap_or_default()
    });
    let write = into_exercise(format!("label-{step}-{at}"), move |exercise, language, label| {
        if let Some(step) = exercise.steps.get_mut(step) {
            step.label(at, language, &label);
        }
    });
    let what = name.clone();
    view! {
        <li>
            <span>{name}</span>
            <button type="button" class="link" aria-label=store.filled(Label::MakeRemoveThis, &[("what", &what)]) on:click=remove>
                {store.text(Label::MakeRemoveCondition)}
            </button>
            <Field name=text(move || store.text(Label::MakeLabel).to_owned()) form=Form::Line rows="1" read write/>
        </li>
    }
    .into_any()
}
