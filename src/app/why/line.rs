use leptos::prelude::*;

use super::command::command_view;
use super::reply::reply_view;
use crate::app::browser;
use crate::app::dynamic::{part, press};
use crate::app::queries::explain::{Explanation, Of, explain, rfc};
use crate::app::store::Store;
use crate::content::{Label, Language, label, reference};
use crate::session::Server;
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
    part(move || match explanation.get() {
        None => view! { <p class="empty">{store.text(Label::WhySelect)}</p> }.into_any(),
        Some(explanation) => {
            let client = !matches!(explanation.of, Of::Reply(_));
            let server = store.timeline.with_untracked(|timeline| timeline.server());
            view! { {explained(explanation, store.language.get(), server)} {moment(store, client)} }.into_any()
        }
    })
}

/// What can be done at the moment of the line.
fn moment(store: Store, client: bool) -> AnyView {
    let at = move |act: fn(Store, usize)| press(move || store.shown.get_untracked().into_iter().for_each(|event| act(store, event)));
    let otherwise = client.then(|| {
        view! { <button type="button" class="link" on:click=at(Store::say_otherwise)>{store.text(Label::MomentOtherwise)}</button> }
    });
    view! {
        <p class="moment">
            <button type="button" class="link" on:click=at(Store::go_back_to)>{store.text(Label::MomentGoBack)}</button>
            " "
            {otherwise}
        </p>
    }
    .into_any()
}

fn explained(explanation: Explanation, language: Language, server: &'static Server) -> AnyView {
    let t = |wanted: Label| label(language, wanted);
    let Explanation { line, octets, states, of } = explanation;
    let title = if matches!(of, Of::Reply(_)) { Label::WhyLineServer } else { Label::WhyLineClient };
    let reference = rfc(&of).map(|rfc| format!(" · {rfc}"));
    let count = crate::content::fill(t(if octets == 1 { Label::UnitOctet } else { Label::UnitOctets }), &[("count", &octets.to_string())]);
    let first = line.lines().next().unwrap_or_default().to_owned();
    let quote = view! { <blockquote class="quote"><code dir="ltr">{first}</code></blockquote> }.into_any();
    let view = match of {
        Of::Reply(reply) => reply_view(reply, quote, language, server),
        Of::Command(parts) => view! { {quote} {command_view(parts, language)} }.into_any(),
        Of::Answer(plain) => {
            let plain = match plain {
                Some(plain) => view! { <p><code dir="ltr">{plain}</code></p> }.into_any(),
                None => view! { <p>{t(Label::WhyNotDecoded)}</p> }.into_any(),
            };
            view! { {quote} <p>{t(Label::WhyAnswer)}</p> <h5>{t(Label::WhyDecoded)}</h5> {plain} }.into_any()
        }
        Of::Data(end) => {
            let stuffed = !end && line.starts_with('.');
            let text = t(if end { Label::WhyDataEnd } else { Label::WhyDataLine });
            view! { {quote} <p>{text}</p> {stuffed.then(|| view! { <p>{t(Label::WhyDataStuffed)}</p> })} }.into_any()
        }
    };
    view! {
        <article class="explained">
            <h3 class="eyebrow">{t(title)}</h3>
            {view}
            {states_view(states, language)}
            <p class="fine">{count} {reference}</p>
        </article>
    }
    .into_any()
}

/// The state before and after.
fn states_view((before, after): (State, State), language: Language) -> AnyView {
    let t = |wanted: Label| label(language, wanted);
    let name = |state: State| reference::state(language, state).name;
    if before == after {
        return view! { <p class="states"><span class="sr">{t(Label::WhyStateSame)} " "</span> {name(before)}</p> }.into_any();
    }
    view! {
        <p class="states">
            <span class="sr">{t(Label::WhyStateBefore)} " "</span>
            {name(before)}
            <span aria-hidden="true">" → "</span>
            <span class="sr">" " {t(Label::WhyStateAfter)} " "</span>
            <strong>{name(after)}</strong>
        </p>
    }
    .into_any()
}
