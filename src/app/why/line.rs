use leptos::prelude::*;

use super::command::CommandView;
use super::reply::ReplyView;
use crate::app::browser;
use crate::app::queries::explain::{Explanation, Of, explain, rfc};
use crate::app::store::Store;
use crate::content::{Label, reference};
use crate::spec::State;

/// What the line that is shown means.
#[component]
pub(super) fn LinePart() -> impl IntoView {
    let store = Store::get();
    let explanation = Memo::new(move |_| {
        let shown = store.shown.get()?;
        store.timeline.with(|timeline| explain(timeline.events(), shown))
    });
    Effect::new(move || {
        explanation.track();
        browser::scroll_to_start("part-line");
    });
    view! {
        {move || match explanation.get() {
            None => view! { <p class="empty">{store.t(Label::WhySelect)}</p> }.into_any(),
            Some(explanation) => view! { <Explained explanation/> }.into_any(),
        }}
    }
}

#[component]
fn Explained(explanation: Explanation) -> impl IntoView {
    let store = Store::get();
    let Explanation { line, octets, states, of } = explanation;
    let server = matches!(of, Of::Reply(_));
    let title = if server { Label::WhyLineServer } else { Label::WhyLineClient };
    let reference = rfc(&of);
    let view = match of {
        Of::Reply(reply) => view! { <ReplyView reply line/> }.into_any(),
        Of::Command(parts) => view! {
            <blockquote class="quote"><code dir="ltr">{line}</code></blockquote>
            <CommandView parts/>
        }
        .into_any(),
        Of::Answer(plain) => view! {
            <blockquote class="quote"><code dir="ltr">{line}</code></blockquote>
            <p>{store.t(Label::WhyAnswer)}</p>
            <h4>{store.t(Label::WhyDecoded)}</h4>
            {match plain {
                Some(plain) => view! { <p><code dir="ltr">{plain}</code></p> }.into_any(),
                None => view! { <p>{store.t(Label::WhyNotDecoded)}</p> }.into_any(),
            }}
        }
        .into_any(),
        Of::Data(end) => {
            let stuffed = !end && line.starts_with('.');
            view! {
                <blockquote class="quote"><code dir="ltr">{line}</code></blockquote>
                <p>{store.t(if end { Label::WhyDataEnd } else { Label::WhyDataLine })}</p>
                {stuffed.then(|| view! { <p>{store.t(Label::WhyDataStuffed)}</p> })}
            }
            .into_any()
        }
    };
    view! {
        <article class="explained">
            <h3 class="eyebrow">{store.t(title)}</h3>
            {view}
            <States states/>
            <p class="fine">
                {move || store.octets(octets)}
                {reference.map(|rfc| view! { " · " <cite>{rfc.to_string()}</cite> })}
            </p>
        </article>
    }
}

/// The state before and after.
#[component]
fn States(states: (State, State)) -> impl IntoView {
    let store = Store::get();
    let name = move |state: State| reference::state(store.language.get(), state).name;
    let (before, after) = states;
    let moved = before != after;
    view! {
        <p class="states">
            <span class="sr">{store.t(if moved { Label::WhyStateBefore } else { Label::WhyStateSame })} " "</span>
            <span>{move || name(before)}</span>
            {moved.then(|| view! {
                <span aria-hidden="true">" → "</span>
                <span class="sr">" " {store.t(Label::WhyStateAfter)} " "</span>
                <strong>{move || name(after)}</strong>
            })}
        </p>
    }
}
