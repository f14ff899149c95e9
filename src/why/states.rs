use leptos::prelude::*;

use crate::dynamic::{part, press, text};
use crate::pictures;
use crate::store::{Part, Store};
use playground::content::diagram::{Arrow, Trigger, Walk, arrows, machine, stays};
use playground::content::{Label, Language, fill, label, reference};
use playground::queries::palette::Availability;
use smtp_engine::spec::{State, Verb};

/// Where the picture stands.
const PICTURE: &str = "state-machine";
/// So many states of the way, the last ones, are told in words.
const LAST_STATES: usize = 16;

/// The state machine: where the session is, how it came there, and what leads on.
#[component]
pub(super) fn States() -> impl IntoView {
    let store = Store::get();
    let walk = Memo::new(move |_| {
        // Nobody sees it otherwise.
        (store.why.part().get() == Part::States).then(|| {
            let possible = store.conversation.palette.with(|entries| {
                let now = entries.iter().filter(|entry| entry.availability == Availability::Now);
                now.map(|entry| entry.verb).collect()
            });
            store.conversation.timeline().with(|timeline| Walk::of(timeline.events(), possible))
        })
    });
    Effect::new(move || {
        if let Some(walk) = walk.get() {
            pictures::draw(PICTURE, &machine(&walk, store.language.get()));
        }
    });
    let pressed = move |event: web_sys::MouseEvent| {
        if let Some(by) = pictures::attribute_at(&event, "data-by").and_then(|key| Trigger::read(&key)) {
            store.follow_arrow(by);
        }
    };
    let name = move |state: State| reference::state(store.language.get(), state).name;
    let here = text(move || store.filled(Label::StatesHere, &[("state", name(store.conversation.status.with(|status| status.state)))]));
    let rest = part(move || walk.get().map(|walk| rest(&walk, store, store.language.get())));
    view! {
        <h3>{here}</h3>
        <p class="fine">{store.t(Label::StatesText)}</p>
        <div id=PICTURE class="picture machine" on:click=pressed></div>
        {rest}
    }
}

/// What the picture does not show, and what it shows in words.
fn rest(walk: &Walk, store: Store, language: Language) -> AnyView {
    let t = |wanted: Label| label(language, wanted);
    let name = |state: State| reference::state(language, state).name;
    let left_out = walk.states.len().saturating_sub(LAST_STATES);
    let before = (left_out > 0).then(|| view! { <li>"…"</li> });
    let way = walk.states.iter().skip(left_out).map(|state| view! { <li>{name(*state)}</li> });
    let way =
        (walk.states.len() > 1).then(|| view! { <h5>{t(Label::StatesWay)}</h5> <ol class="walk">{before} {way.collect::<Vec<_>>()}</ol> });
    let stay = |verb: Verb| {
        let class = if walk.possible.contains(&verb) { "chip" } else { "chip later" };
        let act = press(move || store.follow_arrow(Trigger::Command(verb)));
        view! { <li><button type="button" class=class on:click=act><code>{verb.name()}</code></button></li> }
    };
    let arrows = arrows();
    let of_state = |state: &State| {
        let edges: Vec<AnyView> =
            arrows.iter().filter(|arrow| arrow.from.contains(state)).map(|arrow| edge(arrow, store, language)).collect();
        (!edges.is_empty()).then(|| {
            let from = fill(t(Label::StatesListFrom), &[("state", name(*state))]);
            view! { <h5>{from}</h5> <ul class="edges">{edges}</ul> }
        })
    };
    view! {
        <h5>{t(Label::StatesStays)}</h5>
        <ul class="chips">{stays().into_iter().map(stay).collect::<Vec<_>>()}</ul>
        {way}
        <details>
            <summary>{t(Label::StatesList)}</summary>
            {State::ALL.iter().map(of_state).collect::<Vec<_>>()}
        </details>
    }
    .into_any()
}

fn edge(arrow: &Arrow, store: Store, language: Language) -> AnyView {
    let by = arrow.by;
    let words = |wanted: Label| label(language, wanted).to_owned();
    let command = match by {
        Trigger::Connect => words(Label::StatesConnect),
        Trigger::Secured => words(Label::StatesSecured),
        Trigger::Then(Verb::Data) => words(Label::StatesThenMessage),
        Trigger::Then(_) => words(Label::StatesThenAnswers),
        Trigger::Command(_) => arrow.text(),
    };
    let state = reference::state(language, arrow.to).name;
    let text = fill(label(language, Label::StatesListEdge), &[("command", &command), ("state", state)]);
    match by {
        Trigger::Secured | Trigger::Then(_) => view! { <li>{text}</li> }.into_any(),
        _ => {
            let act = press(move || store.follow_arrow(by));
            view! { <li><button type="button" class="link" on:click=act>{text}</button></li> }.into_any()
        }
    }
}
