//! What was found: what the text is, a card for each finding, the text itself, the way of the mail and its checks.

use std::sync::Arc;

use leptos::prelude::*;
use smtp_playground_decode::{Shown, ShownDialogue};

use super::card::card;
use super::text::recognised;
use super::way::{checks, way};
use crate::dynamic::{part, press};
use crate::store::Store;
use playground::content::Label;

#[component]
pub(super) fn Found() -> impl IntoView {
    let store = Store::get();
    part(move || store.decoding.shown().get().map(|shown| found(store, &shown)))
}

fn found(store: Store, shown: &Arc<Shown>) -> AnyView {
    let cards: Vec<AnyView> = shown.cards.iter().enumerate().map(|(number, one)| card(store, number, one)).collect();
    let more = (shown.more > 0).then(|| {
        let text = store.filled(Label::DecodeMore, &[("count", &shown.more.to_string())]);
        view! { <p class="fine">{text}</p> }
    });
    let cut = shown.cut.then(|| view! { <p class="warning">{store.text(Label::DecodeCut)}</p> });
    view! {
        <section class="decode-result" data-kind=shown.kind.clone() aria-labelledby="decode-kind">
            <div class="decode-kind">
                <h3 id="decode-kind">{shown.title.clone()}</h3>
                <p>{shown.lead.clone()}</p>
                {cut}
                {actions(store, shown)}
            </div>
            <div class="decode-columns">
                <div class="decode-cards">
                    {cards}
                    {more}
                    {checks(store, shown)}
                    {way(store, shown)}
                </div>
                {recognised(store, shown)}
            </div>
        </section>
    }
    .into_any()
}

/// What can be done with the whole.
fn actions(store: Store, shown: &Shown) -> AnyView {
    let sessions: Vec<_> =
        shown.dialogues.iter().enumerate().map(|(number, dialogue)| session(store, number, dialogue, shown.dialogues.len())).collect();
    let summary = (!shown.cards.is_empty()).then(|| {
        view! {
            <button type="button" class="button" on:click=press(move || store.copy_decoded())>{store.t(Label::DecodeSummary)}</button>
        }
    });
    let copied = part(move || store.decoding.copied().get().map(|label| store.text(label)));
    view! {
        <div class="row">{sessions} {summary} <span role="status" class="fine">{copied}</span></div>
    }
    .into_any()
}

fn session(store: Store, number: usize, dialogue: &ShownDialogue, all: usize) -> AnyView {
    let turns = dialogue.turns.len().to_string();
    let words = if all == 1 {
        store.text(Label::DecodeSession).to_owned()
    } else {
        store.filled(Label::DecodeSessionOf, &[("number", &(number + 1).to_string()), ("turns", &turns)])
    };
    view! { <button type="button" class="button" on:click=press(move || store.read_as_session(number))>{words}</button> }.into_any()
}
