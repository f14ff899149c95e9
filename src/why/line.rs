use leptos::prelude::*;

use super::command::command_view;
use super::octets::octets_view;
use super::reply::reply_view;
use super::way::moment_view;
use crate::browser;
use crate::dynamic::{part, press};
use crate::store::Store;
use playground::content::{Label, label};
use playground::queries::explain::{Explanation, Of, explain, rfc};
use playground::record::Timeline;

/// What the line that is shown means.
#[component]
pub(super) fn LinePart() -> impl IntoView {
    let store = Store::get();
    let explanation = Memo::new(move |_| {
        let shown = store.conversation.shown.get()?;
        store.conversation.timeline().with(|timeline| explain(timeline.events(), shown, timeline.server()))
    });
    // Whoever looks at the octets of one line wants to see those of the next.
    let octets_open = RwSignal::new(false);
    Effect::new(move || {
        explanation.track();
        browser::scroll_to_start("part-line");
    });
    part(move || match explanation.get() {
        None => view! { <p class="empty">{store.text(Label::WhySelect)}</p> }.into_any(),
        Some(explanation) => {
            let client = !matches!(explanation.of, Of::Reply(_));
            view! { {explained(explanation, octets_open, store)} {moment(store, client)} }.into_any()
        }
    })
}

/// What can be done at the moment of the line.
fn moment(store: Store, client: bool) -> AnyView {
    let at = move |act: fn(Store, usize)| {
        press(move || store.conversation.shown.get_untracked().into_iter().for_each(|event| act(store, event)))
    };
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

fn explained(explanation: Explanation, open: RwSignal<bool>, store: Store) -> AnyView {
    let language = store.language.get();
    let server = store.conversation.timeline().with_untracked(Timeline::server);
    let t = |wanted: Label| label(language, wanted);
    let Explanation { line, octets, moment, of } = explanation;
    let title = if matches!(of, Of::Reply(_)) { Label::WhyLineServer } else { Label::WhyLineClient };
    let reference = rfc(&of).map(|rfc| view! { <p class="fine">{t(Label::ReferenceRfc)} " " <cite>{rfc.to_string()}</cite></p> });
    let first = line.lines().next().unwrap_or_default().to_owned();
    let quote = view! { <blockquote class="quote"><code dir="ltr">{first}</code></blockquote> }.into_any();
    let data = matches!(of, Of::Data(_));
    let view = match of {
        Of::Reply(reply) => reply_view(reply, quote, language, server),
        Of::Command(parts) => command_view(parts, language),
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
            {moment_view(moment, language)}
            {octets_view(octets, data, open, store, language)}
            {reference}
        </article>
    }
    .into_any()
}
