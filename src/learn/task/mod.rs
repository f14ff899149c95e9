//! The task of the exercise at work, above the transcript.

mod after;
mod goal;
mod hints;

use leptos::prelude::*;

use self::after::After;
use self::goal::{Choices, Goal};
use self::hints::{HintButton, Hints};
use crate::dynamic::{flag, part, press, text, when};
use crate::icons::{Icon, Shape};
use crate::store::{Course, Store, Task};
use playground::content::Label;
use smtp_playground_lessons::{Exercise, Kind};

/// The task, while an exercise is at work; or that it is being fetched.
#[component]
pub(crate) fn TaskPanel() -> impl IntoView {
    let store = Store::get();
    let at_work = Memo::new(move |_| store.lessons.task().with(|task| task.as_ref().map(|task| (task.set.key.clone(), task.place()))));
    part(move || match at_work.get() {
        Some(_) => view! { <Panel/> }.into_any(),
        None => view! { <Waiting/> }.into_any(),
    })
}

/// Makes a text of the exercise at work, in the language of the page.
fn of_exercise(store: Store, read: impl Fn(&Task, &Exercise, &str) -> String) -> String {
    let language = store.language.get();
    store.lessons.task().with(|task| task.as_ref().and_then(|task| Some(read(task, task.exercise()?, language.tag()))).unwrap_or_default())
}

#[component]
fn Waiting() -> impl IntoView {
    let store = Store::get();
    part(move || {
        let missing = matches!(store.lessons.course().get(), Course::Missing);
        store.lessons.is_awaited().then(|| {
            let again = missing.then(|| {
                view! { <button type="button" class="button" on:click=press(move || store.load_course())>{store.text(Label::LearnAgain)}</button> }
            });
            view! { <p class="task-wait" role="status">{store.text(if missing { Label::TaskMissing } else { Label::TaskLoading })} " " {again}</p> }
        })
    })
}

#[component]
fn Panel() -> impl IntoView {
    let store = Store::get();
    let solved = Memo::new(move |_| store.lessons.judgement.with(|judgement| judgement.as_ref().is_some_and(|judgement| judgement.solved)));
    let title = text(move || of_exercise(store, |_, exercise, language| exercise.title.get(language).to_owned()));
    let place = text(move || {
        let (set, at, all) = store.lessons.task().with(|task| {
            let language = store.language.get();
            let place = task.as_ref().map_or((0, 0), Task::place);
            (task.as_ref().map(|task| task.set.set.title.get(language.tag()).to_owned()).unwrap_or_default(), place.0, place.1)
        });
        store.filled(Label::TaskPlace, &[("set", &set), ("at", &at.to_string()), ("all", &all.to_string())])
    });
    let count = part(move || {
        let (done, all) = store.lessons.judgement.with(|judgement| {
            let holds = || judgement.iter().flat_map(|judgement| judgement.steps.iter().flatten());
            (holds().filter(|holds| **holds).count(), holds().count())
        });
        match solved.get() {
            true => view! { <Icon shape=Shape::Done/> " " {store.text(Label::TaskSolved)} }.into_any(),
            false => store.filled(Label::TaskCount, &[("done", &done.to_string()), ("all", &all.to_string())]).into_any(),
        }
    });
    let next = part(move || {
        solved.get().then(|| {
            // Whoever tries an exercise of their own goes back to making it.
            let next = if store.lessons.is_preview() { Label::MakeBack } else { Label::TaskNext };
            view! { <button type="button" class="button primary" on:click=press(move || store.next_exercise())>{store.text(next)}</button> }
        })
    });
    let unfolded = move || store.lessons.unfolded().get();
    view! {
        <section class="task" aria-labelledby="task-title" data-solved=flag(move || solved.get()) data-open=flag(unfolded)>
            <header class="task-head">
                <h2 id="task-title">
                    <button
                        type="button"
                        aria-expanded=flag(unfolded)
                        aria-controls="task-body"
                        title=store.t(Label::TaskFold)
                        on:click=press(move || store.lessons.unfold(!untrack(unfolded)))
                    >
                        <Icon shape=Shape::Down/>
                        <span class="sr">{store.t(Label::TaskLabel)} ": "</span>
                        <span>{title}</span>
                    </button>
                </h2>
                <p class="task-place fine">{place}</p>
                <p class="task-count">{count}</p>
                {next}
            </header>
            <div class="task-body" id="task-body" hidden=when(move || !unfolded())>
                <Story/>
                <Goal/>
                <Choices/>
                <Hints/>
                <After solved/>
                <Foot/>
            </div>
            <Announcer solved/>
        </section>
    }
}

/// What it is about; and what to do it with, where that is not the command line.
#[component]
fn Story() -> impl IntoView {
    let store = Store::get();
    let story = text(move || of_exercise(store, |_, exercise, language| exercise.story.get(language).to_owned()));
    let kind = Memo::new(move |_| store.lessons.task().with(|task| task.as_ref().and_then(Task::exercise).map(|exercise| exercise.kind)));
    let besides = part(move || {
        match kind.get() {
        Some(Kind::World) => view! {
            <p><button type="button" class="button" on:click=press(move || store.open_world())>{store.text(Label::TaskChangeWorld)}</button></p>
        }
        .into_any(),
        Some(Kind::Client) => {
            let command = of_exercise(store, |task, exercise, _| {
                let set = if task.set.built_in { task.set.set.id.clone() } else { format!("{}.toml", task.set.set.id) };
                format!("smtp-playground serve --lesson {set}#{}", exercise.id)
            });
            view! { <p>{store.text(Label::TaskClient)}</p> <pre><code>{command}</code></pre> }.into_any()
        }
        _ => ().into_any(),
    }
    });
    view! { <p class="story">{story}</p> {besides} }
}

/// What can be done besides talking.
#[component]
fn Foot() -> impl IntoView {
    let store = Store::get();
    let is_preview = untrack(|| store.lessons.is_preview());
    let back = is_preview.then(|| {
        view! {
            <button type="button" class="button primary" on:click=press(move || store.end_preview())>{store.t(Label::MakeBack)}</button>
            <span class="fine">{store.t(Label::MakePreviewNote)}</span>
        }
    });
    // In a frame there is no list to go to and no session to go back to.
    let around = (store.keeps() && !is_preview).then(|| {
        view! {
            <a class="button" href="#/learn">{store.t(Label::TaskAll)}</a>
            <button type="button" class="button" title=store.t(Label::TaskLeaveTitle) on:click=press(move || store.leave_exercise())>
                {store.t(Label::TaskLeave)}
            </button>
            <button type="button" class="link" on:click=press(move || store.copy(&store.link_to_exercise()))>{store.t(Label::TaskCopyLink)}</button>
            <button type="button" class="link" on:click=press(move || store.open_task_in_workshop())>{store.t(Label::MakeTask)}</button>
        }
    });
    view! {
        <div class="task-foot">
            <HintButton/>
            <button type="button" class="button" title=store.t(Label::TaskBackTitle) on:click=press(move || store.back_to_start())>
                <Icon shape=Shape::Undo/>
                <span>{store.t(Label::TaskBackToStart)}</span>
            </button>
            {around}
            {back}
        </div>
    }
}

/// Says to screen readers what has come true, and what the exercise says to a wrong way.
#[component]
fn Announcer(solved: Memo<bool>) -> impl IntoView {
    let store = Store::get();
    let said = RwSignal::new(String::new());
    Effect::new(move |before: Option<(Vec<bool>, usize)>| {
        let holds: Vec<bool> =
            store.lessons.judgement.with(|judgement| judgement.iter().flat_map(|judgement| judgement.steps.concat()).collect());
        let feedback = store.lessons.feedback.get();
        let now = (holds.clone(), feedback.len());
        let Some((held, words)) = before else { return now };
        let label = |place: usize| {
            of_exercise(store, |_, exercise, language| {
                exercise.steps.iter().flat_map(|step| step.labels.get(language)).nth(place).cloned().unwrap_or_default()
            })
        };
        let reached = holds.iter().enumerate().filter(|(place, holds)| **holds && !held.get(*place).copied().unwrap_or(false));
        let mut text: Vec<String> =
            reached.map(|(place, _)| untrack(|| store.filled(Label::TaskReached, &[("what", &label(place))]))).collect();
        if feedback.len() > words
            && let Some(last) = feedback.last()
        {
            text.push(untrack(|| of_exercise(store, |_, exercise, language| wrong_word(exercise, last.wrong, language))));
        }
        if solved.get_untracked() && !text.is_empty() {
            let after = untrack(|| of_exercise(store, |_, exercise, language| exercise.after.get(language).to_owned()));
            text.push(untrack(|| store.filled(Label::TaskNowSolved, &[("what", &after)])));
        }
        if !text.is_empty() {
            said.set(text.join(" "));
        }
        now
    });
    view! { <p class="sr" aria-live="polite">{text(move || said.get())}</p> }
}

/// What is said to the wrong way number `wrong`.
pub(crate) fn wrong_word(exercise: &Exercise, wrong: usize, language: &str) -> String {
    exercise.wrong.get(wrong).map(|wrong| wrong.say.get(language).to_owned()).unwrap_or_default()
}
