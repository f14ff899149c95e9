//! A card: who refused, where and why, whose move it is, and what each can do.

use leptos::prelude::*;
use smtp_playground_decode::{Advice, Card, Fact, Link};

use crate::browser;
use crate::dynamic::press;
use crate::store::Store;
use playground::content::Label;

pub(super) fn card(store: Store, number: usize, card: &Card) -> AnyView {
    let title = format!("decode-card-{number}-title");
    let labelled = title.clone();
    let lasting = card.lasting.clone().map(|(id, words)| view! { <span class="lasting" data-lasting=id>{words}</span> });
    let recipient = card.recipient.clone().map(|recipient| view! { <p class="recipient"><code dir="ltr">{recipient}</code></p> });
    let confidence = (!card.confidence.is_empty()).then(|| view! { <span class="fine">" "{card.confidence.clone()}</span> });
    let whose = card.whose.clone().map(|whose| {
        view! { <p class="whose"><strong>{store.text(Label::DecodeWhose)}</strong>" "{whose}</p> }
    });
    let warnings: Vec<_> = card.warnings.iter().map(|text| view! { <p class="warning">{text.clone()}</p> }).collect();
    let advice: Vec<_> = card.advice.iter().map(one_advice).collect();
    let facts: Vec<_> = card.facts.iter().map(fact).collect();
    let said = card.said.clone().map(|said| {
        view! {
            <details class="said">
                <summary>{store.text(Label::DecodeSaid)}</summary>
                <pre dir="ltr">{said}</pre>
            </details>
        }
    });
    view! {
        <article class="decode-card" id=card_id(number) tabindex="-1" aria-labelledby=labelled>
            <div class="card-head">
                <h4 id=title>{card.title.clone()}</h4>
                {lasting}
            </div>
            {recipient}
            <p class="meaning">{card.meaning.clone()}{confidence}</p>
            {warnings}
            {whose}
            {(!advice.is_empty()).then(|| view! { <dl class="advice">{advice}</dl> })}
            {(!facts.is_empty()).then(|| view! { <dl class="facts">{facts}</dl> })}
            {said}
            {links(store, &card.links)}
            {buttons(store, number, card)}
        </article>
    }
    .into_any()
}

/// The card `number` in the document.
pub(super) fn card_id(number: usize) -> String {
    format!("decode-card-{number}")
}

fn one_advice(advice: &Advice) -> AnyView {
    view! {
        <div data-first=advice.first.to_string()>
            <dt>{advice.who.clone()}</dt>
            <dd>{advice.text.clone()}</dd>
        </div>
    }
    .into_any()
}

fn fact(fact: &Fact) -> AnyView {
    let note = fact.note.clone().map(|note| view! { <span class="fine">" "{note}</span> });
    let value = fact.value.clone();
    let value = match &fact.entry {
        Some(entry) => view! { <a href=format!("#/reference/{entry}")>{value}</a> }.into_any(),
        None => view! { <span>{value}</span> }.into_any(),
    };
    view! { <div><dt>{fact.name.clone()}</dt><dd>{value}{note}</dd></div> }.into_any()
}

fn links(store: Store, links: &[Link]) -> AnyView {
    if links.is_empty() {
        return ().into_any();
    }
    let all: Vec<_> =
        links.iter().map(|link| view! { <li><a href=format!("#/reference/{}", link.entry)>{link.title.clone()}</a></li> }).collect();
    view! {
        <div class="more">
            <h5>{store.text(Label::DecodeReference)}</h5>
            <ul>{all}</ul>
        </div>
    }
    .into_any()
}

fn buttons(store: Store, number: usize, card: &Card) -> AnyView {
    let attempt = card.attempt.clone().map(|attempt| {
        view! {
            <button type="button" class="button" on:click=press(move || store.try_refusal(&attempt))>{store.t(Label::DecodeTry)}</button>
        }
    });
    let line = card.line.map(|line| {
        let words = store.filled(Label::DecodeLine, &[("number", &line.to_string())]);
        let go = move || browser::focus(&super::text::line_id(number));
        view! { <button type="button" class="link" on:click=press(go)>{words}</button> }
    });
    view! { <div class="row">{attempt} {line}</div> }.into_any()
}
