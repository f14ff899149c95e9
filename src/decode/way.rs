//! The way of the mail, and what SPF, DKIM and DMARC found.

use leptos::prelude::*;
use smtp_playground_decode::{Shown, ShownCheck, ShownHop};

use crate::store::Store;
use playground::content::Label;

pub(super) fn way(store: Store, shown: &Shown) -> AnyView {
    if shown.way.is_empty() {
        return ().into_any();
    }
    let hops: Vec<AnyView> = shown.way.iter().map(|hop| one_hop(store, hop)).collect();
    view! {
        <section class="decode-card" aria-labelledby="decode-way">
            <h3 id="decode-way">{store.text(Label::DecodeWay)}</h3>
            <ol class="hops">{hops}</ol>
        </section>
    }
    .into_any()
}

fn one_hop(store: Store, hop: &ShownHop) -> AnyView {
    let took = (!hop.took.is_empty()).then(|| view! { <span class="took" data-slow=hop.slow.to_string()>{hop.took.clone()}</span> });
    let cover = store.text(if hop.encrypted { Label::DecodeEncrypted } else { Label::DecodePlain });
    let from = (!hop.from.is_empty()).then(|| view! { <code dir="ltr">{hop.from.clone()}</code>" → " });
    view! {
        <li>
            <p>{from}<code dir="ltr">{hop.by.clone()}</code></p>
            <p class="fine">{hop.time.clone()} " " {hop.with.clone()} " " {cover}</p>
            {took}
        </li>
    }
    .into_any()
}

pub(super) fn checks(store: Store, shown: &Shown) -> AnyView {
    if shown.checks.is_empty() {
        return ().into_any();
    }
    let checks: Vec<AnyView> = shown.checks.iter().map(one_check).collect();
    let verdict = shown.verdict.clone().map(|verdict| view! { <p class="meaning">{verdict}</p> });
    view! {
        <section class="decode-card" aria-labelledby="decode-checks">
            <h3 id="decode-checks">{store.text(Label::DecodeChecks)}</h3>
            {verdict}
            <dl class="checks">{checks}</dl>
        </section>
    }
    .into_any()
}

fn one_check(check: &ShownCheck) -> AnyView {
    let counts = check.counts.clone().map(|counts| view! { <span class="fine">" "{counts}</span> });
    view! {
        <div data-tone=check.tone.clone()>
            <dt><a href=format!("#/reference/{}", check.entry)>{check.method.clone()}</a>" "<code>{check.result.clone()}</code></dt>
            <dd>{check.meaning.clone()}{counts}</dd>
        </div>
    }
    .into_any()
}
