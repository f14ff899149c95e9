use leptos::prelude::*;

use super::of_exercise;
use crate::dynamic::{part, text};
use crate::store::{Course, Store, Task};
use playground::content::Label;
use playground::queries::reader::Spot;

/// Once it is solved: why it works, the ways to the goal, and where to read on.
#[component]
pub(super) fn After(solved: Memo<bool>) -> impl IntoView {
    let store = Store::get();
    let known = Memo::new(move |_| {
        let of_task = store.lessons.task().with(|task| task.as_ref().map(|task| (task.solved, task.set.key.clone(), task.id().to_owned())));
        of_task.is_some_and(|(now, set, id)| now || store.lessons.progress().with(|progress| progress.is_solved(&set, &id)))
    });
    part(move || {
        known.get().then(|| {
            let after = text(move || of_exercise(store, |_, exercise, language| exercise.after.get(language).to_owned()));
            let before = part(move || (!solved.get()).then(|| view! { <p class="fine">{store.text(Label::TaskSolvedBefore)}</p> }));
            view! {
                <section class="after" aria-labelledby="task-after">
                    <h3 id="task-after">{store.t(Label::TaskAfter)}</h3>
                    {before}
                    <p>{after}</p>
                    <Ways/>
                    <ReadOn/>
                </section>
            }
        })
    })
}

/// Solutions, folded up: who has found one may like to see others.
#[component]
fn Ways() -> impl IntoView {
    let store = Store::get();
    part(move || {
        let ways: Vec<String> = store.lessons.task().with(|task| {
            let solutions = task.as_ref().and_then(Task::exercise).map(|exercise| exercise.solutions.as_slice()).unwrap_or_default();
            solutions.iter().map(|solution| solution.text.trim().to_owned()).collect()
        });
        (!ways.is_empty()).then(|| {
            let way = |way: String| view! { <pre tabindex="0"><code dir="ltr">{way}</code></pre> };
            view! {
                <details>
                    <summary>{store.text(Label::TaskOtherWays)}</summary>
                    {ways.into_iter().map(way).collect::<Vec<_>>()}
                </details>
            }
        })
    })
}

/// Pages of the reference and sections of RFCs.
#[component]
fn ReadOn() -> impl IntoView {
    let store = Store::get();
    let link = move |reference: &str| {
        let (address, name) = match rfc(reference) {
            Some(address) => (address, reference.to_owned()),
            None => (page(store, reference), title(store, reference)),
        };
        // In a frame, the session stays where it is.
        let target = (!address.starts_with('#')).then_some("_blank");
        view! { <li><a href=address target=target rel="noopener">{name}</a></li> }
    };
    part(move || {
        let links: Vec<_> = store.lessons.task().with(|task| {
            let refs = task.as_ref().and_then(Task::exercise).map(|exercise| exercise.refs.as_slice()).unwrap_or_default();
            refs.iter().map(|(reference, _)| link(reference)).collect()
        });
        (!links.is_empty()).then(|| view! { <p class="read-on">{store.text(Label::TaskReadOn)}</p> <ul class="read-on">{links}</ul> })
    })
}

/// Where `RFC 5321 section 4.1.1.1` can be read.
fn rfc(reference: &str) -> Option<String> {
    let rest = reference.strip_prefix("RFC ")?;
    let (number, section) = rest.split_once(" section ").unwrap_or((rest, ""));
    let anchor = if section.is_empty() { String::new() } else { format!("#section-{section}") };
    Some(format!("https://www.rfc-editor.org/rfc/rfc{number}{anchor}"))
}

/// Where the page `reference/KIND/ID` is: in the app, or in a frame as a page of its own.
fn page(store: Store, reference: &str) -> String {
    let spot = Spot::read(reference.strip_prefix("reference/").unwrap_or(reference));
    match spot {
        Some(spot) if !store.keeps() => spot.file(store.language.get()),
        _ => format!("#/{reference}"),
    }
}

/// What the page `reference/KIND/ID` is called.
fn title(store: Store, reference: &str) -> String {
    let language = store.language.get();
    let known = store.lessons.course().with(|course| match course {
        Course::Read(_, titles, _) => titles.get(reference).and_then(|titles| titles.get(language.tag()).cloned()),
        _ => None,
    });
    known.unwrap_or_else(|| reference.strip_prefix("reference/").unwrap_or(reference).to_owned())
}
