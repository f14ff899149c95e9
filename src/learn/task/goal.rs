use leptos::prelude::*;

use crate::dynamic::{part, when};
use crate::icons::{Icon, Shape};
use crate::store::{Store, Task};
use playground::content::Label;
use smtp_playground_lessons::Step;

/// The conditions of the goal, ticked off as they come true. Of several parts, those that are done and the one at work.
#[component]
pub(super) fn Goal() -> impl IntoView {
    let store = Store::get();
    part(move || {
        let language = store.language.get();
        let judgement = store.lessons.judgement.get()?;
        store.lessons.task().with(|task| {
            let steps = &task.as_ref().and_then(Task::exercise)?.steps;
            let parts = steps.iter().zip(&judgement.steps).enumerate().take(judgement.current + 1).map(|(number, (step, holds))| {
                let head = (steps.len() > 1).then(|| part_head(store, number, steps.len(), step));
                let label = |place: usize| match step.labels.get(language.tag()).get(place) {
                    Some(label) => label.clone(),
                    None => store.filled(Label::TaskCondition, &[("at", &(place + 1).to_string())]),
                };
                let row = |(place, holds): (usize, &bool)| condition(store, label(place), *holds);
                view! {
                    {head}
                    <ul class="goal" aria-label=store.text(Label::TaskGoal)>{holds.iter().enumerate().map(row).collect::<Vec<_>>()}</ul>
                }
            });
            Some(parts.collect::<Vec<_>>())
        })
    })
}

fn part_head(store: Store, number: usize, all: usize, step: &Step) -> AnyView {
    let name = store.filled(Label::TaskPart, &[("at", &(number + 1).to_string()), ("all", &all.to_string())]);
    view! { <p class="part-story"><strong>{name}</strong> " " {step.story.get(store.language.get().tag()).to_owned()}</p> }.into_any()
}

fn condition(store: Store, label: String, holds: bool) -> AnyView {
    let (shape, word) = if holds { (Shape::Done, Label::TaskHolds) } else { (Shape::Circle, Label::TaskOpen) };
    view! {
        <li data-holds=if holds { "true" } else { "false" }>
            <Icon shape/>
            <span>{label}</span>
            <span class="sr">" (" {store.text(word)} ")"</span>
        </li>
    }
    .into_any()
}

/// The answers that can be chosen from, where the exercise asks a question.
#[component]
pub(super) fn Choices() -> impl IntoView {
    let store = Store::get();
    let choice = move |(id, text): (String, String)| {
        let (own, put) = (id.clone(), id);
        let chosen =
            when(move || store.lessons.task().with(|task| task.as_ref().and_then(|task| task.pick.as_deref()) == Some(own.as_str())));
        view! {
            <label>
                <input type="radio" name="task-answer" prop:checked=chosen on:change=move |_| store.answer(&put)/>
                <span>{text}</span>
            </label>
        }
    };
    let ids = Memo::new(move |_| {
        let language = store.language.get();
        store.lessons.task().with(|task| {
            let choices = task.as_ref().and_then(Task::exercise).map(|exercise| exercise.choices.as_slice()).unwrap_or_default();
            choices.iter().map(|choice| (choice.id.clone(), choice.text.get(language.tag()).to_owned())).collect::<Vec<_>>()
        })
    });
    part(move || {
        let choices = ids.get();
        (!choices.is_empty()).then(|| {
            view! {
                <fieldset class="choices">
                    <legend>{store.text(Label::TaskAnswer)}</legend>
                    {choices.into_iter().map(choice).collect::<Vec<_>>()}
                </fieldset>
            }
        })
    })
}
