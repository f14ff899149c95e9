use leptos::prelude::*;

use super::field::{Field, Form, into_exercise, list_of, of_exercise};
use crate::dynamic::{Changing, part, text, when};
use crate::store::Store;
use playground::content::Label;

fn name(label: Label) -> Changing<String> {
    let store = Store::get();
    text(move || store.text(label).to_owned())
}

/// What it is called, and what the learner is told.
#[component]
pub(super) fn Story() -> impl IntoView {
    let store = Store::get();
    let title = of_exercise(|exercise, language| exercise.title.get(language).to_owned());
    let story = of_exercise(|exercise, language| exercise.story.get(language).to_owned());
    let write_title = into_exercise("title".to_owned(), |exercise, language, title| exercise.title.put(language, title));
    let write_story = into_exercise("story".to_owned(), |exercise, language, story| exercise.story.put(language, story));
    view! {
        <section aria-labelledby="make-words">
            <h5 id="make-words">{store.t(Label::MakeWords)}</h5>
            <Field name=name(Label::MakeName) form=Form::Line rows="1" read=title write=write_title/>
            <Field name=name(Label::MakeStory) note=Label::MakeStoryNote form=Form::Lines rows="4" read=story write=write_story/>
        </section>
    }
}

/// The hints of each part, from the gentle one to the whole line.
#[component]
pub(super) fn Hints() -> impl IntoView {
    let store = Store::get();
    let steps = Memo::new(move |_| store.lessons.making.read(|exercise| exercise.steps.len()).unwrap_or_default());
    let fields = part(move || {
        let many = steps.get() > 1;
        let field = |step: usize| {
            let read = of_exercise(move |exercise, language| {
                exercise.steps.get(step).map(|step| step.hints.get(language).join("\n")).unwrap_or_default()
            });
            let write = into_exercise(format!("hints-{step}"), move |exercise, language, hints| {
                if let Some(step) = exercise.steps.get_mut(step) {
                    step.hints.put(language, list_of(&hints));
                }
            });
            let name = text(move || match many {
                true => store.filled(Label::MakeHintsOfPart, &[("at", &(step + 1).to_string())]),
                false => store.text(Label::MakeHints).to_owned(),
            });
            view! { <Field name note=Label::MakeHintsNote number=step form=Form::List rows="3" read write/> }
        };
        (0..steps.get()).map(field).collect::<Vec<_>>()
    });
    view! { <section>{fields}</section> }
}

/// What stands there once it is solved, and its particulars.
#[component]
pub(super) fn Afterwards() -> impl IntoView {
    let store = Store::get();
    let after = of_exercise(|exercise, language| exercise.after.get(language).to_owned());
    let refs = of_exercise(|exercise, _| exercise.refs.iter().map(|(reference, _)| reference.as_str()).collect::<Vec<_>>().join("\n"));
    let minutes = of_exercise(|exercise, _| exercise.minutes.to_string());
    let easy = of_exercise(|exercise, _| exercise.easy.to_string());
    let id = of_exercise(|exercise, _| exercise.id.clone());
    let write_after = into_exercise("after".to_owned(), |exercise, language, after| exercise.after.put(language, after));
    let write_refs = into_exercise("refs".to_owned(), |exercise, _, refs| {
        exercise.refs = list_of(&refs).into_iter().map(|reference| (reference, 0)).collect();
    });
    let write_minutes = into_exercise("minutes".to_owned(), |exercise, _, minutes| {
        if let Ok(minutes) = minutes.trim().parse() {
            exercise.minutes = minutes;
        }
    });
    let write_id = into_exercise("id".to_owned(), |exercise, _, id| id.trim().clone_into(&mut exercise.id));
    view! {
        <section aria-labelledby="make-after">
            <h5 id="make-after">{store.t(Label::MakeAfterwards)}</h5>
            <Field name=name(Label::MakeAfter) form=Form::Lines rows="3" read=after write=write_after/>
            <Field name=name(Label::MakeRefs) note=Label::MakeRefsNote form=Form::List rows="2" read=refs write=write_refs/>
            <div class="row">
                <Field name=name(Label::MakeMinutes) form=Form::Line rows="1" read=minutes write=write_minutes/>
                <Field name=name(Label::MakeId) form=Form::Line rows="1" read=id write=write_id/>
            </div>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=when(move || easy.get() == "true")
                    on:change:target=move |event| {
                        let easy = event.target().checked();
                        store.change_exercise("", |exercise| exercise.easy = easy);
                    }
                />
                <span>{store.t(Label::MakeEasy)}</span>
            </label>
        </section>
    }
}
