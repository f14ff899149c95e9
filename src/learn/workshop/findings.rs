use leptos::prelude::*;

use super::problem::told;
use crate::dynamic::{part, press};
use crate::icons::{Icon, Shape};
use crate::store::Store;
use playground::content::Label;
use smtp_playground_lessons::Problem;

/// So many findings are shown; those after them come up when these are mended.
const MOST: usize = 12;

/// What the compiler finds, at each change.
#[component]
pub(super) fn Findings() -> impl IntoView {
    let store = Store::get();
    let found = part(move || {
        let problems = store.lessons.making.findings.get();
        if problems.is_empty() {
            return view! { <p class="done"><Icon shape=Shape::Done/> " " {store.text(Label::MakeSound)}</p> }.into_any();
        }
        let mut seen: Vec<String> = Vec::new();
        // Several titles may be missing; one word says so.
        let mut is_new = |problem: &&Problem| {
            let words = told(store, &problem.kind).unwrap_or_else(|| problem.to_string());
            let is_new = !seen.contains(&words);
            seen.push(words);
            is_new
        };
        let problems: Vec<&Problem> = problems.iter().filter(&mut is_new).collect();
        let line = |problem: &Problem| match told(store, &problem.kind) {
            Some(words) => view! { <li>{words}</li> }.into_any(),
            None => {
                let at = store.filled(Label::MakeLine, &[("line", &problem.line.to_string())]);
                view! { <li><span class="fine">{at}</span> " " <span lang="en">{problem.kind.to_string()}</span></li> }.into_any()
            }
        };
        let count = problems.len();
        let more = (count > MOST).then(|| store.filled(Label::MakeMore, &[("count", &(count - MOST).to_string())]));
        view! {
            <p>{store.filled(Label::MakeUnsound, &[("count", &count.to_string())])}</p>
            <ul class="make-findings">{problems.iter().take(MOST).map(|problem| line(problem)).collect::<Vec<_>>()}</ul>
            {more.map(|more| view! { <p class="fine">{more}</p> })}
        }
        .into_any()
    });
    view! {
        <section aria-labelledby="make-findings">
            <h5 id="make-findings">{store.t(Label::MakeFindings)}</h5>
            <div role="status">{found}</div>
            <button type="button" class="button primary" on:click=press(move || store.preview_exercise())>{store.t(Label::MakePreview)}</button>
        </section>
    }
}
